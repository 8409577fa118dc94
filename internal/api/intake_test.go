package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
)

// intake is what a client reads of an intake.
type intake struct {
	draft
	For       string
	Step      string
	Signed    bool
	Agent     *struct{ Name, Until string }
	Confirmed *struct {
		ReviewHash string `json:"review_hash"`
		Name       string
		Paper      bool
	}
}

// visitor is 王海 with her card.
func visitor() map[string]any {
	return map[string]any{"name": "王海", "id_no": wang, "phone": "13800138000", "notice": true}
}

// receive starts an intake for the restaurant.
func (c client) receive(mandate map[string]any) intake {
	c.t.Helper()
	body := map[string]any{"scenario": "restaurant", "area": "zhifu", "visitor": visitor()}
	if mandate != nil {
		body["mandate"] = mandate
	}
	var x intake
	a := c.ask(http.StatusCreated, &x, http.MethodPost, "/api/v1/intakes", body)
	if a.header.Get("Location") != "/api/v1/intakes/"+x.ID || a.header.Get("ETag") == "" {
		c.t.Errorf("location %q, tag %q", a.header.Get("Location"), a.header.Get("ETag"))
	}
	return x
}

// complete answers the guide, writes the whole form and hands in every paper.
func (c client) complete(x intake) intake {
	c.t.Helper()
	at := "/api/v1/intakes/" + x.ID
	c.ask(http.StatusOK, &x, http.MethodPut, at+"/form", map[string]any{"version": x.Version, "answers": large()})
	values := map[string]any{}
	for _, sec := range x.Plan.Form.Sections {
		for _, f := range sec.Fields {
			if f.Disposition == form.Asked && !f.InGuide {
				values[f.Key] = sample(f)
			}
		}
	}
	c.ask(http.StatusOK, &x, http.MethodPut, at+"/form", map[string]any{
		"version": x.Version, "values": values, "delivery": map[string]any{"way": "window"},
	})
	for _, m := range x.Plan.Materials {
		if m.Disposition != "upload" {
			continue
		}
		name, content := "材料.pdf", pdf
		if m.Upload != nil && !slices.Contains(m.Upload.Formats, "pdf") && len(m.Upload.Formats) > 0 {
			name, content = "photo.jpg", photo(c.t, 2000)
		}
		c.hand("/api/v1/drafts/"+x.ID+"/materials/"+m.Key+"/papers", name, content)
	}
	c.ask(http.StatusOK, &x, http.MethodGet, at, nil)
	return x
}

