package citizen

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// figureRows is how many scenarios one page of figures lists.
const figureRows = 20

// showFigures is C30 for all figures.
func showFigures(v *visit) error {
	c := v.d.Filing.Catalogue
	all := c.Reductions()
	n := countReductions(all)
	p := FiguresPage{
		CountHead: say("figures.count", "n", n.all), CountHow: say("figures.count.how", "n", n.all),
		CountSay:  say("figures.count.say", "person", n.person, "enterprise", n.enterprise, "special", n.special, "pilot", n.pilot),
		CountRule: []string{say("figures.count.rule"), say("figures.count.rule2")},
		SumsSay:   say("figures.sums.say", "n", n.all), Rules: ruleRows("sample", "repeat", "mean", "pooled", "actual", "published"),
		Downloads: []page.Link{{Label: say("figures.download.xlsx"), Href: "/figures.xlsx"}, {Label: say("figures.download.csv"), Href: "/figures.csv"}},
		Print:     page.Link{Label: say("figures.print")},
	}
	for _, kind := range []string{"baseline", "designed", "actual", "published"} {
		p.Kinds = append(p.Kinds, page.Row{Name: say("figures.kind." + kind), Value: say("figures.kind." + kind + ".say")})
	}
	for _, a := range c.Overall() {
		sum := figureSum(a)
		if sum.Published != "" {
			p.Plainly = say("figures.plainly")
		}
		p.Sums = append(p.Sums, sum)
	}
	agrees := 0
	for _, r := range all {
		for _, x := range r.Published {
			if x.Agrees {
				agrees++
			}
			p.Claims = append(p.Claims, claimRow(r, x))
		}
	}
	p.ClaimsSay = say("figures.claims.say", "n", len(p.Claims), "agrees", agrees)
	p.Table = v.figureTable(all, scenario.FigureNames())
	f := v.frame(say("figures.title"))
	p.Print.Href = f.PrintHref()
	crumbs(f, page.Link{Label: say("figures.page")})
	v.show(http.StatusOK, Figures(f, p))
	return nil
}

// showFigure is C30 for one figure.
func showFigure(v *visit) error {
	name := v.r.PathValue("figure")
	d, ok := scenario.Define(name, lang.Chinese())
	if !ok {
		return fault.New(fault.NotFound, "citizen.no_page")
	}
	all := v.d.Filing.Catalogue.Reductions()
	p := FigurePage{Define: defineRows(d), Print: page.Link{Label: say("figures.print")}}
	p.Define = append(p.Define, ruleRows("repeat", "sample", "actual", "published")...)
	for _, a := range v.d.Filing.Catalogue.Overall() {
		if a.Name == name {
			p.Sum = figureSum(a)
			p.Rows = []page.Row{
				{Name: say("figures.mean_of", "n", a.Scenarios), Value: scenario.Change(a.Mean)},
				{Name: say("figures.pooled_of"), Value: scenario.Change(a.Pooled), Note: say("figures.pooled_note", "baseline", a.Baseline, "designed", a.Designed, "unit", d.Unit)},
				{Name: say("figures.kind.actual"), Value: say("figures.nothing"), Note: say("figures.kind.actual.say")},
			}
			if p.Sum.Published != "" {
				p.Rows = append(p.Rows, page.Row{Name: say("figures.col.published"), Value: p.Sum.Published, Note: strings.Join(p.Sum.Verdict, "")})
			}
		}
	}
	p.Table = v.figureTable(all, []string{name})
	f := v.frame(say("figures.how.of", "figure", d.Title))
	p.Print.Href = f.PrintHref()
	crumbs(f, page.Link{Label: say("figures.page"), Href: "/figures"}, page.Link{Label: d.Title})
	v.show(http.StatusOK, FigureView(f, p))
	return nil
}

// totals are the figures of the home page: what all scenarios save by design, and what was done, which nothing counts yet.
func (v *visit) totals() []Total {
	var out []Total
	for _, a := range v.d.Filing.Catalogue.Overall() {
		if slices.Contains([]string{"days", "trips", "materials"}, a.Name) && a.Mean != "" {
			out = append(out, Total{Value: strings.TrimSuffix(scenario.Change(a.Mean), "%"), Unit: "%", Name: lang.Chinese().Say("plan.figure." + a.Name), Kind: say("figures.kind.designed")})
		}
	}
	if len(out) == 0 {
		return nil
	}
	return append(out, Total{Value: say("figures.nothing"), Name: say("home.really"), Kind: say("figures.kind.actual")})
}

