// Package reference is the page for people who write programs: what the API can do, out of its own description, in
// the portal's frame and without a request to anywhere else. It knows nothing but that description.
package reference

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/web/page"
)

// Door answers /api/. The gate (page.Gate.Wrap) must stand before its handler.
type Door struct {
	Frame func(*http.Request) *page.Frame
	Log   *slog.Logger

	home    HomePage
	schemas map[string]Schema
	codes   CodesPage
}

// New reads an OpenAPI description in JSON. base is the public address of the site, with a slash at the end.
func New(description []byte, base string, frame func(*http.Request) *page.Frame, log *slog.Logger) (*Door, error) {
	var d document
	if err := json.Unmarshal(description, &d); err != nil {
		return nil, fmt.Errorf("reading the API's description: %w", err)
	}
	root := base + "api/v1"
	nouns := d.nouns(root)
	door := &Door{Frame: frame, Log: log, schemas: d.schemas(nouns), codes: d.codes()}
	door.home = HomePage{
		Version: d.Info.Version, Base: root, Nouns: nouns,
		Spec: []page.Link{
			{Label: "openapi.yaml", Href: "/api/v1/openapi.yaml"}, {Label: "openapi.json", Href: "/api/v1/openapi.json"},
			{Label: "openapi-3.0.yaml", Href: "/api/v1/openapi-3.0.yaml"},
		},
		Codes: page.Link{Label: say("codes.title"), Href: door.codes.Path}, Types: page.Link{Label: say("types.title"), Href: "/api/types"},
	}
	return door, nil
}

// say is a text of this door.
func say(key string, pairs ...any) string { return lang.Chinese().Say("reference."+key, pairs...) }

// Handler answers the pages.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/{$}", func(w http.ResponseWriter, r *http.Request) {
		f := d.frame(r, say("title"))
		d.show(w, r, http.StatusOK, Home(f, d.home))
	})
	mux.HandleFunc("GET /api/nouns/{noun}", d.noun)
	mux.HandleFunc("GET /api/types", func(w http.ResponseWriter, r *http.Request) {
		f := d.frame(r, say("types.title"), page.Link{Label: say("types.title")})
		d.show(w, r, http.StatusOK, Types(f, slices.Sorted(maps.Keys(d.schemas))))
	})
	mux.HandleFunc("GET /api/types/{type}", d.schema)
	mux.HandleFunc("GET /api/codes", func(w http.ResponseWriter, r *http.Request) {
		f := d.frame(r, say("codes.title"), page.Link{Label: say("codes.title")})
		d.show(w, r, http.StatusOK, Codes(f, d.codes))
	})
	mux.HandleFunc("/", d.nowhere)
	return mux
}

func (d *Door) noun(w http.ResponseWriter, r *http.Request) {
	i := slices.IndexFunc(d.home.Nouns, func(n Noun) bool { return n.Name == r.PathValue("noun") })
	if i < 0 {
		d.nowhere(w, r)
		return
	}
	n := d.home.Nouns[i]
	d.show(w, r, http.StatusOK, NounView(d.frame(r, n.Chinese, page.Link{Label: n.Chinese}), n))
}

func (d *Door) schema(w http.ResponseWriter, r *http.Request) {
	s, ok := d.schemas[r.PathValue("type")]
	if !ok {
		d.nowhere(w, r)
		return
	}
	f := d.frame(r, s.Name, d.home.Types, page.Link{Label: s.Name})
	d.show(w, r, http.StatusOK, SchemaView(f, s))
}

func (d *Door) nowhere(w http.ResponseWriter, r *http.Request) {
	f := d.frame(r, say("title"))
	t := page.TroubleOf(f, http.StatusNotFound, fault.New(fault.NotFound, "reference.no_page"), "")
	t.Act = &page.Link{Label: say("title"), Href: "/api/"}
	d.show(w, r, http.StatusNotFound, Missing(f, t))
}

// frame is the portal's, with the way from its home to this page.
func (d *Door) frame(r *http.Request, title string, below ...page.Link) *page.Frame {
	f := d.Frame(r)
	f.Door, f.Home, f.Title, f.Here = page.Citizen, "/", title, r.URL.RequestURI()
	f.Nav = []page.NavItem{
		{Link: page.Link{Label: say("nav.home"), Href: "/"}}, {Link: page.Link{Label: say("nav.scenarios"), Href: "/scenarios"}},
		{Link: page.Link{Label: say("title"), Href: "/api/"}, Current: len(below) == 0},
	}
	f.Crumbs = []page.Link{{Label: say("nav.home"), Href: "/"}, {Label: say("title")}}
	if len(below) > 0 {
		f.Crumbs[1].Href = "/api/"
		f.Crumbs = append(f.Crumbs, below...)
	}
	return f
}

// show renders a page whole before the first byte goes out.
func (d *Door) show(w http.ResponseWriter, r *http.Request, status int, c templ.Component) {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		d.Log.Error("a page of the API's reference cannot be drawn", "path", r.URL.Path, "error", err.Error())
		http.Error(w, page.ErrorNumber(r), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
