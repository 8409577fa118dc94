package custody

import (
	"strconv"
	"time"

	"lianban/internal/base/fault"
)

// HandOver sends a packed batch off (交出): from now on its pieces are held by the batch itself. pieces are all that
// its list names; counted is what the sender counted and must be what the list says. Faults: NotNow, Invalid
// custody.miscounted, Conflict.
func HandOver(b Batch, pieces []Piece, counted int, at time.Time, by Actor) (Change, error) {
	if b.State != Packing {
		return Change{}, fault.New(fault.NotNow, "custody.batch_sent")
	}
	if err := miscounted(counted, len(b.Lines)); err != nil {
		return Change{}, err
	}
	if len(pieces) != len(b.Lines) {
		return Change{}, fault.New(fault.Conflict, "custody.changed")
	}
	var c Change
	next := b.clone()
	next.State, next.SentAt, next.SentBy = Sent, at, by
	for _, p := range pieces {
		if p.Packed != b.ID || p.Holder != b.From {
			return Change{}, fault.New(fault.Conflict, "custody.changed")
		}
		from := p.Holder
		p.Holder, p.Shelf = InBatch(b.ID), ""
		c.moved(p, from, Move{At: at, Verb: VerbHandOver, By: by, Batch: b.ID})
	}
	c.Batch = &next
	return c, nil
}

// miscounted compares a count with the list.
func miscounted(counted, listed int) error {
	if counted == listed {
		return nil
	}
	return fault.New(fault.Invalid, "custody.miscounted").
		With("counted", "custody.miscounted.field", "counted", strconv.Itoa(counted), "listed", strconv.Itoa(listed))
}
