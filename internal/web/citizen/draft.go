package citizen

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// startDraft begins the application with the answers that the plan remembers. Whoever is not signed in comes back to
// those answers after it.
func startDraft(v *visit) error {
	in := v.startOf(v.r.PostFormValue)
	code := in.Scenario
	if !v.known {
		return v.goTo("/login?back=" + url.QueryEscape(planURL(code, in.Plan)))
	}
	if stop, err := v.askCompany(in); stop || err != nil {
		return err
	}
	if stop, err := v.openAlready(in); stop || err != nil {
		return err
	}
	f, err := v.d.Filing.Start(v.r.Context(), v.who.Principal, in)
	if fault.Is(err, fault.Invalid) {
		return v.startAgain(code, in, err)
	}
	if err != nil {
		return err
	}
	return v.goTo(draftURL(f, f.Draft.Step))
}

// startAgain shows the scenario with what is still open.
func (v *visit) startAgain(code string, in filing.StartInput, wrong error) error {
	g := &guide{in: in.ExploreInput, id: in.Plan}
	if in.Plan != "" {
		f, err := v.d.Filing.Recall(v.r.Context(), in.Plan)
		if err != nil {
			return err
		}
		g.in = filing.ExploreInput{Scenario: f.Draft.Scenario, Area: f.Draft.Area, Role: f.Work.Role, Answers: f.Work.Answers, Without: f.Work.Chooses.Without}
		g.plan = f.Plan
	} else {
		var err error
		if g.plan, err = v.d.Filing.Explore(v.r.Context(), g.in); err != nil {
			return err
		}
	}
	v.showGuide(http.StatusUnprocessableEntity, g, wrong)
	return nil
}

func draftURL(f *filing.Filing, step string) string {
	return "/drafts/" + string(f.Draft.ID) + "/" + url.PathEscape(step)
}

func (v *visit) draftID() ident.DraftID { return ident.DraftID(v.r.PathValue("draft")) }

func (v *visit) draft() (*filing.Filing, error) {
	return v.d.Filing.Draft(v.r.Context(), v.who.Principal, v.draftID())
}

// drafts is the list of C10.
func drafts(v *visit) error {
	ds, err := v.d.Filing.Drafts(v.r.Context(), v.who.Principal)
	if err != nil {
		return err
	}
	p := DraftsPage{}
	for _, d := range ds {
		at := "/drafts/" + string(d.ID)
		p.Drafts = append(p.Drafts, DraftRow{
			Name: v.scenarioName(d.Scenario), Saved: say("drafts.saved", "at", v.moment(d.UpdatedAt)), Href: at, Drop: at + "/discard", Elsewhere: at + "/continue-elsewhere",
		})
	}
	f := v.frame(say("drafts.title"))
	crumbs(f, page.Link{Label: say("cases.title"), Href: "/cases"}, page.Link{Label: say("drafts.title")})
	v.show(http.StatusOK, Drafts(f, p))
	return nil
}

// resumeDraft leads to the page on which the person stopped.
func resumeDraft(v *visit) error {
	f, err := v.draft()
	if err != nil {
		return err
	}
	if f.Older.Must() {
		return v.goTo(draftURL(f, filing.StepUpgrade))
	}
	step := f.Draft.Step
	if steps := f.Steps(); !slices.Contains(steps, step) {
		step = steps[0]
	}
	return v.goTo(draftURL(f, step))
}

func askDiscard(v *visit) error {
	f, err := v.draft()
	if err != nil {
		return err
	}
	fr := v.formFrame(say("discard.title", "name", f.Plan.Scenario.Name), "/drafts")
	v.show(http.StatusOK, Confirm(fr, ConfirmPage{
		Heading: fr.Title, Effects: []string{say("discard.effect")}, Post: "/drafts/" + string(f.Draft.ID) + "/discard",
		Button: say("discard.button"), Cancel: page.Link{Label: say("discard.cancel"), Href: "/drafts/" + string(f.Draft.ID)},
	}))
	return nil
}

func discard(v *visit) error {
	if err := v.d.Filing.Discard(v.r.Context(), v.who.Principal, v.draftID()); err != nil {
		return err
	}
	return v.goTo("/drafts")
}

