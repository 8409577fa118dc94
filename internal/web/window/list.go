package window

import (
	"net/http"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// ListPage (W6): parked and unfinished.
type ListPage struct {
	Shell console.Shell
	Done  string
	Rows  []IntakeRow
	Empty *console.Empty
}

// IntakeRow is one unfinished intake.
type IntakeRow struct {
	Name  string
	Thing string
	Since string
	Old   bool // longer than a day: tell the visitor
	Step  string
	Href  string
	Drop  string
}

// intakes is W6.
func intakes(v *visit) error {
	list, err := v.d.Filing.Intakes(v.R.Context(), v.Who.Principal)
	if err != nil {
		return err
	}
	s, err := v.Shell(say("list.title"))
	if err != nil {
		return err
	}
	p := ListPage{Shell: s, Done: v.Flash()}
	for _, x := range list {
		row := IntakeRow{
			Name: page.MaskName(x.Name), Thing: x.Scenario, Since: console.MomentText(x.UpdatedAt, v.Today),
			Old: v.Now().Sub(x.UpdatedAt) > 24*time.Hour, Step: say("list.step." + stepKey(x.Step)), Href: at(x.ID), Drop: at(x.ID) + "/discard",
		}
		if sc, ok := v.d.Filing.Catalogue.Scenario(x.Scenario); ok {
			row.Thing = sc.Name
		}
		p.Rows = append(p.Rows, row)
	}
	if len(p.Rows) == 0 {
		p.Empty = &console.Empty{Title: say("list.empty"), Text: say("list.empty_text"), Act: page.Link{Label: say("new.title"), Href: "/window/intakes/new"}}
	}
	v.Show(http.StatusOK, List(p))
	return nil
}

// stepKey is how far an intake has come; one that was only begun has its guide open.
func stepKey(step string) string {
	switch step {
	case filing.StepForm, filing.StepMaterials, filing.StepConfirm, filing.StepRefused:
		return step
	}
	return filing.StepAnswers
}

// AskPage asks before something that cannot be taken back.
type AskPage struct {
	Shell    console.Shell
	Effects  []string
	Post     string
	Button   string
	Back     page.Link
	Problems []page.Problem
	Reason   *page.Field
	Fields   []page.Field // beside the reason, or in its place
	Defects  []page.Row
	Lead     string
}

func askDiscard(v *visit) error {
	c, err := v.check()
	if err != nil {
		return err
	}
	s, err := v.Shell(say("discard.title", "thing", c.Plan.Scenario.Name))
	if err != nil {
		return err
	}
	p := AskPage{
		Shell: s, Effects: []string{say("discard.effect"), say("discard.paper")}, Post: at(v.id()) + "/discard",
		Button: say("discard.button"), Back: page.Link{Label: say("back"), Href: at(v.id())},
	}
	v.Show(http.StatusOK, Ask(p))
	return nil
}

// discardIntake throws an intake away; filing refuses while originals are kept for it.
func discardIntake(v *visit) error {
	if err := v.d.Filing.Discard(v.R.Context(), v.Who.Principal, v.id()); err != nil {
		return err
	}
	v.Door.Gate.Flash(v.R, "flash.discarded")
	return v.GoTo(home)
}

// findCase finds a case of this window by its number.
func findCase(v *visit) error {
	no, ok := ident.ParseCaseNo(v.R.PostFormValue("words"))
	if !ok {
		return fault.New(fault.NotFound, "window.case_no")
	}
	if _, err := v.d.Filing.Follow(v.R.Context(), v.Who.Principal, no); err != nil {
		return err
	}
	return v.GoTo("/window/cases/" + string(no))
}
