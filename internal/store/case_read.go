package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// loaded is a case as it was read, with what is needed to write only what changed. decide may change c.
type loaded struct {
	c       *casework.Case
	version int64
	seq     int
	head    string
	timers  string
	body    string // of the case row
	line    [5]string
	items   map[ident.ItemCaseID]storedItem
}

// One statement reads the case and its items, so that it sees one moment on both engines.
const loadByID = `SELECT -1 AS pos, timers AS clock, '' AS due, version, body FROM cases WHERE id = $1
	UNION ALL SELECT pos, clock, due, version, body FROM item_cases WHERE case_id = $1 ORDER BY 1`

const loadByNo = `SELECT -1 AS pos, timers AS clock, '' AS due, version, body FROM cases WHERE no = $1
	UNION ALL SELECT pos, clock, due, version, body FROM item_cases
	WHERE case_id = (SELECT id FROM cases WHERE no = $1) ORDER BY 1`

func (s *Store) load(ctx context.Context, key Key) (*loaded, error) {
	text, arg := loadByID, string(key.id)
	if key.id == "" {
		text, arg = loadByNo, string(key.no)
	}
	had := &loaded{items: map[ident.ItemCaseID]storedItem{}}
	err := s.db.query(ctx, had.row, text, arg)
	if err != nil {
		return nil, fault.Wrap(err, "loading a case")
	}
	if had.c == nil {
		return nil, fault.New(fault.NotFound, "store.no_case")
	}
	return had, nil
}

// row takes in one row of the two load statements: the case first, then its items in order.
func (l *loaded) row(r row) error {
	var pos int
	var clock, due, body string
	var version int64
	if err := r.Scan(&pos, &clock, &due, &version, &body); err != nil {
		return err
	}
	if pos < 0 {
		l.c = &casework.Case{}
		if err := json.Unmarshal([]byte(body), l.c); err != nil {
			return fmt.Errorf("the body of a case: %w", err)
		}
		l.c.Version = version
		l.version, l.seq, l.head, l.timers, l.body = version, l.c.Seq, l.c.Head, clock, body
		l.line = lineOf(l.c)
		return nil
	}
	if l.c == nil {
		return errors.New("item cases without a case")
	}
	it := &casework.ItemCase{}
	if err := json.Unmarshal([]byte(body), it); err != nil {
		return fmt.Errorf("the body of an item case: %w", err)
	}
	l.c.Items = append(l.c.Items, it)
	l.items[it.ID] = storedItem{form: storedForm(pos, clock, due, body), rest: restOf(pos, it)}
	return nil
}

// storedForm is what an item row is compared by.
func storedForm(pos int, clock, due, body string) string {
	return strconv.Itoa(pos) + "|" + clock + "|" + due + "|" + body
}

// Case loads one joint case with all item cases. Fault: NotFound store.no_case.
func (s *Store) Case(ctx context.Context, key Key) (*casework.Case, error) {
	had, err := s.load(ctx, key)
	if err != nil {
		return nil, err
	}
	return had.c, nil
}

// CaseList is one page of cases.
type CaseList struct {
	Cases []*casework.Case
	Pages Pages
}

// CasesOf lists the joint cases of a person, newest first, with their item cases: rehearsals, or what is real.
func (s *Store) CasesOf(ctx context.Context, person ident.PersonID, trial bool, p Page) (CaseList, error) {
	return s.casesOf(ctx, "person", string(person), trial, p)
}

// CasesOfClerk lists the joint cases that a member of staff filed for visitors, newest first, with their item cases:
// rehearsals, or what is real.
func (s *Store) CasesOfClerk(ctx context.Context, clerk ident.StaffID, trial bool, p Page) (CaseList, error) {
	return s.casesOf(ctx, "clerk", string(clerk), trial, p)
}

// counts is the condition of every count of cases and drafts that stands for work done: rehearsals never count.
const counts = " AND trial = FALSE"

// CountCasesOfClerk counts the joint cases that a member of staff filed for visitors since a moment, without rehearsals.
func (s *Store) CountCasesOfClerk(ctx context.Context, clerk ident.StaffID, since time.Time) (int, error) {
	var n int
	err := one(ctx, s.db, []any{&n}, "SELECT count(*) FROM cases WHERE clerk = $1 AND clerk <> '' AND filed_at >= $2"+counts,
		clerk, micros(since))
	return n, fault.Wrap(err, "counting the cases of a clerk")
}

