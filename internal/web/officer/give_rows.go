package officer

import (
	"net/http"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// GivePage asks to whom the picked item cases go.
type GivePage struct {
	Shell  Shell
	Lead   string
	Errors []page.Problem
	Fields []page.Field
	Hidden []Hidden
	Action string
	Rows   []GiveRow
	Back   string
}

// GiveRow is one picked item case; one with a reason stays where it is.
type GiveRow struct {
	Applicant, Item, No, Handler, Why string
}

// askGive asks to whom the picked rows go.
func askGive(v *visit) error {
	return v.askGive(v.R.URL.Query()["pick"], v.R.URL.Query().Get("back"), nil)
}

func (v *visit) askGive(boxes []string, back string, problems []page.Problem) error {
	picks := picked(boxes)
	rows, err := v.d.Handling.Picked(v.R.Context(), v.Who.Principal, picks)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		v.d.Gate.Flash(v.R, "flash.nothing_given")
		return v.GoTo(back)
	}
	s, err := v.Shell(say("give.title"))
	if err != nil {
		return err
	}
	s.Failed = len(problems) > 0
	p := GivePage{Shell: s, Lead: say("give.lead"), Errors: problems, Action: "/officer/worklist/transfer-officer", Back: page.Local(back, home)}
	p.Hidden = []Hidden{{Name: "back", Value: p.Back}, {Name: "once", Value: page.Token()}}
	for _, box := range boxes {
		p.Hidden = append(p.Hidden, Hidden{Name: "pick", Value: box})
	}
	var options []page.Option
	known := map[ident.StaffID]bool{}
	for _, r := range rows {
		row := GiveRow{Applicant: titleOf(v.enterprise(r.Scenario), r.Subject, r.Applicant), Item: r.Name, No: string(r.No)}
		if !v.mayGive(r) {
			row.Why = console.FaultText(fault.New(fault.Forbidden, "handling.not_yours_to_give"))
		} else if options, err = v.addMates(options, known, r); err != nil {
			return err
		}
		p.Rows = append(p.Rows, row)
	}
	p.Fields = []page.Field{
		{Kind: page.Select, Name: fieldTo, Label: say("act.to"), Help: say("act.to.help"), Options: options, Value: v.R.PostFormValue(fieldTo)},
		{Kind: page.Text, Name: fieldReason, Label: say("act.transfer-officer.reason"), Optional: true, Longest: 200, Value: v.R.PostFormValue(fieldReason)},
	}
	status := http.StatusOK
	for _, x := range problems {
		p.Fields[0].Error, status = x.Text, http.StatusUnprocessableEntity
	}
	v.Show(status, GivePageView(p))
	return nil
}

// addMates adds whom a row can be given to; rows of one office ask the database once.
func (v *visit) addMates(options []page.Option, known map[ident.StaffID]bool, r handling.WorkRow) ([]page.Option, error) {
	if v.offices == nil {
		v.offices = map[string]bool{}
	}
	office := r.Area + "/" + r.Department
	if v.offices[office] {
		return options, nil
	}
	v.offices[office] = true
	mates, err := v.d.Handling.Colleagues(v.R.Context(), rowResource(r), "")
	for _, m := range mates {
		if !known[m.ID] {
			known[m.ID] = true
			options = append(options, page.Option{Value: string(m.ID), Label: say("act.to.one", "name", m.Name, "title", m.Title)})
		}
	}
	return options, err
}

// giveRows gives the picked rows to a colleague. Rows that have changed meanwhile, or that are not one's own to give, stay.
func giveRows(v *visit) error {
	if err := v.R.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "officer.form")
	}
	boxes, to := v.R.PostForm["pick"], ident.StaffID(v.R.PostForm.Get(fieldTo))
	if to == "" {
		return v.askGive(boxes, v.R.PostForm.Get("back"), []page.Problem{{Field: fieldTo, Text: say("missing.to")}})
	}
	given, missed := 0, 0
	for _, t := range picked(boxes) {
		if once := v.R.PostForm.Get("once"); once != "" {
			t.Once = once + "/" + string(t.No) + "/" + t.Slot
		}
		_, err := v.d.Handling.TransferOfficer(v.R.Context(), v.Who.Principal, t, to, strings.TrimSpace(v.R.PostForm.Get(fieldReason)))
		switch {
		case err == nil:
			given++
		case fault.Of(err).Kind == fault.Internal:
			return err
		default:
			missed++
		}
	}
	key := "flash.given"
	if missed > 0 {
		key = "flash.given_some"
	}
	v.d.Gate.Flash(v.R, key)
	return v.GoTo(v.R.PostForm.Get("back"))
}