// formFrame is the frame of a form page with the link to the page before it.
func (v *visit) formFrame(title, back string) *page.Frame {
	f := v.frame(title)
	f.Plain, f.Back = true, &page.Link{Label: say("back"), Href: back}
	return f
}

// stepFrame is the frame of a step of a draft: before the first one is the scenario's page.
func (v *visit) stepFrame(f *filing.Filing, step, title string) (fr *page.Frame, now, all int) {
	steps := f.Steps()
	i := max(0, slices.Index(steps, step))
	back := "/scenarios/" + f.Plan.Scenario.Slug
	if i > 0 {
		back = draftURL(f, steps[i-1])
	}
	return v.formFrame(title, back), i + 1, len(steps)
}

// showSection is C10.
func showSection(v *visit) error {
	f, err := v.draft()
	if err != nil {
		return err
	}
	if f.Older.Must() {
		return v.goTo(draftURL(f, filing.StepUpgrade))
	}
	return v.section(http.StatusOK, f, v.r.PathValue("section"), nil, nil)
}

// section draws a section; written is what was posted and could not be used, wrong why.
func (v *visit) section(status int, f *filing.Filing, key string, written url.Values, wrong error) error {
	if key == stepAnswers {
		return v.answers(status, f, written, wrong)
	}
	if key == filing.StepDelivery {
		return v.delivery(status, f, suggested(f), nil)
	}
	sec, ok := f.Section(key)
	if !ok {
		return fault.New(fault.NotFound, "filing.no_section")
	}
	at := draftURL(f, key)
	fr, now, all := v.stepFrame(f, key, sec.Name)
	p := SectionPage{
		Scenario: f.Plan.Scenario.Name, Heading: sec.Name, Step: now, Steps: all, Save: at + "/save", Later: at + "/save-later",
		Version: strconv.FormatInt(f.Draft.Version, 10), Prefill: v.prefilled(f, sec, at),
	}
	p.Elsewhere, p.Draft = v.elsewhere, string(f.Draft.ID)
	p.instances(f, sec, at)
	if len(f.Work.Down) > 0 {
		p.Down = say("section.down", "source", joined(f.Work.Down))
	}
	for _, x := range filing.ToWrite(sec) {
		value := f.Value(x)
		if written != nil {
			value = writtenValue(x.Type, x.Key, written)
		}
		p.Fields = append(p.Fields, sectionField(x, value))
	}
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		markProblems(p.Fields, p.Problems)
	}
	v.show(status, Section(fr, p))
	return nil
}

func sectionField(x scenario.Field, value any) page.Field {
	return page.SectionField(x, value)
}

// prefilled are the values that registers gave, a block for every source. With ?wrong=1 every row can be opened.
func (v *visit) prefilled(f *filing.Filing, sec scenario.Section, at string) []page.Prefilled {
	open := v.r.URL.Query().Get("wrong") == "1"
	var out []page.Prefilled
	for _, x := range filing.Taken(sec) {
		value := f.Value(x)
		if value == nil {
			continue
		}
		i := slices.IndexFunc(out, func(p page.Prefilled) bool { return p.Source == x.Source })
		if i < 0 {
			out = append(out, page.Prefilled{Source: x.Source, Verified: true})
			i = len(out) - 1
			if !open {
				out[i].WrongHref = at + "?wrong=1"
			}
		}
		row := page.Row{Name: x.Label, Value: maskedValue(x, value)}
		if open {
			row.Act = &page.Post{To: at + "/reopen", Label: say("section.reopen", "label", x.Label), Hidden: []page.Hidden{
				{Name: "field", Value: x.Key}, {Name: "version", Value: strconv.FormatInt(f.Draft.Version, 10)},
			}}
		}
		out[i].Rows = append(out[i].Rows, row)
	}
	return out
}

// maskedValue is a value as it may stand on a screen.
func maskedValue(x scenario.Field, value any) string {
	return page.MaskValue(x.Type, filing.ShowValue(x, value))
}

func saveSection(v *visit) error { return v.keep(false) }

func saveLater(v *visit) error {
	if v.r.PathValue("section") == filing.StepMaterials {
		return v.goTo("/drafts") // files are kept one by one already
	}
	return v.keep(true)
}

