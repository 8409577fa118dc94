package store

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// OutboxRow is a message on its way. Receivers may see it more than once; ID tells the repeats.
type OutboxRow struct {
	ID       int64
	Attempts int       // failed so far
	Error    string    // the last failure
	NextAt   time.Time // not before; zero: now
	To       string    // target of this row: the message's own, or one of the ways onto which it was forwarded
	casework.Message
}

// OutboxAttempts is how often a message is tried before it is dead and shown to the administrator.
const OutboxAttempts = 12

// Retries wait longer and longer, from the first pause to the longest: about a day and a half until dead.
const (
	firstPause   = 30 * time.Second
	longestPause = 8 * time.Hour
)

// OutboxPause is how long a message waits after so many failures: a little shorter or longer each time, so that what
// failed together does not come back together.
func OutboxPause(failures int) time.Duration {
	p := min(firstPause<<min(failures-1, 20), longestPause)
	return p - p/10 + rand.N(p/5)
}

// OutboxTargets lists targets that have a message to be delivered now: one is due, and none waits for its next attempt.
func (s *Store) OutboxTargets(ctx context.Context, now time.Time, limit int) ([]string, error) {
	targets, err := all(ctx, s.db, func(r row) (t string, err error) { return t, r.Scan(&t) },
		`SELECT target FROM outbox o WHERE state = 'pending' AND next_at <= $1 AND NOT EXISTS (SELECT 1 FROM outbox w
			WHERE w.target = o.target AND w.state = 'pending' AND w.attempts > 0 AND w.next_at > $1)
		GROUP BY target ORDER BY min(id) LIMIT $2`, micros(now), limit)
	return targets, fault.Wrap(err, "listing targets")
}

const outboxColumns = "SELECT id, target, attempts, error, body, next_at FROM outbox WHERE "

func scanOutbox(r row) (m OutboxRow, err error) {
	var body string
	var next int64
	if err = r.Scan(&m.ID, &m.To, &m.Attempts, &m.Error, &body, &next); err == nil {
		err = json.Unmarshal([]byte(body), &m.Message)
	}
	m.NextAt = moment(next)
	return m, err
}

// OutboxNext reads the oldest undelivered messages of a target, in order. While the first of them waits for
// its next attempt there is nothing: a later message never overtakes an earlier one that failed. What waits for the
// morning holds up nobody.
func (s *Store) OutboxNext(ctx context.Context, target string, now time.Time, limit int) ([]OutboxRow, error) {
	rows, err := all(ctx, s.db, scanOutbox, outboxColumns+`target = $1 AND state = 'pending'
		AND (attempts > 0 OR next_at <= $2) ORDER BY id LIMIT $3`, target, micros(now), limit)
	for i, m := range rows {
		if m.NextAt.After(now) {
			rows = rows[:i]
			break
		}
	}
	if len(rows) == 0 {
		return nil, fault.Wrap(err, "reading the outbox")
	}
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

// Failure is an attempt that failed.
type Failure struct {
	Reason string    // key of the fault; no personal data
	Next   time.Time // when it is tried again
	Final  bool      // trying again is useless
}

// OutboxFailed counts a failed attempt of messages that went together: they are tried again at the time that the
// failure names, and are dead after OutboxAttempts failures or at once when it is final.
func (s *Store) OutboxFailed(ctx context.Context, f Failure, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	least := OutboxAttempts
	if f.Final {
		least = 1
	}
	args := params{f.Reason, micros(f.Next), least}
	text := `UPDATE outbox SET attempts = attempts + 1, error = $1, next_at = $2,
		state = CASE WHEN attempts + 1 >= $3 THEN 'dead' ELSE 'pending' END WHERE state = 'pending' AND ` + in(&args, "id", ids)
	_, err := s.db.exec(ctx, text, args...)
	return fault.Wrap(err, "counting a failed delivery")
}

// Forward is a message on one more way, such as a short message to the person that it is for.
type Forward struct {
	Target string
	NextAt time.Time // not before; zero: now
}

// OutboxForward marks a message as delivered and puts it onto other ways, together or not at all. A second time
// changes nothing.
func (s *Store) OutboxForward(ctx context.Context, id int64, now time.Time, ways ...Forward) error {
	b := &batch{}
	b.add("UPDATE outbox SET done_at = $2 WHERE id = $1 AND state = 'pending'", id, micros(now)) // locks the row
	for _, w := range ways {
		b.add(`INSERT INTO outbox (target, case_id, body, state, attempts, next_at, done_at, error)
			SELECT $2, case_id, body, 'pending', 0, CAST($3 AS BIGINT), 0, '' FROM outbox WHERE id = $1 AND state = 'pending'`,
			id, w.Target, micros(w.NextAt))
	}
	b.add("UPDATE outbox SET state = 'done' WHERE id = $1 AND state = 'pending'", id)
	return fault.Wrap(s.db.write(ctx, b), "forwarding a message")
}

// tell puts a message that belongs to no case into the outbox.
func (b *batch) tell(m casework.Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fault.Wrap(err, "writing a message")
	}
	b.add(insertOutbox, m.Target, m.Case, string(body))
	return nil
}

