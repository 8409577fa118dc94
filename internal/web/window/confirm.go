package window

import (
	"net/http"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/form"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// ConfirmPage (W4): what the customer reads and signs, in the portal's sizes.
type ConfirmPage struct {
	Frame    *page.Frame
	Office   string
	Lead     string
	Sections []ConfirmSection
	Waits    []string
	Figures  []page.Row
	Hash     string
	Signs    []SignText
	Sign     []page.Field
	Promises []page.Field
	Name     page.Field
	Post     string
	Back     string
	Problems []page.Problem
	Sheet    SheetBox
	Signed   string
}

// SignText is a promise that the customer signs: what it is, of which item, and its words.
type SignText struct {
	Name string
	Item string
	Text string
}

// ConfirmSection is one part of what is submitted.
type ConfirmSection struct {
	Name string
	Rows []page.Row
}

// SheetBox takes in the sheet that was signed on paper.
type SheetBox struct {
	Print  string
	Files  []FileLink
	Upload string
	Field  page.Field
}

// The names of the boxes, in the order of the declarations.
var declarations = []string{"declared", "informed", "order"}

// showConfirm is W4.
func showConfirm(v *visit) error {
	c, err := v.check()
	if err != nil {
		return err
	}
	if len(c.Open) > 0 {
		return v.GoTo(back(v.id(), "", "confirm"))
	}
	return v.confirmPage(http.StatusOK, c, nil)
}

func (v *visit) confirmPage(status int, c *filing.Check, wrong error) error {
	f := v.Door.Frame(v.R)
	f.Door, f.Home, f.Plain, f.Screen = page.Citizen, home, true, true
	f.Here, f.Print = v.R.URL.RequestURI(), v.R.URL.Query().Get("print") == "1"
	f.Title = say("confirm.title", "thing", c.Plan.Scenario.Name)
	p := ConfirmPage{
		Frame: f, Office: f.Site.Name, Hash: c.ReviewHash, Post: at(v.id()) + "/confirm", Back: back(v.id(), "", "confirm"),
		Lead: say("confirm.lead", "n", len(c.Plan.Items), "offices", len(departments(c.Plan))), Problems: problemsOf(wrong),
		Name: page.Field{Kind: page.Text, Name: "name", Label: say("confirm.name"), Help: say("confirm.name_help"), Value: v.R.PostFormValue("name")},
	}
	if v.d.Office != nil {
		p.Office = v.d.Office(v.Who)
	}
	if err := v.confirmSections(c, &p); err != nil {
		return err
	}
	for _, x := range c.Promises {
		p.Signs = append(p.Signs, SignText{Name: say("confirm." + x.Kind), Item: x.Item, Text: x.Text})
	}
	if len(p.Signs) > 0 {
		p.Sign = []page.Field{{Kind: page.Promise, Name: "promises", Label: say("confirm.sign"), Value: v.R.PostFormValue("promises")}}
	}
	for i, text := range c.Texts {
		p.Promises = append(p.Promises, page.Field{Kind: page.Promise, Name: declarations[i], Label: text, Value: v.R.PostFormValue(declarations[i])})
	}
	if fault.Is(wrong, fault.Conflict) {
		for _, boxes := range [][]page.Field{p.Sign, p.Promises} {
			for i := range boxes {
				boxes[i].Value = "" // what was agreed to has changed
			}
		}
	}
	mark(p.Sign, p.Problems)
	mark(p.Promises, p.Problems)
	name := []page.Field{p.Name}
	mark(name, p.Problems)
	p.Name, f.Failed = name[0], len(p.Problems) > 0
	p.Sheet = v.sheet(c)
	if c.Signed() {
		p.Signed = say("confirm.signed", "at", console.MomentText(c.Work.Visit.Confirmed.At, v.Today))
	}
	v.Show(status, Confirm(p))
	return nil
}

// sheet is the way for who signs on paper: print, sign, scan.
func (v *visit) sheet(c *filing.Check) SheetBox {
	here := at(v.id())
	b := SheetBox{
		Print: here + "/confirm?print=1", Upload: here + "/materials/" + filing.SignedSheet + "/upload",
		Field: page.Field{Kind: page.File, Name: "file", Label: say("confirm.sheet_file"), Accept: "image/*,application/pdf"},
	}
	for _, f := range c.PapersFor(scenario.Material{Slug: filing.SignedSheet}) {
		b.Files = append(b.Files, FileLink{Name: f.Name, Href: "/window/papers/" + string(f.ID)})
	}
	return b
}

// confirmSections list who, what, papers and what follows, plainly.
func (v *visit) confirmSections(c *filing.Check, p *ConfirmPage) error {
	who, err := v.d.Filing.Applicant(v.R.Context(), v.Who.Principal, c.Draft.ID)
	if err != nil {
		return err
	}
	first := ConfirmSection{Name: say("confirm.who"), Rows: []page.Row{{Name: say("confirm.applicant"), Value: page.MaskName(who.Name), Note: page.MaskID(who.IDNo)}}}
	if a := c.Work.Visit.Agent; a != nil {
		first.Rows = append(first.Rows, page.Row{Name: say("confirm.agent"), Value: page.MaskName(a.Name), Note: page.MaskID(a.IDNo)})
	}
	for _, q := range c.Plan.Questions {
		if q.Shown && q.Answer != nil {
			x := scenario.Field{Type: q.Type, Options: q.Options, UnitName: q.UnitName}
			first.Rows = append(first.Rows, page.Row{Name: q.Name, Value: filing.ShowValue(x, q.Answer)})
		}
	}
	p.Sections = append(p.Sections, first)
	for _, sec := range c.Plan.Form.Sections {
		s := ConfirmSection{Name: sec.Name}
		for _, x := range sec.Fields {
			if value := c.Value(x); value != nil && !x.InGuide && x.Act == "" {
				row := page.Row{Name: x.Label, Value: filing.ShowValue(x, value)}
				if x.Disposition != form.Asked {
					row.Value, row.Note = page.MaskValue(x.Type, row.Value), say("confirm.from", "source", x.Source)
				}
				s.Rows = append(s.Rows, row)
			}
		}
		if len(s.Rows) > 0 {
			p.Sections = append(p.Sections, s)
		}
	}
	papers := ConfirmSection{Name: say("confirm.papers")}
	for _, m := range handedIn(c.Filing) {
		papers.Rows = append(papers.Rows, page.Row{Name: materialName(m), Value: say("confirm.files", "n", len(c.PapersFor(m)))})
	}
	if len(papers.Rows) > 0 {
		p.Sections = append(p.Sections, papers)
	}
	by, _ := v.d.Filing.DoneBy(c.Plan)
	p.Figures = []page.Row{
		{Name: say("plan.items"), Value: say("plan.items_of", "items", len(c.Plan.Items), "offices", len(departments(c.Plan)))},
		{Name: say("plan.by"), Value: console.BindingDay(by), Note: wholeDays(c.Plan)},
	}
	p.Waits = talk(c.Plan)
	return nil
}

// confirmIntake keeps what the customer said; the clerk's page then says so.
func confirmIntake(v *visit) error {
	ticked := func(name string) bool { return v.R.PostFormValue(name) == "yes" }
	paper := v.R.PostFormValue("how") == "paper"
	c, err := v.d.Filing.Confirm(v.R.Context(), v.Who.Principal, v.id(), filing.ConfirmInput{
		Hash: v.R.PostFormValue("shown"), Declared: paper || ticked("declared") && ticked("informed"), Promised: paper || ticked("promises"), Order: paper || ticked("order"),
		Name: v.R.PostFormValue("name"), Paper: paper,
	})
	if err == nil {
		v.Door.Gate.Flash(v.R, "flash.confirmed")
		return v.GoTo(back(v.id(), "", "confirm"))
	}
	if c == nil || !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Conflict) {
		return err
	}
	return v.confirmPage(page.Status(err), c, err)
}
