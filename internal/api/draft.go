package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/base/ident"
	"lianban/internal/domain/scenario"
)

// DraftLine is one line of the list of drafts.
type DraftLine struct {
	ID        ident.DraftID `json:"id"`
	Version   int64         `json:"version" doc:"Rises with every change; send it back to notice that somebody else changed the draft"`
	Scenario  string        `json:"scenario"`
	Area      string        `json:"area"`
	Step      string        `json:"step" doc:"Where to go on: key of a section, materials, check"`
	UpdatedAt time.Time     `json:"updated_at"`
	ExpiresAt time.Time     `json:"expires_at"`
}

// Draft is a filing that is being filled in, with the plan that it has now and what is still open.
type Draft struct {
	DraftLine
	Applicant    string                      `json:"applicant"`
	Company      string                      `json:"company,omitempty" doc:"Unified social credit code of the enterprise that is acted for"`
	Answers      map[string]any              `json:"answers" doc:"By question key"`
	Values       map[string]any              `json:"values" doc:"By field key"`
	Prefilled    map[string]filing.Prefilled `json:"prefilled" doc:"What registers gave, by field key"`
	Certificates []filing.Certificate        `json:"certificates" doc:"Held by the applicant"`
	Later        []string                    `json:"later" doc:"Materials that follow later"`
	Commitment   []string                    `json:"commitment" doc:"Materials for which a promise stands"`
	Down         []string                    `json:"registers_down" doc:"Registers that did not answer: their fields are asked"`
	Done         []string                    `json:"sections_done"`
	Steps        []string                    `json:"steps"`
	Papers       []Paper                     `json:"papers"`
	Delivery     Delivery                    `json:"delivery" doc:"How results will arrive: as said, else the first of ways"`
	Ways         []string                    `json:"ways" doc:"In which results can arrive"`
	Check        Check                       `json:"check"`
	Plan         *scenario.Plan              `json:"plan"`
}

// Check is what keeps a draft from being submitted, and what the applicant must read before.
type Check struct {
	Ready        bool        `json:"ready"`
	Open         []OpenPoint `json:"open_points"`
	ReviewHash   string      `json:"review_hash" doc:"Of everything that is submitted; comes back with the submission"`
	Declarations []string    `json:"declarations" doc:"Sentences that the applicant agrees to by declared"`
	Promises     []Signed    `json:"promises" doc:"Texts that the applicant signs by promises_signed: papers that follow, commitments"`
	Waits        bool        `json:"order_to_agree" doc:"Some item waits for another: the submission needs order_agreed"`
}

// Signed is a promise that is signed together with an application.
type Signed struct {
	Kind string `json:"kind" enum:"gap_promise,commitment" doc:"The paper that it becomes"`
	Slot string `json:"slot"`
	Item string `json:"item" doc:"Name of the item"`
	Text string `json:"text"`
}

