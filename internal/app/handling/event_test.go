package handling_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/pack"
)

// eventCity is the sample city in which the shop sign of a restaurant waits until the shop is fitted out.
func eventCity(t *testing.T, toldBy string) fs.FS {
	t.Helper()
	out := gatedCity(t).(fstest.MapFS)
	const name = "scenarios/restaurant/scenario.yaml"
	text := strings.Replace(string(out[name].Data), "not_before: {day: opening_date, plus: fitting}, remind: yes,", "event: fitted_out, told_by: "+toldBy+", usually: 10 working days,", 1)
	if !strings.Contains(text, "event: fitted_out") {
		t.Fatal("the gate is not there")
	}
	out[name] = &fstest.MapFile{Data: []byte(text)}
	return out
}

// An item behind an event is filed, waits without a clock, and is received on the day on which somebody of its department, or
// the applicant where the pack says so, puts the event on record.
func TestAnItemWaitsForAnEventOutside(t *testing.T) {
	t.Parallel()
	for _, toldBy := range []string{"office", "applicant"} {
		t.Run(toldBy, func(t *testing.T) {
			t.Parallel()
			ctx, c := context.Background(), newCity(t)
			who := c.applicant(t)
			gated, findings, err := pack.Load(eventCity(t, toldBy))
			must(t, err)
			if bad := pack.Errors(findings); len(bad) > 0 {
				t.Fatal(bad)
			}
			c.filing.Catalogue = gated
			c.clock.Set(morning(2026, 9, 29))
			made := c.fileAll(t, who, filing.ExploreInput{Scenario: "restaurant", Area: "zhifu", Role: "owner", Answers: map[string]any{
				"catering_size": "small", "venue_area": "320", "fire_route": "ordinary", "wants_sign": "no"}})
			var it *casework.ItemCase
			for _, x := range made.Items {
				if len(made.Awaited(x)) > 0 {
					it = x
				}
			}
			if it == nil || it.State != casework.Waiting || len(it.Clocks) != 0 || made.Gates[0].Name != "装修完工" {
				t.Fatalf("%+v, gates %+v", it, made.Gates)
			}
			at := handling.Target{No: made.No, Slot: it.Slot, Seen: it.Version}
			stranger := c.officer(t, "stranger", "tax", permission.Answer, permission.Handle)
			if _, err := c.handling.RecordEvent(ctx, stranger, at, casework.RecordEventInput{Evidence: "听说"}); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
				t.Errorf("another department: %v", err)
			}
			_, told := c.filing.RecordEvent(ctx, who, made.No, filing.EventInput{Slot: it.Slot})
			if toldBy == "applicant" {
				must(t, told)
			} else {
				if !fault.Is(told, fault.NotNow) || fault.Of(told).Key != "casework.event_told_by_office" {
					t.Errorf("the applicant says what an office says: %v", told)
				}
				officer := c.officer(t, "fitting", it.Department, permission.Answer, permission.Handle)
				if _, err := c.handling.RecordEvent(ctx, officer, at, casework.RecordEventInput{}); !fault.Is(err, fault.Invalid) {
					t.Errorf("nobody says how it is known: %v", err)
				}
				_, err = c.handling.RecordEvent(ctx, officer, at, casework.RecordEventInput{Evidence: "现场看过"})
				must(t, err)
			}
			now := c.stands(t, who, made, it.Slot)
			if now.State != casework.Received || now.Received.String() != "2026-09-29" {
				t.Errorf("%s since %s", now.State, now.Received)
			}
		})
	}
}
