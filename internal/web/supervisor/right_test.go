package supervisor

import (
	"net/http"
	"testing"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

func TestALegalSupervisorRecordsAnOrderOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t, permission.SetRight)
	h.signIn()
	at := itemURL(h.no, slot)
	refuse := func(do func(casework.Moment, *casework.Case) (casework.Change, error)) {
		_, err := h.handling.Store.Apply(t.Context(), store.ByNo(h.no), func(c *casework.Case) (casework.Change, error) {
			return do(casework.Moment{At: h.clock.Now(), NewID: ident.New, Salt: ident.New}, c)
		})
		check(t, err)
	}
	target := casework.Target{Slot: slot}
	refuse(func(m casework.Moment, c *casework.Case) (casework.Change, error) {
		return h.handling.Engine.ProposeRefuse(c, m, casework.Actor{Kind: "staff", ID: "s", Name: "林晓", Department: "market"},
			casework.ProposeRefuseInput{Target: target, Opinion: "不符", Reason: "面积不足", Grounds: "第三十五条"})
	})
	refuse(func(m casework.Moment, c *casework.Case) (casework.Change, error) {
		return h.handling.Engine.Refuse(c, m, casework.Actor{Kind: "staff", ID: "z", Name: "周岩", Department: "market"}, casework.RefuseInput{Target: target})
	})
	h.page(at, say("act.reopen-by-review"), say("right.order"))
	status, _ := h.do(http.MethodPost, at+"/reopen-by-review", "order", "烟复决〔2026〕1号", "body", "烟台市人民政府", "on", "三月")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none answers %d", status)
	}
	_, html := h.do(http.MethodPost, at+"/reopen-by-review", "order", "烟复决〔2026〕1号", "body", "烟台市人民政府", "on", "2026-03-09")
	h.says("reopened", html, say("flash.reopened"))
	if status, _ := h.do(http.MethodPost, at+"/reopen-by-review", "order", "烟复决〔2026〕1号", "body", "烟台市人民政府", "on", "2026-03-09"); status != http.StatusConflict {
		t.Errorf("the same order a second time answers %d", status)
	}
}
