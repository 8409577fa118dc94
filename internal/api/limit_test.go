package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"lianban/internal/api"
	"lianban/internal/app/access"
)

// limited is a house whose limits are small and whose time stands.
func limited(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	now := func() time.Time { return opening }
	h.deps.Limits = api.Limits{Tokens: access.NewLimit(4, now), Addresses: access.NewLimit(2, now)}
	server := httptest.NewServer(api.New(h.deps))
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

// Who calls too often waits, and is told how long; others go on.
func TestWhoCallsTooOftenWaits(t *testing.T) {
	t.Parallel()
	h := limited(t)
	wang, li, nobody := h.applicant("王海", wang), h.applicant("李山", other), client{house: h}
	for range 4 {
		wang.ask(http.StatusOK, nil, http.MethodGet, "/api/v1/me", nil)
	}
	p := wang.refused(http.StatusTooManyRequests, "api.too_often", http.MethodGet, "/api/v1/me", nil)
	a := wang.send(http.MethodGet, "/api/v1/me", nil)
	if p.Kind != "too_many" || a.header.Get("Retry-After") != "15" || a.header.Get("RateLimit") != `"token";r=0;t=15` || a.header.Get("RateLimit-Policy") != `"token";q=4;w=60` {
		t.Errorf("%+v, %v", p, a.header)
	}
	if a := li.ask(http.StatusOK, nil, http.MethodGet, "/api/v1/me", nil); a.header.Get("RateLimit") != `"token";r=3;t=15` {
		t.Errorf("%v", a.header)
	}
	for range 2 {
		nobody.ask(http.StatusOK, nil, http.MethodGet, "/api/v1/areas", nil)
	}
	nobody.refused(http.StatusTooManyRequests, "api.too_often", http.MethodGet, "/api/v1/areas", nil)
	nobody.refused(http.StatusUnauthorized, "api.no_token", http.MethodGet, "/api/v1/me", nil) // not even looked at
	li.ask(http.StatusOK, nil, http.MethodGet, "/api/v1/areas", nil)
}

// Who guesses tokens is stopped, and whoever shares the address still gets in.
func TestGuessingTokensEnds(t *testing.T) {
	t.Parallel()
	h := limited(t)
	li := h.applicant("李山", other)
	statuses := []string{}
	for _, guess := range []string{"a", "b", "c", "d"} {
		a := client{h, guess}.send(http.MethodGet, "/api/v1/me", nil)
		statuses = append(statuses, http.StatusText(a.status))
	}
	if got := strings.Join(statuses, ", "); got != "Unauthorized, Unauthorized, Too Many Requests, Too Many Requests" {
		t.Error(got)
	}
	if a := li.send(http.MethodGet, "/api/v1/me", nil); a.status != http.StatusOK {
		t.Errorf("a good token: %d %s", a.status, a.body)
	}
}
