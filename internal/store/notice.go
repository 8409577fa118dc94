package store

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// NoticeRow is one public notice (公示) in a list.
type NoticeRow struct {
	ID         string
	Case       ident.CaseID
	Slot       string
	Step       string
	Area       string
	Department string
	Item       string // name
	Name       string // of the step
	Subject    string // whose name may stand in public; empty for persons
	Trial      bool
	State      casework.StepState
	Hangs      bool
	Published  calendar.Day
	Until      calendar.Day
	Shown      calendar.Day // last day with evidence of display
}

// NoticeList is one page of notices.
type NoticeList struct {
	Rows  []NoticeRow
	Pages Pages
}

// notices rewrites the rows of what an item has in public; one that never published has none.
func (b *batch) notices(c *casework.Case, it *casework.ItemCase) {
	subject := ""
	if c.Applicant.Kind == "enterprise" {
		subject = c.Applicant.Name
	}
	for i := range it.Steps {
		s := &it.Steps[i]
		if s.Notice == nil || s.Notice.ID == "" {
			continue
		}
		n := s.Notice
		b.add("DELETE FROM notices WHERE id = $1", n.ID)
		b.add(`INSERT INTO notices (id, item_id, case_id, slot, step, area, trial, department, item, name, subject, state, hangs, published,
			until, shown) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
			n.ID, it.ID, c.ID, it.Slot, s.ID, it.Area, c.Trial, it.Department, it.Name, s.Name, subject, s.State, s.OnDisplay(),
			dayArg(n.Published), dayArg(n.Until), dayArg(n.Shown))
	}
}

const noticeColumns = `id, case_id, slot, step, area, trial, department, item, name, subject, state, hangs, published, until, shown`

func scanNotice(r row) (n NoticeRow, err error) {
	return n, r.Scan(&n.ID, &n.Case, &n.Slot, &n.Step, &n.Area, &n.Trial, &n.Department, &n.Item, &n.Name, &n.Subject, &n.State, &n.Hangs,
		&n.Published, &n.Until, &n.Shown)
}

// Notice finds a notice by the id in its address. What is only rehearsed is public nowhere. Fault: NotFound store.no_notice.
func (s *Store) Notice(ctx context.Context, id string) (NoticeRow, error) {
	rows, err := all(ctx, s.db, scanNotice, "SELECT "+noticeColumns+" FROM notices WHERE id = $1 AND trial = FALSE", id)
	if err == nil && len(rows) == 0 {
		err = fault.New(fault.NotFound, "store.no_notice")
	}
	if err != nil {
		return NoticeRow{}, fault.Wrap(err, "reading a notice")
	}
	return rows[0], nil
}

// Notices lists what hangs, or what no longer does, the latest publication first; areas nil: of everywhere.
func (s *Store) Notices(ctx context.Context, areas []string, hangs bool, p Page) (NoticeList, error) {
	cur, err := p.cursor(true, "published", "id", keyText)
	if err != nil {
		return NoticeList{}, err
	}
	var args params
	text := "SELECT " + noticeColumns + " FROM notices WHERE hangs = " + args.put(hangs) + " AND trial = FALSE"
	if areas != nil {
		text += " AND " + in(&args, "area", areas)
	}
	rows, err := all(ctx, s.db, scanNotice, text+cur.where(&args)+cur.order(&args), args...)
	if err != nil {
		return NoticeList{}, fault.Wrap(err, "listing notices")
	}
	list := NoticeList{}
	list.Rows, list.Pages = paginate(cur, rows, func(n NoticeRow) (any, string) { return n.Published.String(), n.ID })
	return list, nil
}

// UnseenNotices lists notices that hang and have no evidence of display for a day, oldest first after a place in that
// order, at most so many. Rehearsals are among them: nobody sees them, and they need no evidence, so they are left out.
func (s *Store) UnseenNotices(ctx context.Context, on calendar.Day, after string, most int) ([]NoticeRow, error) {
	rows, err := all(ctx, s.db, scanNotice, "SELECT "+noticeColumns+` FROM notices
		WHERE hangs = TRUE AND trial = FALSE AND shown < $1 AND id > $2 ORDER BY id LIMIT $3`, on.String(), after, most)
	return rows, fault.Wrap(err, "looking for notices without evidence")
}
