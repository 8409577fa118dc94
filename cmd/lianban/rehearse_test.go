package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"lianban/internal/base/fault"
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

func TestRehearseWantsToKnowWhat(t *testing.T) {
	t.Parallel()
	for _, c := range []rehearseCmd{{}, {All: true, Scenario: []string{"restaurant"}}} {
		if err := c.run(t.Context(), &bytes.Buffer{}); fault.Of(err).Key != "cli.rehearse_what" {
			t.Error(err)
		}
	}
}
