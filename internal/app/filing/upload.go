package filing

import (
	"context"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/blob"
	"lianban/internal/domain/material"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// UploadInput is one file that is handed in.
type UploadInput struct {
	Material string // key of the material in the plan: floor_plan, or child_photo~2
	Replaces ident.PaperID
	Name     string // as the person's machine called it
	Content  io.Reader
}

// mostFiles is how many files one material may have.
const mostFiles = 20

// Upload keeps a file for a material of the draft, checked against the strictest rule of its consumers.
// Faults: NotFound, Invalid blob.… with the rule and the cure, Invalid filing.too_many_files.
func (s *Service) Upload(ctx context.Context, who permission.Principal, id ident.DraftID, in UploadInput) (store.Paper, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return store.Paper{}, err
	}
	return s.keepPaper(ctx, f, by(who), in)
}

// keepPaper keeps a file for a material of an open draft.
func (s *Service) keepPaper(ctx context.Context, f *Filing, by string, in UploadInput) (store.Paper, error) {
	m, ok := f.Material(in.Material)
	if !ok {
		return store.Paper{}, fault.New(fault.NotFound, "filing.no_material")
	}
	papers := f.PapersFor(m)
	if len(papers) >= mostFiles {
		return store.Paper{}, fault.New(fault.Invalid, "filing.too_many_files", "most", "20")
	}
	info, err := s.Blobs.Put(ctx, in.Content, limits(m.Upload))
	if err != nil {
		return store.Paper{}, err
	}
	p := store.Paper{
		ID: ident.PaperID(ident.New()), Version: 1, Draft: f.Draft.ID, Material: m.Slug, Instance: m.Instance,
		Blob: info.ID, Name: cleanName(in.Name, info.Ext), MIME: info.MIME, Size: info.Size,
		Source: store.Uploaded, Status: store.Pending, By: by, At: s.Clock.Now(),
	}
	for _, old := range papers {
		if old.ID == in.Replaces {
			p.ID, p.Version = old.ID, old.Version+1
		}
	}
	return p, s.Store.PutPaper(ctx, p)
}

// RemovePaper takes a file of the draft away again.
func (s *Service) RemovePaper(ctx context.Context, who permission.Principal, id ident.DraftID, paper ident.PaperID) error {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return err
	}
	for _, p := range f.Papers {
		if p.ID == paper {
			return s.Store.DropPaper(ctx, paper)
		}
	}
	return nil // gone already: what was wanted
}

// Material finds a material of the plan by its key, or a paper of the window (MandatePaper, SignedSheet).
func (f *Filing) Material(key string) (scenario.Material, bool) {
	if f.Work.Visit != nil && (key == MandatePaper || key == SignedSheet) {
		return scenario.Material{Slug: key, Key: key}, true
	}
	for _, m := range f.Plan.Materials {
		if m.Key == key {
			return m, true
		}
	}
	return scenario.Material{}, false
}

// PapersFor lists the files that were handed in for a material.
func (f *Filing) PapersFor(m scenario.Material) []store.Paper {
	var out []store.Paper
	for _, p := range f.Papers {
		if p.Material == m.Slug && p.Instance == m.Instance {
			out = append(out, p)
		}
	}
	return out
}

// limits turns the merged rule of a material into what a file may be.
func limits(u *material.Rule) blob.Limits {
	if u == nil {
		return blob.Limits{}
	}
	return blob.Limits{
		MinBytes: u.Size.Min, MaxBytes: u.Size.Max, Formats: u.Formats,
		MinPixels: u.Pixels.Min, MaxPixels: u.Pixels.Max,
	}
}

// cleanName keeps the last part of a file name, without control characters, at most 80 characters, and with
// the ending (without the dot) that fits what the file really is.
func cleanName(name, ext string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return -1
		}
		return r
	}, name)
	name = strings.TrimSuffix(name, path.Ext(name))
	if r := []rune(name); len(r) > 80 {
		name = string(r[:80])
	}
	if name == "" || name == "." || name == "/" {
		name = "file"
	}
	return name + "." + ext
}
