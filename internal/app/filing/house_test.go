package filing_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"log/slog"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/blob"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
	"lianban/internal/pack"
	"lianban/internal/store/storetest"
	"lianban/packs"
)

// house is filing and access on a real SQLite file and the shipped packs.
type house struct {
	filing *filing.Service
	access *access.Service
	asked  *asked
}

// asked is a city whose registers know nobody, and which counts how often they were asked.
type asked struct{ lookups int }

func (a *asked) Lookup(context.Context, string, filing.Subject, []string) (map[string]string, error) {
	a.lookups++
	return map[string]string{}, nil
}

func (*asked) Certificates(context.Context, filing.Subject) ([]filing.Certificate, error) {
	return nil, nil
}

// plain keeps passwords as they are.
type plain struct{}

func (plain) Hash(_ context.Context, p string) (string, error)         { return p, nil }
func (plain) Verify(_ context.Context, stored, p string) (bool, error) { return stored == p, nil }

func newHouse(t *testing.T) *house {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	catalogue, err := city()
	must(t, err)
	cal, err := pack.LoadCalendars(packs.FS, "calendars")
	must(t, err)
	within := map[string]string{}
	for _, a := range catalogue.Areas() {
		within[a.Slug] = a.Within
	}
	tree, err := permission.NewTree(within)
	must(t, err)
	blobs, err := blob.NewFolder(t.TempDir(), blob.Options{})
	must(t, err)
	at := clock.NewFrozen(time.Date(2026, 9, 29, 9, 30, 0, 0, clock.Zone))
	engine := casework.Engine{Cal: cal, Params: casework.DefaultParameters()}
	o := storetest.Options()
	o.Clock, o.Dues = at, engine.Dues
	s, guard, registers := storetest.Open(t, o), permission.NewGuard(tree), &asked{}
	return &house{
		asked:  registers,
		access: &access.Service{Store: s, Guard: guard, Clock: at, Passwords: plain{}, NewSecret: ident.New, Log: log},
		filing: &filing.Service{
			Store: s, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: at, Registers: registers, Blobs: blobs,
			NewSecret: ident.New, Log: log,
		},
	}
}

// clerk is somebody who may file for visitors in an area.
func (h *house) clerk(t *testing.T, login, area string) permission.Principal {
	t.Helper()
	_, err := h.access.AddStaff(t.Context(), access.NewStaff{
		Login: login, Name: "栾兰", Password: "a long password", Department: "approval_bureau", Area: area,
		Posts: []permission.Post{{Area: area, EveryDepartment: true, EveryScenario: true, Permissions: []permission.Permission{permission.See, permission.FileFor}}},
	})
	must(t, err)
	who, err := h.access.SignInStaff(t.Context(), login, "a long password")
	must(t, err)
	return who.Principal
}

// visitor is 王小满 with her card.
func visitor() access.Visitor {
	return access.Visitor{
		Identity: access.Identity{Name: "王小满", IDNo: "370699199605210027", Phone: "14000000001"}, Present: true, Card: true, Noticed: true,
	}
}

var small = filing.ExploreInput{
	Scenario: "restaurant", Area: "zhifu", Role: "owner",
	Answers: map[string]any{"catering_size": "small", "venue_area": "45", "wants_sign": "no"},
}

// begin receives the visitor and starts an intake.
func (h *house) begin(t *testing.T, clerk permission.Principal, in filing.ExploreInput) *filing.Filing {
	t.Helper()
	p, err := h.access.ReceiveVisitor(t.Context(), clerk, in.Area, in.Scenario, visitor())
	must(t, err)
	f, err := h.filing.Start(t.Context(), clerk, filing.StartInput{
		ExploreInput: in, For: p.ID, Visit: &filing.Visit{Card: true, SeenAt: h.filing.Clock.Now()},
	})
	must(t, err)
	return f
}

// fill writes the whole form and hands in every paper.
func (h *house) fill(t *testing.T, clerk permission.Principal, f *filing.Filing) *filing.Filing {
	t.Helper()
	id, values := f.Draft.ID, map[string]any{}
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range filing.ToWrite(sec) {
			values[x.Key] = valueFor(x.Type, x.Options, x.Act)
		}
	}
	f, err := h.filing.SaveForm(t.Context(), clerk, id, filing.SaveFormInput{Version: f.Draft.Version, Values: values})
	must(t, err)
	for _, m := range f.Plan.Materials {
		if m.Disposition != "upload" {
			continue
		}
		_, err := h.filing.Upload(t.Context(), clerk, id, filing.UploadInput{Material: m.Key, Name: "照片.png", Content: picture(t)})
		if fault.Is(err, fault.Invalid) {
			_, err = h.filing.Upload(t.Context(), clerk, id, filing.UploadInput{Material: m.Key, Name: "a.pdf", Content: pdf()})
		}
		must(t, err)
	}
	f, err = h.filing.Draft(t.Context(), clerk, id)
	must(t, err)
	return f
}

func valueFor(kind form.Type, options []form.Option, act string) any {
	switch {
	case act != "":
		return "yes"
	case kind == form.Number:
		return "12"
	case kind == form.Date:
		return "2026-11-02"
	case kind == form.YesNo:
		return "no"
	case kind == form.Choice:
		return options[0].Value
	case kind == form.IDNumber:
		return "11010519491231002X"
	case kind == form.USCC:
		return "91350100M000100Y43"
	case kind == form.Phone:
		return "13800000000"
	case kind == form.BankAccount:
		return "6222000000000000"
	}
	return "海风小馆（示例）"
}

func pdf() *strings.Reader {
	return strings.NewReader("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
}

func picture(t *testing.T) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 900, 900))))
	return &b
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
