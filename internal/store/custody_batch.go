package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/custody"
)

// batchBody is the sealed part of a batch.
type batchBody struct {
	Lines    []custody.Line `json:"lines"`
	PackedBy custody.Actor  `json:"packed_by"`
	SentAt   time.Time      `json:"sent_at"`
	SentBy   custody.Actor  `json:"sent_by"`
	GotAt    time.Time      `json:"got_at"`
	GotBy    custody.Actor  `json:"got_by"`
	Counted  int            `json:"counted,omitempty"`
	Note     string         `json:"note,omitempty"`
}

func batchAAD(id ident.BatchID) string { return "batches|body|" + string(id) }

// paperBatch inserts a new batch of papers, or updates one that is still in the version that was read.
func (b *batch) paperBatch(s *Store, x *custody.Batch) error {
	plain, err := json.Marshal(batchBody{x.Lines, x.PackedBy, x.SentAt, x.SentBy, x.GotAt, x.GotBy, x.Counted, x.Note})
	if err != nil {
		return fault.Wrap(err, "writing a batch of papers")
	}
	sealed, err := s.opt.Seal.Seal(batchAAD(x.ID), plain)
	if err != nil {
		return fault.Wrap(err, "sealing a batch of papers")
	}
	had := x.Version
	x.Version++
	if had > 0 {
		b.add(`UPDATE batches SET state = $2, sealed = $3, version = CASE WHEN version = $4 THEN $5 ELSE -1 END WHERE id = $1`,
			x.ID, string(x.State), sealed, had, x.Version)
		return nil
	}
	b.add(`INSERT INTO batches (id, no, from_holder, to_holder, state, trial, packed_at, version, sealed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		x.ID, x.No, string(x.From), string(x.To), string(x.State), x.Trial, micros(x.PackedAt), x.Version, sealed)
	return nil
}

const batchColumns = "SELECT id, no, from_holder, to_holder, state, trial, packed_at, version, sealed FROM batches WHERE "

func (s *Store) scanBatch(r row) (x custody.Batch, err error) {
	var at int64
	var sealed []byte
	if err = r.Scan(&x.ID, &x.No, &x.From, &x.To, &x.State, &x.Trial, &at, &x.Version, &sealed); err != nil {
		return x, err
	}
	x.PackedAt = moment(at)
	plain, err := s.opt.Seal.Open(batchAAD(x.ID), sealed)
	if err != nil {
		return x, err
	}
	var body batchBody
	err = json.Unmarshal(plain, &body)
	x.Lines, x.PackedBy, x.SentBy, x.GotBy, x.Counted, x.Note = body.Lines, body.PackedBy, body.SentBy, body.GotBy, body.Counted, body.Note
	x.SentAt, x.GotAt = inZone(body.SentAt), inZone(body.GotAt)
	return x, err
}

// inZone shows a stored time in Beijing time; no time stays none.
func inZone(t time.Time) time.Time { return moment(micros(t)) }

// Batch reads a batch of papers. Fault: NotFound custody.no_batch.
func (s *Store) Batch(ctx context.Context, id ident.BatchID) (custody.Batch, error) {
	return s.paperBatch(ctx, "id = $1", string(id))
}

// BatchByNo reads a batch by the number on its slip. Fault: NotFound custody.no_batch.
func (s *Store) BatchByNo(ctx context.Context, no string) (custody.Batch, error) {
	return s.paperBatch(ctx, "no = $1", no)
}

func (s *Store) paperBatch(ctx context.Context, where, arg string) (custody.Batch, error) {
	x, err := first(ctx, s.db, s.scanBatch, batchColumns+where, arg)
	if errors.Is(err, errNoRow) {
		return x, fault.New(fault.NotFound, "custody.no_batch")
	}
	return x, fault.Wrap(err, "reading a batch of papers")
}

// BatchFilter narrows a list of batches: those that one of the holders sends or receives.
type BatchFilter struct {
	Holders []custody.Holder
	Trial   bool
	Open    bool // only those that somebody still owes an answer about
}

// BatchList is one page of batches, newest first.
type BatchList struct {
	Batches []custody.Batch
	Pages   Pages
}

// Batches lists batches. A batch that is still being packed is the sender's alone.
func (s *Store) Batches(ctx context.Context, f BatchFilter, p Page) (BatchList, error) {
	cur, err := p.cursor(true, "packed_at", "id", keyInt)
	if err != nil {
		return BatchList{}, err
	}
	var args params
	where := "trial = " + args.put(f.Trial)
	where += " AND (" + in(&args, "from_holder", f.Holders) + " OR (" + in(&args, "to_holder", f.Holders) + " AND state <> 'packing'))"
	if f.Open {
		where += " AND state IN ('packing', 'sent', 'differing')"
	} else {
		where += " AND state <> 'dropped'"
	}
	xs, err := all(ctx, s.db, s.scanBatch, batchColumns+where+cur.where(&args)+cur.order(&args), args...)
	if err != nil {
		return BatchList{}, fault.Wrap(err, "listing batches of papers")
	}
	list := BatchList{}
	list.Batches, list.Pages = paginate(cur, xs, func(x custody.Batch) (any, string) { return micros(x.PackedAt), string(x.ID) })
	return list, nil
}
