package storetest

import (
	"context"
	"fmt"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// reviewOf is a review of a case with one bad item, and the whole when it is nobody's.
func reviewOf(c *casework.Case, id, department string, anonymous bool, due calendar.Day) *improvement.Review {
	return &improvement.Review{
		Case: c.ID, No: c.No, Person: c.Applicant.Person, Scenario: c.Scenario, Area: c.Area, Trial: c.Trial, Grade: improvement.Dissatisfied,
		Words: "等了三次", Anonymous: anonymous, On: calendar.DayOf(Start),
		Bad: []improvement.Bad{{ID: id, Slot: "slot0", Item: "事项0", Area: c.Area, Department: department, State: improvement.Owed, Due: due}},
	}
}

// rate stores a review of a new case.
func rate(t *testing.T, s *store.Store, seq int64, trial bool, department string, anonymous bool, due calendar.Day) *improvement.Review {
	t.Helper()
	ch := NewCase(seq, 1)
	ch.Case.Trial = trial
	c := File(t, s, ch)
	r, err := s.Rate(t.Context(), store.ByID(c.ID), func(c *casework.Case, had *improvement.Review) (*improvement.Review, error) {
		same(t, had == nil, true)
		return reviewOf(c, fmt.Sprint("bad", seq), department, anonymous, due), nil
	})
	check(t, err)
	return r
}

// reviews holds the lists of a desk: what it owes by its day, never a rehearsal, and no anonymous review to whoever acted in
// its case.
func reviews(t *testing.T, open Database) {
	s := open(t, Options())
	today := calendar.DayOf(Start)
	for i := range 5 {
		rate(t, s, int64(i+1), false, "fire", false, today+calendar.Day(4-i))
	}
	rate(t, s, 6, true, "fire", false, today)  // rehearsed
	rate(t, s, 7, false, "", false, today)     // of the whole: the supervisors'
	rate(t, s, 8, false, "fire", true, today)  // of a case in which staff-1 acted (Act)
	rate(t, s, 9, false, "water", true, today) // another's
	list := func(f store.BadReviewFilter) []string {
		t.Helper()
		var got []string
		p := store.Page{Limit: 2}
		for {
			l, err := s.BadReviews(t.Context(), f, p)
			check(t, err)
			for _, r := range l.Rows {
				got = append(got, r.ID)
				same(t, r.Bad().ID, r.ID)
			}
			if p.After = l.Pages.Next; p.After == "" {
				return got
			}
		}
	}
	fire := store.BadReviewFilter{Scope: Department("fire", "zhifu"), Staff: "staff-2"}
	same(t, list(fire), []string{"bad5", "bad8", "bad4", "bad3", "bad2", "bad1"})
	hand := fire
	hand.Staff = "staff-1"
	same(t, list(hand), []string{"bad5", "bad4", "bad3", "bad2", "bad1"})
	_, err := s.BadReview(t.Context(), hand, "bad8")
	same(t, fault.Is(err, fault.NotFound), true)
	one, err := s.BadReview(t.Context(), fire, "bad8")
	check(t, err)
	same(t, []any{one.Review.Words, one.Bad().Item, one.Review.Version}, []any{"等了三次", "事项0", int64(1)})
	all := store.BadReviewFilter{Scope: permission.Filter{Any: []permission.Clause{{Areas: []string{"zhifu"}}}}, Staff: "staff-2"}
	same(t, len(list(all)), 8)
	late := all
	late.Late, late.States = today+1, []improvement.BadState{improvement.Owed}
	same(t, list(late), []string{"bad5", "bad7", "bad8", "bad9"})
	counts, err := s.CountBadReviews(t.Context(), hand, today+1)
	check(t, err)
	same(t, []int{counts.States[improvement.Owed], counts.Late}, []int{5, 1})
	grades, err := s.CountGrades(t.Context(), all.Scope, today)
	check(t, err)
	same(t, grades[improvement.Dissatisfied], 8)
	grades, err = s.CountGrades(t.Context(), fire.Scope, today)
	check(t, err)
	same(t, len(grades), 0)
	for _, elsewhere := range []permission.Filter{{}, Department("fire", "laishan"), Department("tax", "zhifu")} {
		same(t, len(list(store.BadReviewFilter{Scope: elsewhere, Staff: "staff-2"})), 0)
	}
}

// reviewIsBesideItsCase holds that a review changes nothing of its case, is said once, and amended on its own version.
func reviewIsBesideItsCase(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 1))
	before, err := s.Journal(t.Context(), c.ID, 0, 0)
	check(t, err)
	once := Once()
	say := func(words string) func(*casework.Case, *improvement.Review) (*improvement.Review, error) {
		return func(c *casework.Case, had *improvement.Review) (*improvement.Review, error) {
			r := reviewOf(c, "bad1", "fire", true, calendar.DayOf(Start))
			if r.Words = words; had != nil {
				r.Version = had.Version
			}
			return r, nil
		}
	}
	for range 2 { // the second is a repeat
		r, err := s.Rate(t.Context(), store.ByNo(c.No).Once(once), say("一"))
		check(t, err)
		same(t, r.Version, int64(1))
	}
	r, err := s.Rate(t.Context(), store.ByNo(c.No), say("二"))
	check(t, err)
	same(t, r.Version, int64(2))
	got, err := s.Review(t.Context(), c.ID)
	check(t, err)
	same(t, []any{got.Words, got.Version, len(got.Bad)}, []any{"二", int64(2), 1})
	after, err := s.Journal(t.Context(), c.ID, 0, 0)
	check(t, err)
	same(t, len(after), len(before))
	now, err := s.Case(t.Context(), store.ByID(c.ID))
	check(t, err)
	same(t, []any{now.Version, now.Seq, now.Head}, []any{c.Version, c.Seq, c.Head})

	stale := *got
	tell := casework.Message{Target: "person:person-1", Kind: "review_answered", At: Start, Data: map[string]string{"scenario": "开办餐饮店"}}
	note := func(r improvement.Review) error {
		return s.Noted(t.Context(), func(context.Context) (store.Noting, error) {
			r.Bad[0].State = improvement.Closed
			return store.Noting{
				Writes:  []store.Write{store.PutReview(&r, c, tell)},
				Entries: []audit.Entry{{Verb: "answer_review", Outcome: audit.Done, About: audit.About{Kind: "review", ID: "bad1"}}},
			}, nil
		})
	}
	check(t, note(*got))
	same(t, fault.Is(note(stale), fault.Conflict), true)
	box, err := s.Inbox(t.Context(), ident.PersonID("person-1"), store.Page{})
	check(t, err)
	same(t, box.Messages[0].Kind, "review_answered")
	none, err := s.Review(t.Context(), "nobody")
	check(t, err)
	same(t, none == nil, true)
	_, err = s.Rate(t.Context(), store.ByID("nobody"), say("三"))
	same(t, fault.Is(err, fault.NotFound), true)
}
