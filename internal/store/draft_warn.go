package store

import (
	"context"
	"encoding/json"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
)

// DraftWarnings are how long before a draft is deleted its person is told, the first time first.
var DraftWarnings = []time.Duration{7 * 24 * time.Hour, 24 * time.Hour}

// DraftWarning is a draft whose person must be told now.
type DraftWarning struct {
	Draft
	WarnAt time.Time // since when; it tells this warning from the next
}

// DraftsToWarn lists drafts whose person must be told now that they will be deleted, oldest warning first, without Data.
func (s *Store) DraftsToWarn(ctx context.Context, now time.Time, limit int) ([]DraftWarning, error) {
	ds, err := all(ctx, s.db, func(r row) (w DraftWarning, err error) {
		var at int64
		w.Draft, err = scanDraft(r, &at)
		w.WarnAt = moment(at)
		return w, err
	}, "SELECT "+draftColumns+", warn_at FROM drafts WHERE warn_at > 0 AND warn_at <= $1 ORDER BY warn_at, id LIMIT $2",
		micros(now), limit)
	return ds, fault.Wrap(err, "looking for drafts that will be deleted")
}

// WarnDraft tells the person in the inbox and outbox, sets when the draft is deleted and when the person is told next
// (zero: not again). Of two nodes that tell the same warning one does; a draft that was saved or deleted meanwhile is
// left alone.
func (s *Store) WarnDraft(ctx context.Context, w DraftWarning, expires, next time.Time, m casework.Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fault.Wrap(err, "writing a message")
	}
	const still = "FROM drafts WHERE id = $1 AND warn_at = $2"
	id, at := w.ID, micros(w.WarnAt)
	b := &batch{}
	b.add("UPDATE drafts SET expires_at = $3 WHERE id = $1 AND warn_at = $2", id, at, micros(expires)) // locks the row
	b.add(`INSERT INTO outbox (target, case_id, body, state, attempts, next_at, done_at, error)
		SELECT $3, '', $4, 'pending', 0, 0, 0, '' `+still, id, at, m.Target, string(body))
	b.add(`INSERT INTO inbox (person, case_id, case_no, body, is_read) SELECT person, '', '', $3, FALSE `+still, id, at, string(body))
	b.add("UPDATE drafts SET warn_at = $3 WHERE id = $1 AND warn_at = $2", id, at, micros(next))
	return fault.Wrap(s.db.write(ctx, b), "warning of the end of a draft")
}
