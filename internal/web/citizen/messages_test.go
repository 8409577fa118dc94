package citizen_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/telling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// code is the code in the e-mail that waits for an address.
func (b *browser) code(address string) string {
	b.t.Helper()
	targets, err := b.telling.Targets(b.t.Context(), 100)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, target := range targets {
		letters, err := b.telling.Letters(b.t.Context(), target)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, l := range letters {
			if l.To == address && l.Way == telling.Mail {
				return regexp.MustCompile(`\d{6}`).FindString(l.Text)
			}
		}
	}
	b.t.Fatalf("no e-mail waits for %s", address)
	return ""
}

func TestSomebodyChoosesHowNewsCome(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	const at = "/me/messages/settings"
	b.open(at)
	b.want(http.StatusOK, "/login?back=")
	b.signIn("zhang")
	b.open(at)
	b.want(http.StatusOK, at, "138****8000", "21:00 到第二天 08:00", `value="sms" checked`, `value="quiet" checked`)
	to, values, _ := b.form("/choose-channels")
	values["channels"], values["night"] = []string{"sms", "mail"}, []string{"any"}
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, to, "<title>错误：", "还没有确认过的邮箱", `value="mail" checked`, `value="any" checked`)

	to, values, _ = b.form("/ask-address")
	values.Set("address", "zhang")
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, to, `value="zhang"`, "填写完整的邮箱地址")
	to, values, _ = b.form("/ask-address")
	values.Set("address", "zhang@example.org")
	b.post(to, values)
	b.want(http.StatusOK, at, "确认码已发出", "z***@example.org")
	if strings.Contains(b.html, "zhang@example.org") {
		t.Error("the address is not masked")
	}
	to, values, _ = b.form("/confirm-address")
	code := b.code("zhang@example.org")
	values.Set("code", map[bool]string{true: "000001", false: "000000"}[code == "000000"])
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, to, "确认码不对")
	values.Set("code", code[:3]+" "+code[3:])
	b.post(to, values)
	b.want(http.StatusOK, at, "邮箱已确认", `value="mail" checked`, "已确认：z***@example.org")

	to, old, _ := b.form("/choose-channels")
	values = url.Values{"version": old["version"], "channels": {"mail"}, "night": {"any"}}
	b.post(to, values)
	b.want(http.StatusOK, at, "已保存", `value="any" checked`)
	if strings.Contains(b.html, `value="sms" checked`) {
		t.Error("short messages are still chosen")
	}
	b.post(to, values) // of a page that is old
	b.want(http.StatusConflict, to, "在别处改过了")

	b.open(at)
	to, values, _ = b.form("/drop-address")
	b.post(to, values)
	b.want(http.StatusOK, at, "已不用这个邮箱")
	b.open("/me/messages")
	b.want(http.StatusOK, "/me/messages", at)
}

func TestTheInboxIsReadOneByOneAndAltogether(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b, other := h.browser(), h.browser()
	b.signIn("zhang")
	other.signIn("li")
	b.open("/me/messages")
	b.want(http.StatusOK, "/me/messages", "消息会出现在这里")
	who, err := h.store.PersonByIDNo(t.Context(), "370699199002040012")
	if err != nil {
		t.Fatal(err)
	}
	for range 25 { // more than a page
		d, err := h.store.SaveDraft(t.Context(), store.Draft{ID: ident.DraftID(ident.New()), Person: who.ID, Scenario: "restaurant", Area: "zhifu", Data: []byte(`{}`), ExpiresAt: h.clock.Now().Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		w := store.DraftWarning{Draft: d, WarnAt: d.ExpiresAt.Add(-store.DraftWarnings[0])}
		m := casework.Message{Target: "person:" + string(who.ID), Kind: "draft_expiring", At: h.clock.Now(), Data: map[string]string{"scenario": "开办餐饮店", "draft": string(d.ID), "due": "2026-03-17"}}
		if err := h.store.WarnDraft(t.Context(), w, d.ExpiresAt, time.Time{}, m); err != nil {
			t.Fatal(err)
		}
	}
	b.open("/me/messages")
	b.want(http.StatusOK, "/me/messages", "没填完的“开办餐饮店”存到 3月17日（周二）", "25 条没有看", "/drafts/", `rel="next"`)
	if n := strings.Count(b.html, "<li class=\"lx-msg"); n != 20 {
		t.Errorf("%d messages on a page", n)
	}
	one := regexp.MustCompile(`/me/messages/\d+/read`).FindString(b.html)
	other.post(one, nil)
	b.open("/me/messages")
	b.want(http.StatusOK, "/me/messages", "25 条没有看")
	b.post(one, nil)
	b.want(http.StatusOK, "/me/messages", "24 条没有看")
	b.post("/me/messages/x/read", nil)
	b.want(http.StatusNotFound, "/me/messages/x/read")
	b.open("/me/messages")
	to, values, _ := b.form("/me/messages/read")
	b.post(to, values)
	b.want(http.StatusOK, "/me/messages", "没有新消息")
	if strings.Contains(b.html, "标为已读") {
		t.Error("something is still unread")
	}
}