// The window over the API: a visitor comes under a mandate, goes home with everything that is missing, comes again,
// hands an original over, confirms, and leaves with a receipt.
func TestAVisitorIsServedThroughTheAPIAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	clerk := h.clerk("window", permission.FileFor)
	x := clerk.receive(map[string]any{"name": "李山", "id_no": other, "until": "2026-03-20"})
	if x.For != "李山" || x.Agent == nil || x.Agent.Name != "王海" || x.Agent.Until != "2026-03-20" || x.Signed {
		t.Fatalf("%+v", x)
	}
	at := "/api/v1/intakes/" + x.ID
	clerk.sendsHome(x)
	clerk.ask(http.StatusOK, &x, http.MethodGet, at, nil) // taken up again
	x = clerk.complete(x)
	if x.Check.Ready || len(x.Check.Open) != 1 || x.Check.Open[0].Field != "window_mandate" {
		t.Fatalf("open: %+v", x.Check.Open)
	}
	clerk.hand("/api/v1/drafts/"+x.ID+"/materials/window_mandate/papers", "委托书.pdf", pdf)
	var code struct{ Address, Material string }
	clerk.ask(http.StatusCreated, &code, http.MethodPost, at+"/materials/food_layout/scan-codes", nil)
	if !strings.HasPrefix(code.Address, "/scan/") || code.Material == "" {
		t.Errorf("%+v", code)
	}
	var kept piece
	clerk.ask(http.StatusCreated, &kept, http.MethodPost, "/api/v1/custody/pieces", map[string]any{"draft": x.ID, "name": "房产证", "original": true})
	clerk.refused(http.StatusConflict, "filing.paper_kept", http.MethodDelete, "/api/v1/drafts/"+x.ID, nil)

	clerk.ask(http.StatusOK, &x, http.MethodGet, at, nil)
	submit := map[string]any{"review_hash": x.Check.ReviewHash}
	clerk.refused(http.StatusUnprocessableEntity, "filing.not_confirmed", http.MethodPost, at+"/submit", submit, "Idempotency-Key", "w0")
	said := map[string]any{"review_hash": x.Check.ReviewHash, "declared": true, "order_agreed": true, "name": "王海"}
	p := clerk.refused(http.StatusUnprocessableEntity, "filing.confirm", http.MethodPost, at+"/confirm",
		map[string]any{"review_hash": x.Check.ReviewHash, "declared": false, "order_agreed": true, "name": "李山"})
	if len(p.Errors) != 2 || p.Errors[0].Pointer != "#/declared" || p.Errors[1].Pointer != "#/name" {
		t.Errorf("%+v", p.Errors)
	}
	clerk.ask(http.StatusOK, &x, http.MethodPost, at+"/confirm", said)
	if !x.Signed || x.Confirmed == nil || x.Confirmed.Name != "王海" || x.Confirmed.ReviewHash != x.Check.ReviewHash {
		t.Fatalf("%+v", x.Confirmed)
	}
	clerk.refused(http.StatusConflict, "filing.changed_since_confirmed", http.MethodPost, at+"/submit", map[string]any{"review_hash": "another"}, "Idempotency-Key", "w1")
	var k, again kase
	a := clerk.ask(http.StatusCreated, &k, http.MethodPost, at+"/submit", submit, "Idempotency-Key", "w2")
	clerk.ask(http.StatusCreated, &again, http.MethodPost, at+"/submit", submit, "Idempotency-Key", "w2")
	if k.No == "" || k.No != again.No || a.header.Get("Location") != "/api/v1/cases/"+k.No {
		t.Fatalf("%s, %s, %s", k.No, again.No, a.header.Get("Location"))
	}
	clerk.leavesWithAReceipt(k)
	h.applicant("李山", other).ask(http.StatusOK, nil, http.MethodGet, "/api/v1/cases/"+k.No, nil) // it is the applicant's
	h.applicant("王海", wang).refused(http.StatusNotFound, "store.no_case", http.MethodGet, "/api/v1/cases/"+k.No, nil)
}

// sendsHome answers the guide, gives the visitor the one-time notice, and finds the intake among what is parked.
func (c client) sendsHome(x intake) {
	c.t.Helper()
	at := "/api/v1/intakes/" + x.ID
	c.refused(http.StatusUnprocessableEntity, "filing.questions_open", http.MethodPost, at+"/notices", map[string]any{"reason": "材料不齐"})
	c.ask(http.StatusOK, &x, http.MethodPut, at+"/form", map[string]any{"version": x.Version, "answers": large()})
	var notice struct {
		No, Reason, Href string
		Points           []struct{ Name, Reason string }
	}
	c.refused(http.StatusUnprocessableEntity, "filing.reason_needed", http.MethodPost, at+"/notices", map[string]any{"reason": " "})
	c.ask(http.StatusCreated, nil, http.MethodPost, at+"/notices", map[string]any{"reason": "材料不齐"})
	c.ask(http.StatusOK, &notice, http.MethodGet, at+"/notice", nil)
	if notice.No == "" || notice.Reason != "材料不齐" || len(notice.Points) < 3 || notice.Points[0].Reason == "" {
		c.t.Errorf("%+v", notice)
	}
	if a := c.ask(http.StatusOK, nil, http.MethodGet, notice.Href, nil); !strings.HasPrefix(string(a.body), "%PDF") {
		c.t.Errorf("%.20s", a.body)
	}
	var list struct {
		Intakes []struct{ ID, For, Step string }
		Next    string
	}
	c.ask(http.StatusOK, &list, http.MethodGet, "/api/v1/intakes", nil)
	if len(list.Intakes) != 1 || list.Intakes[0].ID != x.ID || list.Intakes[0].For != "李山" || list.Intakes[0].Step != "refused" {
		c.t.Fatalf("%+v", list)
	}
}

