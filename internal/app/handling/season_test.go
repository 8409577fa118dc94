package handling_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/packs"
)

var oneChild = filing.ExploreInput{
	Scenario: "school", Area: "zhifu", Role: "parent",
	Answers: map[string]any{"school_stage": "junior", "home_kind": "household_only"},
}

func morning(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 9, 30, 0, 0, clock.Zone)
}

// Sea use, ride-hailing, freight and school are filed like every other scenario, with one item case per plan item.
func TestTheScenariosThatWereOpenedAreFiled(t *testing.T) {
	t.Parallel()
	for scenario, x := range map[string]struct {
		in    filing.ExploreInput
		on    time.Time
		items int
	}{
		"sea_use": {filing.ExploreInput{Scenario: "sea_use", Area: "zhifu", Role: "owner", Answers: map[string]any{
			"sea_class": "cable", "sea_area": "3.935", "sea_changes_shape": "no", "near_military": "no", "wants_relief": "yes", "sea_years": "40"}},
			morning(2026, 9, 29), 3},
		"ride_driver": {filing.ExploreInput{Scenario: "ride_driver", Area: "zhifu", Answers: map[string]any{
			"licensed_three_years": "yes", "passed_exam": "no"}}, morning(2026, 9, 29), 2},
		"transport": {filing.ExploreInput{Scenario: "transport", Area: "zhifu", Role: "owner", Answers: map[string]any{
			"carrier_kind": "company", "has_vehicle": "yes", "vehicle": "2",
			"vehicle_weight": "18", "special_kind": "special", "second_hand": "no", "vehicle_weight~2": "3"}}, morning(2026, 9, 29), 3},
		"school": {filing.ExploreInput{Scenario: "school", Area: "longkou", Role: "parent", Answers: map[string]any{
			"school_stage": "primary", "turned_six": "yes", "home_kind": "neither", "parent_work": "employed"}}, morning(2026, 11, 20), 3},
	} {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			c := newCity(t)
			c.clock.Set(x.on)
			made := c.fileAll(t, c.applicant(t), x.in)
			if len(made.Items) != x.items {
				t.Errorf("%d items: %+v", len(made.Items), made.Items)
			}
		})
	}
}

// What is prepared before a campaign opens waits, its person is told on the first day, and it is submitted then.
func TestADraftWaitsForItsCampaign(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	id := c.prepare(t, who, oneChild)
	submit := func() error {
		check, err := c.filing.Check(ctx, who, id)
		must(t, err)
		_, err = c.filing.Submit(ctx, who, id, filing.SubmitInput{ReviewHash: check.ReviewHash, Declared: true, OrderAgreed: true, Channel: "portal"})
		return err
	}
	check, err := c.filing.Check(ctx, who, id)
	must(t, err)
	if len(check.Open) != 1 || check.Open[0].Key != "filing.not_yet" || check.Open[0].Params["opens"] != "2027年7月1日" {
		t.Errorf("open: %+v", check.Open)
	}
	if f := fault.Of(submit()); f.Kind != fault.NotNow || f.Key != "filing.not_yet" {
		t.Errorf("before it opens: %v", f)
	}
	c.clock.Set(time.Date(2027, 7, 1, 8, 59, 0, 0, clock.Zone))
	if got := c.told(t, who); len(got) != 0 {
		t.Errorf("told before the morning of the first day: %+v", got)
	}
	c.clock.Set(morning(2027, 7, 1))
	for range 2 { // telling twice tells once
		if got := c.told(t, who); len(got) != 1 || got[0].Kind != "draft_campaign_open" || got[0].Data["due"] != "2027-07-10" || got[0].Data["draft"] != string(id) {
			t.Errorf("%+v", got)
		}
	}
	must(t, submit())
}

