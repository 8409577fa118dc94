package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// IntakeLine is one line of what a clerk has begun for visitors and not submitted.
type IntakeLine struct {
	DraftLine
	For string `json:"for" doc:"Name of the applicant"`
}

// Intake is a draft that a clerk fills in for a visitor: the draft, who came and what they confirmed.
type Intake struct {
	Draft
	For       string        `json:"for" doc:"Name of the applicant"`
	SeenAt    time.Time     `json:"seen_at" doc:"When the clerk saw card and face"`
	Card      bool          `json:"card" doc:"The identity was read from the card; else it was typed"`
	Agent     *Agent        `json:"agent,omitempty" doc:"Who came for the applicant; without: the applicant"`
	Confirmed *Confirmation `json:"confirmed,omitempty" doc:"What the visitor confirmed last"`
	Signed    bool          `json:"signed" doc:"The confirmation holds for what the intake is now"`
}

// Agent is who came for the applicant under a mandate (委托).
type Agent struct {
	Name  string `json:"name"`
	Until string `json:"until" doc:"Last day of the mandate"`
}

// Confirmation says that the visitor read everything and agreed.
type Confirmation struct {
	ReviewHash string    `json:"review_hash" doc:"Of what was shown; comes back with the submission"`
	At         time.Time `json:"at"`
	Name       string    `json:"name" doc:"As it was typed, or of the signer on paper"`
	Paper      bool      `json:"paper" doc:"Signed on paper, and the sheet handed in"`
	Order      bool      `json:"order_agreed"`
	Promised   bool      `json:"promises_signed"`
}

// Visitor is who stands at the window with an identity card.
type Visitor struct {
	Name   string `json:"name" maxLength:"60"`
	IDNo   string `json:"id_no" maxLength:"40" doc:"As on the identity card"`
	Phone  string `json:"phone" maxLength:"20"`
	Notice bool   `json:"notice" doc:"The clerk read the personal-information notice out"`
}

// Mandate says for whom the visitor came. Its paper is the material window_mandate of the intake.
type Mandate struct {
	Name  string `json:"name" maxLength:"60" doc:"Of the applicant"`
	IDNo  string `json:"id_no" maxLength:"40" doc:"Of the applicant"`
	Until string `json:"until" format:"date" doc:"Last day of the mandate"`
}

// ScanCode lets a telephone hand in one paper of the intake, and nothing else.
type ScanCode struct {
	Address   string    `json:"address" doc:"Page for the telephone, below the address of this installation; shown once"`
	Material  string    `json:"material" doc:"Name"`
	ExpiresAt time.Time `json:"expires_at"`
}

type intakesOut struct {
	Body struct {
		Intakes []IntakeLine `json:"intakes"`
		Pages
	} `nameHint:"Intakes"`
}

type intakeOut struct {
	Tag
	Body *Intake
}

type newIntakeOut struct {
	Tag
	Location string `header:"Location"`
	Body     *Intake
}

type newIntakeIn struct {
	Body struct {
		Scenario string   `json:"scenario" minLength:"1" doc:"Slug"`
		Area     string   `json:"area" minLength:"1" doc:"Slug of the area whose offices decide"`
		Visitor  Visitor  `json:"visitor"`
		Mandate  *Mandate `json:"mandate,omitempty" doc:"When the visitor came for somebody else"`
	} `nameHint:"NewIntake"`
}

type saveFormIn struct {
	DraftPath
	Match
	Body struct {
		Version   int64     `json:"version,omitempty" doc:"Of the intake that was looked at; 0: not compared"`
		Applicant string    `json:"applicant,omitempty" doc:"Slug of the role; empty: unchanged"`
		Answers   Values    `json:"answers,omitempty" doc:"Of the guide, by question key; without: unchanged"`
		Values    Values    `json:"values,omitempty" doc:"Of the whole form, by field key: a field that is left out is emptied; without: unchanged"`
		Delivery  *Delivery `json:"delivery,omitempty" doc:"How results should arrive; without: unchanged"`
	} `nameHint:"SaveForm"`
}

type scanCodeIn struct {
	DraftPath
	Material string `path:"material" doc:"Key of the material"`
}

type scanCodeOut struct{ Body ScanCode }

func (d *door) intakes(a huma.API) {
	o := get(tagIntakes, "/intakes", "list-intakes", "List what one has begun for visitors and not submitted, the longest waiting first")
	o.Description = "An intake is parked by leaving it: what is saved lies here for 90 days from its last change. A hundred at most."
	huma.Register(a, o, d.listIntakes)
	o = created(post(tagIntakes, "/intakes", "start-intake", "Receive a visitor and start an intake"))
	o.Description = "Registers are asked as soon as the guide is answered. The identity counts as typed from the card: reading a card is done on the page."
	huma.Register(a, o, d.startIntake)
	huma.Register(a, get(tagIntakes, "/intakes/{draft}", "get-intake", "Show an intake with its plan, what is open and what was confirmed"), d.getIntake)
	o = put(tagIntakes, "/intakes/{draft}/form", "save-form", "Write the guide's answers, the whole form and the way of delivery at once")
	o.Description = "Wrong values are kept and stand in check.open_points. Answers or an address that cannot be used are 422: " +
		"the rest is kept all the same, so read the intake again."
	huma.Register(a, o, d.saveForm)
	huma.Register(a, created(post(tagIntakes, "/intakes/{draft}/materials/{material}/scan-codes", "offer-scan",
		"Make a code with which a telephone hands in one paper for a quarter of an hour")), d.offerScan)
}

