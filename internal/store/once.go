package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

const insertOnce = `INSERT INTO idempotency (scope, key, hash, at, status, answer) VALUES ($1, $2, $3, $4, $5, $6)`

// pointer is the answer to an act: where its change stands.
type pointer struct {
	Case      ident.CaseID       `json:"case"`
	From      int                `json:"from"` // journal entries From < seq <= To
	To        int                `json:"to"`
	Documents []ident.DocumentID `json:"documents,omitempty"`
}

func (o Once) hash() []byte {
	sum := sha256.Sum256(o.Request)
	return sum[:]
}

// once writes the idempotency key of a change; a second one violates the primary key.
func (b *batch) once(s *Store, o Once, ch casework.Change) {
	if o.Key == "" {
		return
	}
	p := pointer{Case: ch.Case.ID, From: ch.Case.Seq - len(ch.Entries), To: ch.Case.Seq}
	for _, d := range ch.Documents {
		p.Documents = append(p.Documents, d.ID)
	}
	answer, _ := json.Marshal(p) // strings and numbers: cannot fail
	b.add(insertOnce, o.Scope, o.Key, o.hash(), time.Now().UnixMicro(), 0, answer)
}

// recall finds what stands under a key.
func (s *Store) recall(ctx context.Context, o Once) (status int, answer []byte, seen bool, err error) {
	var hash []byte
	err = one(ctx, s.db, []any{&hash, &status, &answer},
		"SELECT hash, status, answer FROM idempotency WHERE scope = $1 AND key = $2", o.Scope, o.Key)
	if errors.Is(err, errNoRow) {
		return 0, nil, false, nil
	}
	if err != nil {
		return 0, nil, false, fault.Wrap(err, "looking up an idempotency key")
	}
	if !bytes.Equal(hash, o.hash()) {
		return 0, nil, true, fault.New(fault.Conflict, "store.key_reused")
	}
	return status, answer, true, nil
}

// firstChange answers the change that was made under a key before: the case as it is now, with the entries
// and documents of that change. Messages are not told again.
func (s *Store) firstChange(ctx context.Context, o Once) (casework.Change, bool, error) {
	var none casework.Change
	if o.Key == "" {
		return none, false, nil
	}
	_, answer, seen, err := s.recall(ctx, o)
	if !seen || err != nil {
		return none, seen, err
	}
	var p pointer
	if err := json.Unmarshal(answer, &p); err != nil || p.Case == "" {
		return none, true, fault.New(fault.Conflict, "store.key_reused")
	}
	ch := casework.Change{}
	if ch.Case, err = s.Case(ctx, ByID(p.Case)); err != nil {
		return none, true, err
	}
	if p.To > p.From {
		if ch.Entries, err = s.Journal(ctx, p.Case, p.From, p.To-p.From); err != nil {
			return none, true, err
		}
	}
	for _, id := range p.Documents {
		d, err := s.Document(ctx, id)
		if err != nil {
			return none, true, err
		}
		ch.Documents = append(ch.Documents, d)
	}
	return ch, true, nil
}

// Answer is the first answer that a script got for an idempotency key.
type Answer struct {
	Status int // HTTP status, never 0
	Body   []byte
}

// Recall finds the answer that was remembered under a key. Fault: Conflict store.key_reused.
func (s *Store) Recall(ctx context.Context, o Once) (Answer, bool, error) {
	status, sealed, seen, err := s.recall(ctx, o)
	if !seen || err != nil {
		return Answer{}, false, err
	}
	body, err := s.opt.Seal.Open(o.aad(), sealed)
	return Answer{Status: status, Body: body}, true, fault.Wrap(err, "opening an answer")
}

// Remember keeps the answer to a request; the first one stays.
func (s *Store) Remember(ctx context.Context, o Once, a Answer) error {
	sealed, err := s.opt.Seal.Seal(o.aad(), a.Body)
	if err != nil {
		return fault.Wrap(err, "sealing an answer")
	}
	_, err = s.db.exec(ctx, insertOnce+" ON CONFLICT (scope, key) DO NOTHING",
		o.Scope, o.Key, o.hash(), time.Now().UnixMicro(), a.Status, sealed)
	return fault.Wrap(err, "remembering an answer")
}

func (o Once) aad() string { return "idempotency|answer|" + o.Scope + "|" + o.Key }

// DropOldKeys forgets idempotency keys from before a moment and says how many. Keys age by the machine's time: a
// legal clock that somebody sets must not make a repeat a second act.
func (s *Store) DropOldKeys(ctx context.Context, before time.Time) (int, error) {
	n, err := s.db.exec(ctx, "DELETE FROM idempotency WHERE at < $1", micros(before))
	return int(n), fault.Wrap(err, "dropping idempotency keys")
}