// OutboxWaiting lists the undelivered messages of a channel: they wait for the morning, or for their next attempt.
func (s *Store) OutboxWaiting(ctx context.Context, channel string, limit int) ([]OutboxRow, error) {
	rows, err := all(ctx, s.db, scanOutbox, outboxColumns+"state = 'pending' AND target >= $1 AND target < $2 ORDER BY target, id LIMIT $3",
		channel+":", channel+";", limit)
	return rows, fault.Wrap(err, "listing waiting messages")
}

// OutboxDead lists dead messages, newest first.
func (s *Store) OutboxDead(ctx context.Context, limit int) ([]OutboxRow, error) {
	rows, err := all(ctx, s.db, scanOutbox, outboxColumns+"state = 'dead' ORDER BY id DESC LIMIT $1", limit)
	return rows, fault.Wrap(err, "listing dead messages")
}

// ReviveMessage puts a dead message back into the queue, together with its entry in the audit log.
func ReviveMessage(id int64) Write {
	return func(_ *Store, b *batch) error {
		b.add("UPDATE outbox SET state = 'pending', attempts = 0, next_at = 0 WHERE id = $1 AND state = 'dead'", id)
		return nil
	}
}

// OutboxIsDead says whether a message is dead.
func (s *Store) OutboxIsDead(ctx context.Context, id int64) (bool, error) {
	n := 0
	err := one(ctx, s.db, []any{&n}, "SELECT count(*) FROM outbox WHERE id = $1 AND state = 'dead'", id)
	return n > 0, fault.Wrap(err, "looking for a dead message")
}

// OutboxKept counts what a rehearsal would have told the world.
func (s *Store) OutboxKept(ctx context.Context, id ident.CaseID) (n int, err error) {
	err = one(ctx, s.db, []any{&n}, "SELECT count(*) FROM outbox WHERE case_id = $1 AND state = 'kept'", id)
	return n, fault.Wrap(err, "counting kept messages")
}

// DropDelivered deletes messages that were delivered before a moment, or kept back in a rehearsal, and says how many.
func (s *Store) DropDelivered(ctx context.Context, before time.Time) (int, error) {
	n, err := s.db.exec(ctx, "DELETE FROM outbox WHERE state IN ('done', 'kept') AND done_at < $1", micros(before))
	return int(n), fault.Wrap(err, "deleting delivered messages")
}

// OutboxCounts says how many messages wait and how many are dead; for the metrics page.
func (s *Store) OutboxCounts(ctx context.Context) (pending, dead int, err error) {
	err = one(ctx, s.db, []any{&pending, &dead}, `SELECT (SELECT count(*) FROM outbox WHERE state = 'pending'),
		(SELECT count(*) FROM outbox WHERE state = 'dead')`)
	return pending, dead, fault.Wrap(err, "counting messages")
}
