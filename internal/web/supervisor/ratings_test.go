package supervisor

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

var oneRating = regexp.MustCompile(`/supervisor/ratings/[^"/?]+`)

// rate lets the applicant withdraw everything and say that the whole was bad.
func (h *house) rate(anonymous bool) {
	h.t.Helper()
	ctx := h.t.Context()
	by := casework.Actor{Kind: "applicant", ID: "person-1", Name: "王小满"}
	_, err := h.handling.Store.Apply(ctx, store.ByNo(h.no), func(c *casework.Case) (casework.Change, error) {
		return h.engine.Withdraw(c, h.moment(), by, casework.WithdrawInput{Reason: "不办了"})
	})
	check(h.t, err)
	me := permission.Principal{Kind: permission.Applicant, ID: "person-1", Name: "王小满", Active: true}
	_, err = h.improvement.RateItem(ctx, me, h.no, improvement.Said{
		Grade: improvement.VeryDissatisfied, Words: "等了一个月", Reasons: []improvement.Reason{improvement.Waited}, Anonymous: anonymous,
	}, "once")
	check(h.t, err)
}

func TestASupervisorAnswersWhatNoItemIsBlamedFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t, permission.See, permission.Supervise)
	h.signIn()
	h.page("/supervisor/ratings", "没有")
	h.rate(false)
	list := h.page("/supervisor/ratings", "新生儿出生", "王*满")
	if strings.Contains(list, "王小满") {
		t.Error("the list shows a whole name")
	}
	at := oneRating.FindString(list)
	one := h.page(at, "等了一个月", "等太久", string(h.no))
	version := regexp.MustCompile(`name="seen" value="(\d+)"`).FindStringSubmatch(one)[1]
	status, html := h.do(http.MethodPost, at+"/answer", "seen", version, "kind", "will_fix", "words", "补了人手", "call", "reached")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, "补了人手") {
		t.Errorf("a promise without a day answers %d and keeps the words: %v", status, strings.Contains(html, "补了人手"))
	}
	status, html = h.do(http.MethodPost, at+"/answer", "seen", version, "kind", "fixed", "words", "补了人手", "call", "reached")
	if status != http.StatusOK || !strings.Contains(html, "补了人手") {
		t.Errorf("the answer: %d", status)
	}
	if status, _ = h.do(http.MethodPost, at+"/answer", "seen", version, "kind", "fixed", "words", "又一次", "call", "reached"); status != http.StatusConflict {
		t.Errorf("a second answer to what was seen before the first: %d", status)
	}
}

func TestALateAnonymousReviewIsRedAndLeadsNowhere(t *testing.T) {
	t.Parallel()
	h := newHouse(t, permission.See, permission.Supervise)
	h.rate(true)
	h.clock.Move(15 * 24 * time.Hour)
	h.signIn()
	list := h.page("/supervisor/ratings?view=late", "匿名")
	one := h.page(oneRating.FindString(list), "等了一个月", "超期")
	for _, html := range []string{list, one} {
		for _, tells := range []string{string(h.no), "王*满", "王小满", "person-1"} {
			if strings.Contains(html, tells) {
				t.Errorf("an anonymous review tells %q", tells)
			}
		}
	}
}
