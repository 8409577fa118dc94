package custody

import (
	"strings"
	"time"

	"lianban/internal/base/fault"
)

// Relocate puts pieces on another shelf of whoever holds them (换位置). Faults: Invalid; NotNow for a piece that is
// on its way or with the applicant.
func Relocate(pieces []Piece, at time.Time, by Actor, shelf string) (Change, error) {
	shelf = strings.TrimSpace(shelf)
	bad := fault.New(fault.Invalid, "custody.incomplete")
	if shelf == "" {
		bad.With("shelf", "custody.required.shelf")
	}
	checkShelf(bad, shelf)
	if len(pieces) == 0 {
		bad.With("piece", "custody.required.piece")
	}
	if err := bad.OrNil(); err != nil {
		return Change{}, err
	}
	var c Change
	for _, p := range pieces {
		if k := p.Holder.Kind(); k != KindWindow && k != KindDepartment {
			return Change{}, away(p)
		}
		p.Shelf = shelf
		c.moved(p, p.Holder, Move{At: at, Verb: VerbMove, By: by, Batch: p.Packed})
	}
	return c, nil
}

// away says that a piece is not where the act wants it.
func away(p Piece) error {
	return fault.New(fault.NotNow, "custody.not_here."+p.Holder.Kind(), "piece", p.Name)
}
