package citizen_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// What an office asks for can come from a register, with consent; and the consent can be taken back.
func TestConsentTakesThePlaceOfAnUpload(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signIn("zhang")
	at := b.file()
	no, _ := ident.ParseCaseNo(strings.TrimPrefix(at, "/cases/"))
	_, err := h.handling.RequestSupplement(t.Context(), h.officer(), handling.Target{No: no, Slot: "licence_check.verify"},
		[]casework.Defect{{Material: "business_licence", Reason: "照片看不清", Rule: "《市场主体登记管理条例》第二十二条"}})
	if err != nil {
		t.Fatal(err)
	}
	h.clock.Set(h.clock.Now().Add(time.Hour))
	asked, item := at+"/supplements/licence_check.verify", at+"/items/licence_check.verify"
	b.open(item)
	b.want(http.StatusOK, item, "同意部门查询")
	b.open(asked)
	b.want(http.StatusOK, asked, "不用上传：同意部门查询")
	here := item + "/consent-to-share"
	b.open(here)
	b.want(http.StatusOK, here, "电子证照库", "查什么", "营业执照", "谁来查", "可以不同意")
	consent := url.Values{"register": {"certificate_store"}}

	b.post(here, consent) // the register does not answer
	b.want(http.StatusOK, here, "没有连上", "您的同意还在", "再查一次", "收回同意")
	h.lends.answer()
	b.post(item+"/read-shared", consent)
	b.want(http.StatusOK, here, "没有查到记录")
	h.lends.answer(filing.Certificate{Material: "business_licence", Number: "370602-1", Holder: "海风小馆（示例）", Until: "2030-01-01"})
	b.post(item+"/read-shared", consent)
	b.want(http.StatusOK, here, "已查到", "370602-1", "不用再上传")
	b.post(here, consent)
	b.want(http.StatusUnprocessableEntity, here, "<title>错误：", "您已经同意查询电子证照库")
	b.open(asked)
	b.want(http.StatusOK, asked, "电子证照库已经查到")
	b.open("/me/reads")
	b.want(http.StatusOK, "/me/reads", "依据您的同意")

	b.open("/me")
	b.want(http.StatusOK, "/me", "我的同意")
	b.open("/me/consents")
	b.want(http.StatusOK, "/me/consents", "电子证照库", "芝罘区", "已查到", "没有连上") // the draft's too
	to, values, _ := b.form("/withdraw")
	b.post(to, values)
	b.want(http.StatusOK, "/me/consents", "已收回", "收回以前查到的仍然有效")
	b.open(here)
	b.want(http.StatusOK, here, "已收回", "同意并查询", "370602-1")
	b.post(item+"/read-shared", consent)
	b.want(http.StatusUnprocessableEntity, item, "现在没有可用的同意")
	to, values, _ = b.form("/consent-to-share")
	if values.Get("register") == "" {
		t.Error("every button knows its register")
	}
	b.open(at + "/journal")
	b.want(http.StatusOK, at, "您同意为「", "您收回了「")
	b.open(asked)
	to, values, _ = b.form("/submit")
	b.post(to, values)
	b.want(http.StatusOK, at, "您补充了")
}

func TestConsentsAreTheirPersons(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b, other := h.browser(), h.browser()
	b.signIn("zhang")
	at := b.file()
	b.open("/me/consents")
	to, values, _ := b.form("/withdraw")
	other.signIn("li")
	other.open("/me/consents")
	other.want(http.StatusOK, "/me/consents", "您还没有同意过查询")
	other.post(to, values)
	other.want(http.StatusNotFound, to)
	other.post(at+"/items/licence_check.verify/consent-to-share", url.Values{"register": {"certificate_store"}})
	other.want(http.StatusNotFound, at)
}
