package handling

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// TransferOfficer gives an item to a colleague who may handle or answer it (转办, 分派). Who has it in hand gives it
// away; what nobody or somebody else has in hand is given out by a post that signs. Faults: Invalid
// handling.not_a_colleague, Forbidden handling.not_yours_to_give.
func (s *Service) TransferOfficer(ctx context.Context, who permission.Principal, t Target, to ident.StaffID, reason string) (*casework.Case, error) {
	m, err := s.Store.Staff(ctx, to)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.New(fault.Invalid, "handling.not_a_colleague").With("to", "handling.not_a_colleague")
	}
	if err != nil {
		return nil, err
	}
	may := func(r permission.Resource, it *casework.ItemCase) (permission.Decision, error) {
		return s.mayGive(who, r, it.Handler)
	}
	return s.actIf(ctx, who, may, casework.VerbTransferOfficer, t, func(c *casework.Case, at casework.Moment, by casework.Actor) (casework.Change, error) {
		if !s.colleague(m, resource(c, c.Latest(t.Slot))) {
			return casework.Change{}, fault.New(fault.Invalid, "handling.not_a_colleague").With("to", "handling.not_a_colleague")
		}
		return s.Engine.TransferOfficer(c, at, by, casework.TransferInput{Target: t.engine(), To: to, Reason: reason})
	}, to, reason)
}

// MayGive says why a member of staff cannot give an item to a colleague: nil means that they can. handler has it in
// hand now. A signer may give out also what they have proposed themselves, so the rule against signing it is not asked.
func (s *Service) MayGive(who permission.Principal, r permission.Resource, handler ident.StaffID) error {
	_, err := s.mayGive(who, r, handler)
	return err
}

func (s *Service) mayGive(who permission.Principal, r permission.Resource, handler ident.StaffID) (permission.Decision, error) {
	r.Proposer = ""
	wants := []permission.Permission{permission.Sign}
	if handler != "" && string(handler) == who.ID {
		wants = append(wants, permission.Handle, permission.Answer)
	}
	for _, want := range wants {
		if d := s.Guard.Scope(who).Decide(want, r); d.Allowed {
			return d, nil
		}
	}
	return permission.Decision{}, fault.New(fault.Forbidden, "handling.not_yours_to_give")
}

// colleague says whether a member of staff may work on an item.
func (s *Service) colleague(m store.Staff, r permission.Resource) bool {
	p := permission.Principal{Kind: permission.Staff, ID: string(m.ID), Active: m.Active, Posts: m.Posts, Trial: r.Trial}
	return s.Guard.Allow(p, permission.Handle, r) == nil || s.Guard.Allow(p, permission.Answer, r) == nil
}

// Colleague is somebody to whom an item can be given.
type Colleague struct {
	ID    ident.StaffID
	Name  string
	Title string
}

// Colleagues lists whom an item can be given to: those of its department and area, or of the areas above it, who may
// work on it. Who has it in hand already is not among them.
func (s *Service) Colleagues(ctx context.Context, r permission.Resource, handler ident.StaffID) ([]Colleague, error) {
	var areas []string
	for _, a := range s.Catalogue.Chain(r.Area) {
		areas = append(areas, a.Slug)
	}
	staff, err := s.Store.StaffIn(ctx, areas, []string{r.Department})
	if err != nil {
		return nil, err
	}
	var out []Colleague
	for _, m := range staff {
		if m.ID != handler && s.colleague(m, r) {
			out = append(out, Colleague{ID: m.ID, Name: m.Name, Title: m.Title})
		}
	}
	return out, nil
}