type reductionCounts struct{ all, person, enterprise, special, pilot int }

func countReductions(of []*scenario.Reduction) reductionCounts {
	n := reductionCounts{all: len(of)}
	for _, r := range of {
		if r.Scenario.Audience == forEnterprise {
			n.enterprise++
		} else {
			n.person++
		}
		if r.Special {
			n.special++
		}
		if r.Pilot {
			n.pilot++
		}
	}
	return n
}

func figureSum(a scenario.Average) FigureSum {
	d, _ := scenario.Define(a.Name, lang.Chinese())
	out := FigureSum{
		Name: d.Title, Unit: say("figures.unit", "unit", d.Unit), Href: "/figures/" + a.Name, Was: a.Baseline, Now: a.Designed,
		Pooled: scenario.Change(a.Pooled), Mean: scenario.Change(a.Mean), Define: defineRows(d),
	}
	for _, c := range a.Published {
		says, _ := c.Read()
		out.Published = says
		if c.Agrees {
			out.Verdict = append(out.Verdict, say("figures.agrees", "source", c.Source.Name, "figure", d.Title, "says", says))
			continue
		}
		out.Verdict = append(out.Verdict, say("figures.differs", "source", c.Source.Name, "figure", d.Title, "says", says, "mean", out.Mean, "pooled", out.Pooled))
	}
	return out
}

// defineRows are what a figure counts.
func defineRows(d scenario.Definition) []page.Row {
	rows := []page.Row{{Name: say("figures.define.baseline"), Value: d.Baseline}, {Name: say("figures.define.designed"), Value: d.Designed}}
	if d.Beside != "" {
		rows = append(rows, page.Row{Name: say("figures.define.beside"), Value: d.Beside})
	}
	return append(rows, page.Row{Name: say("figures.define.less"), Value: lang.Chinese().Say("figures.rule.reduction")})
}

func ruleRows(names ...string) []page.Row {
	var out []page.Row
	for _, name := range names {
		out = append(out, page.Row{Name: say("figures.define." + name), Value: lang.Chinese().Say("figures.rule." + name)})
	}
	return out
}

func claimRow(r *scenario.Reduction, c scenario.Claim) ClaimRow {
	says, computed := c.Read()
	return ClaimRow{
		Name: r.Scenario.Name, Href: "/scenarios/" + r.Scenario.Slug, Figure: lang.Chinese().Say("plan.figure." + c.Figure),
		Computed: computed, Says: says, Source: c.Source.Name, Agrees: c.Agrees,
	}
}

// figureQuery is what the address asks of a list of figures.
type figureQuery struct {
	at      string // path
	who     string // audience; empty: all
	sort    string // figure; empty: in the order of the catalogue
	least   bool   // what is reduced least comes first
	page    int
	unknown string // a sort that there is not
}

func (v *visit) figureQuery(names []string) figureQuery {
	q := v.r.URL.Query()
	out := figureQuery{at: v.r.URL.Path, who: q.Get("audience"), sort: q.Get("sort"), least: q.Get("order") == "least", page: 1}
	if out.who != forPerson && out.who != forEnterprise {
		out.who = ""
	}
	if out.sort != "" && !slices.Contains(names, out.sort) {
		out.sort, out.unknown = "", out.sort
	}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 1 && n < 1000 {
		out.page = n
	}
	return out
}

func (q figureQuery) url(change func(*figureQuery)) string {
	q.page = 1
	change(&q)
	s := ""
	for _, x := range [][2]string{{"audience", q.who}, {"sort", q.sort}, {"order", map[bool]string{true: "least"}[q.least && q.sort != ""]}, {"page", map[bool]string{true: strconv.Itoa(q.page)}[q.page > 1]}} {
		if x[1] != "" {
			s += "&" + x[0] + "=" + url.QueryEscape(x[1])
		}
	}
	if s == "" {
		return q.at
	}
	return q.at + "?" + s[1:]
}

