package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/fault"
)

// conditional gives every JSON answer to a GET, and the new state after a change, an entity tag, and answers 304 to a caller who has it already. What
// has a version says so in its tag, "<version>.<hash>": If-Match compares the version alone, because a clock that
// ran on is no change of the case.
func conditional(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		held := &holding{ResponseWriter: w, reads: r.Method == http.MethodGet || r.Method == http.MethodHead}
		next.ServeHTTP(held, r)
		held.release(r)
	})
}

// holding keeps a JSON answer back until its tag is known; everything else passes.
type holding struct {
	http.ResponseWriter
	reads bool
	body  bytes.Buffer
	holds int // status of the answer that is kept back; 0: none
	told  bool
}

// WriteHeader implements http.ResponseWriter.
func (h *holding) WriteHeader(status int) {
	if h.told {
		return
	}
	h.told = true
	json := strings.HasPrefix(h.Header().Get("Content-Type"), "application/json")
	if json && status < http.StatusMultipleChoices && (h.reads || h.Header().Get("ETag") != "") {
		h.holds = status
		return
	}
	h.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (h *holding) Write(b []byte) (int, error) {
	h.WriteHeader(http.StatusOK)
	if h.holds != 0 {
		return h.body.Write(b)
	}
	return h.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController find the connection.
func (h *holding) Unwrap() http.ResponseWriter { return h.ResponseWriter }

func (h *holding) release(r *http.Request) {
	if h.holds == 0 {
		return
	}
	sum := sha256.Sum256(h.body.Bytes())
	tag := `"` + h.Header().Get("ETag") + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	h.Header().Set("ETag", tag)
	if h.reads && knows(r.Header.Get("If-None-Match"), tag) {
		h.Header().Del("Content-Type")
		h.ResponseWriter.WriteHeader(http.StatusNotModified)
		return
	}
	h.Header().Set("Content-Length", strconv.Itoa(h.body.Len()))
	h.ResponseWriter.WriteHeader(h.holds)
	_, _ = h.ResponseWriter.Write(h.body.Bytes()) // a caller that went away needs no answer
}

// knows compares weakly, as If-None-Match wants.
func knows(header, tag string) bool {
	for t := range strings.SplitSeq(header, ",") {
		if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == tag {
			return true
		}
	}
	return false
}

// Tag is the part of an entity tag that a version gives; conditional adds the rest.
type Tag struct {
	Tag string `header:"ETag" doc:"Comes back as If-None-Match, or as If-Match with a change" example:"\"7.q1Wmd0Xh3Ya2Vb4N\""`
}

func tagOf(version int64) Tag { return Tag{strconv.FormatInt(version, 10) + "."} }

// Match lets a change happen only to the version that the caller has seen.
type Match struct {
	Match string `header:"If-Match" maxLength:"200" doc:"ETag of the answer that was looked at: 412 when the version is another by now"`
}

// version answers the version that must be met: of If-Match, else of the body; 0 is not compared. Fault: Invalid
// api.if_match for a tag that is none of ours or another version than the body's.
func (m Match) version(body int64) (int64, error) {
	text := strings.TrimSpace(m.Match)
	if text == "" || text == "*" {
		return body, nil
	}
	number, _, ok := strings.Cut(strings.Trim(text, `"`), ".")
	v, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil || v < 1 || strings.ContainsAny(text, ", ") || body != 0 && body != v {
		return 0, fault.New(fault.Invalid, "api.if_match").With("header.If-Match", "api.if_match")
	}
	return v, nil
}

// lost are the faults of a change to something that is another version by now.
var lost = []string{"store.draft_changed", "casework.changed", "custody.changed", "store.staff_changed"}

// failed says 412 instead of 409 when the version of If-Match was not met.
func (m Match) failed(err error) error {
	var f *fault.Fault
	if m.Match == "" || !errors.As(err, &f) || !slices.Contains(lost, f.Key) {
		return err
	}
	p := problemOf(context.Background(), nil, f)
	p.Status = http.StatusPreconditionFailed
	return p
}
