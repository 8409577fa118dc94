package filing

import (
	"context"
	"encoding/json"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Followed is a case as its applicant sees it.
type Followed struct {
	Case      *casework.Case
	Snapshot  Snapshot
	Declared  store.Snapshot // time, hashes and identity level of the declaration
	Entries   []casework.Entry
	Documents []casework.Document
	Papers    []store.Paper
}

// Cases lists the applicant's own cases, newest first.
func (s *Service) Cases(ctx context.Context, who permission.Principal, p store.Page) (store.CaseList, error) {
	person, err := signedIn(who)
	if err != nil {
		return store.CaseList{}, err
	}
	list, err := s.Store.CasesOf(ctx, person, who.Trial, p)
	for i, c := range list.Cases {
		list.Cases[i] = s.Engine.Told(c, s.Clock.Now())
	}
	return list, err
}

// Drafts lists the applicant's own drafts, newest first.
func (s *Service) Drafts(ctx context.Context, who permission.Principal) ([]store.Draft, error) {
	person, err := signedIn(who)
	if err != nil {
		return nil, err
	}
	return s.Store.DraftsOf(ctx, person)
}

// Discard throws a draft away with its files. Originals that a window keeps for it must be given back first: NotNow
// filing.paper_kept with the number of the bag.
func (s *Service) Discard(ctx context.Context, who permission.Principal, id ident.DraftID) error {
	if _, err := s.Draft(ctx, who, id); err != nil {
		return err
	}
	bags, err := s.Store.BagsOfDraft(ctx, id)
	if err != nil {
		return err
	}
	for _, b := range bags {
		if b.Held() > 0 {
			return fault.New(fault.NotNow, "filing.paper_kept", "bag", b.No)
		}
	}
	return s.Store.DropDraft(ctx, id)
}

// Draft opens a draft for its applicant, or for the clerk who fills it in. A remembered plan is nobody's draft: it is
// read by Recall and never written. Faults: NotFound store.no_draft, Login.
func (s *Service) Draft(ctx context.Context, who permission.Principal, id ident.DraftID) (*Filing, error) {
	if err := s.acting(ctx, who); err != nil {
		return nil, err
	}
	f, err := s.open(ctx, who, id)
	if err == nil && f.Draft.Person == "" {
		return nil, fault.New(fault.NotFound, "store.no_draft")
	}
	return f, err
}

// Follow answers everything that the applicant may see of a case, as it stands in law today; a result of a campaign from
// the day on which it is published. To everybody else it does
// not exist.
func (s *Service) Follow(ctx context.Context, who permission.Principal, no ident.CaseNo) (*Followed, error) {
	c, err := s.own(ctx, who, no)
	if err != nil {
		return nil, err
	}
	out := &Followed{Case: s.Engine.Told(c, s.Clock.Now())}
	if err := s.Store.FillDelivery(ctx, out.Case); err != nil {
		return nil, err
	}
	if out.Declared, err = s.Store.Snapshot(ctx, c.ID); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(out.Declared.Data, &out.Snapshot); err != nil {
		return nil, fault.Wrap(err, "read snapshot")
	}
	if out.Entries, err = s.Store.Journal(ctx, c.ID, 0, 0); err != nil {
		return nil, err
	}
	if out.Documents, err = s.Store.Documents(ctx, c.ID); err != nil {
		return nil, err
	}
	out.Documents = slices.DeleteFunc(out.Documents, func(d casework.Document) bool { return withheld(out.Case, d) })
	out.Papers, err = s.Store.PapersOfCase(ctx, c.ID)
	return out, err
}

// withheld says that a paper is not the applicant's: a certificate that waits for the joint hand-over, and what was
// written to others.
func withheld(c *casework.Case, d casework.Document) bool {
	if d.Kind == "consult_letter" || d.Kind == "objection_answer" { // between departments, and to who objected
		return true
	}
	it := c.Latest(d.Slot)
	return d.Kind == "certificate" && (it == nil || it.Tendered == nil)
}

// own loads a case that the principal may act in as its applicant, or for its applicant at a window.
func (s *Service) own(ctx context.Context, who permission.Principal, no ident.CaseNo) (*casework.Case, error) {
	if err := s.acting(ctx, who); err != nil {
		return nil, err
	}
	c, err := s.Store.Case(ctx, store.ByNo(no))
	if err != nil {
		return nil, err
	}
	if err := s.mayOwn(who, c); err != nil {
		return nil, fault.New(fault.NotFound, "store.no_case")
	}
	return c, nil
}

// mayOwn: a case is its applicant's. At a window it is open to who filed it there, and to other clerks who may see it
// in every office; what they may do in it, the table of casework says.
func (s *Service) mayOwn(who permission.Principal, c *casework.Case) error {
	joint := permission.Resource{
		Type: permission.JointCase, ID: string(c.ID), Area: c.Area, Scenario: c.Scenario,
		Owner: c.Applicant.Person, Trial: c.Trial,
	}
	if who.Kind == permission.Applicant {
		return s.Guard.Allow(who, permission.Own, joint)
	}
	if err := s.Guard.Allow(who, permission.FileFor, joint); err != nil || string(c.Clerk) == who.ID {
		return err
	}
	return s.Guard.Allow(who, permission.See, joint)
}

// request names an act with everything that was said with it: its idempotency key belongs to that and nothing else.
func request(once string, verb casework.Verb, said ...any) store.Once {
	if once == "" {
		return store.Once{}
	}
	asked, err := json.Marshal(append([]any{verb}, said...))
	if err != nil {
		panic(err) // texts and numbers: cannot fail
	}
	return store.Once{Key: once, Request: asked}
}

// act runs an act of the applicant, or of a clerk for the applicant, on a case: permission once more on the row that is changed. A key that
// comes back with another act or another case is Conflict store.key_reused.
func (s *Service) act(ctx context.Context, who permission.Principal, no ident.CaseNo, once store.Once, do func(*casework.Case) (casework.Change, error), extras ...store.Extra) (*casework.Case, error) {
	if err := s.acting(ctx, who); err != nil {
		return nil, err
	}
	key := store.ByNo(no)
	if once.Key != "" {
		once.Scope = by(who) + "/act"
		once.Request = append([]byte(no+" "), once.Request...)
		key = key.Once(once)
	}
	change, err := s.Store.Apply(ctx, key, func(c *casework.Case) (casework.Change, error) {
		if err := s.mayOwn(who, c); err != nil {
			return casework.Change{}, fault.New(fault.NotFound, "store.no_case")
		}
		return do(c)
	}, extras...)
	if err != nil {
		return nil, err
	}
	s.told(change)
	return s.Engine.Told(change.Case, s.Clock.Now()), nil
}
