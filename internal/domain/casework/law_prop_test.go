package casework

import (
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// drawPlan makes a small joint case: one to three items, edges of both gates and all policies.
func drawPlan(t *rapid.T) *Case {
	c := plan(rapid.IntRange(1, 3).Draw(t, "items"))
	c.JointConclusion = rapid.Bool().Draw(t, "joint conclusion")
	c.JointPromise = rapid.SampledFrom([]int{0, 15}).Draw(t, "joint promise")
	for i, it := range c.Items {
		it.Regime = rapid.SampledFrom([]string{"licence", "licence", "filing"}).Draw(t, "regime")
		it.SignOff = rapid.IntRange(1, 3).Draw(t, "hands")
		if rapid.Bool().Draw(t, "gap list") {
			it.MayGap, it.GapDays = []string{"health_card"}, Limit{Days: 5}
		}
		if rapid.Bool().Draw(t, "commitment") {
			it.MayPromise = &CommitmentOffer{Text: "承诺", Promise: Limit{Days: 1}}
		}
		if it.Regime == "filing" {
			it.Statutory = Limit{}
		}
		if rapid.IntRange(0, 3).Draw(t, "experts") == 0 {
			it.Steps = []Step{expertStep()}
		}
		if rapid.IntRange(0, 3).Draw(t, "excludable") == 0 {
			it.Excludable = testing45()
		}
		if rapid.IntRange(0, 2).Draw(t, "inspected") == 0 {
			it.Steps = append(it.Steps, inspection("shop_visit"))
		}
		for j := range i {
			if !rapid.Bool().Draw(t, "edge") {
				continue
			}
			c.Edges = append(c.Edges, Edge{
				From: c.Items[j].Slot, To: it.Slot,
				Gate:   rapid.SampledFrom([]string{GateStart, GateDecide}).Draw(t, "gate"),
				OnFail: rapid.SampledFrom([]string{LapseOnFail, HoldOnFail, AloneOnFail}).Draw(t, "on fail"),
			})
			if rapid.Bool().Draw(t, "substitute") {
				it.Materials = append(it.Materials, c.Items[j].Gives...)
			}
		}
	}
	if rapid.IntRange(0, 2).Draw(t, "gate outside") == 0 {
		c.Gates = []Gate{gateBefore(rapid.SampledFrom(c.Items).Draw(t, "behind"), rapid.Bool().Draw(t, "before the decision"), rapid.Bool().Draw(t, "his to know"))}
	}
	return c
}

// gateBefore is something outside that an item waits for.
func gateBefore(it *ItemCase, decide, own bool) Gate {
	g := Gate{Slug: "archive_arrived", Name: "档案寄到", Event: "archive_received", Own: own, Usually: Limit{Days: 40}}
	if decide {
		g.Decide = []string{it.Slot}
	} else {
		g.Start = []string{it.Slot}
	}
	return g
}

var people = []Actor{citizen, checker, officer, reviewer, signer, clerk, chair, agencyHead, neighbour, staffOf("legal-1", SetRight)}

// rareVerbs end an item early; drawn as often as others they would hide what comes later.
var rareVerbs = []Verb{VerbWithdraw, VerbDecline, VerbReturn, VerbDeclareNotNeeded, VerbSendBack, VerbTransferOfficer, VerbClaim,
	VerbAddMaterial, VerbCorrectOnTheSpot, VerbExtendSupplement, VerbReopenByReview, VerbRevoke, VerbCorrectCertificate, VerbReapply,
	VerbTellHearingRight, VerbAskClarification, VerbExtendDecision}

// drawAct picks a possible act, or now and then any act at all.
func drawAct(t *rapid.T, w *world) (Verb, string, Actor) {
	it := rapid.SampledFrom(w.c.Items).Draw(t, "item")
	if rapid.IntRange(0, 9).Draw(t, "wild") == 0 {
		v := rapid.SampledFrom(Table).Draw(t, "verb").Verb
		return v, it.Slot, rapid.SampledFrom(people).Draw(t, "who")
	}
	type choice struct {
		v  Verb
		by Actor
	}
	var choices []choice
	for _, by := range people {
		for _, v := range Possible(w.c, it.Slot, by) {
			if has(rareVerbs, v) && rapid.IntRange(0, 4).Draw(t, "really") > 0 {
				continue
			}
			choices = append(choices, choice{v, by})
		}
	}
	if len(choices) == 0 {
		return VerbAskEarlyDelivery, it.Slot, citizen
	}
	x := rapid.SampledFrom(choices).Draw(t, "act")
	return x.v, it.Slot, x.by
}

// Random acts on random joint cases, on random days: everything that the law promises of every single act.
func TestTheLawHoldsUnderRandomActs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := calendar.MustDay("2025-01-02") + calendar.Day(rapid.IntRange(0, 400).Draw(t, "start"))
		w := &world{e: testEngine, day: start}
		if err := w.file(drawPlan(t)); err != nil {
			t.Fatal(err)
		}
		checkCase(t, w)
		for range rapid.IntRange(1, 25).Draw(t, "acts") {
			w.day += calendar.Day(rapid.SampledFrom([]int{0, 0, 0, 1, 2, 9, 40}).Draw(t, "days"))
			v, slot, by := drawAct(t, w)
			before, argument := w.c.Clone(), asJSON(w.c)
			had := len(w.entries)
			err := w.do(v, slot, by)
			if asJSON(before) != argument {
				t.Fatalf("%s changed the case that it was given", v)
			}
			if err != nil {
				if k := fault.Of(err).Kind; k == fault.Internal {
					if _, ok := newEvent[v]; ok && !rowOf[v].byEngine() && v != VerbSubmit && v != VerbMakeCertificate && v != VerbTenderResult {
						t.Fatalf("%s: %v", v, err)
					}
				}
				if asJSON(w.c) != argument {
					t.Fatalf("%s failed and changed the case", v)
				}
				continue
			}
			checkAct(t, w, before, w.entries[had:], slot)
			checkCase(t, w)
		}
	})
}
