package citizen_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestAReceiptAndACasePrintWithNumberPictureAndTime(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	at := b.file()
	for _, path := range []string{at, at + "/receipt"} {
		b.open(path)
		b.want(http.StatusOK, path, "打印这一页")
		if strings.Contains(b.html, "打印于") {
			t.Errorf("%s: the foot of the sheet stands on the screen", path)
		}
		b.open(path + "?print=1")
		b.want(http.StatusOK, path, "打印于 3月10日 10:15", "<desc>"+at+"</desc>", strings.TrimPrefix(at, "/cases/"))
		if strings.Contains(b.html, "改领取方式") || strings.Contains(b.html, "打印这一页") {
			t.Errorf("%s: a control is printed", path)
		}
	}
}

func TestADraftGoesOnAtAnotherDeviceOfTheSamePerson(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signIn("zhang")
	draft := b.startNewborn("1")
	b.open("/drafts")
	b.want(http.StatusOK, "/drafts", "换手机接着填")
	b.open(draft + "/continue-elsewhere")
	b.want(http.StatusOK, draft, "<desc>"+draft+"</desc>", "手机上也要登录")
	code := h.codeOn(b.html)

	phone := h.browser()
	phone.open("/continue?code=" + url.QueryEscape(code))
	phone.want(http.StatusOK, "/login?back=")
	phone.signIn("zhang")
	phone.open("/continue?code=" + url.QueryEscape(code))
	phone.want(http.StatusOK, draft)

	other := h.browser() // somebody else learns nothing
	other.signIn("li")
	other.open("/continue?code=" + url.QueryEscape(code))
	other.want(http.StatusUnprocessableEntity, "/continue", "没有这个号码")

	h.clock.Move(31 * time.Minute)
	phone.open("/continue?code=" + url.QueryEscape(code))
	phone.want(http.StatusUnprocessableEntity, "/continue", "已经过期")
}
