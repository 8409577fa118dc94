package citizen

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/form"
	"lianban/internal/domain/item"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// ChecklistPage is the 一次性告知单 of a plan (行政许可法30, 32): everything that this person must know and bring, on
// one sheet that can be printed and taken along.
type ChecklistPage struct {
	Note    string     // 示例，依据公开资料整理，非官方
	Facts   []page.Row // for whom, where, made when, from which version
	Missing int        // questions without an answer: the sheet is preliminary
	Closed  string     // cannot be filed online: where to go
	Stops   []Stop     // one that holds routes the person out: nothing else is on the sheet
	Answers []page.Row
	Items   []ChecklistItem
	Mine    []page.PlanMaterial // to be brought
	Ours    []page.PlanMaterial // that come by themselves
	Time    []page.Row
	Fees    []page.Row
	Where   []page.Row
	NotHere []string
	Rights  []string // what the office owes the applicant, with its law
	Plan    page.Link
}

// ChecklistItem is one item on the sheet: who decides, by when, on what grounds.
type ChecklistItem struct {
	Name       string
	Rows       []page.Row
	Conditions []Clause
}

// checklist is the page /scenarios/{code}/checklist.
func checklist(v *visit) error {
	g, err := v.openGuide()
	if err != nil {
		return err
	}
	f := v.frame(say("checklist.title", "name", g.plan.Scenario.Name))
	link := page.Link{Label: g.plan.Scenario.Name, Href: "/scenarios/" + url.PathEscape(g.in.Scenario) + v.planQuery(g)}
	v.scenarioCrumbs(f, g.plan.Scenario.Slug, link, page.Link{Label: say("checklist.page")})
	v.show(http.StatusOK, Checklist(f, v.sheet(g, link)))
	return nil
}

func (v *visit) sheet(g *guide, link page.Link) ChecklistPage {
	p := g.plan
	m := &planDrawer{v: v, p: p, link: v.planQuery(g)}
	plan := m.page()
	out := ChecklistPage{
		Note: p.Scenario.Note, Missing: len(p.Missing), Closed: closedWords(p), Stops: plan.Stops, Answers: m.answered(), Plan: link,
		Facts: []page.Row{
			{Name: say("checklist.area"), Value: p.Area.Name},
			{Name: say("checklist.who"), Value: p.Applicant.Name},
			{Name: say("checklist.made"), Value: say("date.year", "y", v.today.Year(), "rest", v.moment(v.d.Filing.Clock.Now()))},
			{Name: say("checklist.version"), Value: say("checklist.version_of", "n", v.number(p), "hash", p.Scenario.Hash)},
		},
	}
	if p.Stopped {
		return out
	}
	for _, it := range p.Items {
		out.Items = append(out.Items, ChecklistItem{Name: it.Name, Rows: m.sheetRows(it), Conditions: v.conditions(g, it)})
	}
	for _, x := range p.Materials {
		row := m.sheetPaper(x)
		if x.Disposition.HandedIn() {
			out.Mine = append(out.Mine, row)
		} else {
			out.Ours = append(out.Ours, row)
		}
	}
	out.Time, out.Fees, out.Where, out.NotHere = m.sheetTime(), plan.Fees, m.sheetWhere(), plan.NotHere
	out.Rights = []string{say("checklist.right.complete"), say("checklist.right.once"), say("checklist.right.reason")}
	if slices.ContainsFunc(p.Items, func(it scenario.Item) bool { return it.Regime == "licence" }) {
		out.Rights = append(out.Rights, say("checklist.right.licence"))
	}
	return out
}

// closedWords say that a scenario cannot be filed online, and where to go; empty: it can.
func closedWords(p *scenario.Plan) string {
	if p.Online {
		return ""
	}
	return say("plan.offline", "note", p.OfflineNote)
}

// answered lists what the person said, as far as it was asked.
func (m *planDrawer) answered() []page.Row {
	var out []page.Row
	for _, r := range m.p.Repeats {
		out = append(out, page.Row{Name: r.Label, Value: fmt.Sprint(r.Count)})
	}
	for _, menu := range m.p.Menus {
		var picked []string
		for _, o := range menu.Options {
			if slices.Contains(menu.Picked, o.Slug) {
				picked = append(picked, o.Name)
			}
		}
		out = append(out, page.Row{Name: menu.Label, Value: joined(picked)})
	}
	for _, q := range m.p.Questions {
		if q.Shown {
			out = append(out, page.Row{Name: q.Label, Value: answerWords(q)})
		}
	}
	return out
}

func answerWords(q scenario.Question) string {
	optionName := func(value string) string {
		if i := slices.IndexFunc(q.Options, func(o form.Option) bool { return o.Value == value }); i >= 0 {
			return q.Options[i].Label
		}
		return value
	}
	switch x := q.Answer.(type) {
	case nil:
		return say("checklist.open")
	case bool:
		return map[bool]string{true: lang.Chinese().Say("filing.yes"), false: lang.Chinese().Say("filing.no")}[x]
	case []string:
		names := make([]string, len(x))
		for i, o := range x {
			names[i] = optionName(o)
		}
		return joined(names)
	default:
		return strings.TrimSpace(optionName(fmt.Sprint(x)) + " " + q.UnitName)
	}
}

