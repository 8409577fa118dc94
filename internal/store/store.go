// Package store keeps everything that must outlive the process: in SQLite for one machine, in PostgreSQL
// for several. A change of a case is one batch (Apply, Create): state, journal, due rows, outbox, inbox,
// documents and the idempotency key are written together or not at all. SQL is written by hand, one file
// per noun, one text for both engines.
package store

import (
	"context"
	"log/slog"

	"lianban/internal/base/clock"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// Sealer encrypts personal data and makes blind indexes; internal/crypt implements it.
type Sealer interface {
	// Seal encrypts plain; aad names the place (table|column|row) and must be the same when it is opened.
	Seal(aad string, plain []byte) ([]byte, error)
	// Open decrypts what Seal made for the same place.
	Open(aad string, sealed []byte) ([]byte, error)
	// Index answers the blind index of a normalised value: equal values of one purpose give equal bytes.
	Index(purpose, value string) []byte
}

// Options is what a store needs besides its address.
type Options struct {
	Clock  clock.Clock  // for updated_at, expiry and the like; the domain brings its own times
	Logger *slog.Logger // nil: slog.Default()
	Seal   Sealer       // required: form values, identity numbers and telephone numbers are never stored plain

	// Dues answers every armed timer of a case (casework.Dues with the calendar in force).
	Dues func(*casework.Case) []casework.Due
	// Desk answers the clock by which worklists sort an item case. Nil: the earliest of Dues for its slot
	// that is not a warning.
	Desk func(*casework.Case, *casework.ItemCase) DeskClock

	// Waiting is how many writes may wait for SQLite's one writer before the next is answered with
	// fault.Unavailable; 0 = 1024.
	Waiting int
}

// DeskClock is the clock that an officer sees first for an item case.
type DeskClock struct {
	Kind string       // K1, K4 …; "" = no clock runs
	Due  calendar.Day // 0 = none
}

// Store is an open database. All methods may be called from many goroutines.
type Store struct {
	opt Options
}

// Open opens the database and brings its schema up to date. url is "sqlite:<path>" (the folder is made)
// or "postgres://…". A folder that cannot be written, a damaged file, a database that a newer program has
// written, a lock held by another process and a server that does not answer each give their own fault.
func Open(ctx context.Context, url string, o Options) (*Store, error) { panic("filled in next") }

// Close waits for the writes that were accepted and closes the database.
func (s *Store) Close() error { panic("filled in next") }

// Ping says whether the database answers; for /readyz.
func (s *Store) Ping(ctx context.Context) error { panic("filled in next") }

// Engine answers "sqlite" or "postgres".
func (s *Store) Engine() string { panic("filled in next") }

// Page is a place in a list: at most one of After and Before, as given by Pages of the answer before.
type Page struct {
	After  string // cursor: what follows it
	Before string // cursor: what precedes it
	Limit  int    // 0 = 20, at most 200
}

// Pages are the cursors around an answer; "" = nothing there.
type Pages struct {
	Next string
	Prev string
}
