// Package handling is the officers' room: the worklist, the case page, every act of a department on its own
// item, and settling when a day has ended. One file a verb.
package handling

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"log/slog"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/blob"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// Service is this room. All methods may be called from many goroutines.
type Service struct {
	Store     *store.Store
	Catalogue *scenario.Catalogue
	Engine    casework.Engine
	Guard     *permission.Guard
	Clock     clock.Clock
	Blobs     blob.Store
	Told      func(casework.Change) // hears of every stored change, to wake deliveries; nil: the sweep finds them
	Log       *slog.Logger

	// Refused hears of an act that somebody was not permitted, for the audit log; nil: nobody does.
	Refused func(ctx context.Context, who permission.Principal, verb, about string, why error)
}

// Target names the item case that an act is about, as the page or script saw it.
type Target struct {
	No   ident.CaseNo
	Slot string
	Seen int64  // version of the item case on the page; 0 = not checked
	Once string // token of the page or Idempotency-Key; empty = none
}

func (t Target) engine() casework.Target { return casework.Target{Slot: t.Slot, SeenVersion: t.Seen} }

// Today is the legal day.
func (s *Service) Today() calendar.Day { return calendar.DayOf(s.Clock.Now()) }

// moment is the time of an act with fresh identifiers and salts.
func (s *Service) moment() casework.Moment {
	return casework.MomentAt(s.Clock.Now(), rand.Reader)
}

// told lets deliveries of a stored change begin.
func (s *Service) told(c casework.Change) {
	if s.Told != nil {
		s.Told(c)
	}
}

// resource is what permission looks at for one item case.
func resource(c *casework.Case, it *casework.ItemCase) permission.Resource {
	r := permission.Resource{
		Type: permission.ItemCase, ID: string(it.ID), Area: it.Area, Department: it.Department,
		Scenario: c.Scenario, Owner: c.Applicant.Person, Trial: c.Trial,
	}
	if it.Draft != nil {
		r.Proposer, r.ProposedIn = it.Draft.By, it.Draft.For
	}
	return r
}

// find answers the latest attempt of a slot whose standing the principal may know; to everybody else it does not exist.
// Who reads what stands in it asks for more (Case, OpenPaper).
func (s *Service) find(who permission.Principal, c *casework.Case, slot string) (*casework.ItemCase, error) {
	it := c.Latest(slot)
	if it == nil {
		return nil, fault.New(fault.NotFound, "casework.no_such_item")
	}
	if err := s.Guard.Scope(who).Watch(resource(c, it)); err != nil && !s.relieves(who, c, it) {
		return nil, fault.New(fault.NotFound, "store.no_case")
	}
	return it, nil
}

// act runs an act of a department: who may is asked on the row as it is when the act is decided. said is everything that
// was written with it: an idempotency key that comes back with another act or other words is Conflict store.key_reused.
func (s *Service) act(ctx context.Context, who permission.Principal, want permission.Permission, v casework.Verb, t Target, do func(*casework.Case, casework.Moment, casework.Actor) (casework.Change, error), said ...any) (*casework.Case, error) {
	may := func(r permission.Resource, _ *casework.ItemCase) (permission.Decision, error) {
		d := s.Guard.Scope(who).Decide(want, r)
		return d, d.Fault()
	}
	return s.actIf(ctx, who, may, v, t, do, said...)
}

// right says whether somebody may do something with an item as it stands, and in whose place.
type right func(permission.Resource, *casework.ItemCase) (permission.Decision, error)

// actIf is act for verbs whose right depends on how the item stands.
func (s *Service) actIf(ctx context.Context, who permission.Principal, may right, v casework.Verb, t Target, do func(*casework.Case, casework.Moment, casework.Actor) (casework.Change, error), said ...any) (*casework.Case, error) {
	return s.actWith(ctx, who, may, v, t, nil, do, said...)
}

// actWith is actIf for verbs that bring something of their own to be written with the change.
func (s *Service) actWith(ctx context.Context, who permission.Principal, may right, v casework.Verb, t Target, extras []store.Extra, do func(*casework.Case, casework.Moment, casework.Actor) (casework.Change, error), said ...any) (*casework.Case, error) {
	if who.ID == "" {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	if err := s.Store.StaffActive(ctx, who.ID); err != nil { // closed while the request was on its way
		return nil, err
	}
	key := store.ByNo(t.No)
	if t.Once != "" {
		asked, err := json.Marshal(append([]any{t.No, t.Slot, v}, said...))
		if err != nil {
			return nil, fault.Wrap(err, "writing a request down")
		}
		key = key.Once(store.Once{Scope: "staff:" + who.ID + "/act", Key: t.Once, Request: asked})
	}
	change, err := s.Store.Apply(ctx, key, func(c *casework.Case) (casework.Change, error) {
		it, err := s.find(who, c, t.Slot)
		if err != nil {
			return casework.Change{}, err
		}
		decision, err := may(resource(c, it), it)
		if err != nil {
			return casework.Change{}, err
		}
		by := casework.Actor{Kind: string(who.Kind), ID: who.ID, Name: who.Name, Department: it.Department, For: decision.For}
		return do(c, s.moment(), by)
	}, extras...)
	if fault.Is(err, fault.Forbidden) && s.Refused != nil {
		s.Refused(ctx, who, string(v), string(t.No), err)
	}
	if err != nil {
		return nil, err
	}
	s.told(change)
	return change.Case, nil
}
