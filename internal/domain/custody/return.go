package custody

import (
	"time"

	"lianban/internal/base/fault"
)

// Return gives pieces back to the applicant (退还). Only what lies at a window can be given back: what a department
// has comes back first. to says who took it, for the line. Faults: NotNow; Invalid.
func Return(pieces []Piece, at time.Time, by Actor, to string) (Change, error) {
	if len(pieces) == 0 {
		return Change{}, fault.New(fault.Invalid, "custody.incomplete").With("piece", "custody.required.piece")
	}
	if err := checkNote(to); err != nil {
		return Change{}, err
	}
	var c Change
	for _, p := range pieces {
		switch {
		case p.Holder.Kind() != KindWindow:
			return Change{}, away(p)
		case p.Packed != "":
			return Change{}, fault.New(fault.NotNow, "custody.packed", "piece", p.Name)
		}
		from := p.Holder
		p.Holder, p.Shelf = Applicant, ""
		c.moved(p, from, Move{At: at, Verb: VerbReturn, By: by, Note: to})
	}
	return c, nil
}
