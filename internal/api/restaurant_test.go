package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
)

// draft, kase and item are what a client reads of the answers.
type draft struct {
	ID      string
	Version int64
	Plan    *scenario.Plan
	Papers  []struct{ ID, Name, Material string }
	Check   struct {
		Ready      bool
		ReviewHash string                                           `json:"review_hash"`
		Waits      bool                                             `json:"order_to_agree"`
		Open       []struct{ Section, Field, Code, Message string } `json:"open_points"`
	}
}

type kase struct {
	No, Phase, Result string
	NeedsYou          bool `json:"needs_you"`
	Items             []item
}

type item struct {
	Slot, State, Department string
	StateName               string `json:"state_name"`
	Version                 int64
	Decision                *struct {
		Grant           bool
		Reason, Grounds string
	}
	Clocks []struct{ Kind, Due string }
	Steps  []struct {
		ID, Kind, Name, State string
		After                 []string
	}
	Acts []struct {
		Act, Code string
		Possible  bool
	}
}

func (k kase) item(t *testing.T, slot string) item {
	t.Helper()
	i := slices.IndexFunc(k.Items, func(x item) bool { return x.Slot == slot })
	if i < 0 {
		t.Fatalf("no %s in %v", slot, k.Items)
	}
	return k.Items[i]
}

// large is a restaurant of 320 square metres with a sign: four items of three departments.
func large() map[string]any {
	return map[string]any{
		"catering_size": "regular", "venue_area": 320, "fire_route": "ordinary", "sells_raw_food": false, "wants_sign": true,
	}
}

// start begins a draft for the restaurant.
func (c client) start(answers map[string]any) draft {
	c.t.Helper()
	var d draft
	a := c.ask(http.StatusCreated, &d, http.MethodPost, "/api/v1/drafts", map[string]any{
		"scenario": "restaurant", "area": "zhifu", "answers": answers,
	})
	if a.header.Get("Location") != "/api/v1/drafts/"+d.ID {
		c.t.Errorf("location %q", a.header.Get("Location"))
	}
	return d
}

// fill writes every field and uploads every paper, as the plan asks for them.
func (c client) fill(d draft) draft {
	c.t.Helper()
	for _, sec := range d.Plan.Form.Sections {
		values := map[string]any{}
		for _, x := range sec.Fields {
			if x.Disposition == form.Asked && !x.InGuide {
				values[x.Key] = sample(x)
			}
		}
		if len(values) > 0 {
			c.ask(http.StatusOK, &d, http.MethodPut, "/api/v1/drafts/"+d.ID+"/sections/"+url.PathEscape(sec.Key), map[string]any{
				"version": d.Version, "values": values,
			})
		}
	}
	for _, m := range d.Plan.Materials {
		if m.Disposition != "upload" {
			continue
		}
		name, content := "材料.pdf", pdf
		if m.Upload != nil && !slices.Contains(m.Upload.Formats, "pdf") && len(m.Upload.Formats) > 0 {
			name, content = "photo.jpg", photo(c.t, 2000)
		}
		c.hand("/api/v1/drafts/"+d.ID+"/materials/"+m.Key+"/papers", name, content)
	}
	c.ask(http.StatusOK, &d, http.MethodGet, "/api/v1/drafts/"+d.ID, nil)
	return d
}

// sample is a value that a field takes.
func sample(x scenario.Field) any {
	switch x.Type {
	case form.Number:
		if x.Limits.Least != "" {
			return x.Limits.Least
		}
		return 3
	case form.Date:
		return "2026-04-01"
	case form.YesNo:
		return true
	case form.Choice:
		return x.Options[0].Value
	case form.Choices:
		return []string{x.Options[0].Value}
	case form.IDNumber:
		return wang
	case form.USCC:
		return uscc
	case form.Phone:
		return "13800138000"
	case form.Area:
		return "zhifu"
	case form.BankAccount:
		return "6222021606001234567"
	}
	if x.Example != "" {
		return x.Example
	}
	return "示例"
}

// submit files a draft that is complete.
func (c client) submit(d draft, key string) kase {
	c.t.Helper()
	if !d.Check.Ready {
		c.t.Fatalf("not ready: %+v", d.Check.Open)
	}
	var k kase
	a := c.ask(http.StatusCreated, &k, http.MethodPost, "/api/v1/drafts/"+d.ID+"/submit", map[string]any{
		"review_hash": d.Check.ReviewHash, "declared": true, "order_agreed": d.Check.Waits,
	}, "Idempotency-Key", key)
	if a.header.Get("Location") != "/api/v1/cases/"+k.No {
		c.t.Errorf("location %q", a.header.Get("Location"))
	}
	return k
}

