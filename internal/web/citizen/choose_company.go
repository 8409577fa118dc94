package citizen

import (
	"net/http"
	"net/url"

	"lianban/internal/app/filing"
	"lianban/internal/web/page"
)

// CompanyPage asks for which enterprise the person acts this time.
type CompanyPage struct {
	Lead   string
	Start  page.Post // address and what the form carries; each enterprise is a button of it
	Choose []CompanyRow
	Cancel page.Link
}

// CompanyRow is one enterprise that the person acts for.
type CompanyRow struct {
	USCC string
	Name string
	Role string
}

// chooseCompany shows the enterprises of somebody who acts for several.
func chooseCompany(v *visit) error {
	q := v.r.URL.Query()
	in := v.startOf(q.Get)
	all, err := v.d.Filing.ChooseCompany(v.r.Context(), v.who.Principal, in.Scenario)
	if err != nil {
		return err
	}
	back := planURL(in.Scenario, in.Plan)
	p := CompanyPage{
		Lead: say("company.lead", "name", v.scenarioName(in.Scenario)), Start: page.Post{To: "/drafts/start"},
		Cancel: page.Link{Label: say("open.cancel"), Href: back},
	}
	for _, key := range []string{"scenario", "plan", "area"} {
		if value := q.Get(key); value != "" {
			p.Start.Hidden = append(p.Start.Hidden, page.Hidden{Name: key, Value: value})
		}
	}
	for _, c := range all {
		p.Choose = append(p.Choose, CompanyRow{USCC: c.USCC, Name: c.Name, Role: c.Role})
	}
	v.show(http.StatusOK, ChooseCompany(v.formFrame(say("company.title"), back), p))
	return nil
}

// askCompany says whether the person must choose an enterprise before the draft, and leads there.
func (v *visit) askCompany(in filing.StartInput) (bool, error) {
	if in.Company != "" {
		return false, nil
	}
	all, err := v.d.Filing.ChooseCompany(v.r.Context(), v.who.Principal, in.Scenario)
	if err != nil || len(all) == 0 {
		return false, err
	}
	q := url.Values{"scenario": {in.Scenario}}
	if in.Plan != "" {
		q.Set("plan", string(in.Plan))
	}
	if in.Area != "" {
		q.Set("area", in.Area)
	}
	return true, v.goTo("/drafts/choose-company?" + q.Encode())
}
