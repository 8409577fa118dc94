package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/material"
	"lianban/internal/domain/permission"
)

// CaseFile is what a department sees of a joint case: its own item with exactly the fields and papers that it
// consumes, and of the others where they stand.
type CaseFile struct {
	No           ident.CaseNo          `json:"no"`
	Scenario     string                `json:"scenario"`
	ScenarioName string                `json:"scenario_name"`
	Subject      string                `json:"subject"`
	Applicant    string                `json:"applicant"`
	Channel      string                `json:"channel"`
	Trial        bool                  `json:"trial"`
	FiledAt      time.Time             `json:"filed_at"`
	Item         DeskItem              `json:"item"`
	Strip        []Sibling             `json:"strip"`
	Fields       []handling.FieldValue `json:"fields"`
	Materials    []Material            `json:"materials"`
	Documents    []Document            `json:"documents"`
	Journal      []Entry               `json:"journal" doc:"Of this item and of the joint case"`
}

// DeskItem is an item case as its department sees it.
type DeskItem struct {
	Item
	Handler     ident.StaffID `json:"handler,omitempty"`
	SignOff     int           `json:"sign_off" doc:"Hands that a decision passes: 1 to 3"`
	Draft       *Proposal     `json:"draft,omitempty" doc:"A decision that is not signed yet"`
	Signed      *Proposal     `json:"signed,omitempty"`
	Sealed      *Proposal     `json:"sealed,omitempty" doc:"Signed, and told to nobody outside before the day of publication"`
	SealedUntil string        `json:"sealed_until,omitempty" doc:"Day of publication"`
	Supplements []Request     `json:"supplements" doc:"Requests to supplement and their answers"`
}

// Proposal is a drafted or signed decision with what stays inside the department.
type Proposal struct {
	Grant    bool          `json:"grant"`
	By       ident.StaffID `json:"by"`
	Reviewer ident.StaffID `json:"reviewer,omitempty"`
	Signer   ident.StaffID `json:"signer,omitempty"`
	At       time.Time     `json:"at"`
	Opinion  string        `json:"opinion"`
	Review   string        `json:"review,omitempty"`
	Reason   string        `json:"reason,omitempty"`
	Grounds  string        `json:"grounds,omitempty"`
}

// Request is one request to supplement and its answer.
type Request struct {
	Told     string   `json:"told"`
	Due      string   `json:"due"`
	Supplied string   `json:"supplied,omitempty"`
	Note     string   `json:"note,omitempty" doc:"The applicant's"`
	Defects  []Defect `json:"defects"`
}

// Defect is one thing that is missing or wrong.
type Defect struct {
	Material string `json:"material,omitempty" doc:"Key of the material, or"`
	Field    string `json:"field,omitempty" doc:"key of the field"`
	Reason   string `json:"reason" maxLength:"1000"`
	Rule     string `json:"rule,omitempty" maxLength:"1000" doc:"What asks for it"`
}

// Material is one paper of the set with what was handed in for it.
type Material struct {
	Key         string                `json:"key"`
	Name        string                `json:"name"`
	Disposition material.Disposition  `json:"disposition" enum:"generated,result,certificate,verified,commitment,later,upload"`
	Register    string                `json:"register,omitempty" doc:"Name of the register that gave or checked it"`
	Papers      []Paper               `json:"papers"`
	Certificate *handling.Certificate `json:"certificate,omitempty"`
}

type caseFileOut struct {
	Tag
	Body CaseFile
}

type itemPaperIn struct {
	ItemPath
	Paper ident.PaperID `path:"paper"`
}

func (d *door) caseFiles(a huma.API) {
	huma.Register(a, get(tagDesk, "/cases/{no}/items/{slot}/file", "get-case-file",
		"The file of one item case: what it consumes, and nothing else"), d.caseFile)
	huma.Register(a, file(get(tagDesk, "/cases/{no}/items/{slot}/papers/{paper}", "open-item-paper",
		"Download a file that the item consumes")), d.openItemPaper)
}

func (d *door) caseFile(ctx context.Context, in *ItemPath) (*caseFileOut, error) {
	f, err := d.Handling.Case(ctx, caller(ctx), in.No, in.Slot)
	if err != nil {
		return nil, err
	}
	c := f.Case
	out := CaseFile{
		No: c.No, Scenario: c.Scenario, ScenarioName: c.ScenarioName, Subject: c.Subject, Applicant: c.Applicant.Name,
		Channel: c.Channel, Trial: c.Trial, FiledAt: c.FiledAt, Item: d.deskItem(caller(ctx), c, f.Item),
		Strip: stripOf(c), Fields: list(f.Fields), Materials: []Material{}, Documents: documentsOf(f.Documents), Journal: []Entry{},
	}
	for _, m := range f.Materials {
		out.Materials = append(out.Materials, Material{
			Key: m.Key, Name: m.Name, Disposition: m.Disposition, Register: m.Source, Papers: papersOf(m.Papers), Certificate: m.Certificate,
		})
	}
	for _, e := range f.Entries {
		if e.Slot == "" || e.Slot == in.Slot {
			out.Journal = append(out.Journal, entryOf(e, true))
		}
	}
	return &caseFileOut{Tag: tagOf(f.Item.Version), Body: out}, nil
}

func (d *door) openItemPaper(ctx context.Context, in *itemPaperIn) (*content, error) {
	p, body, err := d.Handling.OpenPaper(ctx, caller(ctx), in.No, in.Slot, in.Paper)
	if err != nil {
		return nil, err
	}
	return contentOf(p, body), nil
}

// deskItem shows an item to its department, with the acts for which the caller has a post.
func (d *door) deskItem(who permission.Principal, c *casework.Case, it *casework.ItemCase) DeskItem {
	out := DeskItem{
		Item: itemOf(c, it), Handler: it.Handler, SignOff: it.SignOff, Draft: proposalOf(it.Draft), Signed: proposalOf(it.Decision),
		Sealed: proposalOf(it.Sealed), SealedUntil: c.SealedUntil(it).String(),
		Supplements: []Request{},
	}
	out.Ended = endedOf(d.Handling.Engine, c, it.Slot)
	out.Clocks = clocksOf(d.Handling.Engine.ClockViews(c, it.Slot, d.Handling.Today()))
	by := casework.Actor{Kind: string(who.Kind), ID: who.ID, Department: it.Department}
	out.Acts = actsOf(within(who, casework.Options(c, it.Slot, by)))
	for _, s := range it.Supplements {
		r := Request{Told: s.Told.String(), Due: s.Due.String(), Supplied: s.Supplied.String(), Note: s.Note, Defects: []Defect{}}
		for _, x := range s.Defects {
			r.Defects = append(r.Defects, Defect(x))
		}
		out.Supplements = append(out.Supplements, r)
	}
	return out
}

// within keeps the acts for whose role some post of the caller has the permission: what a menu offers. Whether
// an act is allowed is decided when it is done.
func within(who permission.Principal, options []casework.Option) []casework.Option {
	var out []casework.Option
	for _, o := range options {
		row, _ := casework.RowOf(o.Verb)
		for _, role := range row.Who {
			if who.Has(permission.Permission(role)) {
				out = append(out, o)
				break
			}
		}
	}
	return out
}

func proposalOf(p *casework.Proposal) *Proposal {
	if p == nil {
		return nil
	}
	return &Proposal{
		Grant: p.Grant, By: p.By, Reviewer: p.Reviewer, Signer: p.Signer, At: p.At, Opinion: p.Opinion, Review: p.Review,
		Reason: p.Reason, Grounds: p.Grounds,
	}
}
