package citizen

import (
	"net/http"
	"slices"
	"strconv"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/form"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// showCheck is C12.
func showCheck(v *visit) error {
	c, err := v.d.Filing.Check(v.r.Context(), v.who.Principal, v.draftID())
	if err != nil {
		return err
	}
	if c.Older.Must() {
		return v.goTo(draftURL(c.Filing, filing.StepUpgrade))
	}
	v.check(http.StatusOK, c, nil)
	return nil
}

// The names of the boxes of the check page, in the order of the declarations.
var declarations = []string{"declared", "informed", "order"}

// check draws C12; wrong is why it was not submitted.
func (v *visit) check(status int, c *filing.Check, wrong error) {
	fr, now, all := v.stepFrame(c.Filing, filing.StepCheck, say("check.title"))
	p := CheckPage{
		Scenario: c.Plan.Scenario.Name, Step: now, Steps: all, Submit: "/drafts/" + string(c.Draft.ID) + "/submit", Hash: c.ReviewHash,
		Version: strconv.FormatInt(c.Draft.Version, 10), Sections: v.checkSections(c.Filing), Receivers: receivers(c.Filing),
	}
	if c.Older != nil && !c.Older.Must() && !c.Older.Gone {
		p.Newer = &page.Link{Label: say("upgrade.look"), Href: draftURL(c.Filing, filing.StepUpgrade)}
	}
	for _, o := range c.Open {
		p.Unfinished = append(p.Unfinished, page.Link{Label: sayField(openField(o)), Href: openURL(c.Filing, o)})
	}
	if c.Waits {
		p.WaitingItems = waitingItems(c.Plan)
	}
	for _, x := range c.Promises {
		p.Signs = append(p.Signs, SignText{Name: say("document." + x.Kind), Item: x.Item, Text: x.Text})
	}
	if len(p.Signs) > 0 {
		p.Sign = []page.Field{{Kind: page.Promise, Name: "promises", Label: say("promise.sign"), Value: v.r.PostFormValue("promises")}}
	}
	for i, text := range c.Texts {
		p.Promises = append(p.Promises, page.Field{Kind: page.Promise, Name: declarations[i], Label: text, Value: v.r.PostFormValue(declarations[i])})
	}
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		if fault.Is(wrong, fault.Conflict) {
			p.Changed = []string{sayFault(wrong)}
			for _, boxes := range [][]page.Field{p.Sign, p.Promises} {
				for i := range boxes {
					boxes[i].Value = "" // what was agreed to has changed
				}
			}
		}
		markProblems(p.Sign, p.Problems)
		markProblems(p.Promises, p.Problems)
	}
	v.show(status, Check(fr, p))
}

func openField(o filing.OpenPoint) fault.Field {
	return fault.Field{Name: o.Field, Key: o.Key, Params: o.Params}
}

// openURL is where an open point is mended.
func openURL(f *filing.Filing, o filing.OpenPoint) string {
	switch o.Section {
	case "plan":
		return draftURL(f, stepAnswers) + "#" + page.FieldID(o.Field)
	case filing.StepUpgrade:
		return draftURL(f, filing.StepUpgrade)
	case filing.StepMaterials:
		return draftURL(f, filing.StepMaterials) + "#" + page.FieldID(o.Field)
	}
	return draftURL(f, o.Section) + "#" + page.FieldID(o.Field)
}

// checkSections list everything that was written or taken, and the files.
func (v *visit) checkSections(f *filing.Filing) []CheckSection {
	var out []CheckSection
	guide := CheckSection{Name: say("plan.you")}
	change := []page.Link{{Label: say("check.change"), Href: draftURL(f, stepAnswers)}}
	for _, q := range f.Plan.Questions {
		if q.Shown && q.Answer != nil {
			x := scenario.Field{Type: q.Type, Options: q.Options, UnitName: q.UnitName}
			guide.Rows = append(guide.Rows, page.Row{Name: q.Name, Value: filing.ShowValue(x, q.Answer), Links: change})
		}
	}
	for _, sec := range f.Plan.Form.Sections {
		s := CheckSection{Name: sec.Name}
		for _, x := range sec.Fields {
			if row, ok := checkRow(f, sec.Key, x); ok {
				s.Rows = append(s.Rows, row)
			}
		}
		if len(s.Rows) > 0 {
			out = append(out, s)
		}
	}
	if len(guide.Rows) > 0 {
		out = append([]CheckSection{guide}, out...)
	}
	papers := CheckSection{Name: say("check.materials")}
	for _, m := range f.Plan.Materials {
		if !mine(m) {
			continue
		}
		row := page.Row{Name: m.Name, Links: []page.Link{{Label: say("check.change"), Href: draftURL(f, filing.StepMaterials) + "#" + page.FieldID(m.Key)}}}
		row.Value = say("materials.open")
		switch files := f.PapersFor(m); {
		case m.Disposition == "commitment":
			row.Value = say("materials.promise")
		case m.Disposition == "later":
			row.Value = say("materials.later")
		case len(files) > 0:
			names := make([]string, len(files))
			for i, p := range files {
				names[i] = p.Name
			}
			row.Value = joined(names)
		}
		papers.Rows = append(papers.Rows, row)
	}
	if len(papers.Rows) > 0 {
		out = append(out, papers)
	}
	if slices.Contains(f.Steps(), filing.StepDelivery) {
		rows := deliveryRows(f.Delivery())
		rows[0].Links = []page.Link{{Label: say("check.change"), Href: draftURL(f, filing.StepDelivery)}}
		out = append(out, CheckSection{Name: say("delivery.title"), Rows: rows})
	}
	return out
}

