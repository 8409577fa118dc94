package demo

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/telling"
	"lianban/internal/base/clock"
	"lianban/internal/base/lang"
	"lianban/internal/web/page"
)

// played is a door over one switch and a few messages.
func played(held []telling.Held, sent []Sent) (*Door, *bool) {
	down := false
	d := &Door{
		Around: func(_ *http.Request, title string) (*page.Frame, error) {
			return &page.Frame{Texts: lang.Chinese(), Door: page.Citizen, Home: "/", Title: title, Demo: &page.Demo{}}, nil
		},
		Held:  func(context.Context, int) ([]telling.Held, error) { return held, nil },
		Sent:  func() []Sent { return sent },
		Plays: []Play{{Way: telling.SMS, Down: func() bool { return down }, Set: func(d bool) { down = d }}},
		Log:   slog.New(slog.DiscardHandler),
	}
	return d, &down
}

func ask(t *testing.T, d *Door, method, path string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	d.Handler().ServeHTTP(w, r)
	return w
}

var gap = regexp.MustCompile(`\[(demo|page|citizen|fault)\.[^\]]*\]|\{[a-z]+\}`)

// The page says what arrived and what waits, why and until when, and shows nobody's whole number.
func TestTheLogSaysWhatBecameOfEveryMessage(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 9, 29, 21, 30, 5, 0, clock.Zone)
	letter := func(way, to string, n int) telling.Letter {
		return telling.Letter{Way: way, To: to, Text: "办件尾号1234：有新消息。", Attempts: n}
	}
	d, _ := played([]telling.Held{
		{Letter: letter(telling.SMS, "13800000001", 12), Reason: "message.down", Dead: true},
		{Letter: letter(telling.SMS, "13800000002", 2), Reason: "message.down", NextAt: at},
		{Letter: letter(telling.SMS, "13800000002", 0), Behind: true},
		{Letter: letter(telling.SMS, "13800000003", 0), NextAt: at.Add(time.Hour)},
		{Letter: letter(telling.Mail, "wang@example.org", 0)},
	}, []Sent{{Way: telling.Mail, To: "zhang@example.org", Subject: "有新消息", Text: "第一行\n\n<b>", At: at, Tries: 3}})
	html := ask(t, d, http.MethodGet, "/demo/messages", nil).Body.String()
	for _, want := range []string{
		"演示", "试了 12 次，已停止", "短信暂时发不出去", "试了 2 次，9月29日 21:30:05 再试", "上一条后面", "免打扰时段，9月29日 22:30:05", "几秒内发出",
		"z***@example.org", "9月29日 21:30:05 送到，试了 3 次", "138****0001", "&lt;b&gt;", "停掉短信网关",
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, never := range []string{"13800000001", "wang@", "zhang@"} {
		if strings.Contains(html, never) {
			t.Errorf("the page shows %s", never)
		}
	}
	if m := gap.FindString(html); m != "" {
		t.Errorf("a text is missing or not filled in: %s", m)
	}
	d, _ = played(nil, nil)
	if html := ask(t, d, http.MethodGet, "/demo/messages", nil).Body.String(); !strings.Contains(html, "没有等着发的") || !strings.Contains(html, "会出现在这里") {
		t.Error("an empty log says nothing")
	}
}

// A switch turns with a form and only with a form; what does not exist cannot be switched.
func TestTheGatewayIsSwitchedOffAndOn(t *testing.T) {
	t.Parallel()
	d, down := played(nil, nil)
	if w := ask(t, d, http.MethodPost, "/demo/messages/sms/switch", url.Values{"down": {"yes"}}); w.Code != http.StatusSeeOther || !*down {
		t.Errorf("%d, down %v", w.Code, *down)
	}
	if html := ask(t, d, http.MethodGet, "/demo/messages", nil).Body.String(); !strings.Contains(html, "已停") || !strings.Contains(html, "恢复短信网关") {
		t.Error("the page does not say that the gateway is off")
	}
	if w := ask(t, d, http.MethodGet, "/demo/messages/sms/switch", nil); w.Code != http.StatusMethodNotAllowed || !*down {
		t.Errorf("looking switched it: %d", w.Code)
	}
	ask(t, d, http.MethodPost, "/demo/messages/sms/switch", url.Values{"down": {"no"}})
	if *down {
		t.Error("still off")
	}
	if w := ask(t, d, http.MethodPost, "/demo/messages/pigeon/switch", nil); w.Code != http.StatusNotFound {
		t.Errorf("got %d", w.Code)
	}
}
