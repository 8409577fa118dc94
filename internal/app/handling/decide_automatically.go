package handling

import (
	"context"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// AutoTask is one automatic decision that waits for what registers know (智能审批). The records stay with the worker and
// the call that weighs them: nothing of them is stored.
type AutoTask struct {
	Case     ident.CaseID
	Slot     string
	Item     string // name of the item: what the look-up is for
	Scenario string // slug
	Person   ident.PersonID
	Name     string // of the person about whom registers are asked
	IDNo     string
	USCC     string // of the enterprise, in an enterprise's scenario
	Rules    []casework.AutoRule
	Trial    bool     // a rehearsal: nobody outside is asked
	Withheld []string // registers that are not asked: the applicant took the consent back
}

// Wanted lists the fields that each register is asked for.
func (t AutoTask) Wanted() map[string][]string {
	out := map[string][]string{}
	for _, r := range t.Rules {
		for _, x := range r.Reads {
			if x.Register != "" && !slices.Contains(t.Withheld, x.Register) && !slices.Contains(out[x.Register], x.Field) {
				out[x.Register] = append(out[x.Register], x.Field)
			}
		}
	}
	return out
}

// AutoFetched is what one register answered: values by field, or that it did not answer.
type AutoFetched = casework.Fetched

// How many automatic decisions one page, and one call, lists.
const (
	autoAtOnce = 200
	autoMost   = 2000
)

// AutoWaiting lists the automatic decisions that can be made now.
func (s *Service) AutoWaiting(ctx context.Context) ([]casework.Due, error) {
	var out []casework.Due
	var after store.DueItem
	for len(out) < autoMost {
		page, err := s.Store.AutoDues(ctx, after, autoAtOnce)
		for _, d := range page {
			out = append(out, casework.Due{Case: d.Case, Slot: d.Slot, Kind: casework.DueAuto, Day: casework.NoDay})
			after = d
		}
		if err != nil || len(page) < autoAtOnce {
			return out, err
		}
	}
	return out, nil
}

// AutoTask prepares one automatic decision; nil if it was made meanwhile.
func (s *Service) AutoTask(ctx context.Context, id ident.CaseID, slot string) (*AutoTask, error) {
	c, err := s.Store.Case(ctx, store.ByID(id))
	if err != nil {
		return nil, err
	}
	it := c.Latest(slot)
	if it == nil || it.Automatic() == nil {
		return nil, nil
	}
	p, err := s.Store.Person(ctx, c.Applicant.Person)
	if err != nil {
		return nil, err
	}
	t := &AutoTask{
		Case: id, Slot: slot, Item: it.Name, Scenario: c.Scenario, Person: p.ID, Name: p.Name, IDNo: p.IDNo, Rules: it.Automatic().Auto.Rules,
		Trial: c.Trial,
	}
	if t.Withheld, err = s.Store.Withheld(ctx, id, slot); err != nil {
		return nil, err
	}
	if c.Applicant.Kind == "enterprise" {
		t.USCC, err = s.usccOf(ctx, c)
	}
	return t, err
}

// usccOf is the code of the enterprise on the form, if the applicant may act for it: nobody else's record speaks for them.
func (s *Service) usccOf(ctx context.Context, c *casework.Case) (string, error) {
	f := &CaseFile{Case: c, Item: &casework.ItemCase{Fields: []string{"uscc"}}}
	if err := s.read(ctx, f); err != nil || len(f.Fields) == 0 {
		return "", err
	}
	companies, err := s.Store.Companies(ctx, c.Applicant.Person)
	for _, x := range companies {
		if x.USCC == f.Fields[0].Shown {
			return x.USCC, err
		}
	}
	return "", err
}

// DecideAutomatically weighs what registers answered and grants the item, or hands it to a person. What was asked is
// written where the applicant reads about look-ups, without the values. Doing it twice changes nothing: NotNow.
func (s *Service) DecideAutomatically(ctx context.Context, t AutoTask, fetched map[string]AutoFetched) error {
	if reads := s.autoReads(t, fetched); !t.Trial {
		if err := s.Store.AddReads(context.WithoutCancel(ctx), reads...); err != nil {
			return err
		}
	}
	change, err := s.Store.Apply(ctx, store.ByID(t.Case), func(c *casework.Case) (casework.Change, error) {
		answers := map[string]string{}
		for _, register := range t.Withheld {
			fetched[register] = AutoFetched{Withheld: true}
		}
		for _, r := range t.Rules {
			answers[r.Slug] = c.Weigh(r, fetched)
		}
		return s.Engine.DecideAutomatically(c, s.moment(), casework.AutoInput{Slot: t.Slot, Answers: answers})
	})
	if err != nil {
		return err
	}
	s.told(change)
	return nil
}

// autoReads are the lines about look-ups that the applicant can read: one per register.
func (s *Service) autoReads(t AutoTask, fetched map[string]AutoFetched) []store.Read {
	var out []store.Read
	for register, f := range fetched {
		if slices.Contains(t.Withheld, register) {
			continue
		}
		r := store.Read{
			Person: t.Person, At: s.Clock.Now(), Register: register, Scenario: t.Scenario, Purpose: t.Item, Outcome: store.ReadFound,
		}
		for _, x := range s.Catalogue.Registers() {
			if x.Slug == register {
				r.Source, r.Ground = x.Name, x.Ground
			}
		}
		for _, rl := range t.Rules {
			for _, x := range rl.Reads {
				if x.Register == register && !slices.Contains(r.Fields, x.Name) {
					r.Fields = append(r.Fields, x.Name)
				}
			}
		}
		switch {
		case f.Down:
			r.Outcome = store.ReadDown
		case len(f.Values) == 0:
			r.Outcome = store.ReadNoRecord
		}
		out = append(out, r)
	}
	return out
}

// Passed says that an automatic decision was made, or taken away, before this one: nothing is wrong.
func Passed(err error) bool { return fault.Is(err, fault.NotNow) || fault.Is(err, fault.NotFound) }
