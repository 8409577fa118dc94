package citizen

import (
	"net/http"
	"net/url"
	"strconv"

	"lianban/internal/app/filing"
	"lianban/internal/app/publishing"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// showVersions is C8: a scenario's versions in the city and in the areas that differ, newest first.
func showVersions(v *visit) error {
	code := v.r.PathValue("code")
	if v.d.Book == nil {
		return fault.New(fault.NotFound, "citizen.no_page")
	}
	history, err := v.d.Book.History(v.r.Context(), code)
	if err != nil {
		return err
	}
	sc, offered := v.d.Filing.Catalogue.Scenario(code)
	if !offered && len(history) == 0 {
		return fault.New(fault.NotFound, "plan.no_scenario", "scenario", code)
	}
	p := VersionsPage{Back: page.Link{Label: say("versions.catalogue"), Href: "/scenarios"}}
	if offered {
		p.Name, p.Back = sc.Name, page.Link{Label: say("versions.back", "name", sc.Name), Href: "/scenarios/" + url.PathEscape(code)}
	} else {
		p.Name = history[0].Name
	}
	newest := map[string]bool{}
	for i, x := range history {
		row := versionRow(v, x, i)
		row.Now = offered && !newest[x.Area] && x.Hash != ""
		newest[x.Area] = true
		p.Versions = append(p.Versions, row)
	}
	f := v.frame(say("versions.title", "name", p.Name))
	v.scenarioCrumbs(f, code, page.Link{Label: p.Name, Href: p.Back.Href}, page.Link{Label: say("versions.page")})
	v.show(http.StatusOK, Versions(f, p))
	return nil
}

func versionRow(v *visit, x publishing.Shown, i int) VersionRow {
	row := VersionRow{
		ID: "version-" + strconv.Itoa(i), Title: say("versions.number", "n", x.Number), Note: x.Note,
		When:   say("versions.from", "day", v.wholeDay(calendar.DayOf(x.At)), "hash", x.Hash),
		Groups: changeGroupsOf(x.Changes),
	}
	if x.AreaName != "" {
		row.Title = say("versions.number_in", "n", x.Number, "area", x.AreaName)
	}
	if x.Withdraw {
		row.When = say("versions.withdrawn", "day", v.wholeDay(calendar.DayOf(x.At)))
	}
	if x.Was != "" {
		row.Was = say("versions.was", "name", x.Was)
	}
	if x.More > 0 {
		row.More = say("versions.more", "n", x.More)
	}
	if x.Number > 1 && !x.Withdraw && len(x.Changes) > 0 {
		row.Running = say("versions.running." + x.Running)
	}
	for j, f := range x.After {
		value := strconv.Itoa(f.Designed)
		if j < len(x.Before) && x.Before[j].Designed != f.Designed {
			row.Figures = append(row.Figures, page.Row{
				Name: lang.Chinese().Say("versions.figure." + f.Name), Value: page.Became(strconv.Itoa(x.Before[j].Designed), value),
			})
		}
	}
	return row
}

// wholeDay writes a day with its year: a list of versions goes over years.
func (v *visit) wholeDay(d calendar.Day) string {
	return say("date.year", "y", d.Year(), "rest", day(d))
}

// changeGroupsOf orders changes by who notices them. What only records hold is not shown to the public.
func changeGroupsOf(changes []publishing.Change) []page.ChangeGroup {
	var out []page.ChangeGroup
	for _, x := range changes {
		if x.Who == publishing.ForRecord {
			continue
		}
		title := lang.Chinese().Say("versions.reader." + string(x.Who))
		if len(out) == 0 || out[len(out)-1].Title != title {
			out = append(out, page.ChangeGroup{Title: title})
		}
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, page.Row{Name: page.Changed(x.Thing, x.What), Value: page.Became(x.Old, x.New)})
	}
	return out
}

// askUpgrade shows what a draft on an older version becomes.
func askUpgrade(v *visit) error {
	u, err := v.d.Filing.ShowUpgrade(v.r.Context(), v.who.Principal, v.draftID())
	if fault.Is(err, fault.NotNow) && fault.Of(err).Key == "filing.no_upgrade" {
		return v.goTo("/drafts/" + string(v.draftID()))
	}
	if err != nil {
		return err
	}
	v.upgrade(http.StatusOK, u, nil)
	return nil
}

// doUpgrade moves the draft, as it was shown.
func doUpgrade(v *visit) error {
	ctx, id := v.r.Context(), v.draftID()
	f, err := v.d.Filing.Upgrade(ctx, v.who.Principal, id, v.version(), v.r.PostFormValue("shown"))
	if fault.Is(err, fault.Conflict) {
		u, again := v.d.Filing.ShowUpgrade(ctx, v.who.Principal, id)
		if again != nil {
			return err
		}
		v.upgrade(page.Status(err), u, err)
		return nil
	}
	if fault.Is(err, fault.NotNow) && fault.Of(err).Key == "filing.no_upgrade" {
		return v.goTo("/drafts/" + string(id)) // a second click
	}
	if err != nil {
		return err
	}
	if !f.Plan.Complete {
		return v.goTo(draftURL(f, stepAnswers))
	}
	return v.goTo(draftURL(f, f.Steps()[0]))
}

func (v *visit) upgrade(status int, u *filing.Upgrade, wrong error) {
	at := "/drafts/" + string(u.Draft.ID)
	p := UpgradePage{
		Scenario: u.Plan.Scenario.Name, Heading: say("upgrade.title", "name", u.Next.Scenario.Name), Must: u.Older.Must(),
		Groups: page.Differences(u.Changes), Stops: u.Changes.Stops, Again: u.Again, Kept: say("upgrade.kept"),
		Post: at + "/upgrade", Hash: u.Hash, Version: strconv.FormatInt(u.Draft.Version, 10), Button: say("upgrade.button"),
		Later: page.Link{Label: say("upgrade.later"), Href: "/drafts"},
	}
	p.Lead = say("upgrade.lead")
	if !p.Must {
		p.Lead, p.Later = say("upgrade.lead_free"), page.Link{Label: say("upgrade.stay"), Href: at}
	}
	if u.Changes.Empty() {
		p.Nothing = say("upgrade.nothing")
	}
	fr := v.formFrame(p.Heading, p.Later.Href)
	if wrong != nil {
		fr.Failed, p.Problem = true, sayFault(wrong)
	}
	v.show(status, UpgradeView(fr, p))
}

// number is the version that a printed sheet names.
func (v *visit) number(p *scenario.Plan) int {
	n, err := v.d.Filing.VersionOf(v.r.Context(), p)
	if err != nil {
		v.d.Log.Warn("the number of a version is not known", "scenario", p.Scenario.Slug, "error", err.Error())
		return p.Scenario.Version
	}
	return n
}

// movedCard says what the last move to a newer version changed for a submitted case; nil: it never moved.
func (v *visit) movedCard(c *casework.Case) *MovedCard {
	if len(c.Moves) == 0 {
		return nil
	}
	m := c.Moves[len(c.Moves)-1]
	out := &MovedCard{
		Lead: say("moved.lead", "day", v.dated(m.On), "n", m.To), Note: say("moved.kept"),
		All: page.Link{Label: say("moved.all"), Href: "/scenarios/" + url.PathEscape(c.Scenario) + "/versions"},
	}
	for _, x := range m.Changes {
		out.Rows = append(out.Rows, page.Row{Name: page.Changed(x.Name, say("moved.what."+x.What)), Value: page.Became(x.Old, x.New)})
	}
	return out
}
