package citizen_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Whatever is posted, the portal answers with a page of its own: what cannot be used is refused, never a broken page.
func TestNonsenseIsRefusedNotBroken(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	at := b.file()
	item := at + "/items/food_licence.new"
	draft := b.startNewborn("1")
	names := []string{
		"version", "seen", "once", "note", "reason", "way", "recipient", "phone", "address", "code", "channel", "channels", "night", "sms", "email", "mail",
		"topic", "n", "instance", "scenario", "area", "plan", "company", "answers", "name", "draft", "all", "q", "shown", "declared", "order", "no", "back",
	}
	for _, path := range []string{
		at + "/ask-early-delivery", at + "/change-delivery", at + "/withdraw", item + "/urge", item + "/choose", item + "/deliver", at + "/items/x/urge",
		item + "/consent-to-share", item + "/read-shared", item + "/withdraw-consent", at + "/items/x/consent-to-share", "/me/consents/x/withdraw",
		"/cases/x/change-delivery", at + "/supplements/x/submit", at + "/supplements/x/y/upload", at + "/supplements/x/papers/y/remove",
		"/me/messages/read", "/me/messages/x/read", "/me/messages/99999999999999999999/read", "/me/messages/settings/choose-channels", "/me/messages/settings/ask-address",
		"/me/messages/settings/confirm-address", "/me/messages/settings/drop-address", "/drafts/start", "/drafts/x/continue-elsewhere", draft + "/continue-elsewhere",
		draft + "/child/add-instance", draft + "/child/remove-instance", draft + "/x/add-instance", draft + "/x/remove-instance", draft + "/delivery/save",
		draft + "/child/save", draft + "/x/save", draft + "/child/save-later", draft + "/x/reopen", draft + "/materials/x/upload", draft + "/materials/x/choose",
		draft + "/papers/x/remove", draft + "/submit", "/scenarios/x/update-plan", "/verify",
	} {
		for _, x := range []string{"", "-1", "99999999999999999999", "\x00\xff", "../..", strings.Repeat("长", 2000), "2026-02-30", "//evil.example/"} {
			f := url.Values{}
			for _, n := range names {
				f[n] = []string{x, x}
			}
			b.post(path, f)
			if b.status >= http.StatusInternalServerError {
				t.Errorf("%.8q to %s: %d", x, path, b.status)
			}
		}
	}
	for _, path := range []string{
		draft + "/child/remove-instance?n=-1", draft + "/child/remove-instance?n=x", "/continue?code=%ff", at + "/archive?x=%00", at + "/journal?after=x",
		"/me/messages?after=x&before=%00", "/me/reads?after=x", "/me/consents?after=x", item + "/consent-to-share", at + "/items/x/consent-to-share", "/cases?after=%ff", "/search?q=%ff%00", "/search?q=" + url.QueryEscape(strings.Repeat("开餐饮店", 2000)),
		"/scenarios/x?%ff=%00",
	} {
		b.open(path)
		if b.status >= http.StatusInternalServerError {
			t.Errorf("GET %s: %d", path, b.status)
		}
	}
}