// keep saves a page of the form and goes on, or back to the list of drafts.
func (v *visit) keep(later bool) error {
	if err := v.r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "citizen.form_unreadable")
	}
	f, err := v.draft()
	if err != nil {
		return err
	}
	key := v.r.PathValue("section")
	if key == stepAnswers {
		return v.changeAnswers(f)
	}
	if key == filing.StepDelivery {
		return v.keepDelivery(f, later)
	}
	sec, ok := f.Section(key)
	if !ok {
		return fault.New(fault.NotFound, "filing.no_section")
	}
	saved, err := v.d.Filing.SaveSection(v.r.Context(), v.who.Principal, f.Draft.ID, v.written(sec, later))
	if fault.Is(err, fault.Invalid) {
		return v.section(http.StatusUnprocessableEntity, f, key, v.r.PostForm, err)
	}
	if fault.Is(err, fault.Conflict) {
		return v.conflict(key, err)
	}
	if err != nil {
		return err
	}
	if later {
		return v.goTo("/drafts")
	}
	return v.goTo(draftURL(saved, saved.Next(key)))
}

// written is what was posted for a section.
func (v *visit) written(sec scenario.Section, later bool) filing.SaveInput {
	in := filing.SaveInput{Section: sec.Key, Later: later, Version: v.version(), Values: map[string]any{}}
	for _, x := range filing.ToWrite(sec) {
		in.Values[x.Key] = writtenValue(x.Type, x.Key, v.r.PostForm)
	}
	return in
}

// version is the version of what the person looked at; 0 when the form does not carry one.
func (v *visit) version() int64 {
	n, err := strconv.ParseInt(v.r.PostFormValue("version"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// reopen takes a register's value out of the form because the person says that it is wrong.
func reopen(v *visit) error {
	f, err := v.d.Filing.Reopen(v.r.Context(), v.who.Principal, v.draftID(), v.version(), v.r.PostFormValue("field"))
	if err != nil {
		return err
	}
	return v.goTo(draftURL(f, v.r.PathValue("section")))
}

// stepAnswers is the page on which the answers of the guide are changed inside a draft; check points call it the plan.
const stepAnswers = "plan"

// answers draws the questions of the guide once more; what was written in the form is kept where it still fits.
func (v *visit) answers(status int, f *filing.Filing, written url.Values, wrong error) error {
	fr := v.formFrame(say("answers.title"), draftURL(f, filing.StepCheck))
	g := &guide{plan: f.Plan, in: filing.ExploreInput{Scenario: f.Draft.Scenario, Area: f.Draft.Area, Role: f.Work.Role, Answers: f.Work.Answers}}
	if written != nil {
		g.in.Answers = answersOf(written)
	}
	steps := f.Steps()
	p := SectionPage{
		Scenario: f.Plan.Scenario.Name, Heading: say("answers.title"), Lead: say("answers.lead"), Step: 1, Steps: len(steps),
		Save: draftURL(f, stepAnswers) + "/save", Version: strconv.FormatInt(f.Draft.Version, 10), Fields: v.questions(g),
		Elsewhere: v.elsewhere,
	}
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		markProblems(p.Fields, p.Problems)
	}
	v.show(status, Section(fr, p))
	return nil
}

// changeAnswers moves the plan of a draft. New questions may open: then the same page comes again.
func (v *visit) changeAnswers(f *filing.Filing) error {
	posted := v.r.PostForm
	changed, err := v.d.Filing.ChangeAnswers(v.r.Context(), v.who.Principal, f.Draft.ID, v.version(), filing.ExploreInput{
		Role: posted.Get("applicant"), Answers: answersOf(posted), Without: f.Work.Chooses.Without,
	})
	switch {
	case fault.Is(err, fault.Invalid):
		return v.answers(http.StatusUnprocessableEntity, f, posted, err)
	case fault.Is(err, fault.Conflict):
		return v.answersConflict(posted, err)
	case err != nil:
		return err
	case !changed.Plan.Complete:
		return v.goTo(draftURL(changed, stepAnswers))
	}
	return v.goTo(draftURL(changed, changed.Steps()[0]))
}
