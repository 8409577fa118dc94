package citizen

import (
	"net/http"
	"net/url"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// OpenPage says what the person has begun already of the same thing, before another one begins.
type OpenPage struct {
	Lead   string
	Open   []OpenRow
	Anyway page.Post
	Cancel page.Link
}

// OpenRow is one draft or case that is open.
type OpenRow struct {
	Name   string
	Say    string
	State  page.State
	Button page.Link
}

// startOf is what is to be begun, as the form or the address says it.
func (v *visit) startOf(value func(string) string) filing.StartInput {
	in := filing.StartInput{Plan: ident.DraftID(value("plan")), Company: value("company")}
	code := value("scenario")
	in.ExploreInput = filing.ExploreInput{Scenario: code}
	if in.Plan == "" {
		in.Area = v.area(code, value("area"))
	}
	return in
}

// askStart stands between the button and a second draft of the same thing. Nothing is refused: a shop owner may have
// two shops.
func askStart(v *visit) error {
	q := v.r.URL.Query()
	in := v.startOf(q.Get)
	open, err := v.d.Filing.AlreadyOpen(v.r.Context(), v.who.Principal, in)
	if err != nil {
		return err
	}
	if _, ok := v.d.Filing.Catalogue.Scenario(in.Scenario); !ok {
		return fault.New(fault.NotFound, "citizen.no_page")
	}
	name, back := v.scenarioName(in.Scenario), planURL(in.Scenario, in.Plan)
	p := OpenPage{Lead: say("open.lead", "n", len(open)), Cancel: page.Link{Label: say("open.cancel"), Href: back}}
	for _, o := range open {
		p.Open = append(p.Open, v.openRow(name, o))
	}
	p.Anyway = page.Post{To: "/drafts/start", Label: say("open.anyway"), Hidden: []page.Hidden{{Name: "anyway", Value: "yes"}}}
	for _, key := range []string{"scenario", "plan", "area", "company"} {
		if value := q.Get(key); value != "" {
			p.Anyway.Hidden = append(p.Anyway.Hidden, page.Hidden{Name: key, Value: value})
		}
	}
	v.show(http.StatusOK, AlreadyOpen(v.formFrame(say("open.title", "name", name), back), p))
	return nil
}

func (v *visit) openRow(name string, o filing.Open) OpenRow {
	if o.Subject != "" {
		name = say("case.of", "name", name, "subject", o.Subject)
	}
	if o.Case == nil {
		return OpenRow{
			Name: name, Say: say("drafts.saved", "at", v.moment(o.At)), State: page.State{Code: page.NotStarted},
			Button: page.Link{Label: say("home.go_on"), Href: "/drafts/" + string(o.Draft)},
		}
	}
	done, of := casework.Decided(o.Case)
	return OpenRow{
		Name: name, Say: say("case.filed", "at", v.moment(o.At)) + " " + say("case.decided", "done", done, "of", of),
		State: page.State{Code: page.Doing}, Button: page.Link{Label: say("home.look"), Href: caseURL(o.Case)},
	}
}

// openAlready says whether the page of askStart must come before the draft, and leads there.
func (v *visit) openAlready(in filing.StartInput) (bool, error) {
	if v.r.PostFormValue("anyway") == "yes" {
		return false, nil
	}
	open, err := v.d.Filing.AlreadyOpen(v.r.Context(), v.who.Principal, in)
	if err != nil || len(open) == 0 {
		return false, err
	}
	q := url.Values{}
	for key, value := range map[string]string{"scenario": v.r.PostFormValue("scenario"), "plan": string(in.Plan), "area": in.Area, "company": in.Company} {
		if value != "" {
			q.Set(key, value)
		}
	}
	return true, v.goTo("/drafts/start?" + q.Encode())
}
