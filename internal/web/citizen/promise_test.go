package citizen_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// large is a restaurant whose food licence has a paper that may follow.
var large = url.Values{
	"area": {"zhifu"}, "applicant": {"owner"}, "catering_size": {"regular"}, "venue_area": {"120"}, "sells_raw_food": {"no"}, "wants_sign": {"no"},
	"fire_route": {"ordinary"},
}

var laterForm = regexp.MustCompile(`action="([^"]*/food_safety_rules/choose)"`)

// fileLater files a restaurant with the safety rules to follow and answers the address of the case.
func (b *browser) fileLater() string {
	b.t.Helper()
	b.open("/scenarios/restaurant")
	b.post("/scenarios/restaurant/update-plan", large)
	to, values, _ := b.form("/drafts/start")
	b.post(to, values)
	b.fillForm()
	m := laterForm.FindStringSubmatch(b.html)
	if m == nil {
		b.t.Fatalf("no paper may follow later: %s", b.main())
	}
	b.post(m[1], url.Values{"way": {"later"}})
	b.want(http.StatusOK, "/drafts/", "您承诺以后补")
	b.handInAll()
	to, values, inside := b.form("/submit")
	fill(values, inside)
	b.post(to, values)
	b.want(http.StatusOK, "/cases/", "已提交")
	return strings.TrimSuffix(b.at, "/receipt")
}

func TestWhatFollowsLaterIsPromisedWithTheForm(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	at := b.fileLater()
	b.open(at)
	b.want(http.StatusOK, at, "容缺受理承诺书")
	item := at + "/items/food_licence.new"
	b.open(item)
	b.want(http.StatusOK, item, "您承诺后补食品安全制度")
	b.open(item + "/fill-gap") // its days begin with the acceptance
	b.want(http.StatusConflict, item, "部门受理以后才能补齐")
}

func TestAnItemThatFailedIsAppliedForAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signIn("zhang")
	at := b.file()
	no, _ := ident.ParseCaseNo(strings.TrimPrefix(at, "/cases/"))
	const slot = "licence_check.verify"
	_, err := h.handling.Decline(t.Context(), h.officer(), handling.Target{No: no, Slot: slot}, "执照已经过期。", "有关规定")
	if err != nil {
		t.Fatal(err)
	}
	b.open(at)
	b.want(http.StatusOK, at, "再次申请")
	here := at + "/items/" + slot + "/reapply"
	b.open(here)
	b.want(http.StatusOK, here, "执照已经过期。", "这次照原样交的内容", "和上次有什么不同")
	to, values, _ := b.form("/reapply")
	values.Set("note", "换了新的执照")
	b.post(to, values)
	b.want(http.StatusOK, at+"/items/"+slot, "第 2 次", "您再次申请")
	b.open(here)
	b.want(http.StatusConflict, here)
}

func TestAnOfferIsReadAndAnswered(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signIn("zhang")
	at := b.file()
	no, _ := ident.ParseCaseNo(strings.TrimPrefix(at, "/cases/"))
	_, err := h.handling.OfferGap(t.Context(), h.officer(), handling.Target{No: no, Slot: "licence_check.verify"}, casework.OfferGapInput{Materials: []string{"business_licence"}})
	if err == nil {
		t.Fatal("a paper that is on no list was offered to follow")
	}
	here := at + "/items/licence_check.verify/promise-gap"
	b.open(here)
	b.want(http.StatusConflict, here)
	b.post(here, url.Values{"signature": {"yes"}, "text_hash": {"x"}})
	b.want(http.StatusConflict, here)
}
