package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"lianban/internal/domain/scenario"
)

// TestTwinsAndALetterOverTheAPI adds a second child to a draft and takes a third out, says that results go by post,
// files, and changes that to the window.
func TestTwinsAndALetterOverTheAPI(t *testing.T) {
	t.Parallel()
	c := newHouse(t).applicant("王小满", wang)
	var d draft
	c.ask(http.StatusCreated, &d, http.MethodPost, "/api/v1/drafts", map[string]any{
		"scenario": "newborn", "area": "zhifu", "answers": map[string]any{
			"child": 1, "born_in_province": true, "household_kind": "family", "parents_married": false, "benefit_through": "neither",
		},
	})
	at := "/api/v1/drafts/" + d.ID
	for range 2 {
		c.ask(http.StatusOK, &d, http.MethodPost, at+"/topics/child/instances", map[string]any{"version": d.Version})
	}
	if r, _ := d.Plan.Repeat("child"); r.Count != 3 {
		t.Fatalf("%d children", r.Count)
	}
	c.ask(http.StatusOK, &d, http.MethodDelete, at+"/topics/child/instances/3", nil)
	if r, _ := d.Plan.Repeat("child"); r.Count != 2 || !slices.ContainsFunc(d.Plan.Items, func(it scenario.Item) bool { return it.Slot == "birth_certificate.first~2" }) {
		t.Fatal("no item for the second child")
	}
	c.refused(http.StatusNotFound, "filing.no_section", http.MethodPost, at+"/topics/parents/instances", map[string]any{})

	c.refused(http.StatusUnprocessableEntity, "form.invalid", http.MethodPut, at+"/delivery", map[string]any{"way": "post"})
	letter := map[string]any{"way": "post", "recipient": "王小满", "phone": "13800138000", "address": "芝罘区示例路6号"}
	c.ask(http.StatusOK, &d, http.MethodPut, at+"/delivery", letter)
	d = c.fill(d)

	var k struct {
		kase
		Delivery struct{ Way, Address string }
	}
	c.ask(http.StatusCreated, &k, http.MethodPost, at+"/submit", map[string]any{
		"review_hash": d.Check.ReviewHash, "declared": true, "order_agreed": true,
	}, "Idempotency-Key", "twins")
	c.ask(http.StatusOK, &k, http.MethodGet, "/api/v1/cases/"+k.No, nil)
	if k.Delivery.Way != "post" || k.Delivery.Address != "芝罘区示例路6号" {
		t.Errorf("delivery: %+v", k.Delivery)
	}
	k.item(t, "birth_registration.new~2")
	k.Delivery.Address = ""
	c.ask(http.StatusOK, &k, http.MethodPost, "/api/v1/cases/"+k.No+"/change-delivery", map[string]any{"way": "window"})
	if k.Delivery.Way != "window" || k.Delivery.Address != "" {
		t.Errorf("changed delivery: %+v", k.Delivery)
	}
	if journal := c.send(http.MethodGet, "/api/v1/cases/"+k.No+"/journal", nil); strings.Contains(string(journal.body), "示例路") {
		t.Error("the journal tells the address")
	}
}
