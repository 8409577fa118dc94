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

// dueBoard holds the counts of a due board to what its lists show.
func dueBoard(t *testing.T, open Database) {
	s := open(t, Options())
	today := calendar.DayOf(Start)
	for i, c := range spread(t, s, 30) {
		_, err := s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
			ch := casework.Change{Case: c}
			it := c.Items[0]
			if i%3 == 0 {
				it.Late, it.Deemed = today-calendar.Day(i%4)-1, i%2 == 0
			}
			switch i % 4 {
			case 0:
				it.Orders = []casework.Order{{What: "办结", Opened: today, Due: today + 3}}
			case 1:
				it.Orders = []casework.Order{{What: "办结", Opened: today, Due: today + 3, Answer: "已办", Answered: today}}
			}
			it.Given, it.Urged.Applicant = today, today-1
			Act(&ch, "supervise", "")
			return ch, nil
		})
		check(t, err)
	}
	scope := permission.Filter{Any: []permission.Clause{{Areas: []string{"zhifu", "laishan"}}}}
	n := func(f store.Filter) int {
		f.Scope = scope
		return len(walk(t, s, f, 7))
	}
	groups, err := s.DueGroups(t.Context(), scope, today, today+2)
	check(t, err)
	var sum store.DueGroup
	byDepartment := map[string]int{}
	for _, g := range groups {
		sum.Overdue, sum.Today, sum.Soon = sum.Overdue+g.Overdue, sum.Today+g.Today, sum.Soon+g.Soon
		byDepartment[g.Department] += g.Overdue
	}
	agency := store.Filter{Clocks: store.AgencyClocks}
	over, until := agency, agency
	over.DueBefore, until.DueUntil = today, today+2
	same(t, []int{sum.Overdue, sum.Overdue + sum.Today + sum.Soon}, []int{n(over), n(until)})
	for department, want := range byDepartment {
		f := over
		f.Department = department
		same(t, n(f), want)
	}
	got, err := s.Failures(t.Context(), scope, today)
	check(t, err)
	due, err := s.DueCases(t.Context(), today, store.DueCase{}, 100)
	check(t, err)
	unsettled := 0
	for _, d := range due {
		c, err := s.Case(t.Context(), store.ByID(d.Case))
		check(t, err)
		if !c.Trial {
			unsettled++
		}
	}
	same(t, got, store.Failures{
		Unsettled: unsettled,
		Late:      n(store.Filter{Failed: true}), Deemed: n(store.Filter{Failed: true, Deemed: true}), Last: today - 1,
		Orders: n(store.Filter{Supervised: casework.OrderOpen}), Answered: n(store.Filter{Supervised: casework.OrderAnswered}),
	})
	if sum.Overdue == 0 || got.Deemed == 0 || got.Orders == 0 || got.Answered == 0 {
		t.Errorf("the sample is too thin: %+v %+v", sum, got)
	}
	failed := walk(t, s, store.Filter{Scope: scope, Failed: true}, 3)
	for i, r := range failed {
		if i > 0 && r.Late > failed[i-1].Late {
			t.Error("the newest failure does not come first")
		}
		if r.Given != today || r.Urged != today-1 || (r.AnswerBy != 0) != (r.Supervised == casework.OrderOpen) {
			t.Errorf("marks of %s: %+v", r.No, r)
		}
	}
	nothing, err := s.Failures(t.Context(), permission.Filter{}, today)
	check(t, err)
	same(t, nothing, store.Failures{})
}

// savedFilters holds that names, owners and the number of filters are kept.
func savedFilters(t *testing.T, open Database) {
	s := open(t, Options())
	save := func(id, name string) error {
		f := store.SavedFilter{ID: id, Name: name, Query: "stage=over"}
		return s.SaveFilter(t.Context(), "staff-1", f)
	}
	for i := range 20 {
		check(t, save(fmt.Sprintf("%02d", i), fmt.Sprint(" 筛选", i)))
	}
	if err := save("20", "第二十一个"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a filter too many: %v", err)
	}
	check(t, save("03", "改过的名字"))
	for _, bad := range []string{" ", "一个超过二十个字的名字会让链接换行所以不收它"} {
		if err := save("04", bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	check(t, s.DropFilter(t.Context(), "staff-2", "00"))
	check(t, s.DropFilter(t.Context(), "staff-1", "01"))
	mine, err := s.SavedFilters(t.Context(), "staff-1")
	check(t, err)
	if len(mine) != 19 || mine[0].Name != "筛选0" || mine[2] != (store.SavedFilter{ID: "03", Name: "改过的名字", Query: "stage=over"}) {
		t.Errorf("kept: %+v", mine)
	}
	others, err := s.SavedFilters(t.Context(), "staff-2")
	check(t, err)
	same(t, len(others), 0)
}
