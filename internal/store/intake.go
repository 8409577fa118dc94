package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// Intake is a draft that a clerk fills in for a visitor, with the visitor's name.
type Intake struct {
	Draft
	Name string // of the person for whom it is filed
}

// IntakesOf lists what a clerk fills in and has not submitted, the one that waits the longest first, without Data; at
// most a hundred.
func (s *Store) IntakesOf(ctx context.Context, clerk ident.StaffID, trial bool) ([]Intake, error) {
	list, err := all(ctx, s.db, func(r row) (x Intake, err error) {
		x.Draft, err = scanDraft(r, &x.Name)
		return x, err
	}, `SELECT d.id, d.person, d.clerk, d.scenario, d.area, d.packed, d.pack_hash, d.step, d.created_at, d.updated_at,
			d.expires_at, d.version, d.trial, p.name FROM drafts AS d JOIN persons AS p ON p.id = d.person
		WHERE d.clerk = $1 AND d.clerk <> '' AND d.expires_at > $2 AND d.trial = $3 ORDER BY d.updated_at, d.id LIMIT 100`,
		clerk, micros(s.now()), trial)
	return list, fault.Wrap(err, "listing intakes")
}

// CountIntakes counts what a clerk fills in and has not submitted.
func (s *Store) CountIntakes(ctx context.Context, clerk ident.StaffID) (int, error) {
	var n int
	err := one(ctx, s.db, []any{&n}, "SELECT count(*) FROM drafts WHERE clerk = $1 AND clerk <> '' AND expires_at > $2"+counts,
		clerk, micros(s.now()))
	return n, fault.Wrap(err, "counting intakes")
}

// IntakeNotice is the one-time notice (一次性告知单) that a visitor took home instead of a receipt. It belongs to no case:
// there is none.
type IntakeNotice struct {
	Draft    ident.DraftID
	Person   ident.PersonID
	Clerk    ident.StaffID
	At       time.Time
	Document casework.Document // with its own ID and No; sealed in the database
}

func intakeNoticeAAD(id ident.DocumentID) string { return "intake_notices|body|" + string(id) }

// AddIntakeNotice writes a notice. It is never changed afterwards.
func (s *Store) AddIntakeNotice(ctx context.Context, n IntakeNotice) error {
	plain, err := json.Marshal(n.Document)
	if err != nil {
		return fault.Wrap(err, "writing a notice")
	}
	sealed, err := s.opt.Seal.Seal(intakeNoticeAAD(n.Document.ID), plain)
	if err == nil {
		_, err = s.db.exec(ctx, `INSERT INTO intake_notices (id, no, draft_id, person, clerk, at, sealed)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, n.Document.ID, n.Document.No, n.Draft, n.Person, n.Clerk, micros(n.At), sealed)
	}
	return fault.Wrap(err, "adding a notice")
}

const intakeNoticeColumns = "SELECT id, draft_id, person, clerk, at, sealed FROM intake_notices WHERE "

func (s *Store) scanIntakeNotice(r row) (n IntakeNotice, err error) {
	var id ident.DocumentID
	var at int64
	var sealed []byte
	if err = r.Scan(&id, &n.Draft, &n.Person, &n.Clerk, &at, &sealed); err != nil {
		return n, err
	}
	n.At = moment(at)
	plain, err := s.opt.Seal.Open(intakeNoticeAAD(id), sealed)
	if err == nil {
		err = json.Unmarshal(plain, &n.Document)
	}
	return n, err
}

// IntakeNotice answers the latest notice of a draft. Fault: NotFound store.no_document.
func (s *Store) IntakeNotice(ctx context.Context, draft ident.DraftID) (IntakeNotice, error) {
	return s.intakeNotice(ctx, "draft_id = $1 ORDER BY at DESC, id DESC LIMIT 1", string(draft))
}

// IntakeNoticeByNo finds a notice by its number. Fault: NotFound store.no_document.
func (s *Store) IntakeNoticeByNo(ctx context.Context, no string) (IntakeNotice, error) {
	return s.intakeNotice(ctx, "no = $1", no)
}

func (s *Store) intakeNotice(ctx context.Context, where, arg string) (IntakeNotice, error) {
	n, err := first(ctx, s.db, s.scanIntakeNotice, intakeNoticeColumns+where, arg)
	if errors.Is(err, errNoRow) {
		return n, fault.New(fault.NotFound, "store.no_document")
	}
	return n, fault.Wrap(err, "reading a notice")
}
