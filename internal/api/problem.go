package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
)

// Problem is the answer to every mistake: problem details of RFC 9457.
type Problem struct {
	Type     string          `json:"type" doc:"URN of the fault" example:"urn:lianban:fault:filing.not_complete"`
	Title    string          `json:"title" doc:"What happened and what to do, in Chinese"`
	Status   int             `json:"status" example:"422"`
	Code     string          `json:"code" doc:"Key of the fault; programs decide by it" example:"filing.not_complete"`
	Kind     fault.Kind      `json:"kind" doc:"Sort of fault" enum:"invalid,not_found,forbidden,conflict,not_now,too_many,unavailable,login,internal"`
	Instance string          `json:"instance,omitempty" doc:"Number of the error, to be quoted to whoever runs the service; only for our own mistakes"`
	Errors   []ProblemDetail `json:"errors,omitempty" doc:"One per place that must be mended"`

	header http.Header
}

// ProblemDetail names one place that must be mended.
type ProblemDetail struct {
	Location string `json:"location,omitempty" doc:"Where: body.…, query.…, path.…, header.…, or the field or material of the draft" example:"body.answers.venue_area"`
	Pointer  string `json:"pointer,omitempty" doc:"JSON pointer into the request body (RFC 6901, as a fragment)" example:"#/answers/venue_area"`
	Code     string `json:"code,omitempty" doc:"Key of the reason"`
	Message  string `json:"message" doc:"What is wrong and how to mend it, in Chinese"`
}

// Error is for logs.
func (p *Problem) Error() string { return p.Code }

// GetStatus answers the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders answers the headers that go with the status: WWW-Authenticate, Retry-After.
func (p *Problem) GetHeaders() http.Header { return p.header }

// ContentType makes problems of JSON application/problem+json.
func (p *Problem) ContentType(ct string) string {
	if ct == "application/json" {
		return "application/problem+json"
	}
	return ct
}

// statusOf are the statuses of the kinds of faults.
var statusOf = map[fault.Kind]int{
	fault.Invalid: http.StatusUnprocessableEntity, fault.NotFound: http.StatusNotFound,
	fault.Forbidden: http.StatusForbidden, fault.Conflict: http.StatusConflict, fault.NotNow: http.StatusConflict,
	fault.TooMany: http.StatusTooManyRequests, fault.Unavailable: http.StatusServiceUnavailable,
	fault.Login: http.StatusUnauthorized, fault.Internal: http.StatusInternalServerError,
}

// retryAfter is how many seconds a caller should wait before it tries again.
var retryAfter = map[fault.Kind]string{fault.TooMany: "60", fault.Unavailable: "5"}

// problemOf shows an error. What is no fault of ours to tell becomes "internal" with a number that stands in
// the log beside the cause; the cause itself never leaves the house.
func problemOf(ctx context.Context, log *slog.Logger, err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	f := fault.Of(err)
	status, known := statusOf[f.Kind]
	if !known || f.Kind == fault.Internal {
		return broken(ctx, log, err)
	}
	p = &Problem{
		Type: "urn:lianban:fault:" + f.Key, Title: sentence(f.Key, f.Params), Status: status, Code: f.Key, Kind: f.Kind,
	}
	for _, x := range f.Fields {
		p.Errors = append(p.Errors, ProblemDetail{Location: x.Name, Code: x.Key, Message: sentence(x.Key, x.Params)})
	}
	if f.Kind == fault.Login {
		p.set("WWW-Authenticate", `Bearer realm="lianban"`)
	}
	if after := retryAfter[f.Kind]; after != "" {
		p.set("Retry-After", after)
	}
	return p
}

// broken is our own mistake.
func broken(ctx context.Context, log *slog.Logger, err error) *Problem {
	no := ident.New()
	if log != nil && !errors.Is(ctx.Err(), context.Canceled) {
		log.ErrorContext(ctx, "an API request failed", "no", no, "error", err.Error())
	}
	return &Problem{
		Type: "urn:lianban:fault:internal", Title: sentence("internal", nil), Status: http.StatusInternalServerError,
		Code: "internal", Kind: fault.Internal, Instance: "urn:uuid:" + no,
	}
}

func (p *Problem) set(name, value string) {
	if p.header == nil {
		p.header = http.Header{}
	}
	p.header.Set(name, value)
}

// sentence answers the words of a fault or of one of its fields.
func sentence(key string, params map[string]string) string {
	t := lang.Chinese()
	if !t.Has("fault."+key) && t.Has(key) {
		return t.SayMap(key, params)
	}
	return t.SayMap("fault."+key, params)
}

// own maps the names of a fault's fields to members of the request body.
type own map[string]string

// body is the place of faults whose fields are members of the request body, by path: "defects.0.reason".
const body = "."

// under says where in the request body the fields of a fault stand: in the member that own names for them, else
// inside the member place. With no place the other fields keep their names: they are fields of the draft.
func under(place string, members own, err error) error {
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != fault.Invalid || len(f.Fields) == 0 {
		return err
	}
	p := problemOf(context.Background(), nil, f)
	for i := range p.Errors {
		x := &p.Errors[i]
		path := []string{place, x.Location}
		switch member, ok := members[x.Location]; {
		case ok:
			path = []string{member}
		case place == "":
			continue
		case place == body:
			path = strings.Split(x.Location, ".")
		}
		x.Location, x.Pointer = "body."+strings.Join(path, "."), pointer(path...)
	}
	return p
}

// is says whether an error is the fault with a code.
func is(err error, code string) bool {
	var f *fault.Fault
	return errors.As(err, &f) && f.Key == code
}

// pointer writes a JSON pointer as a fragment.
func pointer(parts ...string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	for i := range parts {
		parts[i] = escape.Replace(parts[i])
	}
	return "#/" + strings.Join(parts, "/")
}
