package citizen

import (
	"net/http"
	"net/url"
	"slices"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

func caseURL(c *casework.Case) string { return "/cases/" + string(c.No) }

func itemURL(c *casework.Case, slot string) string {
	return caseURL(c) + "/items/" + url.PathEscape(slot)
}

// caseName is what a person calls the case: the scenario and its subject.
func caseName(c *casework.Case) string {
	if c.Subject == "" {
		return c.ScenarioName
	}
	return say("case.of", "name", c.ScenarioName, "subject", c.Subject)
}

// words is a frame that only says words, for values that are not shown on a page of their own.
func (v *visit) words() *page.Frame { return &page.Frame{Texts: lang.Chinese()} }

// caseNo is the number of the address.
func (v *visit) caseNo() (ident.CaseNo, error) {
	no, ok := ident.ParseCaseNo(v.r.PathValue("no"))
	if !ok {
		return "", fault.New(fault.NotFound, "store.no_case")
	}
	return no, nil
}

func (v *visit) follow() (*filing.Followed, error) {
	no, err := v.caseNo()
	if err != nil {
		return nil, err
	}
	return v.d.Filing.Follow(v.r.Context(), v.who.Principal, no)
}

// pageOf reads the place in a list from the address.
func (v *visit) pageOf(limit int) filing.Page {
	q := v.r.URL.Query()
	return filing.Page{After: q.Get("after"), Before: q.Get("before"), Limit: limit}
}

func pageLinks(at string, p filing.Pages) (prev, next string) {
	if p.Prev != "" {
		prev = at + "?before=" + url.QueryEscape(p.Prev)
	}
	if p.Next != "" {
		next = at + "?after=" + url.QueryEscape(p.Next)
	}
	return prev, next
}

// cases is C14: what waits for the person comes first.
func cases(v *visit) error {
	ctx := v.r.Context()
	list, err := v.d.Filing.Cases(ctx, v.who.Principal, v.pageOf(20))
	if err != nil {
		return err
	}
	ds, err := v.d.Filing.Drafts(ctx, v.who.Principal)
	if err != nil {
		return err
	}
	p := CasesPage{Drafts: len(ds)}
	p.Prev, p.Next = pageLinks("/cases", list.Pages)
	sorted := slices.Clone(list.Cases)
	slices.SortStableFunc(sorted, func(a, b *casework.Case) int { return rank(a) - rank(b) })
	for _, c := range sorted {
		p.Cases = append(p.Cases, v.caseRow(c))
	}
	f := v.frame(say("cases.title"))
	crumbs(f, page.Link{Label: say("cases.title")})
	v.show(http.StatusOK, Cases(f, p))
	return nil
}

func rank(c *casework.Case) int {
	if casework.NeedsYou(c) {
		return 0
	}
	return 1
}

func (v *visit) caseRow(c *casework.Case) CaseRow {
	done, of := casework.Decided(c)
	row := CaseRow{No: string(c.No), Name: caseName(c), Href: caseURL(c), Trial: c.Trial, Filed: say("case.filed", "at", v.moment(c.FiledAt))}
	row.Say = say("case.decided", "done", done, "of", of)
	row.State = page.State{Code: page.Doing}
	switch casework.ResultOf(c) {
	case "":
		if due := v.promise(c); due != 0 {
			row.Say += say("case.until", "day", bindingDay(due))
		}
	case casework.NoneGranted:
		row.State = page.State{Code: page.Refused}
	case casework.AllWithdrawn:
		row.State = page.State{Code: page.Withdrawn}
	default:
		row.State = page.State{Code: page.Done}
	}
	if todos := v.todos(c); len(todos) > 0 {
		row.Alert, row.State = todos[0].Title, page.State{Code: page.WaitsYou}
	}
	return row
}

// promise is the day by which the whole is promised: the joint promise, else the latest decision day when every live
// item has one. An item that waits or is not accepted yet has none, so then there is none for the whole: 0.
func (v *visit) promise(c *casework.Case) calendar.Day {
	e := v.d.Filing.Engine
	for _, k := range e.JointClockViews(c, v.today) {
		if k.Kind == "K6" && k.State != calendar.Stopped {
			return k.Due
		}
	}
	var last calendar.Day
	for _, it := range c.Current() {
		if !it.State.Live() {
			continue
		}
		k, ok := v.clock(c, it)
		if !ok || it.State != casework.Accepted || k.Due == 0 {
			return 0
		}
		last = max(last, k.Due)
	}
	return last
}

// clock is the clock of an item that its applicant follows: the promise, else the law's, else the answer's.
func (v *visit) clock(c *casework.Case, it *casework.ItemCase) (casework.ClockView, bool) {
	if v.unpublished(c) && it.State == casework.Accepted { // nobody outside counts down to a sealed decision
		return casework.ClockView{}, false
	}
	order := map[casework.State][]string{
		casework.Received: {"K1"}, casework.SupplementRequested: {"K2"}, casework.Held: {"K21"},
	}[it.State]
	if order == nil {
		order = []string{"K4", "K3", "K1"}
	}
	views := v.d.Filing.Engine.ClockViews(c, it.Slot, v.today)
	for _, kind := range order {
		for i := len(views) - 1; i >= 0; i-- {
			if views[i].Kind == kind {
				return views[i], true
			}
		}
	}
	return casework.ClockView{}, false
}

// state is the word for an item case.
func (v *visit) state(c *casework.Case, it *casework.ItemCase) page.State {
	switch it.State {
	case casework.Waiting:
		if c.WaitsOutside(it) {
			return page.State{Code: page.WaitsOther, Who: c.Awaited(it)[0].Name}
		}
		return page.State{Code: page.WaitsOther, Who: say("state.first")}
	case casework.Held:
		return page.State{Code: page.ChooseYou}
	case casework.SupplementRequested:
		return page.State{Code: page.WaitsYou}
	case casework.Received, casework.Accepted:
		return v.running(c, it)
	}
	if s, ok := ended[it.State]; ok {
		return page.State{Code: s}
	}
	return page.State{Code: page.Ended}
}

var ended = map[casework.State]page.StateCode{
	casework.Granted: page.Done, casework.Delivered: page.ResultSent, casework.Refused: page.Refused, casework.Declined: page.Declined,
	casework.NotNeeded: page.NotNeeded, casework.Withdrawn: page.Withdrawn, casework.Lapsed: page.Lapsed, casework.Revoked: page.Revoked,
}

func (v *visit) running(c *casework.Case, it *casework.ItemCase) page.State {
	calm := page.State{Code: page.Doing}
	if it.State == casework.Received {
		calm.Code = page.Received
	}
	k, ok := v.clock(c, it)
	switch {
	case it.Clarification != nil && it.Clarification.State == casework.ClarificationAsked:
		return page.State{Code: page.WaitsYou}
	case !ok:
	case k.State == calendar.Paused || k.State == calendar.Unknown:
		return page.State{Code: page.Paused}
	case k.Level == calendar.Late:
		return page.State{Code: page.Overdue, N: max(1, -k.Left)}
	case k.Level == calendar.Red:
		return page.State{Code: page.DueToday}
	case k.Level == calendar.Amber:
		return page.State{Code: page.DueSoon}
	}
	return calm
}

// todos are what waits for the person, the nearest limit first in the order of the plan.
func (v *visit) todos(c *casework.Case) []page.Todo {
	var out []page.Todo
	for _, it := range c.Current() {
		k, _ := v.clock(c, it)
		if t, ok := visitTodo(c, it); ok {
			out = append(out, t)
		}
		switch {
		case it.State == casework.SupplementRequested && len(it.Supplements) > 0:
			s := it.Supplements[len(it.Supplements)-1]
			out = append(out, page.Todo{
				Tone: page.Seal, Title: say("todo.supplement", "n", len(s.Defects)),
				Body:   say("todo.supplement_say", "item", it.Name, "reason", reasons(s), "day", bindingDay(s.Due)),
				Button: page.Link{Label: say("todo.supplement_do"), Href: caseURL(c) + "/supplements/" + url.PathEscape(it.Slot)},
			})
		case it.State == casework.Held:
			out = append(out, page.Todo{
				Tone: page.Seal, Title: say("todo.choose"), Body: say("todo.choose_say", "item", it.Name, "day", bindingDay(k.Due)),
				Button: page.Link{Label: say("todo.choose_do"), Href: itemURL(c, it.Slot) + "/choose"},
			})
		case it.Payable() != nil:
			out = append(out, v.payTodo(c, it))
		case it.State == casework.Granted && it.Tendered != nil:
			out = append(out, collectTodo(c, it))
		}
		for _, offer := range []func(*casework.Case, *casework.ItemCase) (page.Todo, bool){v.clarifyTodo, v.hearingTodo} {
			if t, open := offer(c, it); open {
				out = append(out, t)
			}
		}
		out = append(out, v.promiseTodos(c, it)...)
	}
	return out
}

// reasons join what was found missing, the first two of it.
func reasons(s casework.Supplement) string {
	out := ""
	for i, d := range s.Defects {
		if i == 2 {
			return out + say("todo.more", "n", len(s.Defects)-2)
		}
		out += sentence(d.Reason)
	}
	return out
}

// sentence ends a reason with a full stop if it has none.
func sentence(s string) string {
	if r := []rune(s); len(r) > 0 && !slices.Contains([]rune(say("stops")), r[len(r)-1]) {
		return s + say("stop")
	}
	return s
}