// act does one act on an item with the version that the officer sees now.
func (c client) act(no, slot, verb string, more map[string]any) item {
	c.t.Helper()
	var file struct{ Item item }
	c.ask(http.StatusOK, &file, http.MethodGet, "/api/v1/cases/"+no+"/items/"+slot+"/file", nil)
	body := map[string]any{"seen_version": file.Item.Version}
	for k, v := range more {
		body[k] = v
	}
	c.ask(http.StatusOK, &file, http.MethodPost, "/api/v1/cases/"+no+"/items/"+slot+"/"+verb, body, "Idempotency-Key", slot+verb)
	return file.Item
}

// desk is the two hands of one department: one handles, one signs.
type desk struct{ handler, signer client }

func (h *house) desk(department string) desk {
	return desk{
		h.officer(department, department, permission.Answer, permission.Handle, permission.HandOver),
		h.officer(department+".sign", department, permission.Answer, permission.Handle, permission.Sign),
	}
}

// decide takes an item from receipt to a signed decision.
func (d desk) decide(no, slot string, grant bool) item {
	d.handler.t.Helper()
	d.handler.act(no, slot, "claim", nil)
	d.handler.act(no, slot, "accept", nil)
	d.visit(no, slot, grant)
	if grant {
		d.handler.act(no, slot, "propose-grant", map[string]any{"opinion": "符合条件", "grounds": "食品安全法第三十五条"})
		return d.signer.act(no, slot, "grant", nil)
	}
	d.handler.act(no, slot, "propose-refuse", map[string]any{
		"opinion": "疏散通道不足", "reason": "疏散通道宽度不符合规定", "grounds": "消防法第十五条",
	})
	return d.signer.act(no, slot, "refuse", nil)
}

// visit lets both inspect the place today, where the item is inspected; what they find decides.
func (d desk) visit(no, slot string, pass bool) {
	d.handler.t.Helper()
	if slot != "food_licence.new" && !strings.HasPrefix(slot, "fire_check.") {
		return
	}
	var one, other struct{ ID string }
	d.handler.ask(http.StatusOK, &one, http.MethodGet, "/api/v1/me", nil)
	d.signer.ask(http.StatusOK, &other, http.MethodGet, "/api/v1/me", nil)
	today := calendar.DayOf(d.handler.clock.Now()).String()
	d.handler.act(no, slot, "schedule-visit", map[string]any{
		"on": today, "time": "09:30", "place": "示例路18号", "officers": []string{one.ID, other.ID},
	})
	verdict := map[bool]string{true: "visit-pass", false: "visit-fail"}[pass]
	d.handler.act(no, slot, verdict, map[string]any{"second": other.ID, "record": "看过现场"})
}

// The main thing: a restaurant is filed and decided by three departments through the API alone; one item is
// refused, the others are granted and delivered.
func TestARestaurantIsFiledAndDecidedThroughTheAPIAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	d := wang.fill(wang.start(large()))
	k := wang.submit(d, "file-1")
	if len(k.Items) != len(d.Plan.Items) || len(k.Items) < 4 {
		t.Fatalf("%d items of a plan of %d", len(k.Items), len(d.Plan.Items))
	}
	desks := map[string]desk{}
	for _, it := range k.Items {
		if _, ok := desks[it.Department]; !ok {
			desks[it.Department] = h.desk(it.Department)
		}
	}
	// What waits is received when its prerequisite is granted: the rounds end when nothing is received any more.
	for range k.Items {
		for _, it := range k.Items {
			if it.State == "received" {
				desks[it.Department].decide(k.No, it.Slot, !strings.HasPrefix(it.Slot, "fire_check."))
			}
		}
		wang.ask(http.StatusOK, &k, http.MethodGet, "/api/v1/cases/"+k.No, nil)
	}
	for _, it := range k.Items {
		if strings.HasPrefix(it.Slot, "fire_check.") {
			if it.State != "refused" || it.Decision == nil || it.Decision.Grant || it.Decision.Reason == "" {
				t.Errorf("%s: %s, %+v", it.Slot, it.State, it.Decision)
			}
			continue
		}
		if it.State != "granted" {
			t.Errorf("%s: %s", it.Slot, it.State)
			continue
		}
		wang.ask(http.StatusOK, nil, http.MethodPost, "/api/v1/cases/"+k.No+"/items/"+it.Slot+"/deliver", map[string]any{})
	}
	wang.ask(http.StatusOK, &k, http.MethodGet, "/api/v1/cases/"+k.No, nil)
	if k.Phase != "closed" || k.Result != "partly_granted" {
		t.Errorf("phase %s, result %s", k.Phase, k.Result)
	}
	wang.sawEverything(k)
}

