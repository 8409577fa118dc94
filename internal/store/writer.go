package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"lianban/internal/base/fault"
)

// writer is the one connection that writes to SQLite. Its goroutine takes a waiting unit, and with it every
// other unit that waits at that moment, and commits them together: the disk is waited for once. Each unit
// has a SAVEPOINT of its own, so that one that fails takes nobody with it. A lone unit waits for nobody.
type writer struct {
	db     *sql.DB
	conn   *sql.Conn
	cached statements
	queue  chan *unit
	mu     sync.RWMutex // guards closed against sends on a closed queue
	closed bool
	ended  chan struct{}
}

// unit is one batch on its way through the writer.
type unit struct {
	run   func(context.Context, *writer) error
	ctx   context.Context
	state atomic.Int32 // queued → taken, or queued → left
	err   error
	done  chan struct{}
}

const (
	queued int32 = iota
	taken        // by the writer: the caller must wait for the outcome
	left         // by the caller, before the writer took it
)

// group is how many units share a commit at most.
const group = 64

func newWriter(db *sql.DB, conn *sql.Conn, waiting int) *writer {
	if waiting == 0 {
		waiting = 1024
	}
	w := &writer{db: db, conn: conn, queue: make(chan *unit, waiting), ended: make(chan struct{})}
	w.cached.prepare = conn.PrepareContext
	go w.loop()
	return w
}

// do queues a unit and waits until it is durable. When ctx ends before the writer has taken the unit, it is
// not executed; afterwards its outcome is waited for.
func (w *writer) do(ctx context.Context, run func(context.Context, *writer) error) error {
	u := &unit{run: run, ctx: ctx, done: make(chan struct{})}
	if err := w.enqueue(u); err != nil {
		return err
	}
	select {
	case <-u.done:
	case <-ctx.Done():
		if u.state.CompareAndSwap(queued, left) {
			return ctx.Err()
		}
		<-u.done
	}
	return u.err
}

func (w *writer) enqueue(u *unit) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return fault.New(fault.Unavailable, "store.closed")
	}
	select {
	case w.queue <- u:
		return nil
	default:
		return fault.New(fault.Unavailable, "store.busy")
	}
}

// close lets the queue run empty and closes the connection.
func (w *writer) close() error {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.queue)
	}
	w.mu.Unlock()
	<-w.ended
	w.cached.close()
	return errors.Join(w.conn.Close(), w.db.Close())
}

func (w *writer) loop() {
	defer close(w.ended)
	for first := range w.queue {
		w.commit(w.gather(first))
	}
}

// gather takes the units that wait at this moment.
func (w *writer) gather(first *unit) []*unit {
	units := make([]*unit, 0, group)
	take := func(u *unit) {
		if u.state.CompareAndSwap(queued, taken) {
			units = append(units, u)
		}
	}
	take(first)
	for len(units) < group {
		select {
		case u, open := <-w.queue:
			if !open {
				return units
			}
			take(u)
		default:
			return units
		}
	}
	return units
}

// commit executes units in one transaction and tells each its outcome.
func (w *writer) commit(units []*unit) {
	if len(units) == 0 {
		return
	}
	ctx := context.Background()
	err := w.plain(ctx, "BEGIN IMMEDIATE")
	for _, u := range units {
		if err == nil {
			err = w.try(ctx, u)
		}
	}
	if err == nil {
		err = w.plain(ctx, "COMMIT")
	}
	if err != nil {
		// The error of the rollback says nothing new: SQLite has often rolled back by itself.
		_ = w.plain(ctx, "ROLLBACK")
	}
	for _, u := range units {
		if err != nil {
			u.err = err
		}
		close(u.done)
	}
}

// try executes one unit inside its SAVEPOINT. The answer is an error of the whole transaction (disk full,
// input/output); an error of the unit alone stays with the unit.
func (w *writer) try(ctx context.Context, u *unit) error {
	if err := w.plain(ctx, "SAVEPOINT unit"); err != nil {
		return err
	}
	if u.err = w.guarded(ctx, u); u.err != nil {
		if err := w.plain(ctx, "ROLLBACK TO unit"); err != nil {
			return errors.Join(u.err, err)
		}
	}
	return w.plain(ctx, "RELEASE unit")
}

// guarded turns a panic of a unit into its error: the writer serves everybody.
func (w *writer) guarded(ctx context.Context, u *unit) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a write panicked: %v", p)
		}
	}()
	return u.run(ctx, w)
}

func (w *writer) plain(ctx context.Context, text string) error {
	_, err := w.exec(ctx, text, nil)
	return err
}

func (w *writer) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	st, err := w.cached.get(ctx, text)
	if err != nil {
		return nil, sqliteError(err)
	}
	if st == nil {
		res, err := w.conn.ExecContext(ctx, text, args...)
		return res, sqliteError(err)
	}
	res, err := st.ExecContext(ctx, args...)
	return res, sqliteError(err)
}
