package officer

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"lianban/internal/domain/casework"

	"lianban/internal/web/page/console"
)

// food and fire are the items of the restaurant that the tests act on.
const (
	food = "food_licence.new"
	fire = "fire_check.ordinary"
)

func (b browser) item(slot string, more ...string) string {
	return itemURL(b.no, slot, more...)
}

// page fetches a page that must be there.
func (b browser) page(path string, want ...string) string {
	b.t.Helper()
	status, html := b.get(path)
	if status != http.StatusOK {
		b.t.Fatalf("%s answers %d", path, status)
	}
	b.says(path, html, want...)
	return html
}

func (b browser) says(path, html string, want ...string) {
	b.t.Helper()
	if m := unsaid.FindAllString(html, -1); m != nil {
		b.t.Errorf("%s: texts missing: %v", path, m)
	}
	for _, w := range want {
		if !strings.Contains(html, w) {
			b.t.Errorf("%s does not say %q", path, w)
		}
	}
}

// hidden reads a hidden field of a form.
func (b browser) hidden(html, name string) string {
	b.t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(html)
	if m == nil {
		b.t.Fatalf("no hidden field %s", name)
	}
	return m[1]
}

// act opens the page of an act, sends its form and answers the page after it.
func (b browser) act(slot, path string, pairs ...string) string {
	b.t.Helper()
	form := b.page(b.item(slot, "/", path), say("act.effects"))
	pairs = append(pairs, "seen", b.hidden(form, "seen"), "once", b.hidden(form, "once"))
	status, html := b.post(b.item(slot, "/", path), pairs...)
	if status != http.StatusOK {
		b.t.Fatalf("%s answers %d: %s", path, status, regexp.MustCompile(`(?s)<main.*?</main>`).FindString(html))
	}
	b.says(path, html, say("act."+path+".done"))
	return html
}

func TestNobodySeesADeskWithoutSigningIn(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	for _, path := range []string{home, b.item(food), b.item(food, "/accept"), "/officer/documents/x", "/officer/nothing"} {
		if _, html := b.get(path); !strings.Contains(html, console.Say("login.title")) || strings.Contains(html, "海风小馆") {
			t.Errorf("%s does not ask for a sign-in", path)
		}
	}
	status, html := b.post("/officer/login", "account", "lin", "password", "wrong")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, `value="lin"`) || strings.Contains(html, `value="wrong"`) {
		t.Errorf("a wrong password answers %d and must keep the account, never the password", status)
	}
	if _, html = b.post("/officer/login", "account", "lin", "password", "long enough", "next", "//evil.example/"); !strings.Contains(html, say("stage.all")) {
		t.Error("a way back to another site must lead to the worklist")
	}
}

