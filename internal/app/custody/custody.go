// Package custody is the room of paper custody (纸件保管): what a window keeps for an intake or a case, the batches
// that carry it to a department and back, and its return to the applicant. One file a verb.
//
// Whoever holds hand_over at the window of an area (for every department there) keeps its bags; whoever holds it in a
// department receives and sends that department's batches. At intake file_for is enough to keep and give back.
package custody

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// Service is this room. All methods may be called from many goroutines.
type Service struct {
	Store     *store.Store
	Catalogue *scenario.Catalogue
	Guard     *permission.Guard
	Clock     clock.Clock
	Engine    casework.Engine
	Told      func(casework.Change) // hears of what moves of papers write into journals of cases; nil: the sweep finds it
	Log       *slog.Logger
}

// What the doors name, because they do not know the store.
type (
	Piece    = custody.Piece
	Bag      = custody.Bag
	Batch    = custody.Batch
	Move     = custody.Move
	Holder   = custody.Holder
	Packable = store.Packable
	Page     = store.Page
	Pages    = store.Pages
)

// Ref names a piece as a page saw it.
type Ref struct {
	ID   ident.PieceID
	Seen int64 // Piece.Version on the page; another one is Conflict custody.changed, 0 is not checked
}

func (s *Service) today() calendar.Day { return calendar.DayOf(s.Clock.Now()) }

// actor is how the lines name a member of staff. Fault: Login.
func actor(who permission.Principal) (custody.Actor, error) {
	if who.ID == "" || who.Kind != permission.Staff {
		return custody.Actor{}, fault.New(fault.Login, "access.signed_out")
	}
	return custody.Actor{ID: who.ID, Name: who.Name}, nil
}

// acting is actor for an act: an account that was closed while the request was on its way moves nothing. Fault: Login.
func (s *Service) acting(ctx context.Context, who permission.Principal) (custody.Actor, error) {
	by, err := actor(who)
	if err == nil {
		err = s.Store.StaffActive(ctx, who.ID)
	}
	return by, err
}

// once makes the idempotency key of an act; said is everything that was asked with it.
func once(who permission.Principal, v custody.Verb, key string, said any) (store.Once, error) {
	if key == "" {
		return store.Once{}, nil
	}
	asked, err := json.Marshal([]any{v, said})
	return store.Once{Scope: "staff:" + who.ID + "/custody", Key: key, Request: asked}, fault.Wrap(err, "writing a request down")
}

// at is a place that somebody acts for: a window or a department, for bags of one scenario.
func at(h Holder, bag Bag) permission.Resource {
	return permission.Resource{
		Type: permission.ItemCase, ID: bag.No, Area: h.Area(), Department: h.Department(), Scenario: bag.Scenario, Trial: bag.Trial,
	}
}

// side narrows a principal to the posts that stand at one kind of holder: a post for every department is the window's
// and never stands in for the department that must count on its own.
func side(who permission.Principal, h Holder) permission.Principal {
	if h.Kind() != custody.KindDepartment {
		return who
	}
	var posts []permission.Post
	for _, p := range who.Posts {
		if !p.EveryDepartment {
			posts = append(posts, p)
		}
	}
	who.Posts = posts
	return who
}

// mayHold says whether somebody keeps papers for a holder, for all of the bags.
func (s *Service) mayHold(who permission.Principal, h Holder, bags map[string]Bag) error {
	return s.holds(who, h, bags, &custody.Actor{})
}

// holds is mayHold for an act: by gets in whose place it is done.
func (s *Service) holds(who permission.Principal, h Holder, bags map[string]Bag, by *custody.Actor) error {
	who = side(who, h)
	for _, bag := range bags {
		d := s.Guard.Scope(who).Decide(permission.HandOver, at(h, bag))
		if err := d.Fault(); err != nil {
			return err
		}
		by.For = cmp.Or(by.For, d.For)
	}
	return nil
}

// mayKeep says whether somebody may take papers into a bag and give them back: with hand_over, or during intake with
// file_for.
func (s *Service) mayKeep(who permission.Principal, bag Bag) error {
	return s.keeps(who, bag, &custody.Actor{})
}

// keeps is mayKeep for an act: by gets in whose place it is done.
func (s *Service) keeps(who permission.Principal, bag Bag, by *custody.Actor) error {
	r := at(custody.Window(bag.Area), bag)
	held := s.Guard.Scope(who).Decide(permission.HandOver, r)
	if held.Allowed {
		by.For = cmp.Or(by.For, held.For)
		return nil
	}
	r.Type = permission.JointCase
	if filed := s.Guard.Scope(who).Decide(permission.FileFor, r); filed.Allowed {
		by.For = cmp.Or(by.For, filed.For)
		return nil
	}
	return held.Fault()
}

// pieces reads what a page named, unchanged since, with the bags around it. Faults: Invalid, NotFound
// custody.no_piece, Conflict custody.changed.
func (s *Service) pieces(ctx context.Context, refs []Ref) ([]Piece, map[string]Bag, error) {
	if len(refs) == 0 {
		return nil, nil, fault.New(fault.Invalid, "custody.incomplete").With("piece", "custody.required.piece")
	}
	seen := map[ident.PieceID]int64{}
	var ids []ident.PieceID
	for _, r := range refs {
		if _, twice := seen[r.ID]; !twice {
			ids = append(ids, r.ID)
		}
		seen[r.ID] = r.Seen
	}
	ps, err := s.Store.Pieces(ctx, ids...)
	if err != nil {
		return nil, nil, err
	}
	if len(ps) != len(ids) {
		return nil, nil, fault.New(fault.NotFound, "custody.no_piece")
	}
	var nos []string
	for _, p := range ps {
		if v := seen[p.ID]; v != 0 && v != p.Version {
			return nil, nil, fault.New(fault.Conflict, "custody.changed")
		}
		nos = append(nos, p.Bag)
	}
	bags, err := s.Store.BagsByNo(ctx, nos...)
	return ps, bags, err
}
