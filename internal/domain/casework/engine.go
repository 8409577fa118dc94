package casework

import (
	"encoding/hex"
	"io"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// Engine decides acts. It holds what is the same for every case: the calendar in force and the numbers that
// the law leaves to the city. It is a value without state; copies are free.
type Engine struct {
	Cal    *calendar.Version
	Params Parameters

	// Code answers the collection code (取件码) of a joint case, which its applicant is told and the window asks for; it
	// is the same whenever it is asked. Nil: there is none.
	Code func(*Case) string
}

// Moment is everything that an act needs from outside: the time, identifiers and chance. At is taken once per
// transaction from the injected clock; its Beijing date is the legal day of the act.
type Moment struct {
	At    time.Time
	NewID ident.Source
	Salt  func() string // a fresh salt for the digest of a journal payload
}

// Target names the item case that an act is about and the version that the person looked at.
type Target struct {
	Slot        string // place in the plan; the latest attempt is meant
	SeenVersion int64  // ItemCase.Version on the page; another one is a conflict, 0 is not checked
}

// MomentAt makes the moment of an act from the time of its transaction and a source of chance.
func MomentAt(at time.Time, chance io.Reader) Moment {
	return Moment{
		At:    at,
		NewID: ident.NewSource(func() time.Time { return at }, chance),
		Salt: func() string {
			var b [16]byte
			if _, err := io.ReadFull(chance, b[:]); err != nil {
				panic("casework: no chance to be had: " + err.Error())
			}
			return hex.EncodeToString(b[:])
		},
	}
}
