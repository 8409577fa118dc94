package storetest

import (
	"fmt"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// asking is a case whose first item asks bodies, as the engine leaves it.
func asking(seq int64, due calendar.Day, bodies ...string) casework.Change {
	ch := NewCase(seq, 1)
	it := ch.Case.Items[0]
	s := casework.Step{ID: "consult", Kind: casework.Consult, Name: "征求意见", State: casework.StepOpen, Asked: &casework.Asked{}}
	for _, b := range bodies {
		s.Asked.Requests = append(s.Asked.Requests, casework.Request{
			Department: b, Name: b, Area: "zhifu", State: casework.RequestSent, Sent: calendar.DayOf(Start), Version: 1,
		})
		it.Clocks = append(it.Clocks, casework.Clock{Kind: "K8", Of: "consult/" + b, Told: due})
	}
	it.Steps = []casework.Step{s, {ID: "later", Kind: casework.Consult, State: casework.StepTodo, Asked: &casework.Asked{
		Requests: []casework.Request{{Department: bodies[0], Area: "zhifu"}},
	}}}
	return ch
}

// requests holds the list of a body: its own open ones by due day, page by page, then those that are over.
func requests(t *testing.T, open Database) {
	s := open(t, Options())
	today := calendar.DayOf(Start)
	var cases []*casework.Case
	for i := range 5 {
		cases = append(cases, File(t, s, asking(int64(i+1), today+calendar.Day(10-i), "maritime", "ecology")))
	}
	mine := Department("maritime", "zhifu", "laishan")
	var got []calendar.Day
	p := store.Page{Limit: 2}
	for {
		list, err := s.Requests(t.Context(), mine, true, p)
		check(t, err)
		for _, r := range list.Rows {
			same(t, []string{r.Body, r.Asker, r.Step, r.State}, []string{"maritime", "department0", "consult", "sent"})
			got = append(got, r.Due)
		}
		if p.After = list.Pages.Next; p.After == "" {
			break
		}
	}
	same(t, got, []calendar.Day{today + 6, today + 7, today + 8, today + 9, today + 10})
	late, err := s.OverdueRequests(t.Context(), permission.Filter{Any: []permission.Clause{{Areas: []string{"zhifu"}}}}, today+8)
	check(t, err)
	got = nil
	for _, r := range late {
		if r.Body == "maritime" {
			got = append(got, r.Due)
		}
	}
	same(t, got, []calendar.Day{today + 6, today + 7})
	late, err = s.OverdueRequests(t.Context(), Department("maritime", "penglai"), today+99)
	check(t, err)
	same(t, len(late), 0)
	for _, elsewhere := range []permission.Filter{Department("maritime", "penglai"), Department("tax", "zhifu"), {}, {Trial: true, Any: mine.Any}} {
		list, err := s.Requests(t.Context(), elsewhere, true, store.Page{})
		check(t, err)
		same(t, len(list.Rows), 0)
	}
	_, err = s.Apply(t.Context(), store.ByID(cases[0].ID), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		r := &c.Items[0].Steps[0].Asked.Requests[0]
		r.State, r.Answered = casework.RequestReplied, today
		Act(&ch, "reply_consult", "")
		return ch, nil
	})
	check(t, err)
	n, err := s.CountRequests(t.Context(), mine)
	check(t, err)
	same(t, n, 4)
	over, err := s.Requests(t.Context(), mine, false, store.Page{})
	check(t, err)
	same(t, len(over.Rows), 1)
	same(t, []any{over.Rows[0].Case, over.Rows[0].State, over.Rows[0].Answered}, []any{cases[0].ID, "replied", today})
	n, err = s.CountRequests(t.Context(), Department("ecology", "zhifu"))
	check(t, err)
	same(t, n, 5) // the answer of one body moves nobody else's
}

// notices holds the public list, and what the sweep looks for.
func notices(t *testing.T, open Database) {
	s := open(t, Options())
	today := calendar.DayOf(Start)
	for i, area := range []string{"zhifu", "zhifu", "laishan", "zhifu"} {
		ch := NewCase(int64(i+1), 1)
		ch.Case.Trial = i == 3
		it := ch.Case.Items[0]
		it.Area = area
		it.Steps = []casework.Step{{ID: "public_notice", Kind: casework.PublicNotice, Name: "公示", State: casework.StepRunning, Notice: &casework.Notice{
			ID: fmt.Sprintf("n%d", i), Text: "拟用海", Published: today - calendar.Day(i), Until: today + 10, Shown: today - calendar.Day(i),
		}}, {ID: "second", Kind: casework.PublicNotice, State: casework.StepTodo, Notice: &casework.Notice{}}}
		File(t, s, ch)
	}
	ids := func(areas []string, hangs bool) []string {
		t.Helper()
		list, err := s.Notices(t.Context(), areas, hangs, store.Page{})
		check(t, err)
		var out []string
		for _, n := range list.Rows {
			out = append(out, n.ID)
		}
		return out
	}
	same(t, ids(nil, true), []string{"n0", "n1", "n2"})
	same(t, ids([]string{"laishan"}, true), []string{"n2"})
	same(t, len(ids([]string{}, true)), 0)
	unseen, err := s.UnseenNotices(t.Context(), today, "", 10)
	check(t, err)
	same(t, len(unseen), 2)
	n, err := s.Notice(t.Context(), "n1")
	check(t, err)
	same(t, []any{n.Slot, n.Step, n.Subject, n.Hangs}, []any{"slot0", "public_notice", "", true}) // a person is not named
	_, err = s.Apply(t.Context(), store.ByID(n.Case), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		c.Items[0].Steps[0].State = casework.StepDone
		Act(&ch, "notice_ended", "")
		return ch, nil
	})
	check(t, err)
	same(t, ids(nil, true), []string{"n0", "n2"})
	same(t, ids(nil, false), []string{"n1"})
	if _, err = s.Notice(t.Context(), "n3"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a rehearsal is public: %v", err)
	}
}
