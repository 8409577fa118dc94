package api_test

import (
	"net/http"
	"testing"

	"lianban/internal/domain/permission"
)

type exitFile struct {
	Results, Done []struct {
		Slot, Channel string
		Version       int64
	}
	Documents []struct{ No, Href string }
	Refusals  []struct{ Slot, Cause, Note string }
}

// Everything that one person may take is handed over at once, with one acknowledgement.
func TestTheExitHandsEverythingOverAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.shop()
	desk := h.desk(k.Items[0].Department)
	for _, it := range k.Items {
		desk.decide(k.No, it.Slot, true)
	}
	clerk := h.clerk("window", permission.See, permission.HandOver)
	var ready, found struct {
		Cases []struct {
			No      string
			Results []struct {
				Slot    string
				Version int64
			}
		}
	}
	clerk.ask(http.StatusOK, &ready, http.MethodGet, "/api/v1/exit?limit=30", nil)
	clerk.ask(http.StatusOK, &found, http.MethodPost, "/api/v1/exit/find", map[string]any{"id_no": wang})
	if len(ready.Cases) != 1 || len(found.Cases) != 1 || ready.Cases[0].No != k.No || len(ready.Cases[0].Results) != len(k.Items) {
		t.Fatalf("%+v, %+v", ready, found)
	}
	results := []any{}
	for _, r := range ready.Cases[0].Results {
		results = append(results, map[string]any{"slot": r.Slot, "seen_version": r.Version})
	}
	at := "/api/v1/exit/" + k.No
	var file exitFile
	clerk.ask(http.StatusOK, &file, http.MethodPost, at+"/refuse-hand-over", map[string]any{
		"results": results[:1], "cause": "not_entitled", "note": "没有委托书",
	}, "Idempotency-Key", "k1")
	if len(file.Refusals) != 1 || file.Refusals[0].Cause != "not_entitled" || file.Refusals[0].Note == "" || len(file.Results) != len(results) {
		t.Errorf("%+v", file)
	}
	for i, r := range file.Results {
		results[i] = map[string]any{"slot": r.Slot, "seen_version": r.Version}
	}
	take := map[string]any{"results": results, "channel": "window", "name": "王海", "checked": "id_card"}
	p := clerk.refused(http.StatusUnprocessableEntity, "casework.incomplete", http.MethodPost, at+"/hand-over", take)
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "#/capacity" {
		t.Errorf("%+v", p.Errors)
	}
	take["capacity"] = "own"
	for range 2 { // the same act twice
		clerk.ask(http.StatusOK, &file, http.MethodPost, at+"/hand-over", take, "Idempotency-Key", "k2")
	}
	if len(file.Results) != 0 || len(file.Done) != len(results) || len(file.Documents) != 1 {
		t.Fatalf("%+v", file)
	}
	clerk.ask(http.StatusOK, nil, http.MethodGet, file.Documents[0].Href, nil)
	police := h.officer("police", "police", permission.Handle, permission.HandOver)
	police.refused(http.StatusNotFound, "store.no_document", http.MethodGet, file.Documents[0].Href, nil)
}

// Only who hands results over of just this case learns what waits.
func TestTheExitIsForWhoHandsOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.shop()
	at := "/api/v1/exit/" + k.No
	act := map[string]any{"results": []any{map[string]any{"slot": k.Items[0].Slot}}, "channel": "window", "name": "王海", "capacity": "own", "checked": "id_card"}
	refuse := map[string]any{"results": act["results"], "cause": "nobody_came"}
	police := h.officer("police", "police", permission.Handle, permission.HandOver)
	reader := h.officer("reader", k.Items[0].Department, permission.See)
	owner := h.applicant("王海", wang)
	for _, c := range []client{police, reader, owner} {
		c.refused(http.StatusNotFound, "store.no_case", http.MethodGet, at, nil)
	}
	police.refused(http.StatusNotFound, "store.no_case", http.MethodPost, at+"/hand-over", act)
	police.refused(http.StatusNotFound, "store.no_case", http.MethodPost, at+"/refuse-hand-over", refuse)
	reader.refused(http.StatusForbidden, "permission.missing.hand_over", http.MethodPost, at+"/hand-over", act)
	reader.refused(http.StatusForbidden, "permission.missing.hand_over", http.MethodPost, at+"/refuse-hand-over", refuse)
	if a := owner.send(http.MethodPost, at+"/hand-over", act); a.status != http.StatusForbidden {
		t.Errorf("an applicant hands over: %d %s", a.status, a.body)
	}
	owner.refused(http.StatusForbidden, "api.wrong_token", http.MethodGet, "/api/v1/exit", nil)
	owner.refused(http.StatusForbidden, "api.wrong_token", http.MethodPost, "/api/v1/exit/find", map[string]any{"id_no": wang})
	var none struct{ Cases []any }
	police.ask(http.StatusOK, &none, http.MethodPost, "/api/v1/exit/find", map[string]any{"id_no": wang})
	if len(none.Cases) != 0 {
		t.Errorf("%+v", none)
	}
	nobody := client{house: h}
	nobody.refused(http.StatusUnauthorized, "api.no_token", http.MethodGet, at, nil)
	nobody.refused(http.StatusUnauthorized, "api.no_token", http.MethodPost, at+"/hand-over", act)
}
