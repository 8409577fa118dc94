package citizen_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestASecondOfTheSameThingIsWarnedOfAndNeverRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signIn("zhang")
	case1 := b.file()
	again := func() {
		t.Helper()
		b.open("/scenarios/restaurant?area=zhifu")
		b.post("/scenarios/restaurant/update-plan", small)
		to, values, _ := b.form("/drafts/start")
		b.post(to, values)
	}
	again()
	b.want(http.StatusOK, "/drafts/start?", "您已经在办「开办餐饮店」", "海风小馆", case1, "另办一件")
	to, values, _ := b.form("/drafts/start")
	b.post(to, values)
	b.want(http.StatusOK, "/drafts/")
	if strings.HasPrefix(b.at, "/drafts/start") {
		t.Fatal("another one anyway is refused")
	}
	again()
	b.want(http.StatusOK, "/drafts/start?", "有 2 件", "接着")

	other := h.browser() // somebody else begins without a word
	other.signIn("li")
	other.post("/scenarios/restaurant/update-plan", small)
	to, values, _ = other.form("/drafts/start")
	other.post(to, values)
	if other.want(http.StatusOK, "/drafts/"); strings.HasPrefix(other.at, "/drafts/start") {
		t.Error("somebody else's draft counts")
	}
}
