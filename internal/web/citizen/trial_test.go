package citizen_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

// rehearse files as the played applicant of this session, looks at every page on the way, and answers where the case stands.
func (b *browser) rehearse(look func()) string {
	b.t.Helper()
	b.start()
	look()
	b.fillForm()
	look()
	b.handInAll()
	look()
	to, values, inside := b.form("/submit")
	fill(values, inside)
	b.post(to, values)
	b.want(http.StatusOK, "/cases/", "已提交", "370602-20260310-Y")
	look()
	return strings.TrimSuffix(b.at, "/receipt")
}

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
	at := b.rehearse(marked)
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

// A paper of a rehearsal is never confirmed as if it were real, and what is taken along of one says what it is in every record.
func TestPapersOfARehearsalSayThatTheyAreOne(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b, anybody := h.browser(), h.browser()
	b.open(playing)
	at := b.rehearse(func() {})
	no := strings.TrimPrefix(at, "/cases/")
	b.open(at + "/results")
	paper := regexp.MustCompile(`370602-20260310-Y\d+-\d-00R\d+`).FindString(b.html)
	anybody.open("/verify?code=right&no=" + paper)
	anybody.want(http.StatusOK, "/verify", "演练文书", "没有法律效力", no)
	if strings.Contains(anybody.html, "这份文书是真的") {
		t.Error("a rehearsed paper is confirmed as real")
	}
	b.open(at + "/archive")
	b.want(http.StatusOK, at)
	z, err := zip.NewReader(bytes.NewReader([]byte(b.html)), int64(len(b.html)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		want := map[string]string{"办件档案.html": "演练", "manifest.json": `"trial": true`, "journal.json": `"trial": true`}[f.Name]
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(r); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s does not say %q: %v", f.Name, want, err)
		}
	}
}

// A played applicant asks for no code by e-mail: nobody outside gets a letter from a rehearsal.
func TestARehearsalWritesToNoMailbox(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	letters := func() int {
		t.Helper()
		pending, _, err := h.store.OutboxCounts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return pending
	}
	ask := func() {
		t.Helper()
		b.open("/me/messages/settings")
		to, values, _ := b.form("/ask-address")
		values.Set("address", "somebody@example.org")
		b.post(to, values)
	}
	b.open(playing)
	ask()
	b.want(http.StatusConflict, "/me/messages/settings", "演练不发邮件")
	if n := letters(); n != 0 {
		t.Errorf("a rehearsal sent %d letters", n)
	}
	b.signIn("zhang")
	ask()
	if n := letters(); n != 1 {
		t.Errorf("%d letters of somebody real: this test cannot fail", n)
	}
}

// What is looked for in a rehearsal is nobody's need: only real searches are counted for those who write synonyms.
func TestSearchesOfARehearsalAreNotCounted(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	missed := func() int {
		t.Helper()
		found, err := h.store.MissedSearches(t.Context(), 9)
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	b.open(playing)
	b.open("/search?q=" + url.QueryEscape("造飞船"))
	if n := missed(); n != 0 {
		t.Errorf("%d searches of a rehearsal are counted", n)
	}
	b.post("/trial/end", nil)
	b.open("/search?q=" + url.QueryEscape("造飞船"))
	if n := missed(); n != 1 {
		t.Errorf("%d real searches are counted: this test cannot fail", n)
	}
}

// Who goes to the identity provider is somebody real: the rehearsal has ended before anybody is asked.
func TestNoRehearsalGoesToTheIdentityProvider(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	b.open(playing)
	b.open("/")
	b.want(http.StatusOK, "/", "lx-trial")
	b.post("/login", url.Values{"notice": {"yes"}, "back": {"/me"}})
	b.want(http.StatusSeeOther, "/login")
	b.open("/")
	if strings.Contains(b.html, "lx-trial") {
		t.Error("the browser is at the provider, and still rehearses")
	}
}

// hang files a case whose notice hangs, with a hearing that affected people may ask for.
func (h *house) hang(seq int64, trial bool) {
	h.t.Helper()
	today := calendar.DayOf(h.clock.Now())
	ch := storetest.NewCase(seq, 1)
	ch.Case.Trial = trial
	it := ch.Case.Items[0]
	it.Name = fmt.Sprintf("海域使用权%d", seq)
	it.Clocks = []casework.Clock{{Kind: "K3", History: calendar.History{Start: today}, Told: today + 20}}
	it.State = casework.Accepted
	it.Steps = []casework.Step{{ID: "notice", Kind: casework.PublicNotice, Name: "公示", State: casework.StepRunning, Notice: &casework.Notice{
		ID: fmt.Sprint("n", seq), Text: "拟批准", Published: today, Until: today + 9, Shown: today,
	}}}
	storetest.File(h.t, h.store, ch)
}

var feedEntry = regexp.MustCompile(`<entry>`)

// What is rehearsed is public nowhere: not on the list of notices, not in the feed, not at an address of its own, with no door to
// object or to ask for a hearing; a rehearsing session does not see what is real as its own either.
func TestARehearsedNoticeIsPublicNowhere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.hang(1, false)
	b := h.browser()
	look := func() (list, feed string) {
		t.Helper()
		b.open("/notices")
		b.want(http.StatusOK, "/notices")
		list = b.main()
		b.open("/notices.atom")
		b.want(http.StatusOK, "/notices.atom")
		return list, b.html
	}
	list, feed := look()
	if n := len(feedEntry.FindAllString(feed, -1)); n != 1 || !strings.Contains(list, "海域使用权1") {
		t.Fatalf("%d entries, list %s: this test cannot fail", n, list)
	}
	h.hang(2, true)
	h.clock.Move(time.Second)
	if list2, feed2 := look(); list2 != list || len(feedEntry.FindAllString(feed2, -1)) != 1 || strings.Contains(feed2, "海域使用权2") {
		t.Errorf("the rehearsed notice is public: %s", list2)
	}
	for _, path := range []string{"/notices/n2", "/notices/n2/object-notice", "/notices/n2/request-hearing", "/notices/n2/papers/x"} {
		b.signIn("li")
		b.open(path)
		b.want(http.StatusNotFound, path)
	}
	b.open("/notices/n1")
	b.want(http.StatusOK, "/notices/n1", "海域使用权1")
}