func TestTwoOfficersDecideAnItem(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin, zhou := h.signIn("lin"), h.signIn("zhou")

	list := lin.page(home, "海风小馆", string(h.no), say("worklist.claim"))
	if strings.Contains(list, "王建军") {
		t.Error("the list shows a person's whole name")
	}
	lin.page(lin.item(food), say("act.claim.text"), say("act.accept.text"), say("rule.answer"), `class="kx-view__image"`)
	if status, html := lin.post(lin.item(food, "/claim"), "seen", "0"); status != http.StatusOK || !strings.Contains(html, say("act.claim.done")) {
		t.Errorf("claim answers %d", status)
	}
	lin.page(lin.item(food, "/accept"), say("effect.papers"), say("document.acceptance"))
	lin.page(lin.item(food, "/previews/accept"), "paper acceptance")
	lin.act(food, "accept")
	lin.page(lin.item(food, "/clock"), say("why.used"), say("trace.start.K3"), say("cal.start"))

	status, html := lin.post(lin.item(food, "/propose-grant"), "opinion", " ", "grounds", "《食品安全法》第三十五条")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, say("missing.opinion")) || !strings.Contains(html, "第三十五条") {
		t.Errorf("an empty opinion answers %d and must keep the rest", status)
	}
	lin.act(food, "propose-grant", "opinion", "材料齐全，拟准予。", "grounds", "《食品安全法》第三十五条")
	if desk := lin.page(lin.item(food), "材料齐全，拟准予。"); strings.Contains(desk, say("act.grant.text")) {
		t.Error("the proposer is offered to sign")
	}
	if status, _ := lin.post(lin.item(food, "/grant")); status != http.StatusForbidden {
		t.Errorf("the proposer's signature answers %d, want 403", status)
	}

	zhou.page(zhou.item(food), say("act.grant.text"), say("state.to_sign"))
	zhou.page(zhou.item(food, "/previews/grant"), "paper decision_grant")
	after := zhou.act(food, "grant")
	papers := regexp.MustCompile(`/officer/documents/[^"]+`).FindAllString(after, -1)
	if len(papers) < 2 {
		t.Fatalf("%d papers on the page, want acceptance and decision", len(papers))
	}
	if status, pdf := zhou.get(papers[len(papers)-1]); status != http.StatusOK || !strings.HasPrefix(pdf, "%PDF") {
		t.Errorf("a paper answers %d", status)
	}
	zhou.page(zhou.item(food, "/journal"), say("journal.whole"), say("verb.grant"), "周岩")
}

func TestSupplementIsAskedOnceAndInFull(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin := h.signIn("lin")
	form := lin.page(lin.item(food, "/request-supplement"), say("act.defect.materials"))
	pick := regexp.MustCompile(`name="pick" value="(m\.[^"]+)"`).FindStringSubmatch(form)
	if pick == nil {
		t.Fatal("no material can be picked")
	}
	status, html := lin.post(lin.item(food, "/request-supplement"), "seen", lin.hidden(form, "seen"))
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, say("missing.pick")) {
		t.Errorf("nothing picked answers %d", status)
	}
	status, html = lin.post(lin.item(food, "/request-supplement"), "pick", pick[1], "rule-"+pick[1], "第五条")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, "checked") || !strings.Contains(html, "第五条") {
		t.Errorf("a missing reason answers %d and must keep what was written", status)
	}
	lin.act(food, "request-supplement", "pick", pick[1], "reason-"+pick[1], "请重拍一张。", "rule-"+pick[1], "第五条")
	lin.page(lin.item(food), say("state.supplement_requested"), say("rule.waiting"))
	lin.page(lin.item(food, "/journal"), "请重拍一张。")
	if status, html := lin.get(lin.item(food, "/accept")); status != http.StatusConflict || strings.Contains(html, `<button type="submit" class="govuk-button`) {
		t.Errorf("accepting what waits for the applicant answers %d", status)
	}
}

func TestNeedToKnow(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin, jiang := h.signIn("lin"), h.signIn("jiang")
	html := jiang.page(jiang.item(fire))
	if status, _ := jiang.get(jiang.item(food)); status != http.StatusNotFound {
		t.Errorf("another department's item answers %d, want 404", status)
	}
	paper := regexp.MustCompile(`/items/[^"]+/papers/[^"]+`).FindString(html)
	if paper == "" {
		t.Fatal("no paper on the page")
	}
	if status, body := jiang.get("/officer/cases/" + string(h.no) + paper); status != http.StatusOK || !strings.HasPrefix(body, "\x89PNG") {
		t.Errorf("one's own paper answers %d", status)
	}
	onlyFood := regexp.MustCompile(`paper=(food_[^"&#]+)[^"]*#viewer`).FindStringSubmatch(lin.page(lin.item(food)))
	if onlyFood == nil {
		t.Skip("the pack has no paper that only the food licence uses")
	}
	food := regexp.MustCompile(`/papers/([^"]+)"`).FindStringSubmatch(lin.page(lin.item(food, "?paper="+onlyFood[1])))
	if status, _ := jiang.get(jiang.item(fire, "/papers/", food[1])); status != http.StatusNotFound {
		t.Errorf("a paper that the item does not use answers %d, want 404", status)
	}
}

func TestWhoOnlyReadsIsOfferedNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mou := h.signIn("mou")
	if list := mou.page(home, "海风小馆"); strings.Contains(list, say("worklist.claim")) || strings.Contains(list, say("worklist.give")) {
		t.Error("the list lets a reader claim")
	}
	if html := mou.page(mou.item(food), say("desk.reader")); strings.Contains(html, `class="kx-act`) || strings.Contains(html, "kx-barred") {
		t.Error("the desk offers a reader acts")
	}
	if status, _ := mou.get(mou.item(food, "/accept")); status != http.StatusForbidden {
		t.Errorf("a reader's page of an act answers %d, want 403", status)
	}
	if status, _ := mou.post(mou.item(food, "/accept")); status != http.StatusForbidden {
		t.Errorf("a reader's act answers %d, want 403", status)
	}
}

func TestConflictShowsBothVersions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin, zhou := h.signIn("lin"), h.signIn("zhou")
	lin.act(food, "accept")
	seen := lin.hidden(lin.page(lin.item(food, "/propose-refuse")), "seen")
	zhou.act(food, "propose-grant", "opinion", "拟准予。", "grounds", "第三十五条")
	status, html := lin.post(lin.item(food, "/propose-refuse"), "seen", seen, "reason", "场所不符合要求。", "grounds", "第三十五条")
	if status != http.StatusConflict {
		t.Fatalf("answers %d, want 409", status)
	}
	lin.says("conflict", html, say("conflict.title"), "周岩", say("verb.propose_grant"), say("conflict.no_draft"), say("draft.grant"), "场所不符合要求。")
	if n := strings.Count(html, "kx-effects__row--changed"); n != 6 {
		t.Errorf("%d lines are marked as changed; want state, handler and draft on both sides", n)
	}
}

// A question, the right to a hearing and an extension, from the page of each act to what the case page then shows.
func TestProceduresAtTheDesk(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin := h.signIn("lin")
	lin.act(food, "accept")
	html := lin.act(food, "ask-clarification", "question", "后厨在哪一层？")
	lin.says("question", html, say("stand.question"), say("stand.question.asked"), "后厨在哪一层？")
	html = lin.act(food, "tell-hearing-right", "whose", "affected", "matter", "涉及相邻住户")
	lin.says("hearing", html, say("stand.hearing.told"), "涉及相邻住户")
	status, html := lin.post(lin.item(food, "/tell-hearing-right"), "whose", "applicant", "matter", "再来一次")
	if status != http.StatusConflict {
		t.Errorf("told twice answers %d", status)
	}
	lin.says("twice", html)
	if status, _ := lin.get(lin.item(food, "/suspend")); status == http.StatusOK {
		t.Error("an item without a special procedure on its list offers one")
	}
	lin.page(lin.item(food, "/clock"), say("cal.start"))
	if strings.Contains(lin.page(lin.item(food)), say("act.extend-decision.text")) {
		t.Error("a clerk is offered to extend")
	}
}

func TestListFiltersByItsAddress(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin := h.signIn("lin")
	h.clock.Move(10 * 24 * time.Hour)
	for path, there := range map[string]bool{
		"?stage=answer": true, "?stage=decide": false, "?scenario=newborn": false, "?channel=portal": true, "?handler=mine": false,
		"?handler=none": true, "?received=today": false, "?received=month": true, "?stage=nonsense": true, "?stage=answer&sort=received": true,
		"?stage=done": false,
	} {
		html := lin.page(home + path)
		if strings.Contains(html, "海风小馆") != there {
			t.Errorf("%s: the case is there: %v, want %v", path, !there, there)
		}
		if !there && !strings.Contains(html, "kx-empty") {
			t.Errorf("%s: an empty table", path)
		}
	}
	lin.page(home+"?stage=nonsense", say("filter.unknown", "name", say("filter.stage")))
	if _, html := lin.post("/officer/searches", "words", "海风"); !strings.Contains(html, string(h.no)) || strings.Contains(html, "words=") {
		t.Error("the search does not find the shop by its name")
	}
	status, html := lin.post(home+"/claim", "pick", string(h.no)+"/"+food+"/0", "back", home+"?handler=mine")
	if status != http.StatusOK || !strings.Contains(html, say("flash.claimed")) || !strings.Contains(html, "林晓") {
		t.Errorf("claiming from the list answers %d", status)
	}
}

func TestSilenceIsShownAsTheLawHasIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin := h.signIn("lin")
	h.clock.Move(14 * 24 * time.Hour) // five working days and more: nobody answered
	lin.page(lin.item(food), say("state.deemed"), say("rule.deemed"), say("act.propose-grant.text"))
	if status, _ := lin.get(lin.item(food, "/accept")); status != http.StatusConflict {
		t.Errorf("accepting what silence has accepted answers %d, want 409", status)
	}
	for _, s := range casework.States {
		if _, ok := looks[s]; !ok || !has("state."+string(s)) {
			t.Errorf("state %s has no look or no word", s)
		}
	}
}

// TestEveryPageOfARealCase fetches every kind of page from a real case and holds it to what samples are held to;
// the pages are left for the browser checks like those.
func TestEveryPageOfARealCase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin, zhou := h.signIn("lin"), h.signIn("zhou")
	look := func(b browser, name, path string) {
		t.Helper()
		status, html := b.get(path)
		if status != http.StatusOK {
			t.Errorf("%s: %s answers %d", name, path, status)
		}
		whole(t, html)
		write(t, "real-"+name, html)
	}
	look(lin, "worklist", home)
	look(lin, "case-received", lin.item(food))
	for _, act := range []string{"accept", "decline", "return-to-right-body", "declare-not-needed", "request-supplement"} {
		look(lin, act, lin.item(food, "/", act))
	}
	look(lin, "clock", lin.item(food, "/clock"))
	lin.act(food, "accept")
	h.clock.Move(3 * 24 * time.Hour)
	for _, act := range []string{"propose-grant", "propose-refuse"} {
		look(lin, act, lin.item(food, "/", act))
	}
	lin.act(food, "propose-refuse", "reason", "场所不符合要求。", "grounds", "第三十五条")
	look(lin, "case-proposed", lin.item(food))
	look(zhou, "case-to-sign", zhou.item(food))
	for _, act := range []string{"refuse", "send-back"} {
		look(zhou, act, zhou.item(food, "/", act))
	}
	look(zhou, "clocks", zhou.item(food, "/clock?clock=K1"))
	zhou.act(food, "refuse")
	look(lin, "case-over", lin.item(food))
	look(lin, "journal", lin.item(food, "/journal"))
	look(lin, "done-today", home+"?stage=done")
	if status, html := lin.get(lin.item(food, "/grant")); status == http.StatusOK {
		t.Errorf("granting what is refused answers %d", status)
	} else {
		whole(t, html)
		write(t, "real-not-now", html)
	}
}

// Whoever tries account after account from one address waits, although no account was tried often.
func TestTryingAccountsEnds(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	for i := range attempts {
		if status, _ := b.post("/officer/login", "account", "nobody"+strconv.Itoa(i), "password", "a guess"); status != http.StatusUnprocessableEntity {
			t.Fatalf("%d: %d", i, status)
		}
	}
	status, html := b.post("/officer/login", "account", "another", "password", "a guess")
	if status != http.StatusTooManyRequests || !strings.Contains(html, "试的次数太多") || !strings.Contains(html, `value="another"`) {
		t.Errorf("%d: %s", status, html)
	}
}