// sawEverything looks at what an applicant can read of a concluded case.
func (c client) sawEverything(k kase) {
	c.t.Helper()
	var journal struct {
		Head    string
		Entries []struct{ Verb, Text, Prev, Hash string }
	}
	c.ask(http.StatusOK, &journal, http.MethodGet, "/api/v1/cases/"+k.No+"/journal", nil)
	prev := ""
	for _, e := range journal.Entries {
		if e.Prev != prev {
			c.t.Errorf("the chain is broken before %s", e.Hash)
		}
		if strings.HasPrefix(e.Verb, "propose") || e.Verb == "claim" {
			c.t.Errorf("the applicant reads %s", e.Verb)
		}
		prev = e.Hash
	}
	if prev != journal.Head {
		c.t.Error("the head is not the last entry")
	}
	var documents struct {
		Documents []struct{ Kind, Href string }
	}
	c.ask(http.StatusOK, &documents, http.MethodGet, "/api/v1/cases/"+k.No+"/documents", nil)
	kinds := map[string]int{}
	for _, x := range documents.Documents {
		kinds[x.Kind]++
	}
	if kinds["receipt"] == 0 || kinds["acceptance"] == 0 || kinds["decision_grant"] == 0 || kinds["decision_refuse"] != 1 {
		c.t.Errorf("documents: %v", kinds)
	}
	paper := c.ask(http.StatusOK, nil, http.MethodGet, documents.Documents[0].Href, nil)
	if paper.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(string(paper.body), "%PDF") {
		c.t.Errorf("%s: %.20s", paper.header.Get("Content-Type"), paper.body)
	}
	var inbox struct {
		Unread   int
		Messages []struct {
			ID   int64
			Text string
		}
	}
	c.ask(http.StatusOK, &inbox, http.MethodGet, "/api/v1/inbox?limit=100", nil)
	if inbox.Unread == 0 || len(inbox.Messages) != inbox.Unread {
		c.t.Errorf("%d messages, %d unread", len(inbox.Messages), inbox.Unread)
	}
	for _, m := range inbox.Messages {
		if m.Text == "" || strings.HasPrefix(m.Text, "[") || strings.Contains(m.Text, "{") {
			c.t.Errorf("message %q", m.Text)
		}
	}
	c.ask(http.StatusNoContent, nil, http.MethodPost, "/api/v1/inbox/read", map[string]any{"up_to": inbox.Messages[0].ID})
	c.ask(http.StatusOK, &inbox, http.MethodGet, "/api/v1/inbox", nil)
	if inbox.Unread != 0 {
		c.t.Errorf("%d unread after reading", inbox.Unread)
	}
}

// One department asks for a supplement, the applicant supplies it, the department gets the new paper.
func TestASupplementIsAskedOnceAndSupplied(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	k := wang.submit(wang.fill(wang.start(large())), "file-1")
	first := k.Items[slices.IndexFunc(k.Items, func(x item) bool { return x.State == "received" })]
	market := h.desk(first.Department)
	market.decide(k.No, first.Slot, true)
	slot := "food_licence.new"
	asked := market.handler.act(k.No, slot, "request-supplement", map[string]any{"defects": []map[string]any{
		{"material": "food_layout", "reason": "平面图没有标出洗手池", "rule": "食品经营许可审查通则"},
	}})
	if asked.State != "supplement_requested" {
		t.Fatalf("state %s", asked.State)
	}
	base := "/api/v1/cases/" + k.No + "/items/" + slot
	var wanted struct {
		Version int64
		Due     string
		Points  []struct {
			Material, Name, Reason string
			Papers, Now            []struct{ ID string }
		}
	}
	wang.ask(http.StatusOK, &wanted, http.MethodGet, base+"/supplement", nil)
	if len(wanted.Points) != 1 || wanted.Points[0].Material != "food_layout" || len(wanted.Points[0].Now) != 1 || wanted.Due == "" {
		t.Fatalf("%+v", wanted)
	}
	wang.refused(http.StatusUnprocessableEntity, "casework.incomplete", http.MethodPost, base+"/supply", map[string]any{"seen_version": wanted.Version})
	wang.hand(base+"/supplement/materials/food_layout/papers", "新平面图.pdf", pdf)
	wang.ask(http.StatusOK, &k, http.MethodPost, base+"/supply", map[string]any{"seen_version": wanted.Version, "note": "已补"}, "Idempotency-Key", "supply-1")
	if got := k.item(t, slot).State; got != "received" {
		t.Errorf("state %s after the supply", got)
	}
	var file struct {
		Materials []struct {
			Key    string
			Papers []struct{ ID, Name string }
		}
	}
	market.handler.ask(http.StatusOK, &file, http.MethodGet, base+"/file", nil)
	i := slices.IndexFunc(file.Materials, func(m struct {
		Key    string
		Papers []struct{ ID, Name string }
	}) bool {
		return m.Key == "food_layout"
	})
	if i < 0 || len(file.Materials[i].Papers) != 2 {
		t.Fatalf("materials %+v", file.Materials)
	}
	paper := market.handler.ask(http.StatusOK, nil, http.MethodGet, base+"/papers/"+file.Materials[i].Papers[0].ID, nil)
	if string(paper.body) != string(pdf) || !strings.HasPrefix(paper.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%d bytes, %s", len(paper.body), paper.header.Get("Content-Disposition"))
	}
}
