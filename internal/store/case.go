package store

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// Key names one joint case, and optionally makes an act on it happen only once.
type Key struct {
	id   ident.CaseID
	no   ident.CaseNo
	once Once
}

// ByID names a case by its identifier.
func ByID(id ident.CaseID) Key { return Key{id: id} }

// ByNo names a case by the number that people read.
func ByNo(no ident.CaseNo) Key { return Key{no: no} }

// Once answers the key with an idempotency key: the act is done the first time; a repeat gets the first answer.
func (k Key) Once(o Once) Key { k.once = o; return k }

// Once is an idempotency key: page forms bring a token drawn with the page, scripts their Idempotency-Key.
// The zero Once means: no key.
type Once struct {
	Scope   string // who chose the key: session or client and verb, for example "person:<id>/submit"
	Key     string
	Request []byte // what was asked; the same key with another request is fault.Conflict "store.key_reused". May be nil.
}

// Extra is something that an application service writes in the batch of a change.
type Extra func(*batch)

// HandIn marks papers of the case that were uploaded for a supplement as handed in with this change.
func HandIn(papers ...ident.PaperID) Extra { panic("filled in next") }

// AddPapers writes new papers (or new versions) with this change, for what connectors fetched.
func AddPapers(papers ...Paper) Extra { panic("filled in next") }

// Apply loads the case, lets decide change it and writes the Change as one batch. decide is pure and may
// run several times: a lost race is reloaded and decided anew. A fault of decide is answered as it is and
// nothing is written. A Change without entries whose case is as it was writes nothing (except due rows that
// moved). Faults: NotFound store.no_case; Conflict store.conflict after several lost races;
// Unavailable store.busy.
func (s *Store) Apply(ctx context.Context, key Key, decide func(*casework.Case) (casework.Change, error), extras ...Extra) (casework.Change, error) {
	panic("filled in next")
}

// Filing is a new case with what is frozen and consumed when it is submitted.
type Filing struct {
	Change   casework.Change // of the new case: its entries count from 1
	Draft    ident.DraftID   // consumed: the row goes, its papers move to the case. "": there was none
	Version  int64           // of the draft when it was read; changed since: Conflict store.draft_changed
	Snapshot Snapshot        // Case is filled in by the store
	Extras   []Extra
}

// Create writes a new case as one batch. file is called only when the key was not seen before, so a repeat
// finds its answer although the draft is gone; a Once is required.
func (s *Store) Create(ctx context.Context, once Once, file func() (Filing, error)) (casework.Change, error) {
	panic("filled in next")
}

// Case loads one joint case with all item cases. Fault: NotFound store.no_case.
func (s *Store) Case(ctx context.Context, key Key) (*casework.Case, error) { panic("filled in next") }

// CaseList is one page of cases.
type CaseList struct {
	Cases []*casework.Case
	Pages Pages
}

// CasesOf lists the joint cases of a person, newest first, with their item cases.
func (s *Store) CasesOf(ctx context.Context, person ident.PersonID, p Page) (CaseList, error) {
	panic("filled in next")
}

// Journal reads the entries of a case with Seq > after, in order; limit 0 = all.
func (s *Store) Journal(ctx context.Context, id ident.CaseID, after, limit int) ([]casework.Entry, error) {
	panic("filled in next")
}

// NextCaseSeq answers the next number (from 1) for a case filed in an area on a day. Numbers come from
// blocks handed to this node: they are unique, they rise, and gaps are normal.
func (s *Store) NextCaseSeq(ctx context.Context, area string, day calendar.Day) (int64, error) {
	panic("filled in next")
}

type batch struct{}
