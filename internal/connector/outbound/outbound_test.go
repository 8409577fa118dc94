package outbound

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

type secret string

func (s secret) Reveal() string { return string(s) }

func client(t *testing.T, h http.HandlerFunc, change func(*Config)) *Client {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	config := Config{URL: s.URL + "/base/", Credential: secret("token-1"), Pause: time.Microsecond, Timeout: 10 * time.Second}
	if change != nil {
		change(&config)
	}
	c, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPostSpeaksJSONWithItsCredentialAndKey(t *testing.T) {
	t.Parallel()
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		var in map[string]string
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		fmt.Fprintf(w, `{"saw": "%s %s %s %s %s"}`, r.Method, r.URL.Path, r.Header.Get("Authorization"), r.Header.Get("Idempotency-Key"), in["a"])
	}, nil)
	var out struct{ Saw string }
	if err := c.Post(t.Context(), "lookup", "k-1", map[string]string{"a": "b"}, &out); err != nil {
		t.Fatal(err)
	}
	if out.Saw != "POST /base/lookup Bearer token-1 k-1 b" {
		t.Errorf("got %q", out.Saw)
	}
}

func TestPostRetriesWhatMayPassAndOnlyThat(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status int
		calls  int32
		down   bool
	}{
		{http.StatusServiceUnavailable, 3, true}, {http.StatusTooManyRequests, 3, true},
		{http.StatusBadRequest, 1, false}, {http.StatusNotFound, 1, false}, {http.StatusFound, 1, false},
	} {
		var calls atomic.Int32
		client := client(t, func(w http.ResponseWriter, r *http.Request) {
			calls.Add(1)
			w.Header().Set("Location", "http://127.0.0.1:1/elsewhere")
			w.WriteHeader(c.status)
		}, nil)
		err := client.Post(t.Context(), "x", "", 1, nil)
		var status *StatusError
		if errors.Is(err, ErrDown) != c.down || errors.As(err, &status) == c.down || calls.Load() != c.calls {
			t.Errorf("%d: %d calls, %v", c.status, calls.Load(), err)
		}
	}
}

func TestPostComesThroughAfterAStumble(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	c := client(t, func(w http.ResponseWriter, r *http.Request) {
		if b, _ := io.ReadAll(r.Body); string(b) != `{"n":7}` {
			t.Errorf("attempt %d sent %q", calls.Load(), b)
		}
		if calls.Add(1) == 1 {
			panic(http.ErrAbortHandler) // the line is cut
		}
		io.WriteString(w, `{}`)
	}, nil)
	if err := c.Post(t.Context(), "x", "k", map[string]int{"n": 7}, nil); err != nil || calls.Load() != 2 {
		t.Errorf("%d calls, %v", calls.Load(), err)
	}
}

func TestPostEndsAtItsDeadline(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	c := client(t, func(http.ResponseWriter, *http.Request) { <-release }, func(c *Config) { c.Timeout = time.Millisecond; c.Retries = -1 })
	t.Cleanup(func() { close(release) }) // before the server closes, which waits for its answers
	if err := c.Post(t.Context(), "x", "", 1, nil); !errors.Is(err, ErrDown) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestPostRefusesAnswersThatWereNotAgreed(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"<html>", strings.Repeat(" ", maxAnswer+1) + "{}"} {
		c := client(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, answer) }, nil)
		var out map[string]string
		var status *StatusError
		if err := c.Post(t.Context(), "x", "", 1, &out); !errors.As(err, &status) {
			t.Errorf("got %v", err)
		}
	}
}

func TestNewWantsASafeAddress(t *testing.T) {
	t.Parallel()
	for address, fine := range map[string]bool{
		"https://share.example": true, "http://localhost:8080": true, "http://127.0.0.1:1": true,
		"http://share.example": false, "ftp://share.example": false, "": false, "share.example": false,
	} {
		if _, err := New(Config{URL: address}); (err == nil) != fine {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestConfigLogsNoSecret(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	slog.New(slog.NewTextHandler(&b, nil)).Info("start", "register", Config{URL: "https://a.example", Credential: secret("hunter2")})
	if strings.Contains(b.String(), "hunter2") || !strings.Contains(b.String(), "a.example") {
		t.Error(b.String())
	}
}
