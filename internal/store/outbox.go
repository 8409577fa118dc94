package store

import (
	"context"
	"time"

	"lianban/internal/domain/casework"
)

// OutboxRow is a message on its way. Receivers may see it more than once; ID tells the repeats.
type OutboxRow struct {
	ID       int64
	Attempts int // failed so far
	Error    string
	casework.Message
}

// OutboxTargets lists targets that have a message to be delivered now. now is the machine's time, not the
// legal clock: retries wait in real time.
func (s *Store) OutboxTargets(ctx context.Context, now time.Time, limit int) ([]string, error) {
	panic("filled in next")
}

// OutboxNext reads the oldest undelivered messages of a target, in order. While the first of them waits for
// its next attempt there is nothing: a later message never overtakes an earlier one.
func (s *Store) OutboxNext(ctx context.Context, target string, now time.Time, limit int) ([]OutboxRow, error) {
	panic("filled in next")
}

// OutboxDone marks messages as delivered. A second time changes nothing.
func (s *Store) OutboxDone(ctx context.Context, now time.Time, ids ...int64) error {
	panic("filled in next")
}

// OutboxFailed counts a failed attempt: it is tried again after a growing pause, and is dead after
// OutboxAttempts failures. Only the kind of failure belongs into reason, no personal data.
func (s *Store) OutboxFailed(ctx context.Context, id int64, now time.Time, reason string) (dead bool, err error) {
	panic("filled in next")
}

// OutboxAttempts is how often a message is tried before it is dead and shown to the administrator.
const OutboxAttempts = 12

// OutboxDead lists dead messages, newest first.
func (s *Store) OutboxDead(ctx context.Context, limit int) ([]OutboxRow, error) {
	panic("filled in next")
}

// OutboxRevive puts a dead message back into the queue.
func (s *Store) OutboxRevive(ctx context.Context, id int64) error { panic("filled in next") }
