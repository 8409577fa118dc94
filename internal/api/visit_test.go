package api_test

import (
	"net/http"
	"testing"

	"lianban/internal/domain/permission"
)

// visitLine is what a client reads of a joint visit.
type visitLine struct {
	No, Visit, On, Time, Place, State string
	Parts                             []struct {
		Slot, Department, Verdict string
		Own                       bool
		Officers                  []string
		Finding                   *struct{ On, Record string }
	}
}

type visitList struct {
	Visits         []visitLine
	Next, Previous string
}

// Two departments share one appointment; each finds it in its list, writes its own verdict and reads the other's. A
// department that has no part in it does not see it.
func TestAJointVisitIsListedForThoseWhoShareIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	k := wang.submit(wang.fill(wang.start(large())), "file-1")
	market, fire := h.desk("market"), h.desk("fire")
	market.decide(k.No, "licence_check.verify", true)
	urban := h.officer("urban", "urban", permission.Answer, permission.Handle)
	me := func(c client) string {
		var m struct{ ID string }
		c.ask(http.StatusOK, &m, http.MethodGet, "/api/v1/me", nil)
		return m.ID
	}
	market.handler.act(k.No, "food_licence.new", "accept", nil)
	fire.handler.act(k.No, "fire_check.ordinary", "accept", nil)
	market.handler.act(k.No, "food_licence.new", "schedule-visit", map[string]any{
		"on": "2026-03-10", "time": "09:30", "place": "示例路18号", "officers": []string{me(market.handler), me(market.signer)},
	})
	fire.handler.act(k.No, "fire_check.ordinary", "schedule-visit", map[string]any{"officers": []string{me(fire.handler), me(fire.signer)}})

	var seen visitList
	first := market.handler.ask(http.StatusOK, &seen, http.MethodGet, "/api/v1/visits", nil)
	if len(seen.Visits) != 1 || seen.Visits[0].State != "planned" || seen.Visits[0].Time != "09:30" || len(seen.Visits[0].Parts) != 2 {
		t.Fatalf("the list: %+v", seen)
	}
	for _, p := range seen.Visits[0].Parts {
		if p.Own != (p.Department == "market") || len(p.Officers) != 2 {
			t.Errorf("a part: %+v", p)
		}
	}
	if a := market.handler.send(http.MethodGet, "/api/v1/visits", nil, "If-None-Match", first.header.Get("ETag")); a.status != http.StatusNotModified {
		t.Errorf("asked again with the tag: %d", a.status)
	}
	at := "/api/v1/visits/" + seen.Visits[0].No + "/" + seen.Visits[0].Visit

	market.handler.act(k.No, "food_licence.new", "visit-pass", map[string]any{"second": me(market.signer), "record": "布局与图纸一致"})
	var one visitLine
	fire.handler.ask(http.StatusOK, &one, http.MethodGet, at, nil)
	found := map[string]string{}
	for _, p := range one.Parts {
		if p.Finding != nil {
			found[p.Department] = p.Verdict + " " + p.Finding.Record
		}
	}
	if one.State != "planned" || len(found) != 1 || found["market"] != "pass 布局与图纸一致" {
		t.Errorf("after one verdict: %s, %v", one.State, found)
	}

	urban.ask(http.StatusOK, &seen, http.MethodGet, "/api/v1/visits", nil)
	if len(seen.Visits) != 0 {
		t.Errorf("a department that has no part sees %+v", seen.Visits)
	}
	urban.refused(http.StatusNotFound, "handling.no_visit", http.MethodGet, at, nil)
	wang.refused(http.StatusForbidden, "api.wrong_token", http.MethodGet, "/api/v1/visits", nil)
}

// A list of visits covers the days that are asked for, and not a year at once.
func TestAListOfVisitsCoversTheDaysThatAreAskedFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	k := wang.submit(wang.fill(wang.start(large())), "file-1")
	market := h.desk("market")
	market.decide(k.No, "licence_check.verify", true)
	market.decide(k.No, "food_licence.new", true)
	for days, want := range map[string]int{"": 1, "?from=2026-03-10&until=2026-03-10": 1, "?from=2026-03-11": 0, "?from=2026-02-01&until=2026-03-09": 0} {
		var seen visitList
		market.handler.ask(http.StatusOK, &seen, http.MethodGet, "/api/v1/visits"+days, nil)
		if len(seen.Visits) != want || want == 1 && seen.Visits[0].State != "judged" {
			t.Errorf("%s: %+v", days, seen)
		}
	}
	p := market.handler.refused(http.StatusUnprocessableEntity, "api.too_many_days", http.MethodGet, "/api/v1/visits?from=2026-01-01&until=2026-12-31", nil)
	if len(p.Errors) != 1 || p.Errors[0].Location != "query.until" {
		t.Errorf("the field: %+v", p.Errors)
	}
}
