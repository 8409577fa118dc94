package officer

import (
	"net/url"
	"slices"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// actForm is the form of an act: its fields with what was written, and what must be mended.
type actForm struct {
	fields   []page.Field
	defects  *Defects
	problems []page.Problem
}

// The fields that acts ask for.
const (
	fieldReason  = "reason"  // printed on the paper
	fieldGrounds = "grounds" // law, printed
	fieldOpinion = "opinion" // stays inside
	fieldBody    = "body"
	fieldOther   = "other_body"
	fieldChannel = "channel"
	fieldPick    = "pick"
	fieldTo      = "to"     // colleague
	fieldAnswer  = "answer" // to a supervision order
)

// form is the empty form of an act.
func (f *file) form(d deed) *actForm {
	if d.fields != nil {
		form := &actForm{fields: d.fields(f, d)}
		if d.verb == casework.VerbSetAsideDeemed { // the notice that had been told
			form.defects = f.defects()
		}
		return form
	}
	long := func(name string, optional bool) page.Field {
		return page.Field{Kind: page.LongText, Name: name, Label: say("act." + d.path + "." + name), Help: help(d, name), Longest: 2000, Optional: optional}
	}
	grounds := page.Field{Kind: page.Text, Name: fieldGrounds, Label: say("act.grounds"), Help: say("act.grounds.help"), Value: join(f.Item.Grounds)}
	// The law that gives the power is printed on every decision anyway; what is written here comes beside it.
	beside := page.Field{Kind: page.Text, Name: fieldGrounds, Label: say("act." + d.path + ".grounds"), Help: say("act.grounds.beside", "law", join(f.Item.Grounds))}
	switch d.verb {
	case casework.VerbDecline, casework.VerbDeclareNotNeeded:
		return &actForm{fields: []page.Field{long(fieldReason, false), grounds}}
	case casework.VerbReturn:
		return &actForm{fields: []page.Field{
			{Kind: page.Select, Name: fieldBody, Label: say("act.body"), Help: say("act.body.help"), Options: f.bodies()},
			{Kind: page.Text, Name: fieldOther, Label: say("act.other_body"), Optional: true},
			long(fieldReason, false),
		}}
	case casework.VerbRequestSupplement:
		return &actForm{defects: f.defects()}
	case casework.VerbProposeGrant:
		beside.Optional = true
		return &actForm{fields: []page.Field{long(fieldOpinion, false), beside}}
	case casework.VerbProposeRefuse:
		return &actForm{fields: []page.Field{long(fieldReason, false), beside, long(fieldOpinion, true)}}
	case casework.VerbReview:
		return &actForm{fields: []page.Field{long(fieldOpinion, false)}}
	case casework.VerbSendBack:
		return &actForm{fields: []page.Field{long(fieldReason, false)}}
	case casework.VerbTransferOfficer:
		return &actForm{fields: []page.Field{
			{Kind: page.Select, Name: fieldTo, Label: say("act.to"), Help: say("act.to.help"), Options: f.colleagues()},
			{Kind: page.Text, Name: fieldReason, Label: say("act.transfer-officer.reason"), Optional: true, Longest: 200},
		}}
	case casework.VerbAnswerSupervision:
		return &actForm{fields: []page.Field{long(fieldAnswer, false)}}
	case casework.VerbDeliver:
		return &actForm{fields: []page.Field{{
			Kind: page.OneOf, Name: fieldChannel, Label: say("act.channel"),
			Options: []page.Option{
				{Value: "window", Label: say("act.channel.window"), Hint: say("act.channel.window.hint")},
				{Value: "post", Label: say("act.channel.post"), Hint: say("act.channel.post.hint")},
			},
		}}}
	}
	return &actForm{}
}

func help(d deed, name string) string {
	if key := "act." + d.path + "." + name + ".help"; has(key) {
		return say(key)
	}
	return ""
}

// bodies are the offices of the city that an item can be handed to: those of its area and of the areas around it.
func (f *file) bodies() []page.Option {
	cat := f.v.d.Handling.Catalogue
	out := []page.Option{{Label: say("act.body.none")}}
	for _, a := range cat.Chain(f.Item.Area) {
		for _, d := range cat.Departments() {
			if d.Kind != "government" || d.Slug == f.Item.Department && a.Slug == f.Item.Area {
				continue
			}
			out = append(out, page.Option{Value: a.Slug + "/" + d.Slug, Label: a.Name + d.Name})
		}
	}
	return out
}

// defects lists everything that can be asked for: once for all before the notice, afterwards only the points of it.
func (f *file) defects() *Defects {
	row := func(value, label, now string) DefectRow {
		return DefectRow{
			Value: value, Label: label, Now: now,
			Reason: page.Field{Kind: page.LongText, Name: "reason-" + value, Label: say("act.defect.reason", "label", label), Help: say("act.defect.hint")},
			Rule:   page.Field{Kind: page.Text, Name: "rule-" + value, Label: say("act.defect.rule", "label", label), Value: join(f.Item.Grounds)},
		}
	}
	d := &Defects{}
	materials := DefectGroup{Name: say("act.defect.materials")}
	for _, m := range f.Materials {
		if f.askable(func(x casework.Defect) bool { return x.Material == m.Key }) {
			materials.Rows = append(materials.Rows, row("m."+m.Key, m.Name, f.note(m)))
		}
	}
	fields := DefectGroup{Name: say("act.defect.fields")}
	for _, x := range f.Fields {
		if x.Source == "" && f.askable(func(y casework.Defect) bool { return y.Field == x.Key }) {
			fields.Rows = append(fields.Rows, row("f."+x.Key, x.Label, x.Shown))
		}
	}
	for _, g := range []DefectGroup{materials, fields} {
		if len(g.Rows) > 0 {
			d.Groups = append(d.Groups, g)
		}
	}
	return d
}

// askable says whether a point may be named: any before the first notice, only those of the notice after it.
func (f *file) askable(is func(casework.Defect) bool) bool {
	return len(f.Item.Supplements) == 0 || slices.ContainsFunc(f.Item.Supplements[0].Defects, is)
}

// many takes the boxes that were ticked.
func (a *actForm) many(values url.Values) {
	for i := range a.fields {
		if x := &a.fields[i]; x.Kind == page.SomeOf {
			x.Values = values[x.Name]
		}
	}
}

// ticked are the boxes of a field that were ticked.
func (a *actForm) ticked(name string) []string {
	if x := a.field(name); x != nil {
		return x.Values
	}
	return nil
}

// read takes what was written into the form and notes what is missing.
func (a *actForm) read(get func(string) string, picked []string) {
	for i := range a.fields {
		x := &a.fields[i]
		if x.Kind == page.SomeOf || x.Kind == page.File { // files are read where the act is done
			continue
		}
		x.Value = strings.TrimSpace(get(x.Name))
		if x.Value == "" && !x.Optional && x.Name != fieldBody {
			a.problem(x, say("missing."+x.Name))
		}
	}
	if a.defects != nil {
		a.readDefects(get, picked)
	}
	if body, other := a.field(fieldBody), a.field(fieldOther); body != nil && body.Value == "" && other.Value == "" {
		a.problem(body, say("missing.body"))
	}
}

func (a *actForm) readDefects(get func(string) string, picked []string) {
	for g := range a.defects.Groups {
		for i := range a.defects.Groups[g].Rows {
			r := &a.defects.Groups[g].Rows[i]
			r.Chosen = slices.Contains(picked, r.Value)
			r.Reason.Value, r.Rule.Value = strings.TrimSpace(get(r.Reason.Name)), strings.TrimSpace(get(r.Rule.Name))
			if r.Chosen && r.Reason.Value == "" {
				a.problem(&r.Reason, say("missing.defect_reason", "label", r.Label))
			}
			if r.Chosen && r.Rule.Value == "" {
				a.problem(&r.Rule, say("missing.defect_rule", "label", r.Label))
			}
		}
	}
	if len(a.chosen()) == 0 {
		a.defects.Error = say("missing.pick")
		a.problems = append(a.problems, page.Problem{Field: fieldPick, Text: a.defects.Error})
	}
}

func (a *actForm) problem(x *page.Field, text string) {
	x.Error = text
	a.problems = append(a.problems, page.Problem{Field: x.Name, Text: text})
}

func (a *actForm) field(name string) *page.Field {
	for i := range a.fields {
		if a.fields[i].Name == name {
			return &a.fields[i]
		}
	}
	return nil
}

// value is what was written into a field; none if the form does not ask for it.
func (a *actForm) value(name string) string {
	if x := a.field(name); x != nil {
		return x.Value
	}
	return ""
}

// chosen are the defects that were picked.
func (a *actForm) chosen() []casework.Defect {
	var out []casework.Defect
	for _, g := range a.defects.Groups {
		for _, r := range g.Rows {
			if !r.Chosen {
				continue
			}
			d := casework.Defect{Reason: r.Reason.Value, Rule: r.Rule.Value}
			if key, ok := strings.CutPrefix(r.Value, "m."); ok {
				d.Material = key
			} else {
				d.Field = strings.TrimPrefix(r.Value, "f.")
			}
			out = append(out, d)
		}
	}
	return out
}

// body is the right body that was chosen or written.
func (a *actForm) body() handling.RightBody {
	to := handling.RightBody{Reason: a.value(fieldReason), Name: a.value(fieldOther)}
	if area, department, ok := strings.Cut(a.value(fieldBody), "/"); ok {
		to.Area, to.Department = area, department
	}
	return to
}
