package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/custody"
)

// Custody does one act of custody: decide makes the change, which is written as one batch together with the
// idempotency key. decide is called only when the key was not seen before; a repeat gets the first answer, read as
// it is now. Whoever changed a piece or a batch since decide read it was first: Conflict custody.changed. Only a bag
// that two clerks open at once is decided anew. Other faults: those of decide; Conflict store.key_reused.
func (s *Store) Custody(ctx context.Context, once Once, decide func(context.Context) (custody.Change, error)) (custody.Change, error) {
	ch, _, err := s.CustodyOfCases(ctx, once, func(ctx context.Context) (custody.Change, []CaseAct, error) {
		ch, err := decide(ctx)
		return ch, nil, err
	})
	return ch, err
}

// CaseAct is what a move of papers writes into the journal of a case. Decide is pure and may run several times.
type CaseAct struct {
	Case   ident.CaseID
	Decide func(*casework.Case) (casework.Change, error)
}

// CustodyOfCases is Custody for moves that the journals of cases tell of: both are written together or not at all. It
// answers what was written to the cases, too; of a repeat nothing.
func (s *Store) CustodyOfCases(ctx context.Context, once Once, decide func(context.Context) (custody.Change, []CaseAct, error)) (custody.Change, []casework.Change, error) {
	unlock, err := s.locks.lock(ctx, once.Scope+"\x00"+once.Key)
	if err != nil {
		return custody.Change{}, nil, err
	}
	defer unlock()
	for try := range tries {
		if err := breathe(ctx, try); err != nil {
			return custody.Change{}, nil, err
		}
		if first, seen, err := s.firstCustody(ctx, once); seen || err != nil {
			return first, nil, err
		}
		ch, acts, err := decide(ctx)
		if err != nil {
			return custody.Change{}, nil, err
		}
		b := &batch{}
		if err := b.custody(s, ch, once); err != nil {
			return custody.Change{}, nil, err
		}
		cases, err := b.caseActs(ctx, s, acts)
		if err != nil {
			return custody.Change{}, nil, err
		}
		switch err = s.db.write(ctx, b); {
		case err == nil:
			return ch, cases, nil
		case clashOn(err, "bags", "idempotency", "cases", "journal", "item_cases", "due"): // somebody else was first at this moment: look again
		case clashOn(err, "pieces", "batches"):
			f := fault.New(fault.Conflict, "custody.changed")
			f.Cause = err
			return custody.Change{}, nil, f
		default:
			return custody.Change{}, nil, fault.Wrap(err, "writing a move of papers")
		}
	}
	return custody.Change{}, nil, fault.New(fault.Conflict, "custody.changed")
}

// caseActs adds what a move of papers writes into the journals of cases.
func (b *batch) caseActs(ctx context.Context, s *Store, acts []CaseAct) ([]casework.Change, error) {
	var out []casework.Change
	for _, a := range acts {
		had, err := s.load(ctx, ByID(a.Case))
		if err != nil {
			return nil, err
		}
		change, err := a.Decide(had.c)
		if err != nil {
			return nil, err
		}
		more, err := s.changing(had, change, Once{}, nil)
		if err != nil {
			return nil, err
		}
		b.statements = append(b.statements, more.statements...)
		out = append(out, change)
	}
	return out, nil
}

// custodyPointer is the answer to an act of custody: what it touched.
type custodyPointer struct {
	Bag    string          `json:"bag,omitempty"`
	Batch  ident.BatchID   `json:"batch,omitempty"`
	Pieces []ident.PieceID `json:"pieces,omitempty"`
}

// firstCustody answers the act that was done under a key before, with what it touched as it is now.
func (s *Store) firstCustody(ctx context.Context, o Once) (ch custody.Change, seen bool, err error) {
	if o.Key == "" {
		return ch, false, nil
	}
	_, answer, seen, err := s.recall(ctx, o)
	if !seen || err != nil {
		return ch, seen, err
	}
	var p custodyPointer
	if err := json.Unmarshal(answer, &p); err != nil {
		return ch, true, fault.New(fault.Conflict, "store.key_reused")
	}
	if ch.Pieces, err = s.Pieces(ctx, p.Pieces...); err != nil {
		return ch, true, err
	}
	if p.Bag != "" {
		bag, err := s.Bag(ctx, p.Bag)
		if err != nil {
			return ch, true, err
		}
		ch.Bag = &bag
	}
	if p.Batch != "" {
		batch, err := s.Batch(ctx, p.Batch)
		if err != nil {
			return ch, true, err
		}
		ch.Batch = &batch
	}
	return ch, true, nil
}

