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
	row, change, err := s.atNotice(ctx, who, noticeAct{id: id, verb: casework.VerbObjectNotice, scope: "/object", name: "text", text: text, once: once},
		func(c *casework.Case, at store.NoticeRow, a casework.Actor) (casework.Change, error) {
			return s.Engine.ObjectNotice(c, s.moment(), a, casework.ObjectNoticeInput{Slot: at.Slot, Step: at.Step, Text: text})
		})
	if err != nil {
		return "", err
	}
	return lastObjection(change.Case, row, ident.PersonID(who.ID))
}

// noticeAct is what somebody from outside does at a public notice, with the words that they must give.
type noticeAct struct {
	id         string // of the notice
	verb       casework.Verb
	scope      string // of the key that makes a repeat harmless
	name, text string // field and words
	once       string
}

// atNotice lets somebody who is signed in act on the case of a notice, whoever they are: a notice is for everybody. A repeat of
// what was done answers the case as it is and does not call do.
func (s *Service) atNotice(ctx context.Context, who permission.Principal, x noticeAct, do func(*casework.Case, store.NoticeRow, casework.Actor) (casework.Change, error)) (store.NoticeRow, casework.Change, error) {
	if _, err := signedIn(who); err != nil {
		return store.NoticeRow{}, casework.Change{}, err
	}
	if err := short(x.name, x.text); err != nil {
		return store.NoticeRow{}, casework.Change{}, err
	}
	row, err := s.Store.Notice(ctx, x.id)
	if err != nil {
		return store.NoticeRow{}, casework.Change{}, err
	}
	key := store.ByID(row.Case)
	if o := request(x.once, x.verb, x.id, x.text); o.Key != "" {
		o.Scope = by(who) + x.scope
		key = key.Once(o)
	}
	change, err := s.Store.Apply(ctx, key, func(c *casework.Case) (casework.Change, error) {
		r := permission.Resource{Type: permission.Notice, ID: x.id, Area: row.Area, Scenario: c.Scenario, Trial: c.Trial}
		if err := s.Guard.Allow(who, permission.Object, r); err != nil {
			return casework.Change{}, err
		}
		a := actor(who)
		a.Role = casework.Object
		return do(c, row, a)
	})
	if err == nil {
		s.told(change)
	}
	return row, change, err
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
