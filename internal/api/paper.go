package api

import (
	"context"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// Paper is a file that was uploaded, fetched or generated for a material.
type Paper struct {
	ID       ident.PaperID `json:"id"`
	Version  int64         `json:"version"`
	Material string        `json:"material" doc:"Slug"`
	Instance int           `json:"instance,omitempty" doc:"Of a repeated topic, from 1"`
	Name     string        `json:"name"`
	MIME     string        `json:"mime" doc:"What the file really is"`
	Size     int64         `json:"size" doc:"Bytes"`
	Source   string        `json:"source" doc:"uploaded, fetched, generated"`
	Status   string        `json:"status" doc:"pending, handed_in, blocked"`
	At       time.Time     `json:"at"`
}

type uploadIn struct {
	DraftPath
	Material string        `path:"material" doc:"Key of the material"`
	Replaces ident.PaperID `query:"replaces" doc:"Paper of which this is a new version"`
	file     upload
}

// Resolve finds the file in the request.
func (in *uploadIn) Resolve(ctx huma.Context) []error { return in.file.find(ctx) }

type paperIn struct {
	DraftPath
	Paper ident.PaperID `path:"paper"`
}

type ownPaperIn struct {
	Paper ident.PaperID `path:"paper"`
}

type paperOut struct{ Body Paper }

// content is a file on its way out.
type content struct {
	Body func(huma.Context)
}

func (d *door) draftPapers(a huma.API) {
	register(a, created(post(tagDrafts, "/drafts/{draft}/materials/{material}/papers", "upload-paper",
		"Upload a file for a material")), d.upload)
	huma.Register(a, remove(tagDrafts, "/drafts/{draft}/papers/{paper}", "remove-paper", "Take a file of the draft away"), d.removePaper)
	huma.Register(a, file(get(tagDrafts, "/papers/{paper}", "open-paper",
		"Download a file of one's own draft or case")), d.openPaper)
}

func (d *door) upload(ctx context.Context, in *uploadIn) (*paperOut, error) {
	p, err := d.Filing.Upload(ctx, caller(ctx), in.Draft, filing.UploadInput{
		Material: in.Material, Replaces: in.Replaces, Name: in.file.name, Content: in.file.content,
	})
	return &paperOut{paperOf(p)}, err
}

func (d *door) removePaper(ctx context.Context, in *paperIn) (*struct{}, error) {
	return nil, d.Filing.RemovePaper(ctx, caller(ctx), in.Draft, in.Paper)
}

func (d *door) openPaper(ctx context.Context, in *ownPaperIn) (*content, error) {
	p, body, err := d.Filing.OpenPaper(ctx, caller(ctx), in.Paper)
	if err != nil {
		return nil, err
	}
	return contentOf(p, body), nil
}

// contentOf sends a file to be kept, never to be shown by a browser as a page of ours.
func contentOf(p filing.Paper, body io.ReadSeekCloser) *content {
	return &content{func(ctx huma.Context) {
		defer body.Close()
		r, w := humago.Unwrap(ctx)
		w.Header().Set("Content-Type", p.MIME)
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": p.Name}))
		w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
		w.Header().Set("ETag", `"`+string(p.ID)+"."+strconv.FormatInt(p.Version, 10)+`"`)
		http.ServeContent(w, r, "", p.At, body)
	}}
}

// file describes an operation that answers a file.
func file(o huma.Operation) huma.Operation {
	o.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}}
	o.Errors = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusServiceUnavailable}
	return o
}

// register adds an operation that takes a file. The file is read by the handler as it comes in, never as a whole
// into memory; that is why huma does not hear of the body before the operation is registered.
func register[I, O any](a huma.API, o huma.Operation, handler func(context.Context, *I) (*O, error)) {
	o.Description = "The file is the part named file of multipart/form-data, or the whole body with its name in " +
		"Content-Disposition (filename). What the file really is counts, not its name."
	huma.Register(a, o, handler)
	binary := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	a.OpenAPI().Paths[o.Path].Post.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: binary},
		"multipart/form-data": {Schema: &huma.Schema{
			Type: huma.TypeObject, Required: []string{"file"}, Properties: map[string]*huma.Schema{"file": binary},
		}},
	}}
}

// upload is the file of a request.
type upload struct {
	name    string
	content io.Reader
}

func (u *upload) find(ctx huma.Context) []error {
	r, _ := humago.Unwrap(ctx)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		return u.part(r)
	}
	if kind == "application/json" || r.ContentLength == 0 {
		return []error{noFile()}
	}
	_, params, _ := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
	u.name, u.content = params["filename"], r.Body
	return nil
}

// part finds the part named file. Parts before it are skipped.
func (u *upload) part(r *http.Request) []error {
	parts, err := r.MultipartReader()
	for err == nil {
		p, e := parts.NextPart()
		if e != nil {
			break
		}
		if p.FormName() == "file" {
			u.name, u.content = p.FileName(), p
			return nil
		}
	}
	return []error{noFile()}
}

func noFile() error {
	return fault.New(fault.Invalid, "api.no_file").With("file", "api.no_file")
}

func paperOf(p filing.Paper) Paper {
	return Paper{
		ID: p.ID, Version: p.Version, Material: p.Material, Instance: p.Instance, Name: p.Name, MIME: p.MIME,
		Size: p.Size, Source: string(p.Source), Status: string(p.Status), At: p.At,
	}
}

func papersOf(papers []filing.Paper) []Paper {
	out := make([]Paper, len(papers))
	for i, p := range papers {
		out[i] = paperOf(p)
	}
	return out
}

// kebab writes a verb as addresses do.
func kebab(verb string) string { return strings.ReplaceAll(verb, "_", "-") }
