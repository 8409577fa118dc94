package custody

import (
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// mostLines is how many pieces one batch may carry: what two people can count at a counter.
const mostLines = 200

// Pack puts pieces on the list of a batch (装入批次): a new one (Version 0, with ID, No, From, To and Trial set) or one
// that was not handed over yet. cases names the case of each bag, for the slip. Faults: Invalid; NotNow for a piece
// that is elsewhere, on another list, or of the other world.
func Pack(b Batch, pieces []Piece, cases map[string]ident.CaseNo, at time.Time, by Actor) (Change, error) {
	switch {
	case b.Version != 0 && b.State != Packing:
		return Change{}, fault.New(fault.NotNow, "custody.batch_sent")
	case len(pieces) == 0:
		return Change{}, fault.New(fault.Invalid, "custody.incomplete").With("piece", "custody.required.piece")
	case b.From == b.To || b.To == "":
		return Change{}, fault.New(fault.Invalid, "custody.incomplete").With("to", "custody.required.to")
	case len(b.Lines)+len(pieces) > mostLines:
		return Change{}, fault.New(fault.Invalid, "custody.incomplete").With("piece", "custody.too_many_lines")
	}
	next := b.clone()
	if b.Version == 0 {
		next.State, next.PackedAt, next.PackedBy = Packing, at, by
	}
	var c Change
	for _, p := range pieces {
		switch {
		case p.Holder != b.From:
			return Change{}, away(p)
		case p.Packed != "":
			return Change{}, fault.New(fault.NotNow, "custody.packed", "piece", p.Name)
		}
		p.Packed = b.ID
		next.Lines = append(next.Lines, Line{
			Piece: p.ID, Bag: p.Bag, CaseNo: cases[p.Bag], Name: p.Name, Original: p.Original, Copies: p.Copies, State: Listed,
		})
		c.moved(p, p.Holder, Move{At: at, Verb: VerbPack, By: by, Batch: b.ID})
	}
	c.Batch = &next
	return c, nil
}

// Unpack takes pieces off the list before the batch is handed over (取出); a batch without any is dropped. pieces are
// those of the batch that are meant. Faults: NotNow, Invalid.
func Unpack(b Batch, pieces []Piece, at time.Time, by Actor) (Change, error) {
	if b.State != Packing {
		return Change{}, fault.New(fault.NotNow, "custody.batch_sent")
	}
	if len(pieces) == 0 {
		return Change{}, fault.New(fault.Invalid, "custody.incomplete").With("piece", "custody.required.piece")
	}
	var c Change
	out := map[ident.PieceID]bool{}
	for _, p := range pieces {
		if p.Packed != b.ID {
			return Change{}, fault.New(fault.Conflict, "custody.changed")
		}
		out[p.ID] = true
		p.Packed = ""
		c.moved(p, p.Holder, Move{At: at, Verb: VerbUnpack, By: by, Batch: b.ID})
	}
	next := b
	next.Lines = nil
	for _, l := range b.Lines {
		if !out[l.Piece] {
			next.Lines = append(next.Lines, l)
		}
	}
	if len(next.Lines) == 0 {
		next.State = Dropped
	}
	c.Batch = &next
	return c, nil
}
