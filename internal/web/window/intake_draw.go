package window

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/form"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// drawer turns an intake into its page. It computes nothing that filing and the plan have not said.
type drawer struct {
	v *visit
	c *filing.Check
	t trouble
	p *IntakePage
}

// intake draws W3.
func (v *visit) intake(status int, c *filing.Check, t trouble) error {
	s, err := v.Shell(say("intake.title", "thing", c.Plan.Scenario.Name))
	if err != nil {
		return err
	}
	p := &IntakePage{
		Shell: s, At: at(c.Draft.ID), Version: strconv.FormatInt(c.Draft.Version, 10), Thing: c.Plan.Scenario.Name,
		Begun: say("intake.begun", "at", c.Draft.CreatedAt.In(calendar.Zone).Format("15:04"), "n", int(v.Now().Sub(c.Draft.CreatedAt)/time.Minute)),
		Done:  v.Flash(), Ready: len(c.Open) == 0, Signed: c.Signed(),
	}
	if p.Newer = newer(c.Filing); p.Newer != nil {
		p.NewerSay = say("upgrade.may")
		if c.Older.Must() {
			p.NewerSay = say("upgrade.must")
		}
	}
	d := &drawer{v: v, c: c, t: t, p: p}
	if err := d.visitor(); err != nil {
		return err
	}
	d.guide()
	d.form()
	if err := d.papers(); err != nil {
		return err
	}
	d.plan()
	d.sign()
	d.steps()
	d.problems()
	n, err := v.d.Filing.DeskCounts(v.R.Context(), v.Who.Principal)
	if err != nil {
		return err
	}
	if n.Open > 1 {
		p.Others = say("intake.others", "n", n.Open-1)
	}
	v.Show(status, Intake(*p))
	return nil
}

// problems puts what is wrong on top and at its control.
func (d *drawer) problems() {
	d.p.Problems = problemsOf(d.t.err)
	for i, x := range d.p.Problems { // questions carry their own names on this page
		for _, q := range d.p.Questions {
			if q.Name == answer+x.Field || q.Name == answer+x.Field+"[]" {
				d.p.Problems[i].Field = q.Name
			}
		}
	}
	if d.t.upload != nil && d.p.Box != nil {
		d.p.Box.Error = problemsOf(d.t.upload)[0].Text
		d.p.Problems = append(d.p.Problems, page.Problem{Text: d.p.Box.Name + say("colon") + d.p.Box.Error})
	}
	for i, x := range d.p.Problems { // so do the parts of a letter
		for _, l := range d.p.Letter {
			if l.Name == "delivery."+x.Field {
				d.p.Problems[i].Field = l.Name
			}
		}
	}
	for _, fields := range [][]page.Field{d.p.Questions, d.p.Fields, d.p.Ticks, d.p.Letter} {
		mark(fields, d.p.Problems)
	}
	d.p.Shell.Failed = len(d.p.Problems) > 0
}

// visitor is the first part: who came, for whom, and how that was seen.
func (d *drawer) visitor() error {
	p, err := d.v.d.Filing.Applicant(d.v.R.Context(), d.v.Who.Principal, d.c.Draft.ID)
	if err != nil {
		return err
	}
	visit := d.c.Work.Visit
	seen := page.Tag{Tone: page.Info, Icon: "eye", Word: say("visitor.typed")}
	how := "visitor.at_typed"
	if visit.Card {
		seen, how = page.Tag{Tone: page.Good, Icon: "id", Word: say("visitor.card")}, "visitor.at_card"
	}
	d.p.Seen, d.p.SeenAt = seen, say(how, "at", console.MomentText(visit.SeenAt, d.v.Today))
	who := page.Row{Name: say("visitor.who"), Value: page.MaskName(p.Name), Note: page.MaskID(p.IDNo)}
	forWhom := page.Row{Name: say("visitor.for"), Value: say("visitor.self")}
	phone := p.Phone
	if a := visit.Agent; a != nil {
		forWhom = page.Row{Name: say("visitor.for"), Value: page.MaskName(p.Name), Note: say("visitor.mandate", "day", console.DayText(a.Until))}
		who, phone = page.Row{Name: say("visitor.who"), Value: page.MaskName(a.Name), Note: page.MaskID(a.IDNo)}, a.Phone
	}
	d.p.Visitor = []page.Row{who, forWhom, {Name: say("visitor.phone"), Value: page.MaskPhone(phone), Note: d.company()}}
	if d.c.GivesResults() {
		d.p.Visitor = append(d.p.Visitor, page.Row{Name: say("visitor.delivery"), Value: lang.Chinese().Say("filing.delivery." + d.c.Delivery().Way)})
	}
	return nil
}

