package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Promises are the texts that an applicant can sign for an item now.
type Promises struct {
	No      ident.CaseNo `json:"no"`
	Slot    string       `json:"slot"`
	Texts   []Promise    `json:"texts"`
	Version int64        `json:"version" doc:"Of the item; comes back as seen_version"`
}

// Promise is one text to sign.
type Promise struct {
	Act  string `json:"act" enum:"promise-gap,sign-commitment"`
	Text string `json:"text" doc:"Show it whole to who signs it"`
	Hash string `json:"hash" doc:"Comes back as signed"`
}

type promisesOut struct {
	Tag
	Body Promises
}

type signIn struct {
	ItemPath
	Key
	Match
	Body struct {
		SeenVersion int64  `json:"seen_version,omitempty" doc:"Version of the item that was looked at; 0: not compared"`
		Signed      string `json:"signed" doc:"Hash of the text that was shown and signed"`
	} `nameHint:"Sign"`
}

type promiseActIn struct {
	ItemPath
	Key
	Match
	Body struct {
		SeenVersion int64  `json:"seen_version,omitempty" doc:"Version of the item that was looked at; 0: not compared"`
		Evidence    string `json:"evidence,omitempty" maxLength:"1000" doc:"Of a rectification: what was done"`
	} `nameHint:"PromiseAct"`
}

type BringPath struct {
	ItemPath
	Act string `path:"act" enum:"fill-gap,add-material,correct-on-the-spot,reapply" doc:"The act that the papers are for"`
}

type bringUploadIn struct {
	BringPath
	Material string `path:"material" doc:"Key of the material"`
	file     upload
}

// Resolve finds the file in the request.
func (in *bringUploadIn) Resolve(ctx huma.Context) []error { return in.file.find(ctx) }

type bringIn struct {
	ItemPath
	Key
	Match
	Body struct {
		SeenVersion int64    `json:"seen_version,omitempty" doc:"Version of the item that was looked at; 0: not compared"`
		Fields      []string `json:"fields,omitempty" maxItems:"100" doc:"Keys of the fields that the note mends"`
		Note        string   `json:"note,omitempty" maxLength:"1000"`
	} `nameHint:"Bring"`
}

// Bring is what an act can hand in for an item, with what was uploaded for it so far.
type Bring struct {
	No      ident.CaseNo `json:"no"`
	Slot    string       `json:"slot"`
	Points  []Point      `json:"points"`
	Version int64        `json:"version" doc:"Of the item; comes back as seen_version"`
}

type bringOut struct {
	Tag
	Body Bring
}

func (d *door) promises(a huma.API) {
	const item = "/cases/{no}/items/{slot}"
	f := d.Filing
	huma.Register(a, get(tagCases, item+"/promises", "get-promises", "The texts that can be signed for an item now"), d.getPromises)
	d.sign(a, "promise-gap", "Promise to bring the missing papers in time", f.PromiseGap)
	d.sign(a, "sign-commitment", "Sign a notification-commitment", f.SignCommitment)
	d.promiseAct(a, "refuse-gap-offer", "Leave the offer that papers may follow", f.RefuseGapOffer)
	d.promiseAct(a, "withdraw-commitment", "Take a commitment back before the decision", f.WithdrawCommitment)
	d.promiseAct(a, "report-rectified", "Say that a breach of a commitment was mended", f.ReportRectified)
	huma.Register(a, get(tagCases, item+"/bring/{act}", "get-bring", "The papers that an act can hand in"), d.getBring)
	register(a, created(post(tagCases, item+"/bring/{act}/materials/{material}/papers", "upload-bring",
		"Upload a file that an act will hand in; it is taken back by drop-supplement")), d.uploadBring)
	d.bringAct(a, "fill-gap", "Hand in the papers that were promised, all of them", f.FillGap)
	d.bringAct(a, "add-material", "Hand in new versions of papers of an item", f.AddMaterial)
	d.bringAct(a, "correct-on-the-spot", "Mend at once what the department found", f.CorrectOnTheSpot)
	d.bringAct(a, "reapply", "Apply again for an item that failed", f.Reapply)
}