// figureTable lists the scenarios that the address asks for; the print sheet has all of them.
func (v *visit) figureTable(all []*scenario.Reduction, names []string) FigureTable {
	q := v.figureQuery(names)
	rows := slices.DeleteFunc(slices.Clone(all), func(r *scenario.Reduction) bool { return q.who != "" && r.Scenario.Audience != q.who })
	if q.sort != "" {
		slices.SortStableFunc(rows, func(a, b *scenario.Reduction) int {
			if q.least {
				return scenario.Compare(a.Figure(q.sort), b.Figure(q.sort))
			}
			return scenario.Compare(b.Figure(q.sort), a.Figure(q.sort))
		})
	}
	out := FigureTable{Heads: figureHeads(names), Found: say("figures.found_all", "n", len(rows))}
	if q.unknown != "" {
		out.Unknown = say("figures.unknown", "name", q.unknown)
	}
	out.tabs(q, names)
	total := len(rows)
	if v.r.URL.Query().Get("print") != "1" && total > figureRows {
		q.page = min(q.page, (total+figureRows-1)/figureRows)
		from, to := (q.page-1)*figureRows, min(q.page*figureRows, total)
		rows, out.Found = rows[from:to], say("figures.found", "n", total, "from", from+1, "to", to)
		if from > 0 {
			out.Prev = q.url(func(x *figureQuery) { x.page = q.page - 1 })
		}
		if to < total {
			out.Next = q.url(func(x *figureQuery) { x.page = q.page + 1 })
		}
	}
	for _, r := range rows {
		out.Rows = append(out.Rows, figureRow(r, names))
	}
	return out
}

func (t *FigureTable) tabs(q figureQuery, names []string) {
	for _, who := range []string{"", forPerson, forEnterprise} {
		label := say("figures.who.all")
		if who != "" {
			label = say("figures.who." + who)
		}
		t.Who = append(t.Who, Tab{Link: page.Link{Label: label, Href: q.url(func(x *figureQuery) { x.who = who })}, On: q.who == who})
	}
	sorts := []Tab{{Link: page.Link{Label: say("figures.sort.stage"), Href: q.url(func(x *figureQuery) { x.sort = "" })}, On: q.sort == ""}}
	for _, name := range names {
		if len(names) > 1 && name == "forms" {
			continue // always to one form: their number says nothing that the items do not
		}
		label := say("figures.sort.most", "figure", lang.Chinese().Say("plan.figure."+name))
		if len(names) == 1 {
			label = say("figures.sort.most_first")
		}
		sorts = append(sorts, Tab{Link: page.Link{Label: label, Href: q.url(func(x *figureQuery) { x.sort, x.least = name, false })}, On: q.sort == name && !q.least})
	}
	least := q.sort
	if least == "" {
		least = names[0]
	}
	if len(names) == 1 || q.sort != "" {
		sorts = append(sorts, Tab{Link: page.Link{Label: say("figures.sort.least"), Href: q.url(func(x *figureQuery) { x.sort, x.least = least, true })}, On: q.sort != "" && q.least})
	}
	t.Sorts = sorts
}

func figureHeads(names []string) []string {
	if len(names) == 1 {
		return []string{say("figures.col.scenario"), say("figures.col.baseline"), say("figures.col.designed"), say("figures.col.less"), say("figures.col.actual")}
	}
	out := []string{say("figures.col.scenario")}
	for _, name := range names {
		out = append(out, lang.Chinese().Say("plan.figure."+name))
	}
	return append(out, say("figures.col.actual"))
}

func figureRow(r *scenario.Reduction, names []string) FigureRow {
	out := FigureRow{Name: r.Scenario.Name, Href: "/scenarios/" + r.Scenario.Slug + "#figures"}
	if r.Scenario.Evidence != "example" {
		out.Marks = append(out.Marks, page.Tag{Tone: page.Info, Word: lang.Chinese().Say("figures.evidence." + r.Scenario.Evidence)})
	} else {
		out.Marks = append(out.Marks, page.Tag{Tone: page.Quiet, Word: lang.Chinese().Say("figures.evidence.example")})
	}
	heads := figureHeads(names)[1:]
	if len(names) == 1 {
		x := r.Figure(names[0])
		out.Cells = []FigureCell{{Big: strconv.Itoa(x.Baseline)}, {Big: strconv.Itoa(x.Designed)}, {Less: scenario.Change(x.Percent)}}
	} else {
		for _, name := range names {
			x := r.Figure(name)
			out.Cells = append(out.Cells, FigureCell{Big: strconv.Itoa(x.Baseline) + " → " + strconv.Itoa(x.Designed), Less: scenario.Change(x.Percent)})
		}
	}
	out.Cells = append(out.Cells, FigureCell{Big: say("figures.nothing")})
	for i := range out.Cells {
		if len(r.Figures) == 0 {
			out.Cells[i] = FigureCell{Big: say("figures.nothing")}
		}
		out.Cells[i].Head = heads[i]
	}
	return out
}
