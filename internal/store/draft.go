package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// Draft is a filing that is being filled in (草稿).
type Draft struct {
	ID        ident.DraftID
	Person    ident.PersonID  // whose filing it is; "": a remembered plan
	Clerk     ident.StaffID   // who fills it in at a window; "": the person
	Trial     bool            // born in a rehearsal (演练); never changes
	Scenario  string          // slug
	Area      string          // slug
	Packed    int             // version of the scenario when it was last compiled
	PackHash  string          // content hash of what was compiled
	Step      string          // where to resume
	Data      json.RawMessage // answers and values, in the form that app/filing gives them; sealed in the database
	CreatedAt time.Time       // filled in by the store, like UpdatedAt
	UpdatedAt time.Time
	ExpiresAt time.Time
	RemindAt  time.Time // when its person is to be told that it can be submitted; only written, never read back
	Version   int64     // 0 before the first save
}

// SaveDraft writes a draft whose Version is the one that was read (0 = new) and answers it with the next
// Version. Faults: Conflict store.draft_changed; NotFound store.no_draft.
func (s *Store) SaveDraft(ctx context.Context, d Draft) (Draft, error) {
	sealed, err := s.opt.Seal.Seal(d.aad(), d.Data)
	if err != nil {
		return d, fault.Wrap(err, "sealing a draft")
	}
	had := d.Version
	warn := int64(0)
	if d.Person != "" && d.Clerk == "" && !d.Trial { // the visitor does not see what a clerk has not submitted
		warn = micros(d.ExpiresAt.Add(-DraftWarnings[0]))
		if !d.RemindAt.IsZero() {
			warn = min(warn, micros(d.RemindAt))
		}
	}
	d.UpdatedAt = moment(micros(s.now()))
	d.Version++
	if had == 0 {
		d.CreatedAt = d.UpdatedAt
		_, err = s.db.exec(ctx, `INSERT INTO drafts (id, person, clerk, scenario, area, packed, pack_hash, step, sealed,
			created_at, updated_at, expires_at, version, warn_at, trial) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
			d.ID, d.Person, d.Clerk, d.Scenario, d.Area, d.Packed, d.PackHash, d.Step, sealed,
			micros(d.CreatedAt), micros(d.UpdatedAt), micros(d.ExpiresAt), d.Version, warn, d.Trial)
		if clashOn(err, "drafts") {
			return d, fault.New(fault.Conflict, "store.draft_changed")
		}
		return d, fault.Wrap(err, "adding a draft")
	}
	n, err := s.db.exec(ctx, `UPDATE drafts SET scenario = $3, area = $4, packed = $5, pack_hash = $6, step = $7, sealed = $8,
		updated_at = $9, expires_at = $10, version = $11, warn_at = $12 WHERE id = $1 AND version = $2`,
		d.ID, had, d.Scenario, d.Area, d.Packed, d.PackHash, d.Step, sealed,
		micros(d.UpdatedAt), micros(d.ExpiresAt), d.Version, warn)
	if err != nil {
		return d, fault.Wrap(err, "saving a draft")
	}
	if n == 0 {
		if _, err := s.Draft(ctx, d.ID); err != nil {
			return d, err
		}
		return d, fault.New(fault.Conflict, "store.draft_changed")
	}
	return d, nil
}

// DropInstance saves a draft from which one instance of a repeated topic was taken out: in the same batch its papers
// of the topic's materials go, and those of later instances move up. Fault: Conflict store.draft_changed.
func (s *Store) DropInstance(ctx context.Context, d Draft, materials []string, n int) (Draft, error) {
	b := &batch{}
	d, err := s.rewrite(b, d)
	if err != nil {
		return d, err
	}
	for _, m := range materials {
		b.add("DELETE FROM papers WHERE draft_id = $1 AND draft_id <> '' AND material = $2 AND instance = $3", d.ID, m, n)
		b.add("UPDATE papers SET instance = instance - 1 WHERE draft_id = $1 AND draft_id <> '' AND material = $2 AND instance > $3", d.ID, m, n)
	}
	err = s.db.write(ctx, b)
	if clashOn(err, "drafts") {
		return d, fault.New(fault.Conflict, "store.draft_changed")
	}
	return d, fault.Wrap(err, "taking an instance out of a draft")
}

// rewrite puts a draft that goes on in another shape, a version further, into a batch; a lost race breaks the batch.
func (s *Store) rewrite(b *batch, d Draft) (Draft, error) {
	sealed, err := s.opt.Seal.Seal(d.aad(), d.Data)
	if err != nil {
		return d, fault.Wrap(err, "sealing a draft")
	}
	had := d.Version
	d.UpdatedAt = moment(micros(s.now()))
	d.Version++
	b.add(`UPDATE drafts SET packed = $3, pack_hash = $4, step = $5, sealed = $6, updated_at = $7, expires_at = $8,
		version = CASE WHEN version = $2 THEN $9 ELSE -1 END WHERE id = $1`,
		d.ID, had, d.Packed, d.PackHash, d.Step, sealed, micros(d.UpdatedAt), micros(d.ExpiresAt), d.Version)
	return d, nil
}

func (d Draft) aad() string { return "drafts|data|" + string(d.ID) }

const draftColumns = "id, person, clerk, scenario, area, packed, pack_hash, step, created_at, updated_at, expires_at, version, trial"

// scanDraft reads draftColumns, and into more what follows them.
func scanDraft(r row, more ...any) (d Draft, err error) {
	var created, updated, expires int64
	err = r.Scan(append([]any{&d.ID, &d.Person, &d.Clerk, &d.Scenario, &d.Area, &d.Packed, &d.PackHash, &d.Step,
		&created, &updated, &expires, &d.Version, &d.Trial}, more...)...)
	d.CreatedAt, d.UpdatedAt, d.ExpiresAt = moment(created), moment(updated), moment(expires)
	return d, err
}

// Draft reads one draft. Fault: NotFound store.no_draft.
func (s *Store) Draft(ctx context.Context, id ident.DraftID) (Draft, error) {
	var sealed []byte
	d, err := first(ctx, s.db, func(r row) (Draft, error) { return scanDraft(r, &sealed) },
		"SELECT "+draftColumns+", sealed FROM drafts WHERE id = $1", id)
	if errors.Is(err, errNoRow) {
		return d, fault.New(fault.NotFound, "store.no_draft")
	}
	if err == nil {
		d.Data, err = s.opt.Seal.Open(d.aad(), sealed)
	}
	return d, fault.Wrap(err, "reading a draft")
}

// DraftsOf lists the drafts that a person fills in and that have not expired, newest first, without Data. What a clerk
// fills in for that person is not among them.
func (s *Store) DraftsOf(ctx context.Context, person ident.PersonID) ([]Draft, error) {
	ds, err := all(ctx, s.db, func(r row) (Draft, error) { return scanDraft(r) }, "SELECT "+draftColumns+
		" FROM drafts WHERE person = $1 AND clerk = '' AND expires_at > $2 ORDER BY updated_at DESC, id DESC LIMIT 100",
		person, micros(s.now()))
	return ds, fault.Wrap(err, "listing drafts")
}

// DropDraft deletes a draft and its papers; nothing happens when it is gone.
func (s *Store) DropDraft(ctx context.Context, id ident.DraftID) error {
	b := &batch{}
	b.add("DELETE FROM papers WHERE draft_id = $1 AND draft_id <> ''", id)
	b.add("DELETE FROM drafts WHERE id = $1", id)
	return fault.Wrap(s.db.write(ctx, b), "deleting a draft")
}

// DropExpiredDrafts deletes up to limit drafts that expired before now, with their papers, and says how many. The draft
// of a person stays until the person was told every time.
func (s *Store) DropExpiredDrafts(ctx context.Context, now time.Time, limit int) (int, error) {
	ids, err := all(ctx, s.db, func(r row) (id ident.DraftID, err error) { return id, r.Scan(&id) },
		"SELECT id FROM drafts WHERE expires_at < $1 AND warn_at = 0 ORDER BY expires_at LIMIT $2", micros(now), limit)
	if err != nil || len(ids) == 0 {
		return 0, fault.Wrap(err, "looking for expired drafts")
	}
	b := &batch{}
	for _, id := range ids {
		b.add(`DELETE FROM papers WHERE draft_id = $1 AND draft_id <> ''
			AND draft_id IN (SELECT id FROM drafts WHERE id = $1 AND expires_at < $2 AND warn_at = 0)`, id, micros(now))
		b.add("DELETE FROM drafts WHERE id = $1 AND expires_at < $2 AND warn_at = 0", id, micros(now))
	}
	return len(ids), fault.Wrap(s.db.write(ctx, b), "deleting expired drafts")
}

// consume lets a draft become a case: it must be there in the version that was read. snapshot checks that
// it was there at all.
func (b *batch) consume(id ident.DraftID, version int64, c ident.CaseID) {
	if id == "" {
		return
	}
	b.add("UPDATE drafts SET version = CASE WHEN version = $2 THEN version ELSE -1 END WHERE id = $1", id, version)
	b.add(`UPDATE papers SET draft_id = '', case_id = $2, status = CASE WHEN status = $3 THEN $4 ELSE status END
		WHERE draft_id = $1 AND draft_id <> ''`, id, c, string(Pending), string(HandedIn))
	b.add("UPDATE consents SET case_id = $2 WHERE draft_id = $1 AND draft_id <> ''", id, c)
}
