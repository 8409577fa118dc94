package message

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/connector/outbound"
)

var sample = Message{
	ID: "m-1", Channel: SMS, To: "14000000001", Text: "您的办件有新进展，请登录查看",
	At: time.Date(2026, 9, 29, 10, 0, 0, 0, time.UTC),
}

func TestClientHandsOverOnce(t *testing.T) {
	t.Parallel()
	var got Message
	var key string
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		key = r.URL.Path + " " + r.Header.Get("Idempotency-Key")
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	c, err := NewClient(Config{Outbound: outbound.Config{URL: s.URL}, Sign: "【联办】"})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Send(t.Context(), sample); err != nil {
		t.Fatal(err)
	}
	if key != "/messages m-1" || got.Text != "【联办】"+sample.Text || got.To != sample.To {
		t.Errorf("%q %+v", key, got)
	}
}

func TestClientTellsWaitingFromUseless(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{503: "message.down", 401: "message.down", 404: "message.down", 400: "message.refused", 422: "message.refused"} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		t.Cleanup(s.Close)
		c, err := NewClient(Config{Outbound: outbound.Config{URL: s.URL, Pause: time.Microsecond}})
		if err != nil {
			t.Fatal(err)
		}
		err = c.Send(t.Context(), sample)
		if fault.Of(err).Key != want || !lang.Chinese().Has("fault."+want) {
			t.Errorf("%d: %v", status, err)
		}
	}
	if _, err := NewClient(Config{}); err == nil {
		t.Error("a gateway needs an address")
	}
}

func TestFakeKeepsTheLastMessages(t *testing.T) {
	t.Parallel()
	f := NewFake()
	for i := range kept + 5 {
		m := sample
		m.ID, m.To = fmt.Sprint(i), fmt.Sprint(i%2)
		for range 2 { // the outbox may repeat itself
			if err := f.Send(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		}
	}
	all := f.Log("")
	if len(all) != kept || all[0].ID != "204" || all[kept-1].ID != "5" {
		t.Errorf("%d messages, %s to %s", len(all), all[0].ID, all[kept-1].ID)
	}
	if one := f.Log("1"); len(one) != kept/2 {
		t.Errorf("%d messages to one address", len(one))
	}
	f.SetDown(true)
	if err := f.Send(t.Context(), sample); !fault.Is(err, fault.Unavailable) || !f.Down() {
		t.Errorf("got %v", err)
	}
	f.SetDown(false)
	if a := f.Log("")[0]; a.ID != "m-1" || a.Sent || a.Tries != 1 {
		t.Errorf("%+v", a)
	}
	if err := f.Send(t.Context(), sample); err != nil {
		t.Errorf("got %v", err)
	}
	if a := f.Log("")[0]; a.ID != "m-1" || !a.Sent || a.Tries != 2 {
		t.Errorf("%+v", a)
	}
}
