package main

import (
	"net/http"
	"testing"

	"lianban/internal/base/fault"
)

func TestANoticeIsSeenOnlyWhenItsPageIsServed(t *testing.T) {
	t.Parallel()
	d := &display{}
	if _, err := d.look(t.Context(), "n1"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("nothing serves yet: %v", err)
	}
	body, status := `<article data-text="h">拟用海</article>`, http.StatusOK
	d.open(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.URL.Path != "/notices/n1" {
			t.Errorf("asked for %s %s", r.Method, r.URL.Path)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	first, err := d.look(t.Context(), "n1")
	if err != nil || len(first) != 64 {
		t.Fatalf("%q, %v", first, err)
	}
	body = `<article data-text="h">拟用海，还剩两天</article>`
	if second, _ := d.look(t.Context(), "n1"); second == first {
		t.Error("another page has the same hash")
	}
	body = "<p>维护中</p>"
	if _, err := d.look(t.Context(), "n1"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a page without the notice counts: %v", err)
	}
	body, status = `data-text="h"`, http.StatusNotFound
	if _, err := d.look(t.Context(), "n1"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a page that is not there counts: %v", err)
	}
}
