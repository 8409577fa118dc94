package store

import (
	"context"
	"math/rand/v2"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
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
type Extra func(*Store, *batch, *casework.Case) error

// Apply loads the case, lets decide change it and writes the Change as one batch. decide is pure and may
// run several times: a lost race is reloaded and decided anew. A fault of decide is answered as it is and
// nothing is written. A Change without entries whose case is as it was writes nothing (except due rows that
// moved). The store sets Case.Version. Faults: NotFound store.no_case; Conflict store.conflict after several
// lost races; Unavailable store.busy.
func (s *Store) Apply(ctx context.Context, key Key, decide func(*casework.Case) (casework.Change, error), extras ...Extra) (casework.Change, error) {
	unlock, err := s.locks.lock(ctx, string(key.id)+string(key.no))
	if err != nil {
		return casework.Change{}, err
	}
	defer unlock()
	var lost error
	for try := range tries {
		if err := breathe(ctx, try); err != nil {
			return casework.Change{}, err
		}
		if first, seen, err := s.firstChange(ctx, key.once); seen || err != nil {
			return first, err
		}
		had, err := s.load(ctx, key)
		if err != nil {
			return casework.Change{}, err
		}
		change, err := decide(had.c)
		if err != nil {
			return casework.Change{}, err
		}
		b, err := s.changing(had, change, key.once, extras)
		if err != nil {
			return casework.Change{}, err
		}
		if lost = s.db.write(ctx, b); lost == nil {
			return change, nil
		}
		if !clashOn(lost, "cases", "journal", "item_cases", "idempotency", "due") {
			return casework.Change{}, fault.Wrap(lost, "writing a change")
		}
	}
	f := fault.New(fault.Conflict, "store.conflict")
	f.Cause = lost
	return casework.Change{}, f
}

// tries is how often a lost race is decided anew. Within one process acts on a case queue up, so races are
// only lost against other nodes.
const tries = 8

// breathe waits a moment before another try, longer and longer, and by chance, so that two nodes part.
func breathe(ctx context.Context, try int) error {
	if try == 0 {
		return ctx.Err()
	}
	wait := time.NewTimer(time.Duration(rand.Int64N(int64(time.Millisecond) << try)))
	defer wait.Stop()
	select {
	case <-wait.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
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
// finds its answer although the draft is gone; a Once is required. Faults: Conflict store.draft_changed,
// store.draft_gone, store.key_reused; those of file.
func (s *Store) Create(ctx context.Context, once Once, file func() (Filing, error)) (casework.Change, error) {
	if once.Key == "" {
		return casework.Change{}, fault.New(fault.Invalid, "store.key_missing")
	}
	unlock, err := s.locks.lock(ctx, once.Scope+"\x00"+once.Key)
	if err != nil {
		return casework.Change{}, err
	}
	defer unlock()
	if first, seen, err := s.firstChange(ctx, once); seen || err != nil {
		return first, err
	}
	filing, err := file()
	if err != nil {
		return casework.Change{}, err
	}
	b, err := s.creating(filing, once)
	if err != nil {
		return casework.Change{}, err
	}
	err = s.db.write(ctx, b)
	switch {
	case err == nil:
		return filing.Change, nil
	case clashOn(err, "idempotency"):
		if first, seen, err := s.firstChange(ctx, once); seen || err != nil {
			return first, err
		}
	case clashOn(err, "drafts", "snapshots"):
		return casework.Change{}, s.draftFault(ctx, filing.Draft, err)
	}
	return casework.Change{}, fault.Wrap(err, "writing a new case")
}

// draftFault says why a draft could not become a case.
func (s *Store) draftFault(ctx context.Context, id ident.DraftID, cause error) error {
	f := fault.New(fault.Conflict, "store.draft_changed")
	if _, err := s.Draft(ctx, id); fault.Is(err, fault.NotFound) {
		f.Key = "store.draft_gone"
	}
	f.Cause = cause
	return f
}
