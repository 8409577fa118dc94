package store

import (
	"context"
	"encoding/json"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// Deed is an act of a member of staff on a case as an auditor sees it: who, when, what verb, which case. It holds
// nothing of what the case is about.
type Deed struct {
	At         time.Time
	Actor      ident.StaffID
	Name       string        // of the actor, as it was then
	For        ident.StaffID // in whose place
	Department string
	Verb       string
	Slot       string
	No         ident.CaseNo
	moment     string
	place      string
}

// DeedFilter narrows a list of deeds.
type DeedFilter struct {
	Actor ident.StaffID
	From  calendar.Day // 0: any
	Until calendar.Day // the last day; 0: any
	Verb  string
}

// DeedList is one page of deeds, newest first.
type DeedList struct {
	Deeds []Deed
	Pages Pages
}

// deedOf answers a value for the columns by which auditors look: only staff stand in them.
func deedOf(a casework.Actor, value string) string {
	if a.Kind != "staff" {
		return ""
	}
	return value
}

// Deeds lists what staff did to cases. The journal's times are Beijing time as text, which sorts by itself.
func (s *Store) Deeds(ctx context.Context, f DeedFilter, p Page) (DeedList, error) {
	cur, err := p.cursor(true, "j.moment", "j.case_id || '/' || j.seq", keyText)
	if err != nil {
		return DeedList{}, err
	}
	var args params
	text := `SELECT j.moment, j.actor, j.verb, j.slot, j.case_id || '/' || j.seq, c.no FROM journal j
		JOIN cases c ON c.id = j.case_id WHERE j.actor_id <> ''`
	if f.Actor != "" {
		text += " AND j.actor_id = " + args.put(f.Actor)
	}
	if f.From != 0 {
		text += " AND j.moment >= " + args.put(f.From.String())
	}
	if f.Until != 0 {
		text += " AND j.moment < " + args.put((f.Until + 1).String())
	}
	if f.Verb != "" {
		text += " AND j.verb = " + args.put(f.Verb)
	}
	rows, err := all(ctx, s.db, scanDeed, text+cur.where(&args)+cur.order(&args), args...)
	if err != nil {
		return DeedList{}, fault.Wrap(err, "listing what staff did")
	}
	var list DeedList
	list.Deeds, list.Pages = paginate(cur, rows, func(d Deed) (any, string) { return d.moment, d.place })
	return list, nil
}

func scanDeed(r row) (d Deed, err error) {
	var actor string
	if err = r.Scan(&d.moment, &actor, &d.Verb, &d.Slot, &d.place, &d.No); err != nil {
		return d, err
	}
	var a casework.Actor
	if err = json.Unmarshal([]byte(actor), &a); err != nil {
		return d, err
	}
	d.Actor, d.Name, d.For, d.Department = ident.StaffID(a.ID), a.Name, a.For, a.Department
	d.At, err = time.Parse(time.RFC3339Nano, d.moment)
	d.At = d.At.In(calendar.Zone)
	return d, err
}

// OpenWork is an item case that somebody has in hand and that has not ended.
type OpenWork struct {
	No   ident.CaseNo
	Slot string
	Name string // of the item
	Due  string // day; 9999-12-31: no clock runs
}

// OpenWorkOf lists what a member of staff has in hand, the most urgent first: at most limit rows, and how many there are. Rehearsals are no
// work that anybody must take over; the sweep gives them back too (WorkOfClosed).
func (s *Store) OpenWorkOf(ctx context.Context, id ident.StaffID, limit int) (rows []OpenWork, n int, err error) {
	if err := one(ctx, s.db, []any{&n}, "SELECT count(*) FROM item_cases WHERE handler = $1 AND is_open = TRUE"+counts, id); err != nil {
		return nil, 0, fault.Wrap(err, "counting open work")
	}
	rows, err = all(ctx, s.db, func(r row) (w OpenWork, err error) { return w, r.Scan(&w.No, &w.Slot, &w.Name, &w.Due) },
		`SELECT case_no, slot, name, due FROM item_cases WHERE handler = $1 AND is_open = TRUE`+counts+` ORDER BY due, id LIMIT $2`, id, limit)
	return rows, n, fault.Wrap(err, "listing open work")
}

// LeftWork is an item case that somebody whose account is closed still has in hand.
type LeftWork struct {
	No      ident.CaseNo
	Slot    string
	Handler ident.StaffID
}

// WorkOfClosed lists item cases in some states that people with a closed account have in hand, at most limit.
func (s *Store) WorkOfClosed(ctx context.Context, states []casework.State, limit int) ([]LeftWork, error) {
	var args params
	rows, err := all(ctx, s.db, func(r row) (w LeftWork, err error) { return w, r.Scan(&w.No, &w.Slot, &w.Handler) },
		`SELECT i.case_no, i.slot, i.handler FROM staff AS s JOIN item_cases AS i ON i.handler = s.id
		WHERE s.active = FALSE AND i.is_open = TRUE AND `+in(&args, "i.state", states)+` ORDER BY i.handler, i.due, i.id LIMIT `+args.put(limit), args...)
	return rows, fault.Wrap(err, "listing what leavers have in hand")
}