// company is the enterprise that is acted for, as far as the form knows it.
func (d *drawer) company() string {
	for _, sec := range d.c.Plan.Form.Sections {
		for _, x := range sec.Fields {
			if x.Slug == "company_name" {
				if name, ok := d.c.Value(x).(string); ok {
					return name
				}
			}
		}
	}
	return ""
}

// guide is the second part: the questions, with what was written and cannot be used.
func (d *drawer) guide() {
	plan := d.c.Plan
	for _, s := range plan.Stops {
		d.p.Stops = append(d.p.Stops, s.Say)
	}
	add := func(q page.Field) {
		q.Name = answer + q.Name
		d.p.Questions = append(d.p.Questions, q)
	}
	if len(plan.Applicants) > 1 {
		q := page.Field{Kind: page.OneOf, Name: "applicant", Label: say("answers.applicant"), Value: plan.Applicant.Slug}
		for _, a := range plan.Applicants {
			q.Options = append(q.Options, page.Option{Value: a.Slug, Label: a.Name})
		}
		add(q)
	}
	for _, r := range plan.Repeats {
		add(page.Field{Kind: page.Number, Name: r.Topic, Label: r.Label, Value: strconv.Itoa(r.Count)})
	}
	menus := func(late bool) {
		for _, m := range plan.Menus {
			if m.Late == late {
				add(page.MenuField(m))
			}
		}
	}
	menus(false)
	for _, x := range plan.Questions {
		if !x.Shown {
			continue
		}
		if d.t.posted != nil {
			x.Answer = nil
		}
		q := page.QuestionField(x, d.written(answer, x.Key, x.Type, x.Answer))
		if q.Unit == "" {
			q.Unit = x.UnitName
		}
		add(q)
	}
	menus(true)
}

// written is what was posted for a control, or without a post what is kept.
func (d *drawer) written(prefix, key string, t form.Type, kept any) any {
	if d.t.posted == nil {
		return kept
	}
	mine := url.Values{}
	for name, values := range d.t.posted {
		if len(name) > len(prefix) && name[:len(prefix)] == prefix {
			mine[name[len(prefix):]] = values
		}
	}
	if t == form.Choices && prefix == answer {
		return mine[key+"[]"]
	}
	return page.WrittenValue(t, key, mine)
}

// form is the third part: what is still asked, and what registers gave.
func (d *drawer) form() {
	asked := 0
	d.p.Asked = !d.c.Work.Unasked
	for _, sec := range d.c.Plan.Form.Sections {
		for _, x := range filing.ToWrite(sec) {
			asked++
			if !d.p.Asked {
				continue
			}
			field := page.SectionField(x, d.written("", x.Key, x.Type, d.c.Value(x)))
			if field.Kind == page.Promise {
				d.p.Ticks = append(d.p.Ticks, field)
			} else {
				d.p.Fields = append(d.p.Fields, field)
			}
		}
		for _, x := range filing.Taken(sec) {
			if value := d.c.Value(x); value != nil {
				d.p.Taken = append(d.p.Taken, page.Row{
					Name: x.Label, Value: page.MaskValue(x.Type, filing.ShowValue(x, value)), Note: x.Source,
				})
			}
		}
	}
	if d.p.Asked && d.c.GivesResults() {
		d.delivery()
	}
	d.p.FormTitle = say("form.title", "n", asked+len(d.p.Taken))
	if len(d.c.Work.Down) > 0 {
		d.p.Down = say("form.down", "source", joined(d.c.Work.Down))
	}
}

const deliveryWay = "delivery.way"

