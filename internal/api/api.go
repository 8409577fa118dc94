// Package api is the HTTP API door, /api/v1: the same nouns and verbs as the pages, for apps, department systems
// and scripts. It speaks OpenAPI 3.1, answers every mistake as a problem (RFC 9457) and knows callers by bearer
// tokens. Each operation reads its input, calls one function of app and shows the answer; nothing is decided here.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"lianban/internal/app/access"
	"lianban/internal/app/custody"
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/app/improvement"
	"lianban/internal/app/running"
	"lianban/internal/app/telling"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// Prefix is where the API stands.
const Prefix = "/api/v1"

// Version of the API's contract: the second number rises with every addition, the first never below /api/v1.
const Version = "1.0"

// Deps is what the door needs. All but Document are required.
type Deps struct {
	Filing      *filing.Service
	Handling    *handling.Service
	Custody     *custody.Service
	Improvement *improvement.Service
	Telling     *telling.Service
	Running     *running.Service
	Access      *access.Service
	Catalogue   *scenario.Catalogue
	Ready       func(context.Context) error                              // nil: the database answers
	Document    func(context.Context, casework.Document) ([]byte, error) // a document as PDF; nil: none are handed out
	Limits      Limits
	Log         *slog.Logger
}

// door holds the handlers of all operations.
type door struct{ Deps }

// New answers the handler of /api/v1/ and of /healthz and /readyz. The operations are made when the first of them is asked
// for: a process that says it is ready has not described two hundred of them first.
func New(d Deps) http.Handler {
	operations := sync.OnceValue(func() http.Handler {
		mux := http.NewServeMux()
		spec(d, mux)
		mux.Handle(Prefix+"/", elsewhere(mux))
		return mux
	})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", healthz)
	mux.HandleFunc("GET /readyz", readyz(d.Ready, d.Log))
	mux.HandleFunc(Prefix+"/", func(w http.ResponseWriter, r *http.Request) { operations().ServeHTTP(w, r) })
	return guard(conditional(mux))
}

// YAML answers the description of the API as YAML, without anything being opened.
func YAML() ([]byte, error) { return described().YAML() }

// JSON answers the description of the API as JSON with a line break at its end.
func JSON() ([]byte, error) {
	var out bytes.Buffer
	b, err := described().MarshalJSON()
	if err == nil {
		err = json.Indent(&out, b, "", "  ")
	}
	return append(out.Bytes(), '\n'), err
}

func described() *huma.OpenAPI {
	rooms := Deps{Filing: &filing.Service{}, Handling: &handling.Service{}, Custody: &custody.Service{}, Improvement: &improvement.Service{}, Telling: &telling.Service{}, Running: &running.Service{}, Access: &access.Service{}}
	return spec(rooms, http.NewServeMux()).OpenAPI()
}

// spec registers every operation and answers the API with its description.
func spec(deps Deps, mux *http.ServeMux) huma.API {
	d := &door{deps}
	a := humago.NewWithPrefix(mux, Prefix, config())
	a.UseMiddleware(d.logging, d.authenticate)
	for _, register := range []func(huma.API){
		d.me, d.areas, d.scenarios, d.figures, d.search, d.drafts, d.draftDelivery, d.instances, d.draftPapers, d.submission,
		d.cases, d.caseActs, d.supplements, d.promises, d.documents, d.inbox,
		d.worklist, d.caseFiles, d.intakeActs, d.decisionActs, d.feeActs, d.procedureActs, d.procedureOwnActs, d.visitActs, d.contestActs, d.reviews, d.promiseActs, d.eventActs, d.consentActs, d.serviceActs, d.delivery,
		d.custodyPieces, d.custodyBatches, d.exit, d.supervision, d.channels,
		d.intakes, d.intakeEnds, d.accounts, d.accountActs, d.absences, d.rights, d.house, d.audit,
		d.consultActs, d.requests, d.visits, d.notices,
	} {
		register(a)
	}
	complete(a.OpenAPI())
	return a
}

// config describes the API. There is no page for it: huma's viewer loads from a CDN.
func config() huma.Config {
	c := huma.DefaultConfig("Lianban", Version)
	c.Info.Description = "One life event filed once, handled by every department, one joint result. " +
		"Names and summaries are English; what people read is Chinese. See docs/api.md."
	c.Info.Contact = &huma.Contact{Name: "Whoever runs this installation"}
	c.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	c.Components.Schemas = schemas()
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		bearer: {Type: "http", Scheme: "bearer", Description: "A token of `lianban token add`."},
	}
	c.Servers = []*huma.Server{{URL: Prefix, Description: "This installation: production, or the sample city for testing", Extensions: map[string]any{"x-internal": false}}}
	c.Tags = tags()
	c.DocsPath = ""
	c.SchemasPath = ""
	c.CreateHooks = nil
	c.RejectUnknownQueryParameters = true
	return c
}
