package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// figure is one list or count of the store as real work reads it.
type figure func(context.Context) (any, error)

// figures are all lists and counts that stand for work done or to be done, the public ones and those of desks.
func figures(s *store.Store) map[string]figure {
	today := calendar.DayOf(Start)
	page := store.Page{Limit: 50}
	bad := store.BadReviewFilter{Scope: everywhere, Staff: "staff-9"}
	work := func(f store.Filter) figure {
		return func(ctx context.Context) (any, error) {
			f.Scope = everywhere
			return s.Worklist(ctx, f, page)
		}
	}
	return map[string]figure{
		"due board":           func(ctx context.Context) (any, error) { return s.DueGroups(ctx, everywhere, today, today+9) },
		"failures":            func(ctx context.Context) (any, error) { return s.Failures(ctx, everywhere, today) },
		"worklist":            work(store.Filter{}),
		"search by name":      work(store.Filter{Text: "海风", States: casework.States, Newest: true}),
		"late and urged":      work(store.Filter{Failed: true}),
		"supervision orders":  work(store.Filter{Supervised: casework.OrderOpen}),
		"buckets":             func(ctx context.Context) (any, error) { return s.Counts(ctx, everywhere, "staff-1", today) },
		"letters":             func(ctx context.Context) (any, error) { return s.Requests(ctx, everyBody, true, page) },
		"count of letters":    func(ctx context.Context) (any, error) { return s.CountRequests(ctx, everyBody) },
		"late letters":        func(ctx context.Context) (any, error) { return s.OverdueRequests(ctx, allOfZhifu, today) },
		"visits":              func(ctx context.Context) (any, error) { return s.VisitRows(ctx, everywhere, today, today+9, 9) },
		"reliefs":             func(ctx context.Context) (any, error) { return s.FeeTasks(ctx, everywhere, store.ReliefTask, page) },
		"refunds":             func(ctx context.Context) (any, error) { return s.FeeTasks(ctx, everywhere, store.RefundTask, page) },
		"notices":             func(ctx context.Context) (any, error) { return s.Notices(ctx, nil, true, page) },
		"notices unseen":      func(ctx context.Context) (any, error) { return s.UnseenNotices(ctx, today, "", 9) },
		"bad reviews":         func(ctx context.Context) (any, error) { return s.BadReviews(ctx, bad, page) },
		"count of bad ones":   func(ctx context.Context) (any, error) { return s.CountBadReviews(ctx, bad, today) },
		"grades":              func(ctx context.Context) (any, error) { return s.CountGrades(ctx, everywhere, today-9) },
		"of the clerk":        func(ctx context.Context) (any, error) { return s.CasesOfClerk(ctx, "staff-1", false, page) },
		"count of the clerk":  func(ctx context.Context) (any, error) { return s.CountCasesOfClerk(ctx, "staff-1", Start) },
		"of the person":       func(ctx context.Context) (any, error) { return s.CasesOf(ctx, "person-1", false, page) },
		"in hand":             func(ctx context.Context) (any, error) { return workInHand(ctx, s, "staff-1") },
		"cases to move":       func(ctx context.Context) (any, error) { return s.LiveCases(ctx, "open_restaurant", "", 9) },
		"broken promises":     func(ctx context.Context) (any, error) { return brokenOf(ctx, s, "person-1") },
		"consents":            func(ctx context.Context) (any, error) { return s.ConsentsOf(ctx, "person-1", false, page) },
		"messages under way":  func(ctx context.Context) (any, error) { return s.OutboxTargets(ctx, Start, 9) },
		"messages that wait":  func(ctx context.Context) (any, error) { return waiting(ctx, s) },
		"intakes":             func(ctx context.Context) (any, error) { return s.IntakesOf(ctx, "staff-1", false) },
		"count of intakes":    func(ctx context.Context) (any, error) { return s.CountIntakes(ctx, "staff-1") },
		"drafts that run out": func(ctx context.Context) (any, error) { return s.DraftsToWarn(ctx, Start.Add(9*time.Hour), 9) },
	}
}

// allOfZhifu is the filter of who watches over an area.
var allOfZhifu = permission.Filter{Any: []permission.Clause{{Areas: []string{"zhifu"}}}}

// everyBody is the filter of somebody who answers for the bodies that the cases of this file ask.
var everyBody = permission.Filter{Any: []permission.Clause{{Departments: []string{"maritime"}, Areas: []string{"zhifu"}}}}