// OpenPoint is one thing that is missing or wrong.
type OpenPoint struct {
	Section string `json:"section" doc:"Key of a section, materials, or plan"`
	Field   string `json:"field" doc:"Key of the field or material"`
	Label   string `json:"label"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// DraftPath names a draft in an address. It is exported because huma looks for parameters in exported fields only.
type DraftPath struct {
	Draft ident.DraftID `path:"draft"`
}

type draftsOut struct {
	Body struct {
		Drafts []DraftLine `json:"drafts"`
		Pages
	} `nameHint:"Drafts"`
}

type draftOut struct {
	Tag
	Body *Draft
}

type newDraftOut struct {
	Tag
	Location string `header:"Location"`
	Body     *Draft
}

type checkOut struct{ Body Check }

type newDraftIn struct {
	Body struct {
		PlanBody
		Scenario string `json:"scenario" minLength:"1" doc:"Slug"`
		Company  string `json:"company,omitempty" doc:"Unified social credit code of the enterprise that is acted for; empty: the first"`
	} `nameHint:"NewDraft"`
}

type answersIn struct {
	DraftPath
	Match
	Body struct {
		Version   int64    `json:"version,omitempty" doc:"Of the draft that was looked at; 0: not compared"`
		Applicant string   `json:"applicant,omitempty"`
		Answers   Values   `json:"answers"`
		Without   []string `json:"without,omitempty" maxItems:"100"`
	} `nameHint:"ChangeAnswers"`
}

type sectionIn struct {
	DraftPath
	Match
	Section string `path:"section" doc:"Key of the section"`
	Body    struct {
		Version int64  `json:"version,omitempty" doc:"Of the draft that was looked at; 0: not compared"`
		Values  Values `json:"values" doc:"By field key; a field that is left out is emptied"`
		Later   bool   `json:"later,omitempty" doc:"Keep also what is wrong; it is an open point until it is mended"`
	} `nameHint:"SaveSection"`
}

type chooseIn struct {
	DraftPath
	Match
	Material string `path:"material" doc:"Key of the material"`
	Body     struct {
		Version int64  `json:"version,omitempty"`
		Way     string `json:"way" enum:"upload,later,commitment" doc:"Hand it in now, later, or promise instead; the plan says what is offered"`
	} `nameHint:"Choose"`
}

type reopenIn struct {
	DraftPath
	Match
	Field string `path:"field" doc:"Key of the field"`
	Body  struct {
		Version int64 `json:"version,omitempty"`
	} `nameHint:"Reopen"`
}

func (d *door) drafts(a huma.API) {
	huma.Register(a, get(tagDrafts, "/drafts", "list-drafts", "List one's drafts"), d.listDrafts)
	huma.Register(a, created(post(tagDrafts, "/drafts", "start-draft",
		"Start a draft from answers; registers are asked what they know")), d.startDraft)
	huma.Register(a, get(tagDrafts, "/drafts/{draft}", "get-draft", "Show a draft with its plan and what is open"), d.getDraft)
	huma.Register(a, remove(tagDrafts, "/drafts/{draft}", "discard-draft", "Throw a draft away with its papers"), d.discardDraft)
	huma.Register(a, put(tagDrafts, "/drafts/{draft}/answers", "change-answers",
		"Change the answers; values of fields that stay are kept"), d.changeAnswers)
	huma.Register(a, put(tagDrafts, "/drafts/{draft}/sections/{section}", "save-section", "Write one section of the form"), d.saveSection)
	huma.Register(a, put(tagDrafts, "/drafts/{draft}/materials/{material}/way", "choose-way",
		"Choose how a material arrives: uploaded, later, or by commitment"), d.choose)
	huma.Register(a, post(tagDrafts, "/drafts/{draft}/fields/{field}/reopen", "reopen-field",
		"Say that what a register gave is wrong: the field is written by hand"), d.reopen)
	huma.Register(a, get(tagDrafts, "/drafts/{draft}/upgrade", "show-upgrade",
		"What would change for a draft that stands on an older version of its scenario"), d.showUpgrade)
	huma.Register(a, post(tagDrafts, "/drafts/{draft}/upgrade", "upgrade-draft",
		"Move a draft to the version that counts, as it was shown"), d.upgradeDraft)
	huma.Register(a, get(tagDrafts, "/drafts/{draft}/check", "check-draft",
		"What is open, what is declared, and the hash of what is submitted"), d.check)
}

func (d *door) listDrafts(ctx context.Context, in *Short) (*draftsOut, error) {
	drafts, err := d.Filing.Drafts(ctx, caller(ctx))
	if err != nil {
		return nil, err
	}
	lines := make([]DraftLine, len(drafts))
	for i, x := range drafts {
		lines[i] = draftLine(x)
	}
	out := &draftsOut{}
	out.Body.Drafts, out.Body.Pages, err = cut(lines, func(x DraftLine) string { return string(x.ID) }, *in)
	return out, err
}

func (d *door) startDraft(ctx context.Context, in *newDraftIn) (*newDraftOut, error) {
	f, err := d.Filing.Start(ctx, caller(ctx), filing.StartInput{
		ExploreInput: in.Body.explore(in.Body.Scenario), Company: in.Body.Company,
	})
	if err != nil {
		return nil, under("answers", own{"applicant": "applicant", "answers": "answers"}, err)
	}
	out, err := d.shown(ctx, f.Draft.ID, nil)
	if err != nil {
		return nil, err
	}
	return &newDraftOut{Tag: out.Tag, Location: Prefix + "/drafts/" + string(f.Draft.ID), Body: out.Body}, nil
}

func (d *door) getDraft(ctx context.Context, in *DraftPath) (*draftOut, error) {
	return d.shown(ctx, in.Draft, nil)
}

func (d *door) discardDraft(ctx context.Context, in *DraftPath) (*struct{}, error) {
	return nil, d.Filing.Discard(ctx, caller(ctx), in.Draft)
}

func (d *door) changeAnswers(ctx context.Context, in *answersIn) (*draftOut, error) {
	seen, err := in.version(in.Body.Version)
	if err != nil {
		return nil, err
	}
	_, err = d.Filing.ChangeAnswers(ctx, caller(ctx), in.Draft, seen, filing.ExploreInput{
		Role: in.Body.Applicant, Answers: in.Body.Answers, Without: in.Body.Without,
	})
	return d.shown(ctx, in.Draft, in.failed(under("answers", own{"applicant": "applicant"}, err)))
}

func (d *door) saveSection(ctx context.Context, in *sectionIn) (*draftOut, error) {
	seen, err := in.version(in.Body.Version)
	if err != nil {
		return nil, err
	}
	_, err = d.Filing.SaveSection(ctx, caller(ctx), in.Draft, filing.SaveInput{
		Version: seen, Section: in.Section, Values: in.Body.Values, Later: in.Body.Later,
	})
	return d.shown(ctx, in.Draft, in.failed(under("values", nil, err)))
}

func (d *door) choose(ctx context.Context, in *chooseIn) (*draftOut, error) {
	way := in.Body.Way
	if way == "upload" {
		way = ""
	}
	seen, err := in.version(in.Body.Version)
	if err != nil {
		return nil, err
	}
	_, err = d.Filing.Choose(ctx, caller(ctx), in.Draft, filing.ChooseInput{Version: seen, Material: in.Material, Way: way})
	return d.shown(ctx, in.Draft, in.failed(err))
}

func (d *door) reopen(ctx context.Context, in *reopenIn) (*draftOut, error) {
	seen, err := in.version(in.Body.Version)
	if err != nil {
		return nil, err
	}
	_, err = d.Filing.Reopen(ctx, caller(ctx), in.Draft, seen, in.Field)
	return d.shown(ctx, in.Draft, in.failed(err))
}

func (d *door) check(ctx context.Context, in *DraftPath) (*checkOut, error) {
	c, err := d.Filing.Check(ctx, caller(ctx), in.Draft)
	if err != nil {
		return nil, err
	}
	return &checkOut{checkOf(c)}, nil
}

// shown answers a draft as it is after a change, or the fault of the change.
func (d *door) shown(ctx context.Context, id ident.DraftID, err error) (*draftOut, error) {
	if err != nil {
		return nil, err
	}
	if _, err := d.Filing.Draft(ctx, caller(ctx), id); err != nil {
		return nil, err
	}
	c, err := d.Filing.Check(ctx, caller(ctx), id)
	if err != nil {
		return nil, err
	}
	return &draftOut{Tag: tagOf(c.Draft.Version), Body: draftOf(c)}, nil
}

func draftLine(x filing.Draft) DraftLine {
	return DraftLine{
		ID: x.ID, Version: x.Version, Scenario: x.Scenario, Area: x.Area, Step: x.Step,
		UpdatedAt: x.UpdatedAt, ExpiresAt: x.ExpiresAt,
	}
}

func draftOf(c *filing.Check) *Draft {
	w := c.Work
	return &Draft{
		DraftLine: draftLine(c.Draft), Applicant: w.Role, Company: w.Company, Answers: w.Answers, Values: w.Values,
		Prefilled: w.Prefilled, Certificates: list(w.Certificates), Later: list(w.Chooses.Later),
		Commitment: list(w.Chooses.Commitment), Down: list(w.Down), Done: list(w.Done), Steps: c.Steps(),
		Delivery: Delivery(c.Delivery()), Ways: c.Ways(),
		Papers: papersOf(c.Papers), Check: checkOf(c), Plan: c.Plan,
	}
}

func checkOf(c *filing.Check) Check {
	out := Check{
		Ready: len(c.Open) == 0, Open: []OpenPoint{}, ReviewHash: c.ReviewHash, Declarations: c.Texts, Promises: []Signed{}, Waits: c.Waits,
	}
	for _, p := range c.Promises {
		out.Promises = append(out.Promises, Signed(p))
	}
	for _, o := range c.Open {
		out.Open = append(out.Open, OpenPoint{
			Section: o.Section, Field: o.Field, Label: o.Label, Code: o.Key, Message: sentence(o.Key, o.Params),
		})
	}
	return out
}
