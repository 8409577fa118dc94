package filing

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// ObjectNotice objects to a running notice as an identified person (提出异议) and answers the id of the objection. Faults:
// Login; NotNow casework.notice_over after its last day.
func (s *Service) ObjectNotice(ctx context.Context, who permission.Principal, id, text, once string) (objection string, err error) {
	if _, err := signedIn(who); err != nil {
		return "", err
	}
	if err := short("text", text); err != nil {
		return "", err
	}
	row, err := s.Store.Notice(ctx, id)
	if err != nil {
		return "", err
	}
	key := store.ByID(row.Case)
	if o := request(once, casework.VerbObjectNotice, id, text); o.Key != "" {
		o.Scope = by(who) + "/object"
		key = key.Once(o)
	}
	change, err := s.Store.Apply(ctx, key, func(c *casework.Case) (casework.Change, error) {
		r := permission.Resource{Type: permission.Notice, ID: id, Area: row.Area, Scenario: c.Scenario, Trial: c.Trial}
		if err := s.Guard.Allow(who, permission.Object, r); err != nil {
			return casework.Change{}, err
		}
		a := actor(who)
		a.Role = casework.Object
		return s.Engine.ObjectNotice(c, s.moment(), a, casework.ObjectNoticeInput{Slot: row.Slot, Step: row.Step, Text: text})
	})
	if err != nil {
		return "", err
	}
	s.told(change)
	return lastObjection(change.Case, row, ident.PersonID(who.ID))
}

// lastObjection is the newest objection of a person to a notice.
func lastObjection(c *casework.Case, row store.NoticeRow, person ident.PersonID) (string, error) {
	id := ""
	for _, it := range c.Items {
		step := it.Step(row.Step)
		if it.Slot != row.Slot || step == nil || step.Notice == nil {
			continue
		}
		for _, o := range step.Notice.Objections {
			if o.Person == person {
				id = o.ID
			}
		}
	}
	if id == "" {
		return "", fault.New(fault.NotFound, "store.no_notice")
	}
	return id, nil
}
