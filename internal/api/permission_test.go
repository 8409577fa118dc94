package api_test

import (
	"net/http"
	"slices"
	"sync"
	"testing"

	"lianban/internal/domain/permission"
)

// Submitting twice with one key, also at the same time, files one case.
func TestSubmittingTwiceFilesOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	d := wang.fill(wang.start(large()))
	path := "/api/v1/drafts/" + d.ID + "/submit"
	body := map[string]any{"review_hash": d.Check.ReviewHash, "declared": true, "order_agreed": true}
	wang.refused(http.StatusConflict, "filing.changed_since_check", http.MethodPost, path,
		map[string]any{"review_hash": "another", "declared": true, "order_agreed": true}, "Idempotency-Key", "k0")
	p := wang.refused(http.StatusUnprocessableEntity, "filing.declare", http.MethodPost, path,
		map[string]any{"review_hash": d.Check.ReviewHash, "declared": false}, "Idempotency-Key", "k0")
	if len(p.Errors) != 2 || p.Errors[0].Pointer != "#/declared" || p.Errors[1].Pointer != "#/order_agreed" {
		t.Errorf("%+v", p.Errors)
	}
	var all sync.WaitGroup
	answers := make([]answer, 4)
	for i := range answers {
		all.Go(func() { answers[i] = wang.send(http.MethodPost, path, body, "Idempotency-Key", "k1") })
	}
	all.Wait()
	for _, a := range answers {
		if a.status != http.StatusCreated || string(a.body) != string(answers[0].body) {
			t.Errorf("%d: %s", a.status, a.body)
		}
	}
	var cases struct{ Cases []struct{ No string } }
	wang.ask(http.StatusOK, &cases, http.MethodGet, "/api/v1/cases", nil)
	if len(cases.Cases) != 1 {
		t.Errorf("%d cases", len(cases.Cases))
	}
	second := wang.start(large())
	wang.refused(http.StatusConflict, "store.key_reused", http.MethodPost, "/api/v1/drafts/"+second.ID+"/submit", body, "Idempotency-Key", "k1")
}

// Another applicant and an officer of another department learn nothing: not even that the case exists.
func TestOthersLearnNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	d := wang.fill(wang.start(large()))
	li := h.applicant("李山", other)
	li.refused(http.StatusNotFound, "store.no_draft", http.MethodGet, "/api/v1/drafts/"+d.ID, nil)
	li.refused(http.StatusNotFound, "store.no_paper", http.MethodGet, "/api/v1/papers/"+d.Papers[0].ID, nil)
	wang.ask(http.StatusOK, nil, http.MethodGet, "/api/v1/papers/"+d.Papers[0].ID, nil)
	k := wang.submit(d, "k1")
	it := k.Items[slices.IndexFunc(k.Items, func(x item) bool { return x.State == "received" })]
	base := "/api/v1/cases/" + k.No
	for _, path := range []string{base, base + "/journal", base + "/documents", base + "/papers"} {
		li.refused(http.StatusNotFound, "store.no_case", http.MethodGet, path, nil)
	}
	li.refused(http.StatusNotFound, "store.no_case", http.MethodPost, base+"/withdraw", map[string]any{})

	stranger := h.officer("stranger", "police", permission.See, permission.Answer, permission.Handle, permission.Sign)
	file := base + "/items/" + it.Slot + "/file"
	stranger.refused(http.StatusNotFound, "store.no_case", http.MethodGet, file, nil)
	stranger.refused(http.StatusNotFound, "store.no_case", http.MethodPost, base+"/items/"+it.Slot+"/claim", map[string]any{"seen_version": it.Version})
	var list struct{ Rows []struct{ No string } }
	stranger.ask(http.StatusOK, &list, http.MethodGet, "/api/v1/worklist", nil)
	if len(list.Rows) != 0 {
		t.Errorf("%+v", list.Rows)
	}
	stranger.refused(http.StatusNotFound, "store.no_document", http.MethodGet, "/api/v1/documents/01900000-0000-7000-8000-000000000000", nil)

	reader := h.officer("reader", it.Department, permission.See)
	reader.ask(http.StatusOK, nil, http.MethodGet, file, nil)
	reader.refused(http.StatusForbidden, "permission.missing.answer", http.MethodPost, base+"/items/"+it.Slot+"/accept", map[string]any{"seen_version": it.Version})
}

// An officer sees the fields and papers that the item consumes, and no others.
func TestADepartmentSeesWhatItsItemConsumes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	k := wang.submit(wang.fill(wang.start(large())), "k1")
	first := k.Items[slices.IndexFunc(k.Items, func(x item) bool { return x.State == "received" })]
	h.desk(first.Department).decide(k.No, first.Slot, true)
	type file struct {
		Fields    []struct{ Key string }
		Materials []struct {
			Key    string
			Papers []struct{ ID string }
		}
		Journal []struct{ Slot string }
	}
	var fire, food file
	slot := "fire_check.ordinary"
	base := "/api/v1/cases/" + k.No + "/items/"
	h.officer("fire.reader", k.item(t, slot).Department, permission.Handle).ask(http.StatusOK, &fire, http.MethodGet, base+slot+"/file", nil)
	market := h.officer("market.reader", k.item(t, "food_licence.new").Department, permission.Handle)
	market.ask(http.StatusOK, &food, http.MethodGet, base+"food_licence.new/file", nil)
	keys := map[string]bool{}
	for _, m := range fire.Materials {
		keys[m.Key] = true
		for _, p := range m.Papers {
			if !slices.ContainsFunc(food.Materials, func(x struct {
				Key    string
				Papers []struct{ ID string }
			}) bool {
				return x.Key == m.Key
			}) {
				market.refused(http.StatusNotFound, "store.no_paper", http.MethodGet, base+"food_licence.new/papers/"+p.ID, nil)
			}
		}
	}
	if !keys["fire_plan"] || keys["food_layout"] {
		t.Errorf("the fire office sees %v", keys)
	}
	for _, e := range fire.Journal {
		if e.Slot != "" && e.Slot != slot {
			t.Errorf("the fire office reads the journal of %s", e.Slot)
		}
	}
}