// sheetRows say about an item who decides, by when, on what grounds, and what it waits for.
func (m *planDrawer) sheetRows(it scenario.Item) []page.Row {
	who := m.office(it.Office)
	if it.Automatic {
		who = say("checklist.automatic", "office", who)
	}
	rows := []page.Row{{Name: say("checklist.decides"), Value: who, Note: say("regime." + it.Regime)}}
	if it.Promised.Days > 0 {
		rows = append(rows, page.Row{Name: say("item.promised"), Value: limitWords(it.Promised)})
	}
	if it.Statutory.Days > 0 {
		rows = append(rows, page.Row{Name: say("item.statutory"), Value: limitWords(it.Statutory), Note: it.Statutory.Source})
	}
	var first []string
	for _, e := range m.p.Edges {
		if e.To == it.Slot {
			first = append(first, m.waitsFor(e.From))
		}
	}
	if len(first) > 0 {
		rows = append(rows, page.Row{Name: say("checklist.after"), Value: joined(first)})
	}
	if len(it.Gives) > 0 {
		rows = append(rows, page.Row{Name: say("item.gives"), Value: joined(named(it.Gives))})
	}
	if len(it.Grounds) > 0 {
		rows = append(rows, page.Row{Name: say("item.ground"), Value: names(it.Grounds)})
	}
	return rows
}

// waitsFor is the name of an item, or of a wait that belongs to no office.
func (m *planDrawer) waitsFor(from string) string {
	for _, g := range m.p.Gates {
		if g.Slug == from {
			return g.Name
		}
	}
	return m.itemName(from)
}

func named(things []scenario.Named) []string {
	out := make([]string, len(things))
	for i, x := range things {
		out[i] = x.Name
	}
	return out
}

// sheetPaper is a paper with its reason, its rule and everybody who uses it.
func (m *planDrawer) sheetPaper(x scenario.Material) page.PlanMaterial {
	row := m.material(x)
	row.Links = nil
	if x.Upload != nil && x.Disposition.HandedIn() {
		rules := []string{ruleWords(x.Upload)}
		if x.Disposition.HandedIn() && row.Note != rules[0] {
			rules = append(rules, row.Note)
		}
		if x.Upload.Original {
			rules = append(rules, say("checklist.original"))
		}
		row.Note = strings.Join(rules, say("checklist.semicolon"))
	}
	var users []string
	for _, c := range x.Consumers {
		if c.Name != "" && !slices.Contains(users, c.Name) {
			users = append(users, c.Name)
		}
	}
	if len(users) > 0 {
		row.Sub = strings.TrimPrefix(row.Sub+say("checklist.semicolon")+say("checklist.used_by", "who", joined(users)), say("checklist.semicolon"))
	}
	return row
}

// sheetTime says how long it takes, what is promised, and to which days nobody's clock applies.
func (m *planDrawer) sheetTime() []page.Row {
	rows := []page.Row{{Name: say("plan.sum.days"), Value: m.longest(), Note: say("plan.chart_lead")}}
	if m.p.Promise.Days > 0 {
		rows = append(rows, page.Row{Name: say("item.promised"), Value: limitWords(m.p.Promise)})
	}
	results := say("checklist.result.each")
	if m.p.Joint {
		results = say("checklist.result.joint")
	}
	if c := m.p.Campaign; c != nil {
		rows = append(rows, m.seasonRows(c)...)
	}
	rows = append(rows, m.gates()...)
	rows = append(rows, page.Row{Name: say("checklist.result"), Value: results})
	for _, s := range m.p.Steps {
		if s.Presence || s.Kind == item.Fee {
			rows = append(rows, page.Row{Name: s.Name, Value: say("checklist.come", "offices", joined(m.offices(s)), "from", s.Start.Elapsed+1, "to", max(s.Start.Elapsed+1, s.End.Elapsed))})
		}
	}
	return rows
}

func (m *planDrawer) offices(s scenario.StepNode) []string {
	out := make([]string, len(s.Offices))
	for i, o := range s.Offices {
		out[i] = m.office(o)
	}
	return out
}

// sheetWhere says where it is filed: here, at places that take it, or by telephone.
func (m *planDrawer) sheetWhere() []page.Row {
	online := m.p.OfflineNote
	if m.p.Online {
		online = say("checklist.online", "site", m.v.d.Frame(m.v.r).Site.Name)
	}
	rows := []page.Row{{Name: say("checklist.where_online"), Value: online}}
	for _, o := range m.v.d.Filing.Catalogue.Outlets() {
		if o.Area == m.p.Area.Slug && slices.Contains(o.Scenarios, m.p.Scenario.Slug) {
			rows = append(rows, page.Row{Name: o.Name, Value: o.Place, Note: o.Hours})
		}
	}
	return append(rows, page.Row{Name: say("checklist.lead_office"), Value: m.office(m.p.Scenario.Lead)}, page.Row{Name: say("checklist.ask"), Value: say("plan.hotline")})
}
