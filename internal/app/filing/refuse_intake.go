package filing

import (
	"context"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/document"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// RefuseIntake sends a visitor home with the one-time notice (一次性告知单): everything that is missing or wrong, at
// once, in the words of the check; the reason is the clerk's. The draft stays for the next visit. Faults: Invalid
// filing.questions_open while the guide is not answered, filing.nothing_missing when it is complete (it must be taken),
// filing.reason_needed, filing.too_long.
func (s *Service) RefuseIntake(ctx context.Context, who permission.Principal, id ident.DraftID, reason string) (casework.Document, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return casework.Document{}, err
	}
	if f.Draft.Clerk == "" {
		return casework.Document{}, fault.New(fault.NotFound, "store.no_draft")
	}
	if err := short("reason", reason); err != nil {
		return casework.Document{}, err
	}
	if f.Older.Must() { // that the city changed its demands is nothing that a visitor lacks
		return casework.Document{}, fault.New(fault.NotNow, "filing.upgrade_first", "scenario", f.Plan.Scenario.Name)
	}
	if err := fileable(f.Plan); err != nil && !f.Plan.Stopped {
		return casework.Document{}, err // until the guide is answered nobody can name everything
	}
	open := openPoints(f)
	if len(open) == 0 {
		return casework.Document{}, fault.New(fault.Invalid, "filing.nothing_missing")
	}
	if strings.TrimSpace(reason) == "" {
		return casework.Document{}, fault.New(fault.Invalid, "filing.reason_needed").With("reason", "filing.reason_needed")
	}
	d, err := s.intakeNotice(ctx, f, open, strings.TrimSpace(reason))
	if err != nil {
		return d, err
	}
	if err := s.Store.AddIntakeNotice(ctx, store.IntakeNotice{
		Draft: id, Person: f.Draft.Person, Clerk: f.Draft.Clerk, At: d.At, Document: d,
	}); err != nil {
		return d, err
	}
	f.Draft.Step = StepRefused
	return d, s.save(ctx, f)
}

// intakeNotice writes the paper. It borrows a number from the day's case numbers, where gaps are normal.
func (s *Service) intakeNotice(ctx context.Context, f *Filing, open []OpenPoint, reason string) (casework.Document, error) {
	p, err := s.Store.Person(ctx, f.Draft.Person)
	if err != nil {
		return casework.Document{}, err
	}
	drawn, err := s.newNo(ctx, f)
	if err != nil {
		return casework.Document{}, err
	}
	now, no, trial := s.Clock.Now(), string(drawn), "no"
	if f.Draft.Trial {
		trial = "yes"
	}
	d := casework.Document{
		ID: ident.DocumentID(ident.New()), No: no + "-00T1", Kind: document.IntakeNotice, At: now,
		Data: map[string]string{
			"case_no": no, "scenario": f.Plan.Scenario.Slug, "scenario_name": f.Plan.Scenario.Name, "applicant": p.Name,
			"area": f.Plan.Area.Slug, "day": s.today().String(), "trial": trial, "reason": reason, "ground": ground(f),
		},
		Lists: map[string][]string{},
	}
	t := lang.Chinese()
	for _, o := range open {
		d.Lists["names"] = append(d.Lists["names"], o.Label)
		d.Lists["reasons"] = append(d.Lists["reasons"], t.SayMap("fault."+o.Key, o.Params))
		rule := ""
		if m, ok := f.Material(o.Field); ok && o.Section == StepMaterials {
			rule = m.Why
		}
		d.Lists["rules"] = append(d.Lists["rules"], rule)
	}
	return d, nil
}

// ground is the law of the notice, where a licence is among the items.
func ground(f *Filing) string {
	for _, it := range f.Plan.Items {
		if it.Regime == "licence" {
			return "xk32_4"
		}
	}
	return ""
}

// IntakeNotice answers the latest one-time notice of a clerk's draft. Fault: NotFound store.no_document.
func (s *Service) IntakeNotice(ctx context.Context, who permission.Principal, id ident.DraftID) (casework.Document, error) {
	if _, err := s.Draft(ctx, who, id); err != nil {
		return casework.Document{}, err
	}
	n, err := s.Store.IntakeNotice(ctx, id)
	return n.Document, err
}
