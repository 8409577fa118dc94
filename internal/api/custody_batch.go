package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/custody"
	"lianban/internal/base/ident"
	domain "lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// Batch is a list of pieces that one holder hands to another.
type Batch struct {
	ID       ident.BatchID `json:"id"`
	No       string        `json:"no" doc:"On its slip"`
	Version  int64         `json:"version"`
	From     Place         `json:"from"`
	To       Place         `json:"to"`
	State    string        `json:"state" enum:"packing,sent,differing,closed,dropped"`
	Trial    bool          `json:"trial"`
	Lines    []BatchLine   `json:"lines" doc:"In the order in which they were packed"`
	PackedAt time.Time     `json:"packed_at"`
	PackedBy string        `json:"packed_by" doc:"Name"`
	SentAt   *time.Time    `json:"sent_at,omitempty"`
	SentBy   string        `json:"sent_by,omitempty"`
	GotAt    *time.Time    `json:"got_at,omitempty" doc:"When the receiver counted last"`
	GotBy    string        `json:"got_by,omitempty"`
	Counted  int           `json:"counted" doc:"By the receiver, over all counts"`
	Note     string        `json:"note,omitempty" doc:"Of the last difference"`
}

// BatchLine is one piece on the list of a batch.
type BatchLine struct {
	Piece    ident.PieceID `json:"piece"`
	Bag      string        `json:"bag"`
	CaseNo   ident.CaseNo  `json:"case_no,omitempty"`
	Name     string        `json:"name"`
	Original bool          `json:"original"`
	Copies   int           `json:"copies"`
	State    string        `json:"state" enum:"listed,arrived,missing,taken_back"`
}

// Parcel is what lies at one place and may go to another: at a window to a department, at a department back.
type Parcel struct {
	From   Place   `json:"from"`
	To     Place   `json:"to"`
	Pieces []Piece `json:"pieces"`
}

// End is a place where a batch begins or ends.
type End struct {
	Kind       string `json:"kind" enum:"window,department"`
	Area       string `json:"area" minLength:"1" doc:"Slug"`
	Department string `json:"department,omitempty" doc:"Slug; of a department"`
}

type parcelsOut struct {
	Body struct {
		Parcels []Parcel `json:"parcels"`
		Pages
	} `nameHint:"Parcels"`
}

type batchListIn struct {
	Cursor
	Kind string `query:"kind" enum:"window,department" doc:"Only of one's windows, or one's departments"`
	Open bool   `query:"open" doc:"Only those about which somebody still owes an answer"`
}

type batchesOut struct {
	Body struct {
		Batches []Batch `json:"batches"`
		Pages
	} `nameHint:"Batches"`
}

// BatchPath names a batch in an address.
type BatchPath struct {
	Batch string `path:"batch" doc:"Number on the slip"`
}

type batchOut struct {
	Tag
	Body Batch
}

type newBatchOut struct {
	Tag
	Location string `header:"Location"`
	Body     Batch
}

type packIn struct {
	Key
	Body struct {
		From   End        `json:"from"`
		To     End        `json:"to"`
		Pieces []PieceRef `json:"pieces" minItems:"1" maxItems:"200"`
	} `nameHint:"NewBatch"`
}

type packMoreIn struct {
	BatchPath
	Key
	Match
	Body struct {
		Seen   int64      `json:"seen_version,omitempty" doc:"Version of the batch that was looked at; 0: not compared"`
		Pieces []PieceRef `json:"pieces" minItems:"1" maxItems:"200"`
	} `nameHint:"Pack"`
}

// BatchAct is an act on a batch as a whole.
type BatchAct struct {
	Seen    int64           `json:"seen_version,omitempty" doc:"Version of the batch that was looked at; 0: not compared"`
	Counted int             `json:"counted,omitempty" minimum:"0" doc:"hand-over, receive: how many pieces were counted; all that are expected, or nothing happens"`
	Pieces  []ident.PieceID `json:"pieces,omitempty" maxItems:"200" doc:"unpack: which come out; report-difference: which are in hand; take-back: which were found"`
	Note    string          `json:"note,omitempty" maxLength:"200" doc:"report-difference, take-back"`
}

type batchActIn struct {
	BatchPath
	Key
	Match
	Body BatchAct
}

func (d *door) custodyBatches(a huma.API) {
	huma.Register(a, get(tagCustody, "/custody/parcels", "list-parcels",
		"What may be packed: at one's windows for departments, at one's departments for the way back"), d.listParcels)
	huma.Register(a, get(tagCustody, "/custody/batches", "list-batches", "List the batches that one's places send or receive, newest first"), d.listBatches)
	huma.Register(a, get(tagCustody, "/custody/batches/{batch}", "get-batch", "Show a batch to its two sides"), d.getBatch)
	huma.Register(a, created(post(tagCustody, "/custody/batches", "start-batch", "Pack pieces into a new batch")), d.startBatch)
	huma.Register(a, post(tagCustody, "/custody/batches/{batch}/pack", "pack-batch", "Pack more pieces into a batch that was not handed over"), d.packBatch)
	s := d.Custody
	batchAct(a, "unpack", "Take pieces off the list before the batch goes", s.Unpack)
	batchAct(a, "hand-over", "Send a packed batch off, counted by its sender", s.HandOver)
	batchAct(a, "receive", "Take over everything that is expected, counted by the receiver", s.Receive)
	batchAct(a, "report-difference", "Take over what is in hand and name the rest as missing", s.ReportDifference)
	batchAct(a, "take-back", "Say that the sender has found what the receiver missed", s.TakeBack)
}

