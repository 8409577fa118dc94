package custody

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// Lengths of what a clerk writes, in characters, and how many of one paper a line may name.
const (
	longestName  = 60
	longestShelf = 20
	longestNote  = 200
	mostCopies   = 99
)

// KeepInput is the input of Keep.
type KeepInput struct {
	ID       ident.PieceID // fresh
	Material string
	Name     string
	Original bool
	Copies   int // 0 = 1
	Shelf    string
}

// Keep takes a piece into custody at the window that the bag belongs to (收存). A bag without OpenedAt is opened by
// this act. Fault: Invalid custody.incomplete.
func Keep(bag Bag, at time.Time, by Actor, in KeepInput) (Change, error) {
	in.Name, in.Shelf = strings.TrimSpace(in.Name), strings.TrimSpace(in.Shelf)
	if in.Copies == 0 {
		in.Copies = 1
	}
	bad := fault.New(fault.Invalid, "custody.incomplete")
	switch n := utf8.RuneCountInString(in.Name); {
	case n == 0:
		bad.With("name", "custody.required.name")
	case n > longestName:
		bad.With("name", "custody.too_long", "most", strconv.Itoa(longestName))
	}
	if in.Copies < 1 || in.Copies > mostCopies {
		bad.With("copies", "custody.bad_copies", "most", strconv.Itoa(mostCopies))
	}
	checkShelf(bad, in.Shelf)
	if err := bad.OrNil(); err != nil {
		return Change{}, err
	}
	var c Change
	if bag.OpenedAt.IsZero() {
		bag.OpenedAt = at
		c.Bag = &bag
	}
	p := Piece{
		ID: in.ID, Bag: bag.No, Material: in.Material, Name: in.Name, Original: in.Original, Copies: in.Copies,
		Shelf: in.Shelf, Holder: Window(bag.Area), KeptAt: at,
	}
	c.moved(p, Applicant, Move{At: at, Verb: VerbKeep, By: by})
	return c, nil
}

func checkShelf(bad *fault.Fault, shelf string) {
	if utf8.RuneCountInString(shelf) > longestShelf {
		bad.With("shelf", "custody.too_long", "most", strconv.Itoa(longestShelf))
	}
}

func checkNote(note string) error {
	if utf8.RuneCountInString(note) > longestNote {
		return fault.New(fault.Invalid, "custody.incomplete").With("note", "custody.too_long", "most", strconv.Itoa(longestNote))
	}
	return nil
}
