package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// Who has an answer already is not sent it again, until it changes.
func TestWhatIsKnownIsNotSentAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	d := wang.start(large())
	path := "/api/v1/drafts/" + d.ID
	first := wang.ask(http.StatusOK, nil, http.MethodGet, path, nil)
	tag := first.header.Get("ETag")
	if !strings.HasPrefix(tag, `"1.`) {
		t.Errorf("tag %s, %v", tag, first.header)
	}
	for _, known := range []string{tag, `"x", W/` + tag, "*"} {
		a := wang.ask(http.StatusNotModified, nil, http.MethodGet, path, nil, "If-None-Match", known)
		if len(a.body) != 0 || a.header.Get("ETag") != tag {
			t.Errorf("%s: %q, %v", known, a.body, a.header)
		}
	}
	wang.ask(http.StatusOK, nil, http.MethodGet, path, nil, "If-None-Match", `"another"`)
	changed := wang.ask(http.StatusOK, nil, http.MethodPut, path+"/sections/applicant", map[string]any{"values": map[string]any{"contact_phone": "13800138000"}, "later": true})
	if got := changed.header.Get("ETag"); got == tag || !strings.HasPrefix(got, `"2.`) {
		t.Errorf("tag after the change: %s", got)
	}
	again := wang.ask(http.StatusOK, nil, http.MethodGet, path, nil, "If-None-Match", tag)
	if again.header.Get("ETag") != changed.header.Get("ETag") {
		t.Errorf("%s, and %s", again.header.Get("ETag"), changed.header.Get("ETag"))
	}
	a := wang.ask(http.StatusOK, nil, http.MethodGet, "/api/v1/scenarios", nil)
	wang.ask(http.StatusNotModified, nil, http.MethodGet, "/api/v1/scenarios", nil, "If-None-Match", a.header.Get("ETag"))
	bad := wang.send(http.MethodGet, "/api/v1/drafts/none", nil)
	if bad.header.Get("ETag") != "" {
		t.Error("a problem has a tag")
	}
}

// A change with If-Match happens to the version that was seen, or not at all.
func TestIfMatchGuardsChanges(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wang := h.applicant("王海", wang)
	d := wang.start(large())
	path := "/api/v1/drafts/" + d.ID
	old := wang.ask(http.StatusOK, nil, http.MethodGet, path, nil).header.Get("ETag")
	values := map[string]any{"values": map[string]any{"contact_phone": "13800138000"}, "later": true}
	wang.ask(http.StatusOK, nil, http.MethodPut, path+"/sections/applicant", values, "If-Match", old)
	for where, body := range map[string]any{
		"/sections/applicant": values, "/answers": map[string]any{"answers": large()},
	} {
		wang.refused(http.StatusPreconditionFailed, "store.draft_changed", http.MethodPut, path+where, body, "If-Match", old)
	}
	wang.ask(http.StatusOK, nil, http.MethodPut, path+"/sections/applicant", values, "If-Match", "*")
	for _, tag := range []string{`"none"`, `W/` + old, `"1.a", "2.b"`, `"0.x"`} {
		wang.refused(http.StatusUnprocessableEntity, "api.if_match", http.MethodPut, path+"/sections/applicant", values, "If-Match", tag)
	}

	k := wang.submit(wang.fill(wang.start(large())), "k1")
	base := "/api/v1/cases/" + k.No
	seen := wang.ask(http.StatusOK, nil, http.MethodGet, base, nil).header.Get("ETag")
	it := k.Items[slices.IndexFunc(k.Items, func(x item) bool { return x.State == "received" })]
	o := h.desk(it.Department).handler
	file := base + "/items/" + it.Slot
	mine := o.ask(http.StatusOK, nil, http.MethodGet, file+"/file", nil).header.Get("ETag")
	o.refused(http.StatusUnprocessableEntity, "api.if_match", http.MethodPost, file+"/claim", map[string]any{"seen_version": it.Version + 7}, "If-Match", mine)
	o.ask(http.StatusOK, nil, http.MethodPost, file+"/claim", map[string]any{"seen_version": it.Version}, "If-Match", mine)
	o.refused(http.StatusPreconditionFailed, "casework.changed", http.MethodPost, file+"/accept", map[string]any{"seen_version": it.Version}, "If-Match", mine)
	wang.refused(http.StatusPreconditionFailed, "casework.changed", http.MethodPost, base+"/withdraw", map[string]any{}, "If-Match", seen)
	seen = wang.ask(http.StatusOK, nil, http.MethodGet, base, nil).header.Get("ETag")
	wang.ask(http.StatusOK, nil, http.MethodPost, base+"/items/"+it.Slot+"/withdraw", map[string]any{}, "If-Match", seen)
}
