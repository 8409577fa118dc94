package storetest

import (
	"testing"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// visits lists what a department visits on a day, and only what its reader may see.
func visits(t *testing.T, open Database) {
	s := open(t, Options())
	day := calendar.DayOf(Start) + 2
	c := File(t, s, NewCase(1, 3))
	_, err := s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		c.Visits = []casework.Visit{{ID: "v1", On: day, Slots: []string{"slot0", "slot1"}}}
		for i := range 2 {
			c.Items[i].Steps = []casework.Step{{
				ID: "visit", Kind: casework.SiteInspection, State: casework.StepScheduled, Seat: &casework.Seat{Visit: "v1"},
			}}
		}
		Act(&ch, "schedule_visit", "")
		return ch, nil
	})
	check(t, err)
	slots := func(scope permission.Filter, from, until calendar.Day) []string {
		rows, err := s.VisitRows(t.Context(), scope, from, until, 10)
		check(t, err)
		out := []string{}
		for _, r := range rows {
			if r.Day != day || r.Case != c.ID {
				t.Errorf("%+v", r)
			}
			out = append(out, r.Slot)
		}
		return out
	}
	same(t, slots(Department("department0", "zhifu"), day, day), []string{"slot0"})
	same(t, slots(Department("department1", "zhifu"), day-1, day+1), []string{"slot1"})
	same(t, slots(Department("department2", "zhifu"), day, day), []string{})
	same(t, slots(Department("department0", "laishan"), day, day), []string{})
	same(t, slots(Department("department0", "zhifu"), day+1, day+9), []string{})
	same(t, slots(permission.Filter{}, day, day), []string{})
}

// autoDues lists the items whose rules can be asked now, page by page, and no longer once they were.
func autoDues(t *testing.T, open Database) {
	waits := true
	o := Options()
	o.Dues = func(c *casework.Case) []casework.Due {
		if !waits {
			return nil
		}
		return []casework.Due{
			{Slot: "slot0", Kind: casework.DueAuto, Day: casework.NoDay}, {Slot: "slot1", Kind: casework.DueAuto, Day: casework.NoDay},
			{Slot: "slot1", Kind: "K3", Day: calendar.DayOf(Start)},
		}
	}
	s := open(t, o)
	c := File(t, s, NewCase(1, 2))
	first, err := s.AutoDues(t.Context(), store.DueItem{}, 1)
	check(t, err)
	same(t, first, []store.DueItem{{Case: c.ID, Slot: "slot0"}})
	second, err := s.AutoDues(t.Context(), first[0], 9)
	check(t, err)
	same(t, second, []store.DueItem{{Case: c.ID, Slot: "slot1"}})
	cases, err := s.DueCases(t.Context(), calendar.DayOf(Start), store.DueCase{}, 9)
	check(t, err)
	same(t, len(cases), 0) // they wait for no day
	waits = false
	_, err = s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		Act(&ch, "auto_fall_back", "")
		return ch, nil
	})
	check(t, err)
	none, err := s.AutoDues(t.Context(), store.DueItem{}, 9)
	check(t, err)
	same(t, len(none), 0)
}