// leavesWithAReceipt looks at what the clerk has of a case that was filed for a visitor.
func (c client) leavesWithAReceipt(k kase) {
	c.t.Helper()
	var filed struct{ Cases []struct{ No string } }
	c.ask(http.StatusOK, &filed, http.MethodGet, "/api/v1/filed-cases", nil)
	if len(filed.Cases) != 1 || filed.Cases[0].No != k.No {
		c.t.Errorf("%+v", filed)
	}
	var documents struct {
		Documents []struct{ Kind, Href string }
	}
	c.ask(http.StatusOK, &documents, http.MethodGet, "/api/v1/cases/"+k.No+"/documents", nil)
	i := slices.IndexFunc(documents.Documents, func(x struct{ Kind, Href string }) bool { return x.Kind == "receipt" })
	if i < 0 {
		c.t.Fatalf("no receipt in %+v", documents)
	}
	if a := c.ask(http.StatusOK, nil, http.MethodGet, documents.Documents[i].Href, nil); !strings.HasPrefix(string(a.body), "%PDF") {
		c.t.Errorf("%.20s", a.body)
	}
	var list struct{ Intakes []struct{ ID string } }
	c.ask(http.StatusOK, &list, http.MethodGet, "/api/v1/intakes", nil)
	if len(list.Intakes) != 0 {
		c.t.Errorf("%+v", list)
	}
}

// What was changed after the confirmation is confirmed anew; a version that was lost is 412 with a tag and 409 without.
func TestAnIntakeIsChangedByWhoLookedAtIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	clerk := h.clerk("window", permission.FileFor)
	x := clerk.complete(clerk.receive(nil))
	at := "/api/v1/intakes/" + x.ID
	clerk.ask(http.StatusOK, &x, http.MethodPost, at+"/confirm", map[string]any{
		"review_hash": x.Check.ReviewHash, "declared": true, "order_agreed": true, "name": "王海",
	})
	confirmed := x.Check.ReviewHash
	tag := clerk.ask(http.StatusOK, nil, http.MethodGet, at, nil).header.Get("ETag")
	post := map[string]any{"delivery": map[string]any{"way": "post", "recipient": "王海", "phone": "13800138000", "address": "芝罘区示例路6号"}}
	clerk.ask(http.StatusOK, &x, http.MethodPut, at+"/form", post, "If-Match", tag)
	if x.Signed || !x.Check.Ready {
		t.Errorf("signed %v, open %+v", x.Signed, x.Check.Open)
	}
	clerk.refused(http.StatusPreconditionFailed, "store.draft_changed", http.MethodPut, at+"/form", post, "If-Match", tag)
	clerk.refused(http.StatusConflict, "store.draft_changed", http.MethodPut, at+"/form", map[string]any{"version": 1, "answers": large()})
	clerk.refused(http.StatusConflict, "filing.changed_since_confirmed", http.MethodPost, at+"/submit", map[string]any{"review_hash": confirmed}, "Idempotency-Key", "w1")
	clerk.refused(http.StatusConflict, "filing.changed_since_check", http.MethodPost, at+"/confirm", map[string]any{
		"review_hash": confirmed, "declared": true, "order_agreed": true, "name": "王海",
	})
	clerk.refused(http.StatusUnprocessableEntity, "filing.nothing_missing", http.MethodPost, at+"/notices", map[string]any{"reason": "不想收"})
	p := clerk.refused(http.StatusUnprocessableEntity, "form.invalid", http.MethodPut, at+"/form", map[string]any{"delivery": map[string]any{"way": "post"}})
	if len(p.Errors) == 0 || !strings.HasPrefix(p.Errors[0].Pointer, "#/delivery/") {
		t.Errorf("%+v", p.Errors)
	}
	p = clerk.refused(http.StatusUnprocessableEntity, "plan.answers", http.MethodPut, at+"/form", map[string]any{"answers": map[string]any{"venue_area": "wide"}})
	if len(p.Errors) == 0 || p.Errors[0].Pointer != "#/answers/venue_area" {
		t.Errorf("%+v", p.Errors)
	}
	clerk.ask(http.StatusNoContent, nil, http.MethodDelete, "/api/v1/drafts/"+x.ID, nil)
	clerk.refused(http.StatusNotFound, "store.no_draft", http.MethodGet, at, nil)
}