// Nobody signs what has changed, and nobody signs twice; a key that comes back with another act or other words is refused.
func TestWhatChangedIsNotSigned(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	k := wang.submit(wang.fill(wang.start(large())), "k1")
	it := k.Items[slices.IndexFunc(k.Items, func(x item) bool { return x.State == "received" })]
	o := h.desk(it.Department).handler
	base := "/api/v1/cases/" + k.No + "/items/" + it.Slot
	seen := map[string]any{"seen_version": it.Version}
	o.refused(http.StatusUnprocessableEntity, "api.request", http.MethodPost, base+"/accept", map[string]any{})
	o.ask(http.StatusOK, nil, http.MethodPost, base+"/claim", seen, "Idempotency-Key", "one")
	o.refused(http.StatusConflict, "casework.changed", http.MethodPost, base+"/accept", seen, "Idempotency-Key", "two")
	o.refused(http.StatusConflict, "store.key_reused", http.MethodPost, base+"/accept", seen, "Idempotency-Key", "one")
	var after struct{ Item item }
	o.ask(http.StatusOK, &after, http.MethodPost, base+"/claim", seen, "Idempotency-Key", "one") // a repeat: nothing happens
	o.ask(http.StatusOK, &after, http.MethodPost, base+"/accept", map[string]any{"seen_version": after.Item.Version})
	if after.Item.State != "accepted" || after.Item.StateName == "" {
		t.Errorf("%+v", after.Item)
	}
	if i := slices.IndexFunc(after.Item.Clocks, func(c struct{ Kind, Due string }) bool { return c.Kind == "K4" }); i < 0 || after.Item.Clocks[i].Due == "" {
		t.Errorf("clocks %+v", after.Item.Clocks)
	}
	p := o.refused(http.StatusUnprocessableEntity, "casework.incomplete", http.MethodPost, base+"/propose-refuse",
		map[string]any{"seen_version": after.Item.Version, "opinion": "x", "reason": "", "grounds": ""})
	if len(p.Errors) == 0 || p.Errors[0].Pointer != "#/reason" {
		t.Errorf("%+v", p.Errors)
	}
	o.refused(http.StatusConflict, "casework.state.accepted", http.MethodPost, base+"/accept", map[string]any{"seen_version": after.Item.Version})
}

// Slots of repeated topics end in ~2; they and their dots are ordinary parts of an address.
func TestSlotsWithDotsAndTildesFindTheirWay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	k := wang.submit(wang.fill(wang.start(large())), "k1")
	o := h.officer("market", "market", permission.Handle)
	for _, slot := range []string{"vehicle_permit.new~2", "vehicle_permit.new%7E2"} {
		o.ask(http.StatusNotFound, nil, http.MethodGet, "/api/v1/cases/"+k.No+"/items/"+slot+"/file", nil)
		wang.refused(http.StatusNotFound, "casework.no_such_item", http.MethodPost, "/api/v1/cases/"+k.No+"/items/"+slot+"/withdraw", map[string]any{})
	}
	var after kase
	wang.ask(http.StatusOK, &after, http.MethodPost, "/api/v1/cases/"+k.No+"/items/sign_board.set/withdraw", map[string]any{"reason": "不挂了"})
	if got := after.item(t, "sign_board.set").State; got != "withdrawn" {
		t.Errorf("state %s", got)
	}
	wang.ask(http.StatusOK, &after, http.MethodPost, "/api/v1/cases/"+k.No+"/withdraw", map[string]any{}, "Idempotency-Key", "all")
	if after.Phase != "closed" || after.Result != "withdrawn" {
		t.Errorf("%s, %s", after.Phase, after.Result)
	}
}

// Who declines says why, by which law, and what can be done about it: to the applicant and on the desk alike.
func TestADeclinedItemTellsReasonLawAndRemedies(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	k := wang.submit(wang.fill(wang.start(large())), "k1")
	it := k.Items[slices.IndexFunc(k.Items, func(x item) bool { return x.State == "received" })]
	o := h.desk(it.Department).handler
	base := "/api/v1/cases/" + k.No
	o.ask(http.StatusOK, nil, http.MethodPost, base+"/items/"+it.Slot+"/decline",
		map[string]any{"seen_version": it.Version, "reason": "不在本区", "grounds": "行政许可法第三十二条"})
	type ended struct {
		Slot  string
		Ended *struct {
			Reason, Grounds string
			ReviewUntil     string `json:"review_until"`
			SuitUntil       string `json:"suit_until"`
		}
	}
	var mine struct{ Items []ended }
	wang.ask(http.StatusOK, &mine, http.MethodGet, base, nil)
	var desk struct{ Item ended }
	o.ask(http.StatusOK, &desk, http.MethodGet, base+"/items/"+it.Slot+"/file", nil)
	all := append(mine.Items, desk.Item)
	found := 0
	for _, x := range all {
		if x.Slot != it.Slot {
			continue
		}
		found++
		if e := x.Ended; e == nil || e.Reason != "不在本区" || e.Grounds != "行政许可法第三十二条" || e.ReviewUntil == "" || e.SuitUntil == "" {
			t.Errorf("%+v", x.Ended)
		}
	}
	if found != 2 {
		t.Errorf("the item is shown %d times", found)
	}
}
