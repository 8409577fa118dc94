package supervisor

import (
	"net/http"
	"time"

	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// rowsAPage is how many rows a console shows at once.
const rowsAPage = 50

// silentFor is how long the sweep may be silent before the board says so.
const silentFor = 15 * time.Minute

// showBoard shows page V12.
func showBoard(v *visit) error {
	q := readQuery(v.R.URL.Query())
	h := v.d.Handling
	at := handling.Page{Limit: rowsAPage, After: q.values.Get("after"), Before: q.values.Get("before")}
	b, err := h.DueBoard(v.R.Context(), v.Who.Principal, q.filter(v.Today, h.SoonUntil()), at)
	if err != nil {
		return err
	}
	v.board = b
	s, err := v.Shell(say("view." + q.view))
	if err != nil {
		return err
	}
	p := BoardPage{
		Shell: s, Lead: say("lead." + q.view), Done: v.Flash(), Counts: v.counts(q, b), View: q.view, Filters: v.filters(q, b), Clear: q.clear(),
		Late: q.view == "failed", Print: s.PrintHref(), Back: v.R.URL.RequestURI(),
	}
	if q.note {
		p.Notes = []string{say("unknown")}
	}
	p.Health, p.Watched = v.health(b)
	for _, r := range b.Rows {
		p.Rows = append(p.Rows, v.row(r, b, q))
	}
	if b.Pages.Prev != "" {
		p.Prev = q.turn("before", b.Pages.Prev)
	}
	if b.Pages.Next != "" {
		p.Next = q.turn("after", b.Pages.Next)
	}
	if len(p.Rows) == 0 {
		p.Empty = v.empty(q, b)
	}
	if q.view == "over" && q.clear() == "" {
		for _, r := range b.Letters {
			p.Letters = append(p.Letters, v.letter(r))
		}
	}
	v.Show(http.StatusOK, BoardView(p))
	return nil
}

// health says whether the house has looked at its clocks: an empty board means something only if it has.
func (v *visit) health(b *handling.DueBoard) (page.Tag, string) {
	when := say("swept.never")
	if !b.Swept.IsZero() {
		when = say("swept.at", "when", console.MomentText(b.Swept, v.Today))
	}
	switch {
	case b.Swept.IsZero() || v.Now().Sub(b.Swept) > silentFor:
		return page.Tag{Tone: page.Bad, Icon: "alert-triangle", Word: say("swept.silent")}, when
	case b.Failures.Unsettled > 0:
		return page.Tag{Tone: page.Warn, Icon: "clock", Word: say("swept.behind", "n", b.Failures.Unsettled)}, when
	}
	return page.Tag{Tone: page.Good, Icon: "circle-check", Word: say("swept.good")}, when
}

// letter is one body that owes an opinion.
func (v *visit) letter(r handling.RequestRow) Letter {
	x := Letter{
		Due: console.BindingDay(r.Due), Body: v.office(r.Area, r.Body), Asks: v.office(r.Area, r.Asker), Item: say("letters.item", "item", r.Item, "step", r.Name),
		No: string(r.No), URL: itemURL(r.No, r.Slot),
	}
	_, x.Lead = v.lead(r.Due)
	return x
}

func (v *visit) counts(q *query, b *handling.DueBoard) []Count {
	over, soon := 0, 0
	for _, g := range b.Groups {
		over, soon = over+g.Overdue, soon+g.Today+g.Soon
	}
	one := func(view string, n int, tone page.Tone) Count {
		return Count{Text: say("view." + view), N: n, URL: viewURL(view), Tone: tone, Here: q.view == view && !q.values.Has("deemed")}
	}
	deemed := Count{Text: say("view.deemed"), N: b.Failures.Deemed, URL: home + "?deemed=yes&view=failed", Here: q.view == "failed" && q.values.Has("deemed")}
	return []Count{
		one("over", over, page.Bad), one("soon", soon, page.Warn), one("orders", b.Failures.Orders, page.Bad),
		one("answered", b.Failures.Answered, ""), one("failed", b.Failures.Late, ""), deemed,
	}
}

// empty says that there is nothing, and when there was something last.
func (v *visit) empty(q *query, b *handling.DueBoard) *console.Empty {
	e := &console.Empty{Title: say("empty." + q.view), Text: say("empty.never")}
	if b.Failures.Last != 0 {
		e.Text = say("empty.last", "day", console.DayText(b.Failures.Last))
	}
	switch {
	case q.clear() != "":
		e.Act = page.Link{Label: say("empty.clear"), Href: q.clear()}
	case q.view == "over":
		e.Act = page.Link{Label: say("empty.to_soon"), Href: viewURL("soon")}
	default:
		e.Act = page.Link{Label: say("empty.to_over"), Href: home}
	}
	return e
}

// row is one line of the board.
func (v *visit) row(r handling.WorkRow, b *handling.DueBoard, q *query) Row {
	row := Row{
		Level: "none", Lead: say("clock.none"), Applicant: v.titleOf(r.Scenario, r.Subject, r.Applicant), No: string(r.No),
		Scenario: r.ScenarioName, Item: r.Name, Department: v.office(r.Area, r.Department), Owner: b.Names[r.Handler],
		State: stateTag(r.State), Marks: v.marks(r), URL: itemURL(r.No, r.Slot), Act: say("look"),
	}
	if r.Clock.Due != 0 {
		row.Clock, row.Ground, row.Due = clockWord(r.Clock.Kind), groundWord(r.Clock.Ground), console.BindingDay(r.Clock.Due)
		row.Level, row.Lead = v.lead(r.Clock.Due)
	}
	if r.Late != 0 {
		row.Late = console.DayText(r.Late)
	}
	due := q.view == "over" || q.view == "soon"
	if due && r.Urged != v.Today {
		row.Urge = itemURL(r.No, r.Slot, "/urge")
	}
	switch {
	case r.Supervised == casework.OrderAnswered:
		row.Act = say("check")
	case q.view == "over" && r.Supervised != casework.OrderOpen:
		row.Act = say("press")
	}
	return row
}

// marks are what was done about a row already.
func (v *visit) marks(r handling.WorkRow) []page.Tag {
	var out []page.Tag
	switch r.Supervised {
	case casework.OrderOpen:
		key := "mark.order"
		if r.AnswerBy < v.Today {
			key = "mark.order_late"
		}
		out = append(out, page.Tag{Tone: page.Bad, Icon: "gavel", Word: say(key, "day", console.DayText(r.AnswerBy))})
	case casework.OrderAnswered:
		out = append(out, page.Tag{Tone: page.Info, Icon: "gavel", Word: say("mark.answered")})
	case casework.OrderClosed:
		out = append(out, page.Tag{Tone: page.Quiet, Icon: "gavel", Word: say("mark.closed")})
	}
	if r.Urged != 0 {
		out = append(out, page.Tag{Tone: page.Warn, Icon: "bell", Word: say("mark.urged", "day", console.DayText(r.Urged))})
	}
	if r.Deemed {
		out = append(out, page.Tag{Tone: page.Bad, Icon: "alert-circle", Word: say("mark.deemed")})
	}
	return out
}
