package store

import (
	"context"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RequestRow is one line of what a body was asked.
type RequestRow struct {
	ItemID   ident.ItemCaseID
	Case     ident.CaseID
	No       ident.CaseNo
	Slot     string
	Step     string
	Name     string // of the step
	Kind     string // consult
	Body     string // department that is asked
	Area     string // whose department it is
	Asker    string // department of the item
	Item     string // name
	Scenario string
	State    string
	Sent     calendar.Day
	Due      calendar.Day
	Answered calendar.Day // 0: not yet
}

// RequestList is one page of requests.
type RequestList struct {
	Rows  []RequestRow
	Pages Pages
}

// asks are the requests of an item as rows: what each body was asked. Expert calls join here with a kind of their own.
func asks(c *casework.Case, it *casework.ItemCase) []RequestRow {
	var out []RequestRow
	for i := range it.Steps {
		s := &it.Steps[i]
		if s.Asked == nil {
			continue
		}
		for _, r := range s.Asked.Requests {
			if r.State == "" {
				continue
			}
			row := RequestRow{
				ItemID: it.ID, Case: c.ID, No: c.No, Slot: it.Slot, Step: s.ID, Name: s.Name, Kind: s.Kind, Body: r.Department, Area: r.Area,
				Asker: it.Department, Item: it.Name, Scenario: c.Scenario, State: r.State, Sent: r.Sent, Answered: r.Answered,
			}
			for _, k := range it.Clocks {
				if k.Kind == "K8" && k.Of == s.ID+"/"+r.Department {
					row.Due = k.Told
				}
			}
			out = append(out, row)
		}
	}
	return out
}

// requests rewrites the rows of what an item asks; one that never asked has none.
func (b *batch) requests(c *casework.Case, it *casework.ItemCase) {
	rows := asks(c, it)
	if len(rows) == 0 {
		return
	}
	b.add("DELETE FROM requests WHERE item_id = $1", it.ID)
	for _, r := range rows {
		due := never
		if r.Due != 0 {
			due = r.Due.String()
		}
		b.add(`INSERT INTO requests (item_id, step, body, kind, area, trial, scenario, case_id, case_no, slot, item, name, asker, state,
			is_open, sent, due, answered) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
			r.ItemID, r.Step, r.Body, r.Kind, r.Area, c.Trial, r.Scenario, r.Case, r.No, r.Slot, r.Item, r.Name, r.Asker, r.State,
			r.State == casework.RequestSent, dayArg(r.Sent), due, dayArg(r.Answered))
	}
}

// Requests lists what the bodies of a scope are asked: the open ones by their due day, or those that are over, the
// latest day first.
func (s *Store) Requests(ctx context.Context, scope permission.Filter, open bool, p Page) (RequestList, error) {
	cur, err := p.cursor(!open, "due", "item_id || step || body", keyText)
	if err != nil || scope.None() {
		return RequestList{}, err
	}
	var args params
	text := `SELECT item_id, case_id, case_no, slot, step, name, kind, body, area, asker, item, scenario, state, sent, due, answered
		FROM requests WHERE ` + bodies(scope, &args) + " AND is_open = " + args.put(open) + cur.where(&args) + cur.order(&args)
	rows, err := all(ctx, s.db, scanRequest, text, args...)
	if err != nil {
		return RequestList{}, fault.Wrap(err, "listing requests")
	}
	list := RequestList{}
	list.Rows, list.Pages = paginate(cur, rows, func(r RequestRow) (any, string) {
		due := never
		if r.Due != 0 {
			due = r.Due.String()
		}
		return due, string(r.ItemID) + r.Step + r.Body
	})
	return list, nil
}

// watchedBodies are the letters to the bodies of a scope; a clause without departments is every body of its areas.
func watchedBodies(f permission.Filter, args *params) string {
	clauses := make([]string, 0, len(f.Any))
	for _, c := range f.Any {
		clause := in(args, "area", c.Areas)
		if c.Departments != nil {
			clause += " AND " + in(args, "body", c.Departments)
		}
		clauses = append(clauses, "("+clause+")")
	}
	return "trial = " + args.put(f.Trial) + " AND (" + strings.Join(clauses, " OR ") + ")"
}

// mostOverdue bounds a list of letters that are late.
const mostOverdue = 100

// OverdueRequests lists the open letters of a scope whose day was before today, the oldest first, at most a hundred.
func (s *Store) OverdueRequests(ctx context.Context, scope permission.Filter, today calendar.Day) ([]RequestRow, error) {
	if scope.None() {
		return nil, nil
	}
	var args params
	text := `SELECT item_id, case_id, case_no, slot, step, name, kind, body, area, asker, item, scenario, state, sent, due, answered
		FROM requests WHERE ` + watchedBodies(scope, &args) + " AND is_open = " + args.put(true) + " AND due < " + args.put(today.String()) +
		" ORDER BY due, item_id, step, body LIMIT " + args.put(mostOverdue)
	rows, err := all(ctx, s.db, scanRequest, text, args...)
	return rows, fault.Wrap(err, "listing late letters")
}

func scanRequest(r row) (x RequestRow, err error) {
	var due string
	err = r.Scan(&x.ItemID, &x.Case, &x.No, &x.Slot, &x.Step, &x.Name, &x.Kind, &x.Body, &x.Area, &x.Asker, &x.Item, &x.Scenario,
		&x.State, &x.Sent, &due, &x.Answered)
	if err == nil {
		x.Due, err = dueDay(due)
	}
	return x, err
}

// CountRequests counts the open requests of a scope.
func (s *Store) CountRequests(ctx context.Context, scope permission.Filter) (n int, err error) {
	if scope.None() {
		return 0, nil
	}
	var args params
	err = one(ctx, s.db, []any{&n}, "SELECT count(*) FROM requests WHERE "+bodies(scope, &args)+" AND is_open = TRUE", args...)
	return n, fault.Wrap(err, "counting requests")
}

// bodies is the condition of a scope on the bodies that are asked.
func bodies(f permission.Filter, args *params) string {
	clauses := make([]string, 0, len(f.Any))
	for _, c := range f.Any {
		clauses = append(clauses, "("+in(args, "body", c.Departments)+" AND "+in(args, "area", c.Areas)+")")
	}
	return "trial = " + args.put(f.Trial) + " AND (" + strings.Join(clauses, " OR ") + ")"
}