// After its last day nothing is begun and nothing submitted, and the refusal says where to go.
func TestACampaignThatIsOverSaysWhereToGo(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	c.clock.Set(morning(2027, 7, 10))
	id := c.prepare(t, who, oneChild)
	c.clock.Set(morning(2027, 7, 11))
	check, err := c.filing.Check(ctx, who, id)
	must(t, err)
	_, err = c.filing.Submit(ctx, who, id, filing.SubmitInput{ReviewHash: check.ReviewHash, Declared: true, OrderAgreed: true, Channel: "portal"})
	_, again := c.filing.Start(ctx, who, filing.StartInput{ExploreInput: oneChild})
	for _, err := range []error{err, again} {
		if f := fault.Of(err); err == nil || f.Kind != fault.NotNow || f.Key != "filing.over" || !strings.Contains(f.Params["missed"], "教育局招生窗口") {
			t.Errorf("%v", err)
		}
	}
}

// A gate with a day keeps a draft from being submitted before that day; the case has no trace of it.
func TestADraftWaitsForAFirstDay(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	gated, findings, err := pack.Load(gatedCity(t))
	must(t, err)
	if bad := pack.Errors(findings); len(bad) > 0 {
		t.Fatal(bad)
	}
	c.filing.Catalogue = gated
	id := c.prepare(t, who, filing.ExploreInput{Scenario: "restaurant", Area: "zhifu", Role: "owner", Answers: map[string]any{
		"catering_size": "small", "venue_area": "320", "fire_route": "ordinary", "wants_sign": "no"}})
	check, err := c.filing.Check(ctx, who, id)
	must(t, err)
	in := filing.SubmitInput{ReviewHash: check.ReviewHash, Declared: true, OrderAgreed: true, Channel: "portal"}
	c.clock.Set(morning(2026, 11, 4)) // the opening day 2026-11-02 and three days
	if _, err := c.filing.Submit(ctx, who, id, in); !fault.Is(err, fault.NotNow) || fault.Of(err).Key != "filing.not_before" || fault.Of(err).Params["day"] != "2026年11月5日" {
		t.Errorf("a day too early: %v", err)
	}
	if got := c.told(t, who); len(got) != 0 {
		t.Errorf("told a day too early: %+v", got)
	}
	c.clock.Set(morning(2026, 11, 5))
	if got := c.told(t, who); len(got) != 1 || got[0].Kind != "draft_can_be_filed" {
		t.Errorf("%+v", got)
	}
	made, err := c.filing.Submit(ctx, who, id, in)
	must(t, err)
	for _, e := range made.Edges {
		if e.From == "fitted_out" {
			t.Errorf("%+v", e)
		}
	}
}

// told lets the sweep tell of drafts and answers what a person was told so far.
func (c *city) told(t *testing.T, who permission.Principal) []casework.Message {
	t.Helper()
	must(t, c.filing.WarnDrafts(context.Background()))
	box, err := c.store.Inbox(context.Background(), ident.PersonID(who.ID), store.Page{})
	must(t, err)
	var out []casework.Message
	for _, m := range box.Messages {
		out = append(out, m.Message)
	}
	return out
}

// gatedCity is the sample city in which a restaurant waits until three days after its opening day.
func gatedCity(t *testing.T) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	must(t, fs.WalkDir(packs.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(packs.FS, name)
		switch name {
		case "scenarios/restaurant/scenario.yaml":
			b = []byte(strings.NewReplacer("      licence_check.verify: always\n", "      licence_check.verify: {when: always, after: {fitted_out: hold}}\n",
				"    measures:\n", "    gates:\n      fitted_out: {name: 装修完工, not_before: {day: opening_date, plus: fitting}, remind: yes, say: 完工后再提交。}\n    measures:\n").Replace(string(b)))
		case "library/items/catering.yaml":
			b = []byte(strings.Replace(string(b), "parameters:\n", "parameters:\n  fitting: {name: 完工后等的天数, value: 3 calendar days, source: designer}\n", 1))
		}
		if strings.HasPrefix(name, "overlays/") {
			return err
		}
		out[name] = &fstest.MapFile{Data: b}
		return err
	}))
	return out
}
