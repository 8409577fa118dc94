package store

import (
	"context"
	"database/sql"
	"strings"
	"time"
)

// WithBusyTimeout shortens the wait for another process's lock.
func WithBusyTimeout(o Options, d time.Duration) Options { o.busy = d; return o }

// WithMostSearches keeps fewer searches without a hit.
func WithMostSearches(o Options, n int) Options { o.searches = n; return o }

// Read runs a statement where reads run.
func (s *Store) Read(ctx context.Context, text string) error {
	return s.db.query(ctx, func(row) error { return nil }, text)
}

// Write runs statements as one batch.
func (s *Store) Write(ctx context.Context, texts ...string) error {
	b := &batch{}
	for _, text := range texts {
		b.add(text)
	}
	return s.db.write(ctx, b)
}

// HoldWriter keeps SQLite's writer busy until release is called.
func (s *Store) HoldWriter() (release func()) {
	held, free := make(chan struct{}), make(chan struct{})
	go s.db.(*sqliteEngine).writer.do(context.Background(), func(context.Context, *writer) error {
		close(held)
		<-free
		return nil
	})
	<-held
	return func() { close(free) }
}

// Queued is how many writes wait for SQLite's writer.
func (s *Store) Queued() int { return len(s.db.(*sqliteEngine).writer.queue) }

// WorklistPlan is how SQLite would read a worklist.
func (s *Store) WorklistPlan(ctx context.Context, f Filter, p Page) (string, error) {
	cur, err := f.cursor(p)
	if err != nil {
		return "", err
	}
	var args params
	text := "EXPLAIN QUERY PLAN SELECT " + workColumns + " FROM item_cases WHERE " + f.where(&args) + cur.where(&args) + cur.order(&args)
	steps, err := all(ctx, s.db, func(r row) (string, error) {
		var id, parent, unused int
		var detail string
		return detail, r.Scan(&id, &parent, &unused, &detail)
	}, text, args...)
	return strings.Join(steps, "\n"), err
}

// SQLite opens the file beside the store, as another process would.
func SQLite(path string) (*sql.DB, error) { return sql.Open("sqlite", "file:"+path) }
