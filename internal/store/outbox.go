package store

import (
	"context"
	"encoding/json"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
)

// OutboxRow is a message on its way. Receivers may see it more than once; ID tells the repeats.
type OutboxRow struct {
	ID       int64
	Attempts int    // failed so far
	Error    string // the last failure
	casework.Message
}

// OutboxAttempts is how often a message is tried before it is dead and shown to the administrator.
const OutboxAttempts = 12

// Retries wait longer and longer, from the first pause to the longest: about a day and a half until dead.
const (
	firstPause   = 30 * time.Second
	longestPause = 8 * time.Hour
)

func pause(failures int) time.Duration {
	return min(firstPause<<min(failures-1, 20), longestPause)
}

// OutboxTargets lists targets that have a message to be delivered now. now is the machine's time, not the
// legal clock: retries wait in real time.
func (s *Store) OutboxTargets(ctx context.Context, now time.Time, limit int) ([]string, error) {
	targets, err := all(ctx, s.db, func(r row) (t string, err error) { return t, r.Scan(&t) },
		`SELECT target FROM outbox WHERE state = 'pending' GROUP BY target HAVING max(next_at) <= $1
		ORDER BY min(id) LIMIT $2`, micros(now), limit)
	return targets, fault.Wrap(err, "listing targets")
}

const outboxColumns = "SELECT id, attempts, error, body, next_at FROM outbox WHERE "

func scanOutbox(r row) (m OutboxRow, next int64, err error) {
	var body string
	if err = r.Scan(&m.ID, &m.Attempts, &m.Error, &body, &next); err == nil {
		err = json.Unmarshal([]byte(body), &m.Message)
	}
	return m, next, err
}

// OutboxNext reads the oldest undelivered messages of a target, in order. While the first of them waits for
// its next attempt there is nothing: a later message never overtakes an earlier one.
func (s *Store) OutboxNext(ctx context.Context, target string, now time.Time, limit int) ([]OutboxRow, error) {
	var rows []OutboxRow
	waits := false
	err := s.db.query(ctx, func(r row) error {
		m, next, err := scanOutbox(r)
		waits = waits || next > micros(now)
		if err == nil && !waits {
			rows = append(rows, m)
		}
		return err
	}, outboxColumns+"target = $1 AND state = 'pending' ORDER BY id LIMIT $2", target, limit)
	return rows, fault.Wrap(err, "reading the outbox")
}

// OutboxDone marks messages as delivered. A second time changes nothing.
func (s *Store) OutboxDone(ctx context.Context, now time.Time, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	args := params{micros(now)}
	text := "UPDATE outbox SET state = 'done', done_at = $1 WHERE state = 'pending' AND " + in(&args, "id", ids)
	_, err := s.db.exec(ctx, text, args...)
	return fault.Wrap(err, "marking messages as delivered")
}

// OutboxFailed counts a failed attempt: it is tried again after a growing pause, and is dead after
// OutboxAttempts failures. Only the kind of failure belongs into reason, no personal data.
func (s *Store) OutboxFailed(ctx context.Context, id int64, now time.Time, reason string) (dead bool, err error) {
	var failures int
	err = s.db.returning(ctx, []any{&failures}, `UPDATE outbox SET attempts = attempts + 1, error = $2
		WHERE id = $1 AND state = 'pending' RETURNING attempts`, id, reason)
	if err == errNoRow {
		return false, nil
	}
	if err != nil {
		return false, fault.Wrap(err, "counting a failed delivery")
	}
	state := "pending"
	if failures >= OutboxAttempts {
		state = "dead"
	}
	_, err = s.db.exec(ctx, "UPDATE outbox SET state = $2, next_at = $3 WHERE id = $1 AND state = 'pending'",
		id, state, micros(now.Add(pause(failures))))
	return state == "dead", fault.Wrap(err, "postponing a delivery")
}

// OutboxDead lists dead messages, newest first.
func (s *Store) OutboxDead(ctx context.Context, limit int) ([]OutboxRow, error) {
	rows, err := all(ctx, s.db, func(r row) (OutboxRow, error) {
		m, _, err := scanOutbox(r)
		return m, err
	}, outboxColumns+"state = 'dead' ORDER BY id DESC LIMIT $1", limit)
	return rows, fault.Wrap(err, "listing dead messages")
}

// ReviveMessage puts a dead message back into the queue, together with its entry in the audit log.
func ReviveMessage(id int64) Write {
	return func(_ *Store, b *batch) error {
		b.add(reviveMessage, id)
		return nil
	}
}

const reviveMessage = "UPDATE outbox SET state = 'pending', attempts = 0, next_at = 0 WHERE id = $1 AND state = 'dead'"

// OutboxRevive puts a dead message back into the queue.
func (s *Store) OutboxRevive(ctx context.Context, id int64) error {
	_, err := s.db.exec(ctx, reviveMessage, id)
	return fault.Wrap(err, "reviving a message")
}

// DropDelivered deletes messages that were delivered before a moment and says how many.
func (s *Store) DropDelivered(ctx context.Context, before time.Time) (int, error) {
	n, err := s.db.exec(ctx, "DELETE FROM outbox WHERE state = 'done' AND done_at < $1", micros(before))
	return int(n), fault.Wrap(err, "deleting delivered messages")
}

// OutboxCounts says how many messages wait and how many are dead; for the metrics page.
func (s *Store) OutboxCounts(ctx context.Context) (pending, dead int, err error) {
	err = one(ctx, s.db, []any{&pending, &dead}, `SELECT (SELECT count(*) FROM outbox WHERE state = 'pending'),
		(SELECT count(*) FROM outbox WHERE state = 'dead')`)
	return pending, dead, fault.Wrap(err, "counting messages")
}
