// Package store keeps everything that must outlive the process: in SQLite for one machine, in PostgreSQL
// for several. A change of a case is one batch (Apply, Create): state, journal, due rows, outbox, inbox,
// documents and the idempotency key are written together or not at all. SQL is written by hand, one file
// per noun, one text for both engines.
package store

import (
	"context"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
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
	Clock  clock.Clock  // required: for updated_at, expiry and the like; the domain brings its own times
	Logger *slog.Logger // nil: slog.Default()
	Seal   Sealer       // required: form values, identity numbers and telephone numbers are never stored plain

	// Dues answers every armed timer of a case (casework.Engine.Dues with the calendar in force). Nil: none.
	Dues func(*casework.Case) []casework.Due
	// Desk answers the clock by which worklists sort an item case that is open. Nil: the earliest of Dues for
	// its slot whose kind does not begin with "warn".
	Desk func(*casework.Case, *casework.ItemCase) DeskClock

	// Throwaway says that nothing in the database must survive: SQLite's commits then do not wait for the disk. For rehearsals.
	Throwaway bool

	// Waiting is how many writes may wait for SQLite's one writer before the next is answered with
	// fault.Unavailable; 0 = 1024.
	Waiting int

	busy     time.Duration // instead of busyTimeout; for tests
	searches int           // instead of mostSearches; for tests
}

// DeskClock is the clock that an officer sees first for an item case.
type DeskClock struct {
	Kind   string       // K1, K4 …; "" = no clock runs
	Due    calendar.Day // 0 = none
	Ground string       // law or document; "" = not known
}

// Store is an open database. All methods may be called from many goroutines.
type Store struct {
	opt    Options
	db     engine
	locks  locks
	blocks blocks
}

// Open opens the database and brings its schema up to date. url is "sqlite:<path>" (the folder is made)
// or "postgres://…". Every mistake of an operator has its own fault: store.url, store.folder, store.readonly,
// store.damaged, store.newer, store.locked (by another process), store.full, store.unreachable.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	if o.Clock == nil || o.Seal == nil {
		return nil, broken("Options without Clock or Seal")
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	s := &Store{opt: o}
	started := time.Now()
	var err error
	switch {
	case strings.HasPrefix(url, "sqlite:") && len(url) > len("sqlite:"):
		var path string
		if path, err = filepath.Abs(strings.TrimPrefix(strings.TrimPrefix(url, "sqlite:"), "//")); err == nil {
			s.db, err = openSQLite(ctx, path, o)
		}
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		s.db, err = openPostgres(ctx, url)
	default:
		err = urlFault(nil)
	}
	if err != nil {
		return nil, fault.Wrap(err, "opening the database")
	}
	o.Logger.Debug("database open", "engine", s.db.name(), "took", time.Since(started))
	return s, nil
}

// Close waits for the writes that were accepted and closes the database.
func (s *Store) Close() error { return s.db.close() }

// Ping says whether the database answers; for /readyz.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.db.ping(ctx); err != nil {
		f := fault.New(fault.Unavailable, "store.unanswered")
		f.Cause = err
		return f
	}
	return nil
}

// Engine answers "sqlite" or "postgres".
func (s *Store) Engine() string { return s.db.name() }

func (s *Store) now() time.Time { return s.opt.Clock.Now() }

// micros is how a time is stored: UTC microseconds, 0 = never.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// moment reads what micros wrote, in Beijing time.
func moment(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).In(clock.Zone)
}

func placeholder(n int) string { return "$" + strconv.Itoa(n) }