func (d *door) listIntakes(ctx context.Context, in *Short) (*intakesOut, error) {
	found, err := d.Filing.Intakes(ctx, caller(ctx))
	if err != nil {
		return nil, err
	}
	lines := make([]IntakeLine, len(found))
	for i, x := range found {
		lines[i] = IntakeLine{DraftLine: draftLine(x.Draft), For: x.Name}
	}
	out := &intakesOut{}
	out.Body.Intakes, out.Body.Pages, err = cut(lines, func(x IntakeLine) string { return string(x.ID) }, *in)
	return out, err
}

func (d *door) startIntake(ctx context.Context, in *newIntakeIn) (*newIntakeOut, error) {
	who, b := caller(ctx), in.Body
	p, err := d.Access.ReceiveVisitor(ctx, who, b.Area, b.Scenario, access.Visitor{
		Identity: access.Identity{Kind: "person", Name: b.Visitor.Name, IDNo: b.Visitor.IDNo, Phone: b.Visitor.Phone},
		Present:  true, Noticed: b.Visitor.Notice,
	})
	if err != nil {
		return nil, under("visitor", nil, err)
	}
	visit := &filing.Visit{SeenAt: d.Filing.Clock.Now()}
	if m := b.Mandate; m != nil {
		visit.Agent = &filing.Agent{Name: p.Name, IDNo: p.IDNo, Phone: p.Phone}
		visit.Agent.Until, _ = calendar.ParseDay(m.Until) // no day: no mandate that holds today
		p, err = d.Access.ReceiveVisitor(ctx, who, b.Area, b.Scenario, access.Visitor{
			Identity: access.Identity{Kind: "person", Name: m.Name, IDNo: m.IDNo}, Until: visit.Agent.Until,
		})
		if err != nil {
			return nil, under("mandate", nil, err)
		}
	}
	f, err := d.Filing.Start(ctx, who, filing.StartInput{
		ExploreInput: filing.ExploreInput{Scenario: b.Scenario, Area: b.Area}, For: p.ID, Visit: visit,
	})
	if err != nil {
		return nil, err
	}
	out, err := d.shownIntake(ctx, f.Draft.ID, nil)
	if err != nil {
		return nil, err
	}
	return &newIntakeOut{Tag: out.Tag, Location: Prefix + "/intakes/" + string(f.Draft.ID), Body: out.Body}, nil
}

func (d *door) getIntake(ctx context.Context, in *DraftPath) (*intakeOut, error) {
	return d.shownIntake(ctx, in.Draft, nil)
}

func (d *door) saveForm(ctx context.Context, in *saveFormIn) (*intakeOut, error) {
	seen, err := in.version(in.Body.Version)
	if err != nil {
		return nil, err
	}
	save := filing.SaveFormInput{Version: seen, Role: in.Body.Applicant, Answers: in.Body.Answers, Values: in.Body.Values}
	if in.Body.Delivery != nil {
		wish := filing.Delivery(*in.Body.Delivery)
		save.Deliver = &wish
	}
	if _, err = d.Filing.SaveForm(ctx, caller(ctx), in.Draft, save); is(err, "plan.answers") {
		err = under("answers", own{"applicant": "applicant"}, err)
	} else {
		err = under("delivery", nil, err)
	}
	return d.shownIntake(ctx, in.Draft, in.failed(err))
}

func (d *door) offerScan(ctx context.Context, in *scanCodeIn) (*scanCodeOut, error) {
	o, err := d.Filing.OfferScan(ctx, caller(ctx), in.Draft, in.Material)
	if err != nil {
		return nil, err
	}
	return &scanCodeOut{ScanCode{Address: "/scan/" + o.Secret, Material: o.Material, ExpiresAt: o.ExpiresAt}}, nil
}

// shownIntake answers an intake as it is after a change, or the fault of the change.
func (d *door) shownIntake(ctx context.Context, id ident.DraftID, err error) (*intakeOut, error) {
	if err != nil {
		return nil, err
	}
	f, err := d.Filing.Intake(ctx, caller(ctx), id)
	if err != nil {
		return nil, err
	}
	return &intakeOut{Tag: tagOf(f.Draft.Version), Body: intakeOf(f)}, nil
}

func intakeOf(f *filing.IntakeFile) *Intake {
	v := f.Work.Visit
	out := &Intake{Draft: *draftOf(f.Check), For: f.Name, SeenAt: v.SeenAt, Card: v.Card, Signed: f.Signed()}
	if a := v.Agent; a != nil {
		out.Agent = &Agent{Name: a.Name, Until: a.Until.String()}
	}
	if c := v.Confirmed; c != nil {
		out.Confirmed = &Confirmation{ReviewHash: c.Hash, At: c.At, Name: c.Name, Paper: c.Paper, Order: c.Order, Promised: c.Promised}
	}
	return out
}