// checkRow is one field as it will be submitted; ok is false for what is not shown to a person.
func checkRow(f *filing.Filing, section string, x scenario.Field) (row page.Row, ok bool) {
	value := f.Value(x)
	row = page.Row{Name: x.Label}
	if value != nil {
		row.Value = maskedValue(x, value)
		if x.Disposition == form.Asked {
			row.Value = filing.ShowValue(x, value) // what one has written oneself is shown whole
		}
	}
	switch {
	case x.InGuide:
		return row, false // among the answers already
	case x.Disposition == form.Asked:
		row.Links = []page.Link{{Label: say("check.change"), Href: draftURL(f, section) + "#" + page.FieldID(x.Key)}}
	case x.Disposition == form.Shared || x.Disposition == form.Confirm:
		row.Note = lang.Chinese().Say("page.form.source", "source", x.Source)
	default:
		return row, false
	}
	return row, true
}

// receivers say which department sees what: derived from the plan, need to know.
func receivers(f *filing.Filing) []Receiver {
	fields, papers := map[string]string{}, map[string]string{}
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range sec.Fields {
			fields[x.Key] = x.Label
		}
	}
	for _, m := range f.Plan.Materials {
		papers[m.Key] = m.Name
	}
	words := func(keys []string, of map[string]string) []string {
		var out []string
		for _, k := range keys {
			if w := of[k]; w != "" && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
		return out
	}
	var out []Receiver
	for _, it := range f.Plan.Items {
		out = append(out, Receiver{Department: it.Office.Name, Item: it.Name, Fields: words(it.Fields, fields), Materials: words(it.Materials, papers)})
	}
	if rows := deliveryRows(f.Delivery()); len(rows) > 1 { // a letter: whoever sends it reads the address
		r := Receiver{Department: say("delivery.receiver"), Item: say("delivery.receiver_item")}
		for _, row := range rows[1:] {
			r.Fields = append(r.Fields, row.Name)
		}
		out = append(out, r)
	}
	return out
}

// waitingItems name what waits for what.
func waitingItems(p *scenario.Plan) []string {
	name := map[string]string{}
	for _, it := range p.Items {
		name[it.Slot] = it.Name
	}
	for _, g := range p.Gates {
		name[g.Slug] = g.Name
	}
	var out []string
	for _, e := range p.Edges {
		if e.Gate == "start" && name[e.From] != "" && name[e.To] != "" {
			out = append(out, say("check.waits", "item", name[e.To], "first", name[e.From]))
		}
	}
	return out
}

// submit files the draft.
func submit(v *visit) error {
	ctx, id := v.r.Context(), v.draftID()
	ticked := func(name string) bool { return v.r.PostFormValue(name) == "yes" }
	made, err := v.d.Filing.Submit(ctx, v.who.Principal, id, filing.SubmitInput{
		ReviewHash: v.r.PostFormValue("shown"), Declared: ticked("declared") && ticked("informed"), Promised: ticked("promises"), OrderAgreed: ticked("order"), Channel: "portal",
	})
	if err == nil {
		return v.goTo(caseURL(made) + "/receipt")
	}
	if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Conflict) {
		return err
	}
	c, cerr := v.d.Filing.Check(ctx, v.who.Principal, id)
	if cerr != nil {
		return err // it is filed already, or gone: the first answer says so
	}
	v.check(page.Status(err), c, err)
	return nil
}

// showReceipt is C13.
func showReceipt(v *visit) error {
	f, err := v.follow()
	if err != nil {
		return err
	}
	c := f.Case
	p := ReceiptPage{
		No: string(c.No), Name: caseName(c), At: say("receipt.at", "at", v.moment(c.FiledAt)), Wait: []string{say("receipt.wait.answer"), say("receipt.wait.tell")},
		Follow: page.Link{Label: say("receipt.follow"), Href: caseURL(c)},
	}
	if due := v.promise(c); due != 0 {
		p.Promise = bindingDay(due)
	} else {
		p.Wait = append([]string{promiseLength(c)}, p.Wait...)
	}
	if plan := f.Snapshot.Plan; plan != nil && plan.Campaign != nil && plan.Campaign.Publishes != 0 {
		p.Wait = append([]string{say("season.result", "day", v.dated(plan.Campaign.Publishes))}, p.Wait...)
	}
	for _, it := range c.Current() {
		p.Items = append(p.Items, page.Row{Name: it.Name, Value: v.state(c, it).Word(v.words())})
	}
	for _, d := range f.Documents {
		if d.Kind == "receipt" {
			p.Paper = &page.Link{Label: say("receipt.paper"), Href: "/documents/" + string(d.ID) + "/pdf"}
			p.QR = say("receipt.verify", "no", d.No)
			break
		}
	}
	if p.Foot, err = v.sheetFoot(p.No, caseURL(c)); err != nil {
		return err
	}
	fr := v.frame(say("receipt.title"))
	fr.Plain = true
	v.show(http.StatusOK, Receipt(fr, p))
	return nil
}
