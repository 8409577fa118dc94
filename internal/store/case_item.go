package store

import (
	"encoding/json"
	"slices"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// itemRow is an item case on its way into its row.
type itemRow struct {
	*casework.ItemCase
	c     *casework.Case
	pos   int
	clock DeskClock
	body  string
	form  string // what is compared with the stored form
	now   int64
}

// never is the due day of rows without a clock, so that they sort last.
const never = "9999-12-31"

// itemRows makes the rows of all items of a case.
func (s *Store) itemRows(c *casework.Case, dues []casework.Due) ([]itemRow, error) {
	now := micros(s.opt.Clock.Now())
	rows := make([]itemRow, 0, len(c.Items))
	for pos, it := range c.Items {
		body, err := json.Marshal(it)
		if err != nil {
			return nil, fault.Wrap(err, "writing an item case")
		}
		r := itemRow{ItemCase: it, c: c, pos: pos, body: string(body), now: now}
		switch {
		case !open(it.State):
		case s.opt.Desk != nil:
			r.clock = s.opt.Desk(c, it)
		default:
			r.clock = earliest(dues, it.Slot)
		}
		r.form = storedForm(pos, r.clock.Kind, r.due(), r.body)
		rows = append(rows, r)
	}
	return rows, nil
}

// earliest is the next clock of a slot that is not a warning, and not one of a body that was asked or of a notice.
func earliest(dues []casework.Due, slot string) DeskClock {
	for _, d := range dues { // sorted by day
		if d.Slot == slot && !strings.Contains(d.Kind, ".") && d.Day != casework.NoDay && !strings.HasPrefix(d.Kind, "K8") && !strings.HasPrefix(d.Kind, "K9") {
			return DeskClock{Kind: d.Kind, Due: d.Day}
		}
	}
	return DeskClock{}
}

// answerBy is the day by which the department answers a supervision order; 0 if none is open.
func (r itemRow) answerBy() calendar.Day {
	if r.OrderState() != casework.OrderOpen {
		return 0
	}
	return r.LastOrder().Due
}

func (r itemRow) due() string {
	if r.clock.Due == 0 {
		return never
	}
	return r.clock.Due.String()
}

// dueDay reads what due wrote.
func dueDay(text string) (calendar.Day, error) {
	if text == never {
		return 0, nil
	}
	return calendar.ParseDay(text)
}

// desk are the states in which an item case lies on a desk of its department, until a signed decision waits there for the
// day on which it is told.
var desk = []casework.State{casework.Received, casework.SupplementRequested, casework.Accepted, casework.Granted}

func onDesk(state casework.State) bool {
	for _, d := range desk {
		if state == d {
			return true
		}
	}
	return false
}

// open says whether an item case can still run a clock.
func open(state casework.State) bool {
	return onDesk(state) || state == casework.Waiting || state == casework.Held
}

var itemColumns = strings.Fields(`id case_id pos case_no slot attempt item name short scenario scenario_name area department
	channel trial person applicant subject state kind is_open desk handler received accepted decided delivered clock due
	promised statutory filed_at updated_at version body materials ground given urged late answer_by deemed supervised
	visit_day`)

// stepColumns are what most acts move. SQLite rewrites every index that has a column among the ones that an
// UPDATE names, changed or not; so the columns that seldom move are left out when they did not.
var stepColumns = strings.Fields("state kind is_open desk handler accepted clock due updated_at version body ground given urged answer_by visit_day")

// itemWrite is one statement with the places of its arguments among the columns.
type itemWrite struct {
	sql  string
	args []int
}

// The three statements are written from the one list of columns.
var (
	insertItem = func() itemWrite {
		w := itemWrite{}
		marks := make([]string, len(itemColumns))
		for i := range itemColumns {
			marks[i] = placeholder(i + 1)
			w.args = append(w.args, i)
		}
		w.sql = "INSERT INTO item_cases (" + strings.Join(itemColumns, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
		return w
	}()
	updateItem = updating(itemColumns[1:])
	stepItem   = updating(stepColumns)
)

// updating writes an UPDATE of some columns; $1 is the identifier.
func updating(columns []string) itemWrite {
	w := itemWrite{args: []int{0}}
	sets := make([]string, len(columns))
	for i, col := range columns {
		sets[i] = col + " = " + placeholder(i+2)
		w.args = append(w.args, slices.Index(itemColumns, col))
	}
	w.sql = "UPDATE item_cases SET " + strings.Join(sets, ", ") + " WHERE id = $1"
	return w
}

// storedItem is what was read of an item row: its form, and what a step must not have moved.
type storedItem struct {
	form string
	rest itemRest
}

// itemRest are the columns outside stepColumns that an act can move.
type itemRest struct {
	pos                          int
	slot                         string
	attempt                      int
	item, name, short            string
	area, department             string
	received, decided, delivered calendar.Day
	promised, statutory          int
	late                         calendar.Day
	deemed                       bool
	supervised                   casework.OrderState
}

func restOf(pos int, it *casework.ItemCase) itemRest {
	return itemRest{pos: pos, slot: it.Slot, attempt: it.Attempt, item: it.Item, name: it.Name, short: it.Short, area: it.Area,
		department: it.Department, received: it.Received, decided: it.Decided, delivered: it.DeliveredOn,
		promised: it.Promised.Days, statutory: it.Statutory.Days, late: it.Late, deemed: it.Deemed, supervised: it.OrderState()}
}

// writeOf picks the statement for a row: nothing was known, nothing but a step happened, or more.
func writeOf(r itemRow, had storedItem, known, recast bool) itemWrite {
	switch {
	case !known:
		return insertItem
	case recast || had.rest != restOf(r.pos, r.ItemCase):
		return updateItem
	}
	return stepItem
}

func (b *batch) item(r itemRow, w itemWrite) {
	c := r.c
	all := []any{r.ID, c.ID, r.pos, c.No, r.Slot, r.Attempt, r.Item, r.Name, r.Short, c.Scenario, c.ScenarioName, r.Area,
		r.Department, c.Channel, c.Trial, c.Applicant.Person, c.Applicant.Name, c.Subject, r.State, r.Kind,
		open(r.State), onDesk(r.State) && r.Sealed == nil, r.Handler, dayArg(r.Received), dayArg(r.Accepted), dayArg(r.Decided),
		dayArg(r.DeliveredOn), r.clock.Kind, r.due(), r.Promised.Days, r.Statutory.Days, micros(c.FiledAt), r.now,
		r.Version, r.body, strings.Join(r.Materials, " "), r.clock.Ground, dayArg(r.Given), dayArg(r.Urged.Last()), dayArg(r.Late),
		dayArg(r.answerBy()), r.Deemed, r.OrderState(), dayArg(r.c.VisitDay(r.ItemCase))}
	args := make([]any, len(w.args))
	for i, at := range w.args {
		args[i] = all[at]
	}
	b.add(w.sql, args...)
}
