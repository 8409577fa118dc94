package custody

import (
	"slices"
	"strings"
	"time"

	"lianban/internal/base/fault"
)

// ReportDifference says that pieces of the list were not in the batch (报差异). What was there is the receiver's now;
// what was not stays in the batch by name, and the batch stays open. pieces are the expected ones, present those of
// them that the receiver has in hand. Faults: NotNow, Forbidden custody.own_batch, Invalid, Conflict.
func ReportDifference(b Batch, pieces, present []Piece, note string, at time.Time, by Actor) (Change, error) {
	if err := mayCount(b, by); err != nil {
		return Change{}, err
	}
	note = strings.TrimSpace(note)
	if err := checkNote(note); err != nil {
		return Change{}, err
	}
	if len(present) == len(b.Expected()) {
		return Change{}, fault.New(fault.Invalid, "custody.nothing_missing").With("present", "custody.nothing_missing.field")
	}
	c, err := b.arrive(present, at, by)
	if err != nil {
		return Change{}, err
	}
	c.Batch.State, c.Batch.Note = Differing, note
	c.Batch.Counted += len(present)
	for i, l := range c.Batch.Lines {
		if l.State != Listed {
			continue // arrived now, or missed before
		}
		c.Batch.Lines[i].State = Missing
		n := slices.IndexFunc(pieces, func(p Piece) bool { return p.ID == l.Piece })
		if n < 0 {
			return Change{}, fault.New(fault.Conflict, "custody.changed")
		}
		p := pieces[n]
		c.moved(p, p.Holder, Move{At: at, Verb: VerbMiss, By: by, Batch: b.ID, Note: note})
	}
	return c, nil
}

// TakeBack puts pieces that the receiver missed back to the sender, who found them (找回). A batch that then misses
// nothing is closed. Faults: NotNow, Invalid, Conflict.
func TakeBack(b Batch, pieces []Piece, note string, at time.Time, by Actor) (Change, error) {
	if b.State != Differing {
		return Change{}, fault.New(fault.NotNow, "custody.no_difference")
	}
	if len(pieces) == 0 {
		return Change{}, fault.New(fault.Invalid, "custody.incomplete").With("piece", "custody.required.piece")
	}
	if err := checkNote(note); err != nil {
		return Change{}, err
	}
	next := b.clone()
	var c Change
	for _, p := range pieces {
		i := slices.IndexFunc(next.Lines, func(l Line) bool { return l.Piece == p.ID && l.State == Missing })
		if i < 0 || p.Holder != InBatch(b.ID) {
			return Change{}, fault.New(fault.Conflict, "custody.changed")
		}
		next.Lines[i].State = TakenBack
		from := p.Holder
		p.Holder, p.Packed = b.From, ""
		c.moved(p, from, Move{At: at, Verb: VerbTakeBack, By: by, Batch: b.ID, Note: note})
	}
	if len(next.Expected()) == 0 {
		next.State = Closed
	}
	c.Batch = &next
	return c, nil
}
