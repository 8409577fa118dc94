package casework

import (
	"fmt"
	"testing"
)

func BenchmarkSubmitEightItems(b *testing.B) {
	w := &world{e: testEngine, day: day("2026-09-29")}
	for b.Loop() {
		if _, err := w.e.Submit(w.moment(), citizen, SubmitInput{Case: plan(8), OrderAgreed: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAcceptOfEight(b *testing.B) {
	w := &world{e: testEngine, day: day("2026-09-29")}
	if err := w.file(plan(8)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		ch, err := w.e.Accept(w.c, w.moment(), checker, AcceptInput{Target{Slot: "c"}})
		if err != nil {
			b.Fatal(err)
		}
		if len(w.e.Dues(ch.Case)) == 0 {
			b.Fatal(fmt.Errorf("nothing is armed"))
		}
	}
}