// casesOf lists the cases whose column (person or clerk) holds id.
func (s *Store) casesOf(ctx context.Context, column, id string, trial bool, p Page) (CaseList, error) {
	var args params
	where := column + " = " + args.put(id) + " AND " + column + " <> '' AND trial = " + args.put(trial)
	cur, err := p.cursor(true, "filed_at", "id", keyInt)
	if err != nil {
		return CaseList{}, err
	}
	text := "SELECT id, filed_at, version, body FROM cases WHERE " + where + cur.where(&args) + cur.order(&args)
	type head struct {
		c  *casework.Case
		at int64
	}
	heads, err := all(ctx, s.db, func(r row) (h head, err error) {
		var body string
		h.c = &casework.Case{}
		var id ident.CaseID
		var version int64
		if err = r.Scan(&id, &h.at, &version, &body); err == nil {
			err = json.Unmarshal([]byte(body), h.c)
		}
		h.c.ID, h.c.Version = id, version
		return h, err
	}, text, args...)
	if err != nil {
		return CaseList{}, fault.Wrap(err, "listing cases")
	}
	heads, pages := paginate(cur, heads, func(h head) (any, string) { return h.at, string(h.c.ID) })
	list := CaseList{Pages: pages}
	byID := map[ident.CaseID]*casework.Case{}
	for _, h := range heads {
		list.Cases = append(list.Cases, h.c)
		byID[h.c.ID] = h.c
	}
	return list, s.fillItems(ctx, byID)
}

// CasesByID reads several joint cases with their item cases in two statements; those that are not there are left out.
func (s *Store) CasesByID(ctx context.Context, ids ...ident.CaseID) (map[ident.CaseID]*casework.Case, error) {
	byID := map[ident.CaseID]*casework.Case{}
	if len(ids) == 0 {
		return byID, nil
	}
	var args params
	err := s.db.query(ctx, func(r row) error {
		var version int64
		var body string
		if err := r.Scan(&version, &body); err != nil {
			return err
		}
		c := &casework.Case{}
		if err := json.Unmarshal([]byte(body), c); err != nil {
			return err
		}
		c.Version = version
		byID[c.ID] = c
		return nil
	}, "SELECT version, body FROM cases WHERE "+in(&args, "id", ids), args...)
	if err != nil {
		return nil, fault.Wrap(err, "reading cases")
	}
	return byID, s.fillItems(ctx, byID)
}

// fillItems reads the items of several cases in one statement.
func (s *Store) fillItems(ctx context.Context, byID map[ident.CaseID]*casework.Case) error {
	if len(byID) == 0 {
		return nil
	}
	ids := make([]ident.CaseID, 0, len(byID))
	for id := range byID {
		ids = append(ids, id)
	}
	var args params
	text := "SELECT case_id, body FROM item_cases WHERE " + in(&args, "case_id", ids) + " ORDER BY case_id, pos"
	err := s.db.query(ctx, func(r row) error {
		var id ident.CaseID
		var body string
		if err := r.Scan(&id, &body); err != nil {
			return err
		}
		it := &casework.ItemCase{}
		if err := json.Unmarshal([]byte(body), it); err != nil {
			return err
		}
		byID[id].Items = append(byID[id].Items, it)
		return nil
	}, text, args...)
	return fault.Wrap(err, "reading the items of cases")
}

const entryColumns = "seq, at, day, verb, slot, actor, payload, salt, digest, prev, hash"

// Journal reads the entries of a case with Seq > after, in order; limit 0 = all.
func (s *Store) Journal(ctx context.Context, id ident.CaseID, after, limit int) ([]casework.Entry, error) {
	if limit == 0 {
		limit = 1 << 30
	}
	entries, err := all(ctx, s.db, func(r row) (casework.Entry, error) { return scanEntry(r, id) },
		"SELECT "+entryColumns+" FROM journal WHERE case_id = $1 AND seq > $2 ORDER BY seq LIMIT $3", id, after, limit)
	return entries, fault.Wrap(err, "reading a journal")
}

func scanEntry(r row, id ident.CaseID) (casework.Entry, error) {
	e := casework.Entry{Case: id}
	var at, actor string
	var payload *string
	err := r.Scan(&e.Seq, &at, &e.Day, &e.Verb, &e.Slot, &actor, &payload, &e.Salt, &e.Digest, &e.Prev, &e.Hash)
	if err != nil {
		return e, err
	}
	if e.At, err = time.Parse(time.RFC3339Nano, at); err != nil {
		return e, err
	}
	e.At = e.At.In(calendar.Zone)
	if payload != nil {
		e.Payload = json.RawMessage(*payload)
	}
	return e, json.Unmarshal([]byte(actor), &e.Actor)
}