// custody makes the batch of a change. Versions in ch rise by one, as they will be read.
func (b *batch) custody(s *Store, ch custody.Change, once Once) error {
	var p custodyPointer
	var bags []string
	if ch.Bag != nil {
		p.Bag = ch.Bag.No
		b.add(`INSERT INTO bags (no, draft_id, case_id, area, scenario, trial, opened_at, held) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`,
			ch.Bag.No, ch.Bag.Draft, ch.Bag.Case, ch.Bag.Area, ch.Bag.Scenario, ch.Bag.Trial, micros(ch.Bag.OpenedAt))
	}
	for i := range ch.Pieces {
		p.Pieces = append(p.Pieces, ch.Pieces[i].ID)
		bags = append(bags, ch.Pieces[i].Bag)
		if err := b.piece(s, &ch.Pieces[i]); err != nil {
			return err
		}
	}
	for _, m := range ch.Moves {
		if err := b.move(s, m); err != nil {
			return err
		}
	}
	slices.Sort(bags)
	for _, no := range slices.Compact(bags) {
		b.add(`UPDATE bags SET held = (SELECT count(*) FROM pieces WHERE bag = $1 AND holder <> $2) WHERE no = $1`, no, string(custody.Applicant))
	}
	if ch.Batch != nil {
		p.Batch = ch.Batch.ID
		if err := b.paperBatch(s, ch.Batch); err != nil {
			return err
		}
	}
	if once.Key == "" {
		return nil
	}
	answer, _ := json.Marshal(p) // strings: cannot fail
	b.add(insertOnce, once.Scope, once.Key, once.hash(), time.Now().UnixMicro(), 0, answer)
	return nil
}

func pieceAAD(id ident.PieceID) string { return "pieces|name|" + string(id) }

// piece inserts a new piece, or updates one that is still in the version that was read.
func (b *batch) piece(s *Store, p *custody.Piece) error {
	had := p.Version
	p.Version++
	if had > 0 {
		b.add(`UPDATE pieces SET holder = $2, packed = $3, shelf = $4, version = CASE WHEN version = $5 THEN $6 ELSE -1 END WHERE id = $1`,
			p.ID, string(p.Holder), p.Packed, p.Shelf, had, p.Version)
		return nil
	}
	name, err := s.opt.Seal.Seal(pieceAAD(p.ID), []byte(p.Name))
	if err != nil {
		return fault.Wrap(err, "sealing the name of a paper")
	}
	b.add(`INSERT INTO pieces (id, bag, holder, packed, material, name, original, copies, shelf, kept_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		p.ID, p.Bag, string(p.Holder), p.Packed, p.Material, name, p.Original, p.Copies, p.Shelf, micros(p.KeptAt), p.Version)
	return nil
}

// moveBody is the sealed part of a line.
type moveBody struct {
	By    custody.Actor  `json:"by"`
	From  custody.Holder `json:"from"`
	To    custody.Holder `json:"to"`
	Shelf string         `json:"shelf,omitempty"`
	Note  string         `json:"note,omitempty"`
}

func moveAAD(m custody.Move) string {
	return fmt.Sprint("piece_moves|", m.Piece, "|", m.Verb, "|", micros(m.At))
}

func (b *batch) move(s *Store, m custody.Move) error {
	plain, err := json.Marshal(moveBody{m.By, m.From, m.To, m.Shelf, m.Note})
	if err != nil {
		return fault.Wrap(err, "writing a move of papers")
	}
	sealed, err := s.opt.Seal.Seal(moveAAD(m), plain)
	if err != nil {
		return fault.Wrap(err, "sealing a move of papers")
	}
	b.add("INSERT INTO piece_moves (bag, piece, at, verb, batch, sealed) VALUES ($1, $2, $3, $4, $5, $6)",
		m.Bag, m.Piece, micros(m.At), string(m.Verb), m.Batch, sealed)
	return nil
}

// MovesOf lists the lines of a bag, newest first; at most five hundred.
func (s *Store) MovesOf(ctx context.Context, bag string) ([]custody.Move, error) {
	ms, err := all(ctx, s.db, func(r row) (m custody.Move, err error) {
		var at int64
		var sealed []byte
		if err = r.Scan(&m.Bag, &m.Piece, &at, &m.Verb, &m.Batch, &sealed); err != nil {
			return m, err
		}
		m.At = moment(at)
		plain, err := s.opt.Seal.Open(moveAAD(m), sealed)
		if err != nil {
			return m, err
		}
		var x moveBody
		err = json.Unmarshal(plain, &x)
		m.By, m.From, m.To, m.Shelf, m.Note = x.By, x.From, x.To, x.Shelf, x.Note
		return m, err
	}, "SELECT bag, piece, at, verb, batch, sealed FROM piece_moves WHERE bag = $1 ORDER BY id DESC LIMIT 500", bag)
	return ms, fault.Wrap(err, "reading the moves of papers")
}
