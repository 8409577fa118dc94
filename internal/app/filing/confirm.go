package filing

import (
	"context"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
)

// ConfirmInput is what the visitor does on the customer's screen, or on paper.
type ConfirmInput struct {
	Hash     string // of what was shown
	Declared bool   // every declaration was ticked, or stands above the signature
	Promised bool   // and the texts of promises
	Order    bool   // and the order of items that wait for one another
	Name     string // typed by the visitor; on paper: left out
	Paper    bool   // signed on paper: the sheet must have been scanned
}

// Confirm keeps that the visitor read everything and agrees (顾客确认). It holds for exactly what was shown: whatever is
// changed afterwards must be confirmed anew. Faults: Invalid filing.not_complete, filing.confirm with what is missing;
// Conflict filing.changed_since_check.
func (s *Service) Confirm(ctx context.Context, who permission.Principal, id ident.DraftID, in ConfirmInput) (*Check, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if f.Work.Visit == nil {
		return nil, fault.New(fault.NotFound, "store.no_draft")
	}
	c := s.check(f)
	if len(c.Open) > 0 {
		return c, fault.New(fault.Invalid, "filing.not_complete")
	}
	if in.Hash != c.ReviewHash {
		return c, fault.New(fault.Conflict, "filing.changed_since_check")
	}
	signer, err := s.signer(ctx, f)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSpace(in.Name)
	bad := fault.New(fault.Invalid, "filing.confirm")
	c.missed(bad, in.Declared, in.Promised, in.Order)
	switch {
	case in.Paper && len(f.PapersFor(scenario.Material{Slug: SignedSheet})) == 0:
		bad.With("sheet", "filing.confirm.sheet")
	case in.Paper:
		name = signer
	case name != signer:
		bad.With("name", "filing.confirm.name")
	}
	if err := bad.OrNil(); err != nil {
		return c, err
	}
	visit := *f.Work.Visit
	visit.Confirmed = &Confirmed{Hash: c.ReviewHash, At: s.Clock.Now(), Name: name, Paper: in.Paper, Order: in.Order, Promised: in.Promised}
	f.Work.Visit = &visit
	f.Draft.Step = StepConfirm
	return c, s.save(ctx, f)
}

// signer names who stands at the window: the agent, or the applicant.
func (s *Service) signer(ctx context.Context, f *Filing) (string, error) {
	if a := f.Work.Visit.Agent; a != nil {
		return a.Name, nil
	}
	p, err := s.Store.Person(ctx, f.Draft.Person)
	return p.Name, err
}

// confirmed puts the visitor's confirmation in the place of what an applicant would have clicked. A hash that comes with
// the submission must be the confirmed one.
func confirmed(c *Check, in SubmitInput) (SubmitInput, error) {
	var said *Confirmed
	if v := c.Work.Visit; v != nil {
		said = v.Confirmed
	}
	switch {
	case len(c.Open) > 0:
		return in, nil // says what is missing first
	case said == nil:
		return in, fault.New(fault.Invalid, "filing.not_confirmed").With("confirm", "filing.not_confirmed")
	case said.Hash != c.ReviewHash, in.ReviewHash != "" && in.ReviewHash != said.Hash:
		return in, fault.New(fault.Conflict, "filing.changed_since_confirmed")
	}
	in.ReviewHash, in.Declared, in.Promised, in.OrderAgreed = said.Hash, true, said.Promised, said.Order
	return in, nil
}
