package api

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Bounds of what the description does not bound itself. A JSON body ends at mostJSON, so no text of it is longer;
// whole numbers stay exact in every JSON reader.
const (
	longestText  = mostJSON
	longestName  = 200 // parts of addresses and headers
	mostElements = 10_000
	exactNumber  = 1<<53 - 1
)

// complete adds to the description what is true of every operation: who may call it, which mistakes it may answer,
// its rate limit and entity tag, and bounds for every value. The bounds hold: requests are validated by them.
func complete(o *huma.OpenAPI) {
	o.Components.Responses, o.Components.Headers = problems(), headers()
	for path, item := range o.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete} {
			if op != nil {
				completeOperation(path, op)
			}
		}
	}
	code := o.Components.Schemas.Map()["Problem"].Properties["code"]
	code.Extensions = map[string]any{"x-codes": Codes()}
	for _, s := range o.Components.Schemas.Map() {
		bound(s)
	}
}

// mistakes are the problems that operations answer, by status.
var mistakes = map[int]string{
	http.StatusBadRequest: "The body is no JSON, or empty", http.StatusUnauthorized: "No good token came",
	http.StatusForbidden: "The act exists, this caller may not do it", http.StatusNotFound: "No such thing, or none that this caller may see",
	http.StatusConflict: "It changed since it was looked at, or its state does not allow the act", http.StatusPreconditionFailed: "The version of If-Match is not the present one",
	http.StatusRequestEntityTooLarge: "The body is too large", http.StatusUnsupportedMediaType: "A body of a kind that is not taken",
	http.StatusUnprocessableEntity: "What was sent cannot be used; errors says where", http.StatusTooManyRequests: "Too many requests; wait for Retry-After",
	http.StatusInternalServerError: "Our mistake; quote instance", http.StatusServiceUnavailable: "Something that we need is down; repeat after Retry-After",
}

func nameOf(status int) string {
	return strings.NewReplacer(" ", "", "-", "").Replace(http.StatusText(status))
}

func problems() map[string]*huma.Response {
	out := map[string]*huma.Response{}
	for status, words := range mistakes {
		r := &huma.Response{Description: words, Headers: limited(), Content: map[string]*huma.MediaType{
			"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/Problem"}},
		}}
		if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
			r.Headers["Retry-After"] = &huma.Param{Ref: "#/components/headers/Retry-After"}
		}
		out[nameOf(status)] = r
	}
	return out
}

func headers() map[string]*huma.Param {
	text := func(words, example string) *huma.Param {
		longest := 200
		return &huma.Param{Description: words, Example: example, Schema: &huma.Schema{Type: huma.TypeString, MaxLength: &longest}}
	}
	return map[string]*huma.Param{
		"RateLimit":        text("What is left of the limit (r) and the seconds until one more is free (t); of this node", `"token";r=599;t=0`),
		"RateLimit-Policy": text("Requests (q) in seconds (w), by token or by address; of this node", `"token";q=600;w=60`),
		"Retry-After":      text("Seconds to wait", "1"),
		"ETag":             text("Entity tag of this answer, for If-None-Match; with a version before its dot, also for If-Match", `"7.q1Wmd0Xh3Ya2Vb4N"`),
	}
}

func limited() map[string]*huma.Param {
	return map[string]*huma.Param{
		"RateLimit": {Ref: "#/components/headers/RateLimit"}, "RateLimit-Policy": {Ref: "#/components/headers/RateLimit-Policy"},
	}
}

// callers say whose token an operation takes, by tag.
var callers = map[string]string{
	tagMe: "Any token.", tagScenarios: "No token needed.", tagDrafts: "Token of an applicant; of its clerk, for an intake.",
	tagCases: "Token of an applicant; of the clerk who filed the case.",
	tagInbox: "Token of an applicant.", tagDesk: "Token of a member of staff.", tagCustody: "Token of a member of staff.",
	tagExit: "Token of a member of staff.", tagSupervision: "Token of a member of staff.",
	tagIntakes: "Token of a member of staff with file_for.", tagAccounts: "Token of a system or security administrator.",
	tagHouse: "Token of a system administrator.", tagAudit: "Token of an auditor.",
	tagRequests: "Token of a member of staff.", tagVisits: "Token of a member of staff.", tagNotices: "Token of an applicant.",
}

func completeOperation(path string, op *huma.Operation) {
	op.Description = strings.TrimSpace(op.Description + " " + callers[op.Tags[0]])
	delete(op.Responses, "default")
	for status, r := range op.Responses {
		if !strings.HasPrefix(status, "2") {
			continue
		}
		if r.Headers == nil {
			r.Headers = map[string]*huma.Param{}
		}
		for name, ref := range limited() {
			r.Headers[name] = ref
		}
		if _, tagged := r.Headers["ETag"]; tagged || op.Method == http.MethodGet {
			r.Headers["ETag"] = &huma.Param{Ref: "#/components/headers/ETag"}
		}
		for name, h := range r.Headers {
			if h.Ref == "" && h.Schema != nil {
				boundText(r.Headers[name].Schema)
			}
		}
	}
	for _, status := range mistakesOf(path, op) {
		op.Responses[strconv.Itoa(status)] = &huma.Response{Ref: "#/components/responses/" + nameOf(status)}
	}
	if op.Method == http.MethodGet {
		op.Responses["304"] = &huma.Response{Description: "The caller has it already"}
	}
	for _, p := range op.Parameters {
		if s := p.Schema; s.Type == huma.TypeString && s.MaxLength == nil && s.Enum == nil {
			n := longestName
			s.MaxLength = &n
		}
		bound(p.Schema)
	}
	if op.RequestBody != nil {
		for _, m := range op.RequestBody.Content {
			bound(m.Schema)
		}
	}
	for _, r := range op.Responses {
		for _, m := range r.Content {
			bound(m.Schema)
		}
	}
}

func mistakesOf(path string, op *huma.Operation) []int {
	out := []int{http.StatusUnauthorized, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable}
	if !forEverybody(op) {
		out = append(out, http.StatusForbidden)
	}
	if strings.Contains(path, "{") {
		out = append(out, http.StatusNotFound)
	}
	if op.RequestBody != nil {
		out = append(out, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	if op.Method != http.MethodGet && !forEverybody(op) {
		out = append(out, http.StatusConflict)
	}
	if slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == "If-Match" }) {
		out = append(out, http.StatusPreconditionFailed)
	}
	return out
}

// bound gives every value of a schema the bounds that it lacks.
func bound(s *huma.Schema) {
	if s == nil || s.Ref != "" {
		return
	}
	switch s.Type {
	case huma.TypeString:
		boundText(s)
	case huma.TypeInteger:
		boundNumber(s)
	case huma.TypeArray:
		if s.MaxItems == nil {
			n := mostElements
			s.MaxItems = &n
		}
		bound(s.Items)
	}
	for _, p := range s.Properties {
		bound(p)
	}
	if of, ok := s.AdditionalProperties.(*huma.Schema); ok {
		bound(of)
	}
	s.PrecomputeMessages()
}

func boundText(s *huma.Schema) {
	if s.Type != huma.TypeString || s.MaxLength != nil || s.Enum != nil {
		return
	}
	n := longestText
	switch s.Format {
	case "binary":
		n = mostFile
	case "date":
		n = 10
	case "date-time":
		n = 40
	}
	s.MaxLength = &n
}

func boundNumber(s *huma.Schema) {
	least, most := -float64(exactNumber), float64(exactNumber)
	if s.Minimum == nil {
		s.Minimum = &least
	}
	if s.Maximum == nil {
		s.Maximum = &most
	}
}
