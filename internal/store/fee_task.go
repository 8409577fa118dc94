package store

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// The kinds of what money asks of an office.
const (
	ReliefTask = "relief" // a relief to decide
	RefundTask = "refund" // money to give back
)

// FeeTask is one thing that money asks of an office.
type FeeTask struct {
	ItemID  ident.ItemCaseID
	Order   string
	Kind    string
	No      ident.CaseNo
	Slot    string
	Item    string // name
	Subject string
	Fen     int64        // the most that can be relieved, or what is due back
	Due     calendar.Day // 0: none
}

// FeeTaskList is one page of them.
type FeeTaskList struct {
	Rows  []FeeTask
	Pages Pages
}

// feeTasks rewrites what the orders of an item ask of offices; an item without orders has no rows.
func (b *batch) feeTasks(c *casework.Case, it *casework.ItemCase) {
	orders := it.FeeOrders()
	if len(orders) == 0 {
		return
	}
	b.add("DELETE FROM fee_tasks WHERE item_id = $1", it.ID)
	put := func(order, kind, department, area string, fen int64, due string) {
		b.add(`INSERT INTO fee_tasks (item_id, order_no, kind, department, area, trial, scenario, case_no, slot, item, subject, fen, due)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
			it.ID, order, kind, department, area, c.Trial, c.Scenario, c.No, it.Slot, it.Name, c.Subject, fen, due)
	}
	for _, o := range orders {
		if o.RefundDue > 0 {
			put(o.No, RefundTask, it.Department, it.Area, o.RefundDue, never)
		}
	}
	department, area := it.ReliefDesk()
	if department == "" {
		return
	}
	for i := range it.Steps {
		s := &it.Steps[i]
		if s.State != casework.StepReliefAsked || s.Order == nil {
			continue
		}
		most := s.Order.Full
		for _, r := range s.Order.Reliefs {
			if r.Slug == s.Order.Heading {
				most = r.Fen
			}
		}
		due := never
		for _, k := range it.Clocks {
			if k.Kind == "K18" && k.History.Stop == 0 {
				due = k.Told.String()
			}
		}
		put(s.Order.No, ReliefTask, department, area, most, due)
	}
}

// FeeTasks lists what money asks of the offices of a scope, of one kind, the soonest first.
func (s *Store) FeeTasks(ctx context.Context, scope permission.Filter, kind string, p Page) (FeeTaskList, error) {
	cur, err := p.cursor(false, "due", "item_id || order_no", keyText)
	if err != nil || scope.None() {
		return FeeTaskList{}, err
	}
	var args params
	text := `SELECT item_id, order_no, kind, case_no, slot, item, subject, fen, due FROM fee_tasks WHERE ` + scoped(scope, &args) +
		" AND kind = " + args.put(kind) + cur.where(&args) + cur.order(&args)
	rows, err := all(ctx, s.db, scanFeeTask, text, args...)
	if err != nil {
		return FeeTaskList{}, fault.Wrap(err, "listing what money asks")
	}
	list := FeeTaskList{}
	list.Rows, list.Pages = paginate(cur, rows, func(t FeeTask) (any, string) {
		due := never
		if t.Due != 0 {
			due = t.Due.String()
		}
		return due, string(t.ItemID) + t.Order
	})
	return list, nil
}

func scanFeeTask(r row) (t FeeTask, err error) {
	var due string
	if err = r.Scan(&t.ItemID, &t.Order, &t.Kind, &t.No, &t.Slot, &t.Item, &t.Subject, &t.Fen, &due); err == nil {
		t.Due, err = dueDay(due)
	}
	return t, err
}
