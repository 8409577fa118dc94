// Package outbound is how every connector calls an outside system over HTTP: with a deadline, few retries,
// small answers and no surprises. What an outside system says is never trusted further than its own room.
package outbound

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Credential is a secret that shows itself only here; crypt.Secret is one.
type Credential interface{ Reveal() string }

// Config is where an outside system is and how patient we are.
type Config struct {
	URL        string        // base address; https, except on this machine
	Credential Credential    // sent as a bearer token; nil: none
	Timeout    time.Duration // for one call with all its retries; 0: three seconds, what a waiting person bears
	Retries    int           // further attempts after the first; negative: none; 0: two
	Pause      time.Duration // before the first retry, doubled for each next; 0: 100 ms
}

// LogValue tells a log the address and nothing secret.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.URL) }

// ErrDown says that the system did not answer in time, or answered that it cannot.
var ErrDown = errors.New("outbound: the outside system is down")

// StatusError is an answer that no retry will change.
type StatusError struct {
	Status int
	Body   string // the first part of the answer, for logs
}

// Error is for logs.
func (e *StatusError) Error() string { return fmt.Sprintf("outbound: status %d: %s", e.Status, e.Body) }

// maxAnswer bounds what an outside system can make us hold in memory.
const maxAnswer = 4 << 20

// Client calls one outside system. It may be used by many goroutines.
type Client struct {
	config Config
	base   *url.URL
	http   *http.Client
}

// New makes a client.
func New(c Config) (*Client, error) {
	base, err := url.Parse(strings.TrimSuffix(c.URL, "/"))
	if err != nil || base.Host == "" || (base.Scheme != "https" && base.Scheme != "http") {
		return nil, fmt.Errorf("outbound: %q is not a web address", c.URL)
	}
	if host := base.Hostname(); base.Scheme == "http" && host != "localhost" && host != "127.0.0.1" && host != "::1" {
		return nil, fmt.Errorf("outbound: %q must be https", c.URL)
	}
	if c.Timeout <= 0 {
		c.Timeout = 3 * time.Second
	}
	if c.Retries == 0 {
		c.Retries = 2
	}
	if c.Pause <= 0 {
		c.Pause = 100 * time.Millisecond
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	return &Client{config: c, base: base, http: &http.Client{
		Transport: transport,
		// A redirect could carry the credential and a person's number to another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Post sends in as JSON to a path below the base address and reads the answer into out. The call must be
// harmless to repeat: key goes along as Idempotency-Key, or the call only reads and key is "".
//
// Errors: ErrDown after the deadline or the last retry, *StatusError for an answer that means no.
func (c *Client) Post(ctx context.Context, path, key string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("outbound: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	pause := c.config.Pause
	for attempt := 0; ; attempt++ {
		err = c.once(ctx, path, key, body, out)
		if !errors.Is(err, ErrDown) || attempt >= c.config.Retries {
			return err
		}
		// full jitter, so that many waiting persons do not come back together
		timer := time.NewTimer(time.Duration(rand.Int64N(int64(pause) + 1)))
		select {
		case <-timer.C:
			pause *= 2
		case <-ctx.Done():
			timer.Stop()
			return err
		}
	}
}

// once makes one attempt.
func (c *Client) once(ctx context.Context, path, key string, body []byte, out any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base.JoinPath(path).String(), bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("outbound: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	if key != "" {
		request.Header.Set("Idempotency-Key", key)
	}
	if c.config.Credential != nil {
		request.Header.Set("Authorization", "Bearer "+c.config.Credential.Reveal())
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDown, err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDown, err)
	}
	return read(answer.StatusCode, b, out)
}

// read judges an answer.
func read(status int, b []byte, out any) error {
	switch {
	case status == http.StatusTooManyRequests || status >= 500:
		return fmt.Errorf("%w: status %d", ErrDown, status)
	case status < 200 || status >= 300:
		return &StatusError{Status: status, Body: string(b[:min(len(b), 500)])}
	case len(b) > maxAnswer:
		return &StatusError{Status: status, Body: "the answer is too large"}
	case out == nil:
		return nil
	}
	if err := json.Unmarshal(b, out); err != nil {
		return &StatusError{Status: status, Body: "the answer is not the JSON that was agreed"}
	}
	return nil
}
