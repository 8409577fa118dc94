package citizen

import (
	"net/http"
	"strconv"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// instances puts on the page of one child of several what can be done about them: add another after the last, take
// this one out.
func (p *SectionPage) instances(f *filing.Filing, sec scenario.Section, at string) {
	r, ok := f.Plan.Repeat(sec.Topic)
	if !ok {
		return
	}
	switch {
	case r.Count == 1 && r.Max > 1:
		p.Lead = say("instance.one", "name", r.Name, "most", r.Max)
	case r.Count > 1:
		p.Lead = say("instance.lead", "n", max(sec.Instance, 1), "count", r.Count, "name", r.Name, "most", r.Max)
	}
	if sec.Instance == r.Count && r.Count < r.Max {
		p.Add, p.AddWords = at+"/add-instance", say("instance.add", "name", r.Name)
	}
	if r.Count > max(r.Min, 1) {
		p.Drop = &page.Link{Label: say("instance.remove", "name", sec.Name), Href: at + "/remove-instance"}
	}
}

// addInstance keeps the page that is open, also what is wrong on it, and opens the page of one more.
func addInstance(v *visit) error {
	f, sec, err := v.repeated()
	if err != nil {
		return err
	}
	saved, err := v.d.Filing.SaveSection(v.r.Context(), v.who.Principal, f.Draft.ID, v.written(sec, true))
	if err == nil {
		saved, err = v.d.Filing.AddInstance(v.r.Context(), v.who.Principal, f.Draft.ID, saved.Draft.Version, sec.Topic)
	}
	if fault.Is(err, fault.Conflict) {
		return v.conflict(sec.Key, err)
	}
	if err != nil {
		return err
	}
	return v.goTo(draftURL(saved, saved.Draft.Step))
}

// repeated is the draft with the section of the address, which must be of a topic that repeats.
func (v *visit) repeated() (*filing.Filing, scenario.Section, error) {
	if err := v.r.ParseForm(); err != nil {
		return nil, scenario.Section{}, fault.New(fault.Invalid, "citizen.form_unreadable")
	}
	f, err := v.draft()
	if err != nil {
		return nil, scenario.Section{}, err
	}
	sec, ok := f.Section(v.r.PathValue("section"))
	if _, repeats := f.Plan.Repeat(sec.Topic); !ok || !repeats {
		return nil, sec, fault.New(fault.NotFound, "filing.no_section")
	}
	return f, sec, nil
}

// askRemoveInstance says what goes with it.
func askRemoveInstance(v *visit) error {
	f, sec, err := v.repeated()
	if err != nil {
		return err
	}
	at := draftURL(f, sec.Key)
	p := ConfirmPage{
		Heading: say("instance.remove_title", "name", sec.Name), Effects: []string{say("instance.effect"), say("instance.effect_items")},
		Stays: []string{say("instance.stays")}, Post: at + "/remove-instance", Button: say("instance.remove_button"),
		Cancel: page.Link{Label: say("instance.cancel"), Href: at}, Version: strconv.FormatInt(f.Draft.Version, 10),
	}
	v.show(http.StatusOK, Confirm(v.formFrame(p.Heading, at), p))
	return nil
}

func removeInstance(v *visit) error {
	f, sec, err := v.repeated()
	if err != nil {
		return err
	}
	left, err := v.d.Filing.RemoveInstance(v.r.Context(), v.who.Principal, f.Draft.ID, v.version(), sec.Topic, max(sec.Instance, 1))
	if err != nil {
		return err
	}
	return v.goTo(draftURL(left, left.Draft.Step))
}
