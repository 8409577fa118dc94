package officer

import (
	"net/http"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// showAct shows page D3: what an act does in law, before it is done.
func showAct(v *visit) error {
	f, err := v.open()
	if err != nil {
		return err
	}
	d, ok := deedAt(v.R.PathValue("act"))
	if !ok || d.plain {
		return fault.New(fault.NotFound, "officer.no_act")
	}
	if err := f.meet(d); err != nil {
		return err
	}
	form := f.form(d)
	return f.showForm(d, form, http.StatusOK)
}

// formAgain leads from the address to which files are sent back to the page of the act.
func (v *visit) formAgain(d deed) error {
	no, slot, err := v.target()
	if err != nil {
		return err
	}
	return v.GoTo(itemURL(no, slot, "/", d.path))
}

// lead says what the act is about, before its form.
func (f *file) lead(d deed) string {
	if d.lead != nil {
		if words := d.lead(f); words != "" {
			return words
		}
	}
	return say("act." + d.path + ".lead")
}

// showForm shows the page of an act with a form as it is filled so far.
func (f *file) showForm(d deed, form *actForm, status int) error {
	title := say("act." + d.path + ".title")
	s, err := f.v.Shell(title)
	if err != nil {
		return err
	}
	s.Failed = len(form.problems) > 0
	p := ActPage{
		Shell: s, Head: f.head(), Lead: f.lead(d), Rules: f.rules(), Errors: form.problems, Inputs: form.fields,
		Defects: form.defects, Action: f.url("/", d.path), Hidden: append(f.tokens(), f.seatToken()...), Submit: say("act." + d.path + ".submit"), Grave: d.grave,
	}
	if d.files {
		p.Files, p.Action = true, p.Action+"/upload"
	}
	if err := f.possible(d); err != nil {
		p.Barred, p.Rules, status = console.FaultText(err), nil, page.Status(err)
	} else {
		f.effects(&p, d)
	}
	f.v.Show(status, ActPageView(p))
	return nil
}

// possible says why an act cannot be done now, by law or by right.
func (f *file) possible(d deed) error {
	if d.when != nil && !d.when(f) {
		return fault.New(fault.NotNow, "officer.no_act")
	}
	if err := casework.Why(f.Case, f.Item.Slot, d.verb, f.actor()); err != nil {
		return err
	}
	return f.allowed(d)
}

// effects tries the act on a copy and says what it would bring about.
func (f *file) effects(p *ActPage, d deed) {
	change, err := f.try(d)
	if err != nil {
		return // the form asks for something first that the effect depends on
	}
	after := change.Case.Latest(f.Item.Slot)
	state, applicant := stateWord(after.State), say("act."+d.path+".applicant")
	if after.Sealed != nil && f.Item.Sealed == nil {
		state, applicant = say("state.sealed"), say("effect.sealed", "day", console.BindingDay(change.Case.Publishes))
	}
	p.Effects = append(p.Effects,
		Fact{Label: say("effect.state"), Value: state},
		Fact{Label: say("effect.clock"), Value: f.clockEffect(change.Case)},
		Fact{Label: say("effect.others"), Value: f.othersEffect(change.Case)},
		Fact{Label: say("effect.applicant"), Value: applicant})
	var names []string
	for _, doc := range change.Documents {
		if doc.Slot == "" || doc.Slot == f.Item.Slot {
			names = append(names, say("effect.paper", "name", documentWord(doc.Kind)))
		}
	}
	if len(names) > 0 {
		p.Effects = append(p.Effects, Fact{Label: say("effect.papers"), Value: join(names)})
		if f.v.d.Printer != nil && len(p.Inputs) == 0 && p.Defects == nil {
			p.Preview = f.url("/previews/", d.path)
		}
	}
}

// clockEffect says what the act does to the clock that matters.
func (f *file) clockEffect(after *casework.Case) string {
	e := f.v.d.Handling.Engine
	before, ran := e.Headline(f.Case, f.Item.Slot, f.v.Today)
	k, runs := e.Headline(after, f.Item.Slot, f.v.Today)
	if started, ok := f.startedBeside(after); ok {
		k, ran = started, false
	}
	switch {
	case !runs && !ran:
		return say("effect.no_clock")
	case runs && k.Due == 0:
		return say("effect.unknown")
	case !runs:
		return say("effect.stops", "n", before.Used, "unit", unitWords(before.Unit))
	case ran && before.Kind == k.Kind && before.Started == k.Started:
		return say("effect.goes_on", "day", console.BindingDay(k.Due))
	}
	return say("effect.starts."+startKey(k.Kind), "n", k.Length, "unit", unitWords(k.Unit), "day", console.BindingDay(k.Due))
}

// startedBeside is a clock beside the decision that runs after an act and did not before.
func (f *file) startedBeside(after *casework.Case) (casework.ClockView, bool) {
	e := f.v.d.Handling.Engine
	before := len(f.Item.Clocks)
	for i, k := range e.ClockViews(after, f.Item.Slot, f.v.Today) {
		if i >= before && k.Stopped == 0 && casework.BesideDecision(k.Kind) {
			return k, true
		}
	}
	return casework.ClockView{}, false
}

func startKey(kind string) string {
	if key := "effect.starts." + kind; has(key) {
		return kind
	}
	return "other"
}

// othersEffect says which other items change with it.
func (f *file) othersEffect(after *casework.Case) string {
	var said []string
	for _, it := range after.Current() {
		before := f.Case.Latest(it.Slot)
		if it.Slot == f.Item.Slot || before == nil || before.State == it.State {
			continue
		}
		said = append(said, say("effect.other", "item", it.Name, "before", stateWord(before.State), "after", stateWord(it.State)))
	}
	if len(said) == 0 {
		if n := len(after.Current()) - 1; n > 0 {
			return say("effect.no_other", "n", n)
		}
		return say("effect.alone")
	}
	return strings.Join(said, say("semicolon")) + say("stop")
}

// try does an act on a copy of the case with the words of a form left open; nothing of it is kept.
func (f *file) try(d deed) (casework.Change, error) {
	e, m, by := f.v.d.Handling.Engine, f.v.moment(), f.actor()
	c, t, open := f.Case.Clone(), casework.Target{Slot: f.Item.Slot}, say("effect.open")
	if d.try != nil {
		return d.try(f, e, c, m, by, t)
	}
	switch d.verb {
	case casework.VerbAccept:
		return e.Accept(c, m, by, casework.AcceptInput{Target: t})
	case casework.VerbDecline:
		return e.Decline(c, m, by, casework.DeclineInput{Target: t, Reason: open, Grounds: open})
	case casework.VerbReturn:
		return e.ReturnToRightBody(c, m, by, casework.ReturnInput{Target: t, Body: open, Reason: open})
	case casework.VerbDeclareNotNeeded:
		return e.DeclareNotNeeded(c, m, by, casework.DeclareNotNeededInput{Target: t, Reason: open, Grounds: open})
	case casework.VerbRequestSupplement:
		return e.RequestSupplement(c, m, by, casework.RequestSupplementInput{Target: t, Defects: f.sampleDefects(open)})
	case casework.VerbProposeGrant:
		return e.ProposeGrant(c, m, by, casework.ProposeGrantInput{Target: t, Opinion: open, Grounds: open})
	case casework.VerbProposeRefuse:
		return e.ProposeRefuse(c, m, by, casework.ProposeRefuseInput{Target: t, Opinion: open, Reason: open, Grounds: open})
	case casework.VerbReview:
		return e.Review(c, m, by, casework.ReviewInput{Target: t, Opinion: open})
	case casework.VerbSendBack:
		return e.SendBack(c, m, by, casework.SendBackInput{Target: t, Reason: open})
	case casework.VerbGrant:
		return e.Grant(c, m, by, casework.GrantInput{Target: t})
	case casework.VerbRefuse:
		return e.Refuse(c, m, by, casework.RefuseInput{Target: t})
	case casework.VerbTransferOfficer:
		to := casework.TransferInput{Target: t, To: "somebody"}
		return e.TransferOfficer(c, m, by, to)
	case casework.VerbAnswerSupervision:
		return e.AnswerSupervision(c, m, by, casework.AnswerSupervisionInput{Target: t, Answer: open})
	case casework.VerbDeliver:
		return e.Deliver(c, m, by, casework.DeliverInput{Target: t, Channel: "window"})
	}
	return casework.Change{}, fault.New(fault.NotNow, "officer.no_act")
}

// sampleDefects names one thing that the item consumes, for trying a request to supplement.
func (f *file) sampleDefects(reason string) []casework.Defect {
	d := casework.Defect{Reason: reason, Rule: reason}
	switch {
	case len(f.Item.Supplements) > 0 && len(f.Item.Supplements[0].Defects) > 0:
		first := f.Item.Supplements[0].Defects[0]
		d.Material, d.Field = first.Material, first.Field
	case len(f.Item.Materials) > 0:
		d.Material = f.Item.Materials[0]
	case len(f.Item.Fields) > 0:
		d.Field = f.Item.Fields[0]
	}
	return []casework.Defect{d}
}

// previewAct shows the official paper that an act without a form would issue.
func previewAct(v *visit) error {
	f, err := v.open()
	if err != nil {
		return err
	}
	d, ok := deedAt(v.R.PathValue("act"))
	if !ok || v.d.Printer == nil {
		return fault.New(fault.NotFound, "officer.no_act")
	}
	if err := f.possible(d); err != nil {
		return err
	}
	change, err := f.try(d)
	if err != nil {
		return err
	}
	for _, doc := range change.Documents {
		if doc.Slot == "" || doc.Slot == f.Item.Slot {
			b, err := v.d.Printer.HTML(v.R.Context(), doc)
			if err != nil {
				return err
			}
			f := v.Bare(documentWord(doc.Kind))
			f.Demo = nil // the paper carries its own mark
			v.Show(http.StatusOK, sheet(f.Frame, string(b)))
			return nil
		}
	}
	return fault.New(fault.NotFound, "officer.no_act")
}