// A visitor is received by the rules of the page: card, telephone, notice, and a mandate that holds today.
func TestAVisitorIsReceivedByTheRules(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	clerk := h.clerk("window", permission.FileFor)
	start := func(visitor, mandate map[string]any) map[string]any {
		b := map[string]any{"scenario": "restaurant", "area": "zhifu", "visitor": visitor}
		if mandate != nil {
			b["mandate"] = mandate
		}
		return b
	}
	p := clerk.refused(http.StatusUnprocessableEntity, "access.visitor", http.MethodPost, "/api/v1/intakes",
		start(map[string]any{"name": "王海", "id_no": "1", "phone": "1", "notice": false}, nil))
	var at []string
	for _, e := range p.Errors {
		at = append(at, e.Pointer)
	}
	if !slices.Equal(at, []string{"#/visitor/id_no", "#/visitor/phone", "#/visitor/notice"}) {
		t.Errorf("%v", at)
	}
	for until, pointer := range map[string]string{"2026-03-09": "#/mandate/until", "2026-03-10": ""} {
		body := start(visitor(), map[string]any{"name": "李山", "id_no": other, "until": until})
		if pointer == "" {
			clerk.ask(http.StatusCreated, nil, http.MethodPost, "/api/v1/intakes", body)
			continue
		}
		p := clerk.refused(http.StatusUnprocessableEntity, "access.visitor", http.MethodPost, "/api/v1/intakes", body)
		if len(p.Errors) != 1 || p.Errors[0].Pointer != pointer {
			t.Errorf("%+v", p.Errors)
		}
	}
	p = clerk.refused(http.StatusUnprocessableEntity, "access.visitor", http.MethodPost, "/api/v1/intakes",
		start(visitor(), map[string]any{"name": "李山", "id_no": "1", "until": "2026-03-20"}))
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "#/mandate/id_no" {
		t.Errorf("%+v", p.Errors)
	}
	elsewhere := start(visitor(), nil)
	elsewhere["area"] = "laishan"
	clerk.refused(http.StatusForbidden, "permission.missing.file_for", http.MethodPost, "/api/v1/intakes", elsewhere)
}

// An intake is its clerk's alone: to colleagues, officers and applicants it does not exist.
func TestAnIntakeIsItsClerksAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.clerk("window", permission.FileFor).receive(nil)
	at := "/api/v1/intakes/" + x.ID
	start := map[string]any{"scenario": "restaurant", "area": "zhifu", "visitor": visitor()}
	acts := map[string]any{
		http.MethodPut + " /form":     map[string]any{"answers": large()},
		http.MethodPost + " /confirm": map[string]any{"review_hash": "x", "declared": true}, http.MethodPost + " /submit": map[string]any{"review_hash": "x"},
		http.MethodPost + " /notices": map[string]any{"reason": "材料不齐"}, http.MethodPost + " /materials/food_layout/scan-codes": nil,
		http.MethodGet + " ": nil, http.MethodGet + " /notice": nil, http.MethodGet + " /notice/pdf": nil,
	}
	colleague := h.clerk("colleague", permission.See, permission.FileFor, permission.HandOver)
	officer := h.officer("officer", "market", permission.See, permission.Handle)
	supervisor := h.clerk("overseer", permission.Supervise)
	applicant := h.applicant("王海", wang)
	for what, body := range acts {
		method, path, _ := strings.Cut(what, " ")
		for _, c := range []client{colleague, officer, supervisor, applicant} {
			c.refused(http.StatusNotFound, "store.no_draft", method, at+path, body, "Idempotency-Key", "k")
		}
		client{house: h}.refused(http.StatusUnauthorized, "api.no_token", method, at+path, body, "Idempotency-Key", "k")
	}
	for _, c := range []client{officer, supervisor} {
		c.refused(http.StatusForbidden, "permission.missing.file_for", http.MethodPost, "/api/v1/intakes", start)
		c.refused(http.StatusForbidden, "permission.missing.file_for", http.MethodGet, "/api/v1/intakes", nil)
		c.refused(http.StatusForbidden, "permission.missing.file_for", http.MethodGet, "/api/v1/filed-cases", nil)
	}
	for _, path := range []string{"/api/v1/intakes", "/api/v1/filed-cases"} {
		applicant.refused(http.StatusForbidden, "api.wrong_token", http.MethodGet, path, nil)
		client{house: h}.refused(http.StatusUnauthorized, "api.no_token", http.MethodGet, path, nil)
	}
	if a := applicant.send(http.MethodPost, "/api/v1/intakes", start); a.status != http.StatusForbidden {
		t.Errorf("an applicant receives visitors: %d %s", a.status, a.body)
	}
	var none struct{ Intakes []any }
	colleague.ask(http.StatusOK, &none, http.MethodGet, "/api/v1/intakes", nil)
	if len(none.Intakes) != 0 {
		t.Errorf("%+v", none)
	}
}