type promiseDo func(context.Context, permission.Principal, ident.CaseNo, filing.PromiseInput) (*casework.Case, error)

func (d *door) sign(a huma.API, verb, summary string, run promiseDo) {
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/"+verb, verb, summary), func(ctx context.Context, in *signIn) (*caseOut, error) {
		seen, err := in.version(in.Body.SeenVersion)
		if err != nil {
			return nil, err
		}
		c, err := run(ctx, caller(ctx), in.No, filing.PromiseInput{Slot: in.Slot, Seen: seen, Signed: in.Body.Signed, Once: in.once()})
		if err != nil {
			return nil, in.failed(under(body, nil, err))
		}
		return d.caseOut(c), nil
	})
}

func (d *door) promiseAct(a huma.API, verb, summary string, run promiseDo) {
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/"+verb, verb, summary), func(ctx context.Context, in *promiseActIn) (*caseOut, error) {
		seen, err := in.version(in.Body.SeenVersion)
		if err != nil {
			return nil, err
		}
		c, err := run(ctx, caller(ctx), in.No, filing.PromiseInput{Slot: in.Slot, Seen: seen, Words: in.Body.Evidence, Once: in.once()})
		if err != nil {
			return nil, in.failed(under(body, nil, err))
		}
		return d.caseOut(c), nil
	})
}

type bringDo func(context.Context, permission.Principal, ident.CaseNo, filing.BringInput) (*casework.Case, error)

func (d *door) bringAct(a huma.API, verb, summary string, run bringDo) {
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/"+verb, verb, summary), func(ctx context.Context, in *bringIn) (*caseOut, error) {
		seen, err := in.version(in.Body.SeenVersion)
		if err != nil {
			return nil, err
		}
		c, err := run(ctx, caller(ctx), in.No, filing.BringInput{
			Slot: in.Slot, Seen: seen, Fields: in.Body.Fields, Note: in.Body.Note, Once: in.once(),
		})
		if err != nil {
			return nil, in.failed(under(body, nil, err))
		}
		return d.caseOut(c), nil
	})
}

func (d *door) getPromises(ctx context.Context, in *ItemPath) (*promisesOut, error) {
	texts, it, err := d.Filing.Promises(ctx, caller(ctx), in.No, in.Slot)
	if err != nil {
		return nil, err
	}
	out := Promises{No: in.No, Slot: in.Slot, Texts: []Promise{}, Version: it.Version}
	for _, x := range texts {
		out.Texts = append(out.Texts, Promise{Act: x.Act, Text: x.Text, Hash: filing.TextHash(x.Text)})
	}
	return &promisesOut{Tag: tagOf(out.Version), Body: out}, nil
}

// bringVerbs are the acts that hand papers in, by their path.
var bringVerbs = map[string]casework.Verb{
	"fill-gap": casework.VerbFillGap, "add-material": casework.VerbAddMaterial,
	"correct-on-the-spot": casework.VerbCorrectOnTheSpot, "reapply": casework.VerbReapply,
}

func (d *door) getBring(ctx context.Context, in *BringPath) (*bringOut, error) {
	b, err := d.Filing.ToBring(ctx, caller(ctx), in.No, in.Slot, bringVerbs[in.Act])
	if err != nil {
		return nil, err
	}
	out := Bring{No: in.No, Slot: in.Slot, Points: []Point{}, Version: b.Item.Version}
	for _, p := range b.Points {
		point := Point{Material: p.Material, Name: p.Name, Papers: papersOf(p.Papers), Now: papersOf(p.Now)}
		if p.Rule != nil {
			point.Upload = p.Rule.Upload
		}
		out.Points = append(out.Points, point)
	}
	return &bringOut{Tag: tagOf(out.Version), Body: out}, nil
}

func (d *door) uploadBring(ctx context.Context, in *bringUploadIn) (*paperOut, error) {
	b, err := d.Filing.ToBring(ctx, caller(ctx), in.No, in.Slot, bringVerbs[in.Act])
	if err != nil {
		return nil, err
	}
	p, err := d.Filing.UploadFor(ctx, caller(ctx), b, in.Material, in.file.name, in.file.content)
	return &paperOut{paperOf(p)}, err
}
