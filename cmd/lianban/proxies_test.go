package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"lianban/internal/app/access"
)

func TestOnlyTrustedProxiesAreBelieved(t *testing.T) {
	t.Parallel()
	trusted, err := limits{Proxies: []string{"10.0.0.0/8", "192.0.2.1", "2001:db8::/32"}}.networks()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		remote string
		said   []string
		want   string
	}{
		{"203.0.113.9:4000", nil, "203.0.113.9"},
		{"203.0.113.9:4000", []string{"198.51.100.1"}, "203.0.113.9"}, // anybody can write the header
		{"10.1.2.3:4000", []string{"198.51.100.1"}, "198.51.100.1"},
		{"10.1.2.3:4000", []string{"1.1.1.1, 198.51.100.1"}, "198.51.100.1"}, // the client invented the first
		{"10.1.2.3:4000", []string{"1.1.1.1, 198.51.100.1, 192.0.2.1"}, "198.51.100.1"},
		{"10.1.2.3:4000", []string{"198.51.100.1", "192.0.2.1"}, "198.51.100.1"}, // two lines are one list
		{"10.1.2.3:4000", []string{"198.51.100.1, nonsense"}, "10.1.2.3"},
		{"10.1.2.3:4000", []string{"10.9.9.9"}, "10.9.9.9"},
		{"[2001:db8::1]:4000", []string{"2001:470:1:2::7"}, "2001:470:1:2::/64"},
		{"[::ffff:10.1.2.3]:4000", []string{"198.51.100.1"}, "198.51.100.1"},
		{"@", []string{"198.51.100.1"}, "@"},
	} {
		var got string
		h := behind(trusted, slog.New(slog.DiscardHandler), http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = access.CallerAt(r.RemoteAddr) }))
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		r.Header["X-Forwarded-For"] = c.said
		h.ServeHTTP(httptest.NewRecorder(), r)
		if got != c.want {
			t.Errorf("%s with %q: %s, want %s", c.remote, c.said, got, c.want)
		}
	}
	if _, err := (limits{Proxies: []string{"nginx"}}).networks(); err == nil {
		t.Error("a name is taken for an address")
	}
}

// Whoever runs a proxy and forgets to name it is told, once.
func TestAnUnnamedProxyIsToldOnce(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	h := behind(nil, slog.New(slog.NewTextHandler(&out, nil)), http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for range 3 {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("X-Forwarded-For", "198.51.100.1")
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
	if n := strings.Count(out.String(), "--proxies"); n != 1 {
		t.Errorf("told %d times: %s", n, out.String())
	}
}