// delivery asks how results should arrive; an address only where they are posted.
func (d *drawer) delivery() {
	t, now := lang.Chinese(), d.c.Delivery()
	if d.t.posted != nil {
		now = deliveryOf(d.t.posted)
	}
	d.p.Way = &page.Field{Kind: page.OneOf, Name: deliveryWay, Label: t.Say("filing.delivery.way"), Value: now.Way}
	for _, w := range d.c.Ways() {
		d.p.Way.Options = append(d.p.Way.Options, page.Option{Value: w, Label: t.Say("filing.delivery." + w)})
	}
	if !slices.Contains(d.c.Ways(), "post") {
		return
	}
	for _, x := range [][2]string{{"recipient", now.Recipient}, {"phone", now.Phone}, {"address", now.Address}} {
		d.p.Letter = append(d.p.Letter, page.Field{Kind: page.Text, Name: "delivery." + x[0], Label: t.Say("filing.delivery." + x[0]), Value: x[1]})
	}
}

// deliveryOf reads how results should arrive.
func deliveryOf(posted url.Values) filing.Delivery {
	return filing.Delivery{
		Way: posted.Get(deliveryWay), Recipient: posted.Get("delivery.recipient"), Phone: posted.Get("delivery.phone"), Address: posted.Get("delivery.address"),
	}
}

// steps are the five parts with what is missing in each.
func (d *drawer) steps() {
	missing := map[string]int{}
	for _, o := range d.c.Open {
		missing[part(o)]++
	}
	unanswered := len(d.c.Plan.Missing) > 0 || len(d.c.Plan.Stops) > 0
	first := true
	for i, name := range []string{"visitor", "answers", "form", "materials", "confirm"} {
		s := Step{N: strconv.Itoa(i + 1), Label: say("step." + name), Href: "#" + name, Icon: "circle-check"}
		if n := missing[name]; n > 0 {
			s.Label, s.Open = say("step.missing", "name", s.Label, "n", n), true
		}
		if name == "confirm" {
			s.Open = !d.p.Signed
		}
		if s.Open || unanswered && i > 1 {
			s.Icon = "alert-circle"
			s.Open = true
			s.Here, first = first, false
		}
		d.p.Steps = append(d.p.Steps, s)
	}
	if first {
		d.p.Steps[4].Here = true
	}
}

// part is the part of the page in which an open point is mended.
func part(o filing.OpenPoint) string {
	switch o.Section {
	case "plan":
		return "answers"
	case filing.StepMaterials:
		return "materials"
	}
	return "form"
}

// sign is the fifth part: what is missing, and whether the customer has confirmed.
func (d *drawer) sign() {
	for _, o := range d.c.Open {
		l := page.Link{Label: o.Label, Href: "#" + part(o)}
		switch o.Section {
		case filing.StepUpgrade:
			l.Label = sayField(o.Key, o.Params)
			if d.p.Newer != nil {
				l.Href = d.p.Newer.Href
			}
		case "plan":
			l.Href = "#" + page.FieldID(answer+o.Field)
			if d.c.Plan.Stopped {
				l.Label = sayField(o.Key, o.Params)
			}
		case filing.StepMaterials:
			l.Href = "#" + page.FieldID(o.Field)
		default:
			l.Href = "#" + page.FieldID(o.Field)
		}
		d.p.Missing = append(d.p.Missing, l)
	}
	said := d.c.Work.Visit.Confirmed
	switch {
	case d.p.Signed:
		d.p.Sign = page.Tag{Tone: page.Good, Icon: "signature", Word: say("sign.done")}
		d.p.SignNote = say("sign.done_note", "name", page.MaskName(said.Name), "at", console.MomentText(said.At, d.v.Today))
		if said.Paper {
			d.p.SignNote = say("sign.done_paper", "at", console.MomentText(said.At, d.v.Today))
		}
	case said != nil:
		d.p.Sign = page.Tag{Tone: page.Warn, Icon: "alert-triangle", Word: say("sign.changed")}
		d.p.SignNote = say("sign.changed_note")
	default:
		d.p.Sign = page.Tag{Tone: page.Quiet, Icon: "hourglass", Word: say("sign.open")}
	}
	d.p.Effect = say("sign.effect", "n", len(departments(d.c.Plan)))
}

// departments are the offices that will handle a part.
func departments(p *scenario.Plan) []string {
	var out []string
	for _, it := range p.Items {
		if !slices.Contains(out, it.Office.Name) {
			out = append(out, it.Office.Name)
		}
	}
	return out
}
