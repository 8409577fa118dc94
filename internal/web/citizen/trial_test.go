package citizen_test

import (
	"net/http"
	"strings"
	"testing"

	"lianban/internal/app/filing"
	"lianban/internal/base/ident"
	"lianban/internal/store"
)

// Somebody who plays an applicant goes through the ordinary pages; every one of them says that it is a rehearsal, nobody outside
// is asked, and what is real is neither seen nor touched.
func TestAPlayedApplicantFilesThroughTheOrdinaryPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.lends.answer(filing.Certificate{Material: "business_licence", Number: "1", Until: "2030-01-01"})
	b, real := h.browser(), h.browser()
	real.signIn("zhang")
	real.open("/cases")
	before := real.main()
	b.signIn("zhang")
	b.open(playing)
	marked := func() {
		t.Helper()
		if !strings.Contains(b.html, "lx-trial") || strings.Contains(b.html, "张*春") {
			t.Errorf("%s is not marked, or shows who is real", b.at)
		}
	}
	b.start()
	marked()
	b.fillForm()
	marked()
	b.handInAll()
	marked()
	to, values, inside := b.form("/submit")
	fill(values, inside)
	b.post(to, values)
	b.want(http.StatusOK, "/cases/", "已提交", "370602-20260310-Y")
	marked()
	at := strings.TrimSuffix(b.at, "/receipt")
	for _, path := range []string{at, at + "/journal", at + "/items/licence_check.verify", "/cases", "/me", "/me/messages", "/me/reads", "/"} {
		b.open(path)
		b.want(http.StatusOK, path)
		marked()
	}
	if h.lends.count() != 0 {
		t.Errorf("a rehearsal asked registers %d times", h.lends.count())
	}
	no, _ := ident.ParseCaseNo(strings.TrimPrefix(at, "/cases/"))
	c, err := h.store.Case(t.Context(), store.ByNo(no))
	if err != nil || !c.Trial {
		t.Fatalf("%v: not a trial case", err)
	}
	targets, err := h.store.OutboxTargets(t.Context(), h.clock.Now(), 10)
	if err != nil || len(targets) != 0 {
		t.Errorf("somebody waits for news of a rehearsal: %v, %v", targets, err)
	}
	real.open("/cases")
	if real.main() != before {
		t.Error("a real person's list changed")
	}
	real.open(at)
	real.want(http.StatusNotFound, at)

	b.post("/trial/end", nil)
	if strings.Contains(b.html, "lx-trial") {
		t.Error("the rehearsal has not ended")
	}
	b.open(at)
	b.want(http.StatusOK, "/login")
	b.signIn("zhang")
	b.open(at)
	b.want(http.StatusNotFound, at)
}
