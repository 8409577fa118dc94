package casework

import (
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/base/ident"
)

// Whoever acts for whomever: the hands of a decision are different people, and stand for different people. Nobody
// signs what was proposed or reviewed by them, in their place, by whom they stand in for, or in that one's place.
func TestHandsStayDifferentAcrossDeputies(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		c := plan(1)
		c.Items[0].SignOff = rapid.IntRange(2, 3).Draw(r, "hands")
		w := filed(t, c, "2025-03-03")
		w.must(t, VerbAccept, "a", checker)
		people := []string{"lin", "zhou", "yu"}
		for range rapid.IntRange(3, 12).Draw(r, "acts") {
			by := Actor{Kind: "staff", ID: rapid.SampledFrom(people).Draw(r, "who")}
			if other := rapid.SampledFrom(append([]string{"", ""}, people...)).Draw(r, "for"); other != by.ID {
				by.For = ident.StaffID(other)
			}
			verb := rapid.SampledFrom([]Verb{VerbProposeGrant, VerbReview, VerbGrant, VerbSendBack}).Draw(r, "verb")
			_ = w.do(verb, "a", by) // what may not be is refused; what was done is looked at below
		}
		if err := Verify(w.entries); err != nil {
			r.Fatal(err)
		}
		taken := map[string]Verb{}
		for _, en := range w.entries {
			switch Verb(en.Verb) {
			case VerbSendBack:
				clear(taken)
			case VerbProposeGrant, VerbReview, VerbGrant:
				for _, p := range []string{en.Actor.ID, string(en.Actor.For)} {
					if had, twice := taken[p]; twice && p != "" {
						r.Fatalf("%s has a hand in %s and in %s", p, had, en.Verb)
					}
				}
				taken[en.Actor.ID], taken[string(en.Actor.For)] = Verb(en.Verb), Verb(en.Verb)
			}
		}
	})
}

// Whose place it was stands in the chain: it cannot be changed afterwards, and older entries keep their form.
func TestTheChainCoversInWhosePlace(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	by := checker
	by.For = "lin"
	w.must(t, VerbAccept, "a", by)
	if err := Verify(w.entries); err != nil {
		t.Fatal(err)
	}
	last := len(w.entries) - 1
	for _, other := range []ident.StaffID{"", "zhou"} {
		changed := append([]Entry{}, w.entries...)
		changed[last].Actor.For = other
		if Verify(changed) == nil {
			t.Errorf("an act in the place of lin passes as one of %q", other)
		}
	}
}
