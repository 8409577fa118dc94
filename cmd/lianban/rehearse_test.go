package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/rehearsal"
)

// A handful of packs of every kind; `make rehearse` plays all.
func TestPacksAreRehearsedToTheEnd(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("plays many days")
	}
	var out bytes.Buffer
	c := rehearseCmd{Scenario: []string{"restaurant", "newborn", "mail_customs", "data_reporting", "veteran_service"}, JSON: true, From: "2026-11-27", Jobs: 1}
	if err := c.run(t.Context(), &out); err != nil {
		t.Error(err)
	}
	total := rehearsal.Totals{}
	for line := range strings.Lines(out.String()) {
		var r rehearsal.Report
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		total.Add(r)
		if r.Outcome == rehearsal.Failed {
			t.Errorf("%s/%s: %s", r.Scenario, r.Example, r.Why)
		}
		if r.Outcome == rehearsal.Decided && (!r.No.Trial() || r.Acts == 0 || r.Verified != r.Acts || r.Letters == 0) {
			t.Errorf("%s/%s: %+v", r.Scenario, r.Example, r)
		}
	}
	if len(total.Scenarios) != 5 || total.Decided < 10 || total.Stopped == 0 || total.Baffling != 0 {
		t.Errorf("%d scenarios, %d decided, %d stopped, %d late for no reason", len(total.Scenarios), total.Decided, total.Stopped, total.Baffling)
	}
}

// Played officers keep the pace of the plan: sittings, cards, payments and notices take their days, days in hospital do not
// count, and behind the doors of a campaign work goes on. What ends on another day says why.
func TestRehearsalsEndWhenPlansSay(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("plays many days")
	}
	why := map[string]string{ // by example: what its difference is laid to; all others end on the planned day
		"school_house_and_household": "published", "school_moved_here": "published", "school_two_children": "published", "school_own_business": "published",
		"disability_first_card": "released", "disability_guardian_renews": "released", "cancel_company_simple": "calendar", "cancel_company_ordinary": "calendar",
	}
	var out bytes.Buffer
	c := rehearseCmd{JSON: true, From: "2026-11-27", Scenario: []string{
		"resident_info_change", "apec_card", "car_trade_in", "sea_use", "veteran_service", "kindergarten", "school", "disability", "company_cancel", "fisher_village",
	}}
	if err := c.run(t.Context(), &out); err != nil {
		t.Error(err)
	}
	played := 0
	for line := range strings.Lines(out.String()) {
		var r rehearsal.Report
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Outcome != rehearsal.Decided {
			continue
		}
		played++
		want := ""
		if key := why[r.Example]; key != "" {
			want, _, _ = strings.Cut(lang.Chinese().Say("rehearsal.differs."+key, "day", "2027-08-15", "item", "残疾人证"), "”")
		}
		if (r.Elapsed != r.Planned) != (want != "") || !strings.HasPrefix(r.Differs, strings.TrimSuffix(want, "”")) {
			t.Errorf("%s/%s: %d working days, planned %d: %q, want %q", r.Scenario, r.Example, r.Elapsed, r.Planned, r.Differs, want)
		}
		for _, it := range r.Items {
			if it.Late != "" {
				t.Errorf("%s/%s: %s is late since %s: %s", r.Scenario, r.Example, it.Name, it.Late, it.WhyLate)
			}
		}
	}
	if played < 20 {
		t.Errorf("%d examples played", played)
	}
}

func TestRehearseWantsToKnowWhat(t *testing.T) {
	t.Parallel()
	for _, c := range []rehearseCmd{{}, {All: true, Scenario: []string{"restaurant"}}} {
		if err := c.run(t.Context(), &bytes.Buffer{}); fault.Of(err).Key != "cli.rehearse_what" {
			t.Error(err)
		}
	}
}
