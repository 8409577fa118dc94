package handling_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// A department decides before the day on which its campaign publishes: through no door does the applicant learn of it. In
// the morning of that day the sweep tells: state, message, paper and what there is to collect.
func TestACampaignTellsItsResultsOnOneDay(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	c.clock.Set(morning(2026, 11, 20))
	who := c.applicant(t)
	made := c.fileAll(t, who, filing.ExploreInput{Scenario: "school", Area: "longkou", Role: "parent", Answers: map[string]any{
		"school_stage": "junior", "home_kind": "household_only"}})
	people := c.officersOf(t, made)
	for _, it := range made.Items { // accepted, and not yet decided
		_, err := c.handling.Accept(ctx, people[it.Department].examines, handling.Target{No: made.No, Slot: it.Slot})
		must(t, err)
	}
	before := c.outside(t, who, made.No)
	c.clock.Set(morning(2026, 11, 24))
	for _, slot := range []string{"household_check.verify", "enrolment.junior"} { // the check first: the enrolment waits for it
		at, of := handling.Target{No: made.No, Slot: slot}, people[latest(t, c, made.No, slot).Department]
		_, err := c.handling.ProposeGrant(ctx, of.examines, at, "信息一致。", "义务教育法第十二条")
		must(t, err)
		_, err = c.handling.Grant(ctx, of.signs, at)
		must(t, err)
		f, err := c.handling.Case(ctx, of.signs, made.No, slot)
		must(t, err)
		if f.Item.State != casework.Accepted || f.Item.Sealed == nil || f.Case.SealedUntil(f.Item).String() != "2026-12-31" {
			t.Errorf("the department sees %s, sealed %v", f.Item.State, f.Item.Sealed)
		}
	}
	if after := c.outside(t, who, made.No); after != before {
		t.Errorf("the applicant can tell the difference:\n%s\n%s", before, after)
	}
	c.clock.Set(time.Date(2026, 12, 30, 23, 59, 0, 0, morning(2026, 12, 30).Location()))
	if _, err := c.handling.SettleDue(ctx); err != nil {
		t.Fatal(err)
	}
	if after := c.outside(t, who, made.No); after != before {
		t.Errorf("told a minute early:\n%s", after)
	}
	c.clock.Set(time.Date(2026, 12, 31, 0, 1, 0, 0, morning(2026, 12, 30).Location()))
	_, err := c.handling.SettleDue(ctx)
	must(t, err)
	f, err := c.filing.Follow(ctx, who, made.No)
	must(t, err)
	for _, it := range f.Case.Items {
		if it.State != casework.Granted || it.Tendered == nil {
			t.Errorf("on the day %s is %s", it.Slot, it.State)
		}
	}
	if !slices.ContainsFunc(f.Documents, func(d casework.Document) bool { return d.Kind == "decision_grant" && d.Data["day"] == "2026-12-31" }) {
		t.Errorf("no letter: %+v", f.Documents)
	}
	if !slices.ContainsFunc(c.told(t, who), func(m casework.Message) bool { return m.Kind == "result_ready" }) {
		t.Error("nobody tells the applicant")
	}
}

func latest(t *testing.T, c *city, no ident.CaseNo, slot string) *casework.ItemCase {
	t.Helper()
	stored, err := c.store.Case(context.Background(), store.ByNo(no))
	must(t, err)
	return stored.Latest(slot)
}

// outside is everything that the applicant's doors are given: the case as it is followed and listed, its papers, the
// messages, and what the exit could hand over. What moves with any work inside the department is left out.
func (c *city) outside(t *testing.T, who permission.Principal, no ident.CaseNo) string {
	t.Helper()
	ctx := context.Background()
	f, err := c.filing.Follow(ctx, who, no)
	must(t, err)
	list, err := c.filing.Cases(ctx, who, store.Page{})
	must(t, err)
	box, err := c.store.Inbox(ctx, ident.PersonID(who.ID), store.Page{})
	must(t, err)
	exit, err := c.handling.ReadyOf(ctx, c.officerOnce(t, "exit"), "11010519491231002X")
	must(t, err)
	for _, x := range append(list.Cases, f.Case) {
		x.Seq, x.Head, x.Day, x.Version = 0, "", 0, 0
		for _, it := range x.Items {
			it.Version, it.Handler, it.Draft = 0, "", nil
		}
	}
	for _, e := range f.Entries {
		if e.Verb == "grant" || e.Verb == "refuse" || e.Verb == "publish_result" {
			t.Errorf("the journal says %s", e.Verb)
		}
	}
	b, err := json.Marshal([]any{f.Case, f.Documents, list, box, exit})
	must(t, err)
	return string(b)
}

// officerOnce is somebody of the exit window, made on the first call.
func (c *city) officerOnce(t *testing.T, login string) permission.Principal {
	t.Helper()
	if w, err := c.access.SignInStaff(context.Background(), login, "a long password"); err == nil {
		return w.Principal
	}
	return c.officerIn(t, login, "education", "longkou", permission.HandOver)
}
