package filing

import (
	"context"
	"slices"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// GivenConsent is one consent as its person reads it.
type GivenConsent struct {
	store.Consent
	No   ident.CaseNo // of the case; empty while there is none
	Open bool         // it can still be used, and taken back
}

// GivenConsents is one page of them, newest first.
type GivenConsents struct {
	Consents []GivenConsent
	Pages    store.Pages
}

// Consents lists what a person allowed to be read: with drafts, and for items of cases.
func (s *Service) Consents(ctx context.Context, who permission.Principal, p store.Page) (GivenConsents, error) {
	person, err := signedIn(who)
	if err != nil {
		return GivenConsents{}, err
	}
	list, err := s.Store.ConsentsOf(ctx, person, who.Trial, p)
	if err != nil {
		return GivenConsents{}, err
	}
	var ids []ident.CaseID
	for _, x := range list.Consents {
		if x.Case != "" && !slices.Contains(ids, x.Case) {
			ids = append(ids, x.Case)
		}
	}
	cases, err := s.Store.CasesByID(ctx, ids...)
	out := GivenConsents{Pages: list.Pages}
	for _, x := range list.Consents {
		g := GivenConsent{Consent: x, Open: x.Withdrew.IsZero()}
		if c := cases[x.Case]; c != nil {
			c = s.Engine.Told(c, s.Clock.Now())
			g.No, g.Open = c.No, g.Open && usable(c, x.Slot)
		}
		out.Consents = append(out.Consents, g)
	}
	return out, err
}

// usable says that something of a case may still be read under a consent for an item, or for all of it.
func usable(c *casework.Case, slot string) bool {
	for _, it := range c.Current() {
		if it.State.Live() && (slot == "" || slot == it.Slot) {
			return true
		}
	}
	return false
}

// TakeBack takes a consent of a person back, wherever it was given: nothing is read under it any more. Twice changes nothing.
// Faults: NotFound store.no_consent, NotNow once its item is decided.
func (s *Service) TakeBack(ctx context.Context, who permission.Principal, id string) error {
	person, err := signedIn(who)
	if err != nil {
		return err
	}
	x, err := s.Store.ConsentOf(ctx, person, id)
	if err != nil || !x.Withdrew.IsZero() {
		return err
	}
	if x.Draft != "" {
		return s.Store.WithdrawConsent(ctx, id, s.Clock.Now())
	}
	c, err := s.Store.Case(ctx, store.ByID(x.Case))
	if err != nil {
		return err
	}
	_, err = s.WithdrawConsent(ctx, who, c.No, ConsentInput{Slot: x.Slot, Register: x.Register})
	return err
}

// allowed are the consents that a person gives by beginning a draft: for every register that its plan asks with the consent of
// the person only. The plan names them before.
func (s *Service) allowed(f *Filing, asked map[string]wanted) []store.Consent {
	var out []store.Consent
	lib := s.of(f).LibraryFor(f.Draft.Scenario, f.Draft.Area)
	for register, w := range asked {
		r := lib.Registers[register]
		if r == nil || r.Ground != byConsent {
			continue
		}
		x := store.Consent{
			ID: draftConsent(f, register), Person: f.Draft.Person, Draft: f.Draft.ID, Register: register, Given: s.Clock.Now(),
			Source: r.Name, Purpose: f.Plan.Scenario.Name,
		}
		if d := lib.Departments[r.Owner]; d != nil {
			x.Owner = d.Name
		}
		for _, y := range w.fields {
			x.Names = put(x.Names, y.Label)
		}
		out = append(out, x)
	}
	return out
}

// draftConsent is the identifier of the consent that was given for a register with a draft.
func draftConsent(f *Filing, register string) string {
	return ident.Of("consent", string(f.Draft.ID), register)
}
