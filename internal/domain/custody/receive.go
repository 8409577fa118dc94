package custody

import (
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// Receive takes over everything that is still expected of a batch (清点接收): the whole list, or later what was missing.
// pieces are the expected ones, counted is what the receiver counted. Who handed a batch over does not receive it.
// Faults: NotNow, Forbidden custody.own_batch, Invalid custody.miscounted, Conflict.
func Receive(b Batch, pieces []Piece, counted int, at time.Time, by Actor) (Change, error) {
	if err := mayCount(b, by); err != nil {
		return Change{}, err
	}
	expected := b.Expected()
	if err := miscounted(counted, len(expected)); err != nil {
		return Change{}, err
	}
	c, err := b.arrive(pieces, at, by)
	if err != nil {
		return Change{}, err
	}
	if c.Batch.Counted += counted; len(c.Batch.Expected()) > 0 {
		return Change{}, fault.New(fault.Conflict, "custody.changed")
	}
	c.Batch.State = Closed
	return c, nil
}

// mayCount: a batch that is on its way is counted by the other side.
func mayCount(b Batch, by Actor) error {
	if b.State != Sent && b.State != Differing {
		return fault.New(fault.NotNow, "custody.nothing_to_count")
	}
	if b.SentBy.ID == by.ID {
		return fault.New(fault.Forbidden, "custody.own_batch")
	}
	return nil
}

// arrive moves pieces of the batch to its receiver.
func (b Batch) arrive(pieces []Piece, at time.Time, by Actor) (Change, error) {
	next := b.clone()
	next.GotAt, next.GotBy = at, by
	var c Change
	came := map[ident.PieceID]bool{}
	for _, p := range pieces {
		if p.Holder != InBatch(b.ID) {
			return Change{}, fault.New(fault.Conflict, "custody.changed")
		}
		came[p.ID] = true
		from := p.Holder
		p.Holder, p.Packed = b.To, ""
		c.moved(p, from, Move{At: at, Verb: VerbReceive, By: by, Batch: b.ID})
	}
	for i, l := range next.Lines {
		if came[l.Piece] {
			next.Lines[i].State = Arrived
		}
	}
	c.Batch = &next
	return c, nil
}
