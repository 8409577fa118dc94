package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/custody"
	"lianban/internal/base/ident"
)

// Place is who has a piece of paper: the window of an area, a department, a batch on its way, or the applicant.
type Place struct {
	Kind       string        `json:"kind" enum:"window,department,batch,applicant"`
	Area       string        `json:"area,omitempty" doc:"Slug; of a window or department"`
	Department string        `json:"department,omitempty" doc:"Slug; of a department"`
	Batch      ident.BatchID `json:"batch,omitempty" doc:"Of a batch"`
}

// Piece is one piece of paper in custody.
type Piece struct {
	ID       ident.PieceID `json:"id"`
	Version  int64         `json:"version"`
	Bag      string        `json:"bag" doc:"Number of its bag"`
	Material string        `json:"material,omitempty" doc:"Slug; empty: a paper that the list of materials does not name"`
	Name     string        `json:"name" doc:"As the receipt calls it"`
	Original bool          `json:"original" doc:"Else a copy"`
	Copies   int           `json:"copies"`
	Shelf    string        `json:"shelf,omitempty" doc:"Where it lies at its holder; empty on its way"`
	Holder   Place         `json:"holder"`
	Listed   ident.BatchID `json:"listed,omitempty" doc:"The open batch whose list names it"`
	KeptAt   time.Time     `json:"kept_at"`
}

// Bag keeps the pieces of one visitor's matter together.
type Bag struct {
	No       string        `json:"no" doc:"On its label"`
	Draft    ident.DraftID `json:"draft,omitempty" doc:"The intake that it was opened for"`
	CaseNo   ident.CaseNo  `json:"case_no,omitempty" doc:"The case; empty while intake runs"`
	Area     string        `json:"area" doc:"Whose window opened it"`
	Scenario string        `json:"scenario"`
	Trial    bool          `json:"trial"`
	OpenedAt time.Time     `json:"opened_at"`
	Held     int           `json:"held" doc:"Pieces that the applicant does not have back"`
	Pieces   []Piece       `json:"pieces"`
}

// PieceMove is one line about one piece: who did what when, from whom to whom.
type PieceMove struct {
	Piece ident.PieceID `json:"piece"`
	At    time.Time     `json:"at"`
	Verb  string        `json:"verb" doc:"keep, move, pack, unpack, hand_over, receive, report_difference, take_back, return"`
	By    string        `json:"by" doc:"Name"`
	From  Place         `json:"from"`
	To    Place         `json:"to"`
	Shelf string        `json:"shelf,omitempty"`
	Batch ident.BatchID `json:"batch,omitempty"`
	Note  string        `json:"note,omitempty"`
}

// PieceRef names a piece as it was seen.
type PieceRef struct {
	ID   ident.PieceID `json:"id" minLength:"1"`
	Seen int64         `json:"seen_version,omitempty" doc:"Version of the piece that was looked at; 0: not compared"`
}

type bagListIn struct {
	Cursor
	Where string       `query:"where" enum:"window,department,batch,applicant,all" doc:"Who has a piece of it; none: whoever but the applicant"`
	Bag   string       `query:"bag" doc:"Number of a bag, or its beginning"`
	Case  ident.CaseNo `query:"case" doc:"Of a case"`
}

type bagsOut struct {
	Body struct {
		Bags []Bag `json:"bags"`
		Pages
	} `nameHint:"Bags"`
}

type bagIn struct {
	Bag string `path:"bag" doc:"Number on the label"`
}

type bagOut struct {
	Body struct {
		Bag
		Moves []PieceMove `json:"moves" doc:"Newest first"`
	} `nameHint:"BagFile"`
}

type draftPiecesIn struct {
	DraftPath
	Short
}

type piecesOut struct {
	Body struct {
		Pieces []Piece `json:"pieces"`
		Pages
	} `nameHint:"Pieces"`
}

type keepIn struct {
	Key
	Body struct {
		Draft    ident.DraftID `json:"draft,omitempty" doc:"Of the intake that runs, or"`
		CaseNo   ident.CaseNo  `json:"case_no,omitempty" doc:"of the case"`
		Material string        `json:"material,omitempty" doc:"Slug; empty: a paper that no list names"`
		Name     string        `json:"name,omitempty" maxLength:"200" doc:"Empty: the name of the material"`
		Original bool          `json:"original,omitempty"`
		Copies   int           `json:"copies,omitempty" minimum:"0" doc:"0 is 1"`
		Shelf    string        `json:"shelf,omitempty" maxLength:"200" doc:"Where it will lie"`
	} `nameHint:"Keep"`
}

type pieceOut struct{ Body Piece }

type movePiecesIn struct {
	Key
	Body struct {
		Pieces []PieceRef `json:"pieces" minItems:"1" maxItems:"200"`
		Shelf  string     `json:"shelf" maxLength:"200"`
	} `nameHint:"Move"`
}

type returnPiecesIn struct {
	Key
	Body struct {
		Pieces []PieceRef `json:"pieces" minItems:"1" maxItems:"200"`
		To     string     `json:"to,omitempty" maxLength:"60" doc:"Who took them, as the line says"`
	} `nameHint:"Return"`
}

type movedOut struct {
	Body struct {
		Pieces []Piece `json:"pieces"`
	} `nameHint:"Moved"`
}