// batchAct registers an act on a batch: POST /custody/batches/{batch}/{verb}.
func batchAct(a huma.API, verb, summary string, run func(context.Context, permission.Principal, custody.BatchInput) (custody.Batch, error)) {
	o := post(tagCustody, "/custody/batches/{batch}/"+verb, verb+"-batch", summary)
	huma.Register(a, o, func(ctx context.Context, in *batchActIn) (*batchOut, error) {
		seen, err := in.version(in.Body.Seen)
		if err != nil {
			return nil, err
		}
		b, err := run(ctx, caller(ctx), custody.BatchInput{
			No: in.Batch, Seen: seen, Counted: in.Body.Counted, Pieces: in.Body.Pieces, Note: in.Body.Note, Once: in.once(),
		})
		return shownBatch(b, in.failed(under(body, own{"piece": "pieces"}, err)))
	})
}

func (d *door) listParcels(ctx context.Context, in *Short) (*parcelsOut, error) {
	out, parcels := &parcelsOut{}, []Parcel{}
	there, err := d.Custody.Parcels(ctx, caller(ctx))
	if err != nil {
		return nil, err
	}
	for _, p := range there {
		x := Parcel{From: placeName(p.From), To: placeName(p.To)}
		for _, piece := range p.Pieces {
			x.Pieces = append(x.Pieces, pieceOf(piece.Piece))
		}
		parcels = append(parcels, x)
	}
	back, err := d.Custody.AtDepartments(ctx, caller(ctx))
	if err != nil {
		return nil, err
	}
	for _, p := range back {
		parcels = append(parcels, Parcel{From: placeName(p.At), To: placeName(p.Back), Pieces: piecesOf(p.Pieces)})
	}
	key := func(p Parcel) string {
		return p.From.Area + "/" + p.From.Department + ">" + p.To.Area + "/" + p.To.Department
	}
	out.Body.Parcels, out.Body.Pages, err = cut(parcels, key, *in)
	return out, err
}

func (d *door) listBatches(ctx context.Context, in *batchListIn) (*batchesOut, error) {
	found, err := d.Custody.Batches(ctx, caller(ctx), in.Kind, in.Open, custody.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &batchesOut{}
	out.Body.Batches = make([]Batch, len(found.Batches))
	for i, b := range found.Batches {
		out.Body.Batches[i] = batchOf(b)
	}
	out.Body.Pages = Pages{Next: found.Pages.Next, Previous: found.Pages.Prev}
	return out, nil
}

func (d *door) getBatch(ctx context.Context, in *BatchPath) (*batchOut, error) {
	v, err := d.Custody.Batch(ctx, caller(ctx), in.Batch)
	if err != nil {
		return nil, err
	}
	return shownBatch(v.Batch, nil)
}

func (d *door) startBatch(ctx context.Context, in *packIn) (*newBatchOut, error) {
	b, err := d.Custody.Pack(ctx, caller(ctx), custody.PackInput{
		From: in.Body.From.holder(), To: in.Body.To.holder(), Pieces: refsOf(in.Body.Pieces), Once: in.once(),
	})
	if err != nil {
		return nil, under(body, own{"piece": "pieces"}, err)
	}
	return &newBatchOut{Tag: tagOf(b.Version), Location: Prefix + "/custody/batches/" + b.No, Body: batchOf(b)}, nil
}

func (d *door) packBatch(ctx context.Context, in *packMoreIn) (*batchOut, error) {
	seen, err := in.version(in.Body.Seen)
	if err != nil {
		return nil, err
	}
	b, err := d.Custody.Pack(ctx, caller(ctx), custody.PackInput{
		Batch: in.Batch, Seen: seen, Pieces: refsOf(in.Body.Pieces), Once: in.once(),
	})
	return shownBatch(b, in.failed(under(body, own{"piece": "pieces"}, err)))
}

func shownBatch(b custody.Batch, err error) (*batchOut, error) {
	if err != nil {
		return nil, err
	}
	return &batchOut{Tag: tagOf(b.Version), Body: batchOf(b)}, nil
}

func (e End) holder() custody.Holder {
	if e.Kind == domain.KindDepartment {
		return domain.Department(e.Area, e.Department)
	}
	return domain.Window(e.Area)
}

func batchOf(b custody.Batch) Batch {
	out := Batch{
		ID: b.ID, No: b.No, Version: b.Version, From: placeName(b.From), To: placeName(b.To), State: string(b.State), Trial: b.Trial,
		Lines: []BatchLine{}, PackedAt: b.PackedAt, PackedBy: b.PackedBy.Name, SentAt: momentOf(b.SentAt), SentBy: b.SentBy.Name,
		GotAt: momentOf(b.GotAt), GotBy: b.GotBy.Name, Counted: b.Counted, Note: b.Note,
	}
	for _, l := range b.Lines {
		out.Lines = append(out.Lines, BatchLine{
			Piece: l.Piece, Bag: l.Bag, CaseNo: l.CaseNo, Name: l.Name, Original: l.Original, Copies: l.Copies, State: string(l.State),
		})
	}
	return out
}

// momentOf leaves out a moment that has not come.
func momentOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