// wholeLife files a case that stands on every list there is: it asks a body, hangs in public, is visited, owes a relief and a
// refund, is late, under an order, in somebody's hand, rated, and has broken a promise; a clerk filed it, and fills in another.
func wholeLife(t *testing.T, s *store.Store, seq int64, trial bool) *casework.Case {
	t.Helper()
	today := calendar.DayOf(Start)
	ch := asking(seq, today-1, "maritime")
	c := ch.Case
	c.Trial, c.Clerk = trial, "staff-1"
	it := c.Items[0]
	it.Handler, it.Late, it.Deemed = "staff-1", today-1, true
	it.Clocks[0].History.Stop = today - 1
	it.Clocks = append(it.Clocks, casework.Clock{Kind: "K18", Told: today + 3, History: calendar.History{Start: today, Stop: 0}})
	it.Orders = []casework.Order{{What: "办结", Opened: today, Due: today + 3}}
	it.PastFees = []casework.FeeOrder{{No: "F0", Paid: 7, RefundDue: 7}}
	it.Consents = []casework.Consent{{ID: ident.New(), Register: "tax_records", Given: Start}}
	c.Visits = []casework.Visit{{ID: "v1", On: today + 1, Slots: []string{"slot0"}}}
	it.Steps = append(it.Steps,
		casework.Step{ID: "notice", Kind: casework.PublicNotice, Name: "公示", State: casework.StepRunning, Notice: &casework.Notice{
			ID: fmt.Sprint("n", seq), Text: "拟用海", Published: today - 3, Until: today + 9, Shown: today - 3,
		}},
		casework.Step{ID: "visit", Kind: casework.SiteInspection, State: casework.StepScheduled, Seat: &casework.Seat{Visit: "v1"}},
		casework.Step{ID: "fee", Kind: casework.FeeStep, State: casework.StepReliefAsked, Order: &casework.FeeOrder{
			No: "F1", Full: 100, Amount: 100, Heading: "half", Reliefs: []casework.FeeRelief{{Slug: "half", Fen: 50, Department: "finance", Area: "zhifu"}},
		}})
	broken := *it
	broken.ID, broken.Slot, broken.Steps, broken.Clocks, broken.Consents, broken.Orders = ident.ItemCaseID(ident.New()), "slot1", nil, nil, nil, nil
	broken.State, broken.Kind, broken.Decided, broken.Gap = casework.Terminated, "gap_broken", today-calendar.Day(9-seq), &casework.Gap{State: casework.GapBroken}
	broken.PastFees = nil
	c.Items = append(c.Items, &broken)
	Tell(&ch, fmt.Sprint("sms:person-", seq), "arrived")
	c = File(t, s, ch)
	_, err := s.Rate(t.Context(), store.ByID(c.ID), func(c *casework.Case, _ *improvement.Review) (*improvement.Review, error) {
		return reviewOf(c, fmt.Sprint("bad", seq), "department0", false, today-1), nil
	})
	check(t, err)
	for _, clerk := range []ident.StaffID{"staff-1", ""} {
		_, err = s.SaveDraft(t.Context(), store.Draft{
			ID: ident.DraftID(ident.New()), Person: "person-1", Clerk: clerk, Scenario: "open_restaurant", Area: "zhifu", Trial: trial,
			Data: json.RawMessage(`{}`), ExpiresAt: Start.Add(time.Hour),
		})
		check(t, err)
	}
	return c
}

// A rehearsal that stands on every list there is changes no list and no count of real work; the same in earnest changes each.
func trialCountsNowhere(t *testing.T, open Database) {
	s := open(t, Options())
	_, err := s.EnsurePerson(t.Context(), store.Person{ID: "person-1", Kind: "person", Name: "王小满", IDNo: "370699199605210027"})
	check(t, err)
	read := func() map[string]string {
		out := map[string]string{}
		for name, f := range figures(s) {
			got, err := f(t.Context())
			check(t, err)
			b, err := json.Marshal(got)
			check(t, err)
			out[name] = string(b)
		}
		return out
	}
	wholeLife(t, s, 1, false)
	before := read()
	trial := wholeLife(t, s, 2, true)
	if now, err := s.Case(t.Context(), store.ByNo(trial.No)); err != nil || !now.Trial {
		t.Fatalf("the rehearsal is not there: %v", err)
	}
	for name, got := range read() {
		if got != before[name] {
			t.Errorf("%s: a rehearsal counts\nbefore %s\nafter  %s", name, before[name], got)
		}
	}
	wholeLife(t, s, 3, false)
	for name, got := range read() {
		if got == before[name] {
			t.Errorf("%s: a real case does not count, this test cannot fail: %s", name, got)
		}
	}
	if _, err := s.Notice(t.Context(), "n2"); err == nil {
		t.Error("the notice of a rehearsal has a public address")
	}
}

// inHand is what somebody has in hand and how much it is.
type inHand struct {
	Rows []store.OpenWork
	N    int
}

func workInHand(ctx context.Context, s *store.Store, id ident.StaffID) (x inHand, err error) {
	x.Rows, x.N, err = s.OpenWorkOf(ctx, id, 9)
	return x, err
}

func brokenOf(ctx context.Context, s *store.Store, person ident.PersonID) (store.BrokenPromise, error) {
	x, _, err := s.BrokenPromise(ctx, person)
	return x, err
}

func waiting(ctx context.Context, s *store.Store) ([2]int, error) {
	pending, dead, err := s.OutboxCounts(ctx)
	return [2]int{pending, dead}, err
}
