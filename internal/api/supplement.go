package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/base/ident"
	"lianban/internal/domain/material"
)

// Supplement is an open request to supplement (一次性补正), with what was uploaded for it so far.
type Supplement struct {
	No      ident.CaseNo `json:"no"`
	Slot    string       `json:"slot"`
	Name    string       `json:"name" doc:"Of the item"`
	Told    string       `json:"told"`
	Due     string       `json:"due" doc:"Last day"`
	Points  []Point      `json:"points"`
	Version int64        `json:"version" doc:"Of the item; comes back as seen_version"`
}

// Point is one thing that is missing or wrong.
type Point struct {
	Material string         `json:"material,omitempty" doc:"Key of the material, or"`
	Field    string         `json:"field,omitempty" doc:"key of the field"`
	Name     string         `json:"name"`
	Reason   string         `json:"reason"`
	Rule     string         `json:"rule,omitempty"`
	Upload   *material.Rule `json:"upload,omitempty" doc:"What a file may be"`
	Papers   []Paper        `json:"papers" doc:"Uploaded for this, not yet handed in"`
	Now      []Paper        `json:"now" doc:"What the department has"`
}

type supplementOut struct {
	Tag
	Body Supplement
}

type supplementUploadIn struct {
	ItemPath
	Material string `path:"material" doc:"Key of the material"`
	file     upload
}

// Resolve finds the file in the request.
func (in *supplementUploadIn) Resolve(ctx huma.Context) []error { return in.file.find(ctx) }

type dropIn struct {
	CasePath
	Paper ident.PaperID `path:"paper"`
}

type supplyIn struct {
	ItemPath
	Key
	Match
	Body struct {
		SeenVersion int64  `json:"seen_version" minimum:"1" doc:"Version of the item that was looked at"`
		All         bool   `json:"all,omitempty" doc:"This is all: what is not answered will not come"`
		Note        string `json:"note,omitempty" maxLength:"1000" doc:"Answers the points that are about fields"`
	} `nameHint:"Supply"`
}

func (d *door) supplements(a huma.API) {
	huma.Register(a, get(tagCases, "/cases/{no}/items/{slot}/supplement", "get-supplement", "What a department asked to be supplemented"), d.getSupplement)
	register(a, created(post(tagCases, "/cases/{no}/items/{slot}/supplement/materials/{material}/papers", "upload-supplement",
		"Upload a file for a point of the request")), d.uploadSupplement)
	huma.Register(a, remove(tagCases, "/cases/{no}/papers/{paper}", "drop-supplement",
		"Take a file back that was uploaded for a supplement and not yet handed in"), d.dropSupplement)
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/supply", "supply", "Hand in what was uploaded for the request"), d.supply)
}

func (d *door) getSupplement(ctx context.Context, in *ItemPath) (*supplementOut, error) {
	w, err := d.Filing.Wanted(ctx, caller(ctx), in.No, in.Slot)
	if err != nil {
		return nil, err
	}
	out := Supplement{
		No: in.No, Slot: in.Slot, Name: w.Item.Name, Told: w.Request.Told.String(), Due: w.Request.Due.String(),
		Points: []Point{}, Version: w.Item.Version,
	}
	for _, p := range w.Points {
		point := Point{
			Material: p.Material, Field: p.Field, Name: p.Name, Reason: p.Reason, Rule: p.Defect.Rule,
			Papers: papersOf(p.Papers), Now: papersOf(p.Now),
		}
		if p.Rule != nil {
			point.Upload = p.Rule.Upload
		}
		out.Points = append(out.Points, point)
	}
	return &supplementOut{Tag: tagOf(out.Version), Body: out}, nil
}

func (d *door) uploadSupplement(ctx context.Context, in *supplementUploadIn) (*paperOut, error) {
	p, err := d.Filing.UploadSupplement(ctx, caller(ctx), in.No, in.Slot, in.Material, in.file.name, in.file.content)
	return &paperOut{paperOf(p)}, err
}

func (d *door) dropSupplement(ctx context.Context, in *dropIn) (*struct{}, error) {
	return nil, d.Filing.DropSupplement(ctx, caller(ctx), in.No, in.Paper)
}

func (d *door) supply(ctx context.Context, in *supplyIn) (*caseOut, error) {
	seen, err := in.version(in.Body.SeenVersion)
	if err != nil {
		return nil, err
	}
	c, err := d.Filing.Supply(ctx, caller(ctx), in.No, filing.SupplyInput{
		Slot: in.Slot, Seen: seen, All: in.Body.All, Note: in.Body.Note, Once: in.once(),
	})
	if err != nil {
		return nil, in.failed(under("", nil, err))
	}
	return d.caseOut(c), nil
}
