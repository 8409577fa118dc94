package officer

import (
	"net/http"
	"strings"
	"testing"

	"lianban/internal/domain/casework"
	"lianban/internal/store"
	"lianban/internal/web/page/console"
)

func TestADepartmentOffersThatAPaperMayFollow(t *testing.T) {
	t.Parallel()
	lin := newHouse(t).signIn("lin")
	lin.page(lin.item(food), say("act.offer-gap.text"))
	if status, html := lin.post(lin.item(food, "/offer-gap")); status != http.StatusUnprocessableEntity || !strings.Contains(html, `value="food_safety_rules"`) {
		t.Errorf("an offer of nothing answers %d", status)
	}
	lin.act(food, "offer-gap", "materials", "food_safety_rules")
	lin.page(lin.item(food), say("promise.title"), say("promise.gap.offered"), console.FaultText(casework.Why(lin.kase(t), food, casework.VerbAccept, casework.Actor{Kind: "staff", ID: "x"})))
	if status, _ := lin.post(lin.item(food, "/revoke")); status == http.StatusOK {
		t.Error("what was not granted was revoked")
	}
}

// kase is the case as it is stored.
func (b browser) kase(t *testing.T) *casework.Case {
	t.Helper()
	c, err := b.store.Case(t.Context(), store.ByNo(b.no))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTwoHandsCorrectACertificateAndOneRevokesIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin, zhou := h.signIn("lin"), h.signIn("zhou")
	lin.act(food, "accept")
	lin.act(food, "propose-grant", "opinion", "材料齐全。", "grounds", "《食品安全法》第三十五条")
	zhou.act(food, "grant")
	lin.act(food, "correct-certificate", "old", "海丰小馆", "new", "海风小馆")
	lin.page(lin.item(food), say("promise.correction"), "海丰小馆")
	if desk := lin.page(lin.item(food)); strings.Contains(desk, say("act.confirm-correction.text")) || strings.Contains(desk, say("act.revoke.text")) {
		t.Error("who may not sign is offered to confirm or to revoke")
	}
	zhou.act(food, "confirm-correction")
	if got := zhou.kase(t).Latest(food); got.Corrected != 1 {
		t.Errorf("corrected %d times", got.Corrected)
	}
	status, html := zhou.post(zhou.item(food, "/revoke"), "cause", "cancel", "reason", "申请注销", "grounds", "行政许可法第七十条")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, say("missing.heard")) || !strings.Contains(html, "申请注销") {
		t.Errorf("a revocation without a hearing of the holder answers %d", status)
	}
	zhou.act(food, "revoke", "cause", "cancel", "reason", "申请注销", "grounds", "行政许可法第七十条", "heard", "3月12日本人当面申请")
	zhou.page(zhou.item(food), say("state.revoked"), say("document.revocation"))
}