func (d *door) custodyPieces(a huma.API) {
	huma.Register(a, get(tagCustody, "/custody/bags", "list-bags", "List the bags of the windows that one keeps, newest first"), d.listBags)
	huma.Register(a, get(tagCustody, "/custody/bags/{bag}", "get-bag", "Show a bag with every move of its pieces"), d.getBag)
	huma.Register(a, get(tagCustody, "/drafts/{draft}/pieces", "list-draft-pieces", "Where the papers of an intake are"), d.draftPieces)
	o := get(tagCustody, "/cases/{no}/pieces", "list-case-pieces", "Where the papers of a case are, for whoever sees the case")
	o.Description = "Applicants ask for their own cases, too."
	huma.Register(a, o, d.casePieces)
	huma.Register(a, created(post(tagCustody, "/custody/pieces", "keep-piece",
		"Take a piece of paper into the bag of an intake or case")), d.keepPiece)
	huma.Register(a, post(tagCustody, "/custody/pieces/move", "move-pieces", "Put pieces on another shelf of their holder"), d.movePieces)
	huma.Register(a, post(tagCustody, "/custody/pieces/return", "return-pieces", "Give pieces back to the applicant at the window"), d.returnPieces)
}

func (d *door) listBags(ctx context.Context, in *bagListIn) (*bagsOut, error) {
	found, err := d.Custody.Bags(ctx, caller(ctx), custody.BagQuery{Where: in.Where, Bag: in.Bag, Case: in.Case},
		custody.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &bagsOut{}
	out.Body.Bags = make([]Bag, len(found.Bags))
	for i, b := range found.Bags {
		out.Body.Bags[i] = bagOf(b)
	}
	out.Body.Pages = Pages{Next: found.Pages.Next, Previous: found.Pages.Prev}
	return out, nil
}

func (d *door) getBag(ctx context.Context, in *bagIn) (*bagOut, error) {
	v, err := d.Custody.Bag(ctx, caller(ctx), in.Bag)
	if err != nil {
		return nil, err
	}
	out := &bagOut{}
	out.Body.Bag, out.Body.Moves = bagOf(v.Bag), make([]PieceMove, len(v.Moves))
	for i, m := range v.Moves {
		out.Body.Moves[i] = PieceMove{
			Piece: m.Piece, At: m.At, Verb: string(m.Verb), By: m.By.Name, From: placeName(m.From), To: placeName(m.To),
			Shelf: m.Shelf, Batch: m.Batch, Note: m.Note,
		}
	}
	return out, nil
}

func (d *door) draftPieces(ctx context.Context, in *draftPiecesIn) (*piecesOut, error) {
	found, err := d.Custody.OfDraft(ctx, caller(ctx), in.Draft)
	return pagedPieces(found, in.Short, err)
}

func (d *door) casePieces(ctx context.Context, in *caseListIn) (*piecesOut, error) {
	found, err := d.Custody.OfCase(ctx, caller(ctx), in.No)
	return pagedPieces(found, in.Short, err)
}

func (d *door) keepPiece(ctx context.Context, in *keepIn) (*pieceOut, error) {
	b := in.Body
	p, err := d.Custody.Keep(ctx, caller(ctx), custody.KeepInput{
		Draft: b.Draft, No: b.CaseNo, Material: b.Material, Name: b.Name, Original: b.Original, Copies: b.Copies, Shelf: b.Shelf, Once: in.once(),
	})
	if err != nil {
		return nil, under(body, nil, err)
	}
	return &pieceOut{pieceOf(p)}, nil
}

func (d *door) movePieces(ctx context.Context, in *movePiecesIn) (*movedOut, error) {
	ps, err := d.Custody.Move(ctx, caller(ctx), custody.MoveInput{Pieces: refsOf(in.Body.Pieces), Shelf: in.Body.Shelf, Once: in.once()})
	return movedPieces(ps, err)
}

func (d *door) returnPieces(ctx context.Context, in *returnPiecesIn) (*movedOut, error) {
	ps, err := d.Custody.ReturnTo(ctx, caller(ctx), custody.ReturnInput{Pieces: refsOf(in.Body.Pieces), To: in.Body.To, Once: in.once()})
	return movedPieces(ps, err)
}

func pagedPieces(found []custody.Piece, at Short, err error) (*piecesOut, error) {
	if err != nil {
		return nil, err
	}
	out := &piecesOut{}
	out.Body.Pieces, out.Body.Pages, err = cut(piecesOf(found), func(p Piece) string { return string(p.ID) }, at)
	return out, err
}

func movedPieces(ps []custody.Piece, err error) (*movedOut, error) {
	if err != nil {
		return nil, under(body, own{"piece": "pieces"}, err)
	}
	out := &movedOut{}
	out.Body.Pieces = piecesOf(ps)
	return out, nil
}

func bagOf(b custody.Bag) Bag {
	return Bag{
		No: b.No, Draft: b.Draft, CaseNo: b.CaseNo, Area: b.Area, Scenario: b.Scenario, Trial: b.Trial, OpenedAt: b.OpenedAt,
		Held: b.Held(), Pieces: piecesOf(b.Pieces),
	}
}

func pieceOf(p custody.Piece) Piece {
	return Piece{
		ID: p.ID, Version: p.Version, Bag: p.Bag, Material: p.Material, Name: p.Name, Original: p.Original, Copies: p.Copies,
		Shelf: p.Shelf, Holder: placeName(p.Holder), Listed: p.Packed, KeptAt: p.KeptAt,
	}
}

func piecesOf(ps []custody.Piece) []Piece {
	out := make([]Piece, len(ps))
	for i, p := range ps {
		out[i] = pieceOf(p)
	}
	return out
}

func placeName(h custody.Holder) Place {
	return Place{Kind: h.Kind(), Area: h.Area(), Department: h.Department(), Batch: h.Batch()}
}

func refsOf(refs []PieceRef) []custody.Ref {
	out := make([]custody.Ref, len(refs))
	for i, r := range refs {
		out[i] = custody.Ref{ID: r.ID, Seen: r.Seen}
	}
	return out
}
