package main

import (
	"bytes"
	"strings"
	"testing"

	"lianban/internal/base/fault"
)

func TestClockAddSaysTheDayAndWhy(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		cmd  ClockAddCmd
		want []string
	}{
		{ClockAddCmd{Day: "2026-09-18", N: 20}, []string{"2026-10-22\n", "国庆节放假", "2026-10-10 是周末，但按"}},
		{ClockAddCmd{Day: "2025-08-20", N: 45, CalendarDays: true}, []string{"2025-10-04\n"}},
		{ClockAddCmd{Day: "2026-12-25", N: 10}, []string{"2027 年放假安排还没有公布"}},
	} {
		var out bytes.Buffer
		if err := x.cmd.run(&out); err != nil {
			t.Fatal(err)
		}
		for _, w := range x.want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%+v: want %q in\n%s", x.cmd, w, out.String())
			}
		}
	}
}

func TestClockAddRefusesWhatItCannotCount(t *testing.T) {
	t.Parallel()
	for _, c := range []ClockAddCmd{{Day: "18.9.2026", N: 5}, {Day: "2026-02-30", N: 5}, {Day: "2026-09-18", N: 0}, {Day: "2026-09-18", N: 100000}} {
		if err := c.run(&bytes.Buffer{}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
