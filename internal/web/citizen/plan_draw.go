package citizen

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/material"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// planDrawer turns a compiled plan into what pages show. It computes nothing that the compiler has not said.
type planDrawer struct {
	v    *visit
	p    *scenario.Plan
	link string // query that keeps the answers
}

func (m *planDrawer) page() ScenarioPage {
	p := m.p
	out := ScenarioPage{Code: p.Scenario.Slug, Name: say("plan.title", "name", p.Scenario.Name), Summary: p.Scenario.Summary, Note: p.Scenario.Note}
	for _, s := range p.Stops {
		stop := Stop{Say: s.Say, Basis: names(s.Basis)}
		if s.GoTo != "" {
			stop.Go = &page.Link{Label: m.v.scenarioName(s.GoTo), Href: "/scenarios/" + s.GoTo}
		}
		out.Stops = append(out.Stops, stop)
	}
	if len(out.Stops) > 0 {
		return out
	}
	out.Missing = len(p.Missing)
	out.CutLead = say("plan.cut_lead", "n", len(p.Items))
	if p.Complete {
		out.Cuts = m.cuts()
	}
	for _, it := range p.Items {
		out.Items = append(out.Items, m.item(it))
	}
	for _, it := range p.Out {
		if it.Open {
			out.Open = append(out.Open, m.out(it))
		} else {
			out.Out = append(out.Out, m.out(it))
		}
	}
	for _, n := range p.NotHere {
		out.NotHere = append(out.NotHere, n.Name)
	}
	m.materials(&out)
	m.chart(&out)
	m.fees(&out)
	out.Gates = m.gates()
	out.Figures = m.figures()
	out.Dock = say("plan.dock", "items", len(p.Items), "materials", m.handedIn())
	out.DockNote = say("plan.dock_note", "days", m.atMost(), "fee", m.feeWords())
	out.Ways = m.ways()
	return out
}

// names joins the names of sources.
func names(refs []scenario.Ref) string {
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = r.Name
	}
	return strings.Join(out, lang.Chinese().Say("filing.list_comma"))
}

// cuts are the four figures of the picture, where the plan has a baseline for them.
func (m *planDrawer) cuts() []page.Cut {
	var out []page.Cut
	for _, name := range []string{"days", "materials", "steps", "trips"} {
		for _, g := range m.p.Figures {
			if g.Name != name || g.Baseline == 0 && g.Designed == 0 {
				continue
			}
			c := page.Cut{Label: say("cut." + name), Was: g.Baseline, Now: g.Designed, Unit: say("cut.unit." + name), About: g.Approx}
			switch {
			case g.Percent == "" || g.Designed >= g.Baseline:
			case name == "trips" && g.Designed == 0:
				c.Saved = say("plan.all_online")
			default:
				c.Saved = say("plan.saved", "percent", strings.TrimSuffix(g.Percent, ".0"))
			}
			out = append(out, c)
		}
	}
	return out
}

func (m *planDrawer) office(o scenario.Office) string {
	area, _ := m.v.d.Filing.Catalogue.Area(o.Area)
	if area == nil || strings.HasPrefix(o.Name, area.Name) {
		return o.Name
	}
	return area.Name + o.Name
}

func (m *planDrawer) item(it scenario.Item) page.PlanItem {
	t := lang.Chinese()
	out := page.PlanItem{
		Name: it.Name, Dept: m.office(it.Office), Why: it.Why.Say(t),
		Href: "/scenarios/" + m.p.Scenario.Slug + "/items/" + url.PathEscape(it.Slot) + m.link,
	}
	if it.Promised.Days > 0 {
		out.Limit = say("plan.promised", "n", limitWords(it.Promised))
	}
	if it.Optional {
		out.Choice = &page.Choice{Name: "leave", Value: it.Use, Label: say("plan.leave_out")}
	}
	return out
}

func (m *planDrawer) out(it scenario.ItemOut) page.PlanItem {
	out := page.PlanItem{Name: it.Name, Dept: it.Office, Why: it.Why.Say(lang.Chinese())}
	if it.Optional {
		out.Choice = &page.Choice{Name: "take", Value: it.Use, Label: say("plan.take_back")}
	}
	return out
}

// limitWords writes a length of time: 5 个工作日, 20 天.
func limitWords(l scenario.Limit) string {
	if l.Calendar {
		return say("limit.calendar", "n", l.Days)
	}
	return say("limit.working", "n", l.Days)
}

// handedIn counts what the person prepares.
func (m *planDrawer) handedIn() (n int) {
	for _, x := range m.p.Materials {
		if x.Disposition.HandedIn() {
			n++
		}
	}
	return n
}

// meter parts, in the order of the bar.
var meterOf = map[material.Disposition]string{
	material.Upload: "upload", material.Later: "upload", material.Certificate: "share", material.Verified: "share",
	material.Result: "result", material.Commitment: "generated", material.Generated: "generated",
}

func (m *planDrawer) meter() page.Meter {
	count := map[string]int{}
	was := len(m.p.Materials)
	for _, x := range m.p.Materials {
		count[meterOf[x.Disposition]]++
	}
	for _, g := range m.p.Figures {
		if g.Name == "materials" && g.Baseline > was {
			count["merged"], was = g.Baseline-was, g.Baseline
		}
	}
	out := page.Meter{Label: say("plan.meter", "was", was, "now", m.handedIn())}
	for _, kind := range []string{"upload", "share", "result", "generated", "merged"} {
		out.Parts = append(out.Parts, page.MeterPart{Kind: kind, Word: say("meter." + kind), N: count[kind]})
	}
	return out
}

func (m *planDrawer) materials(out *ScenarioPage) {
	out.Meter, out.MatLead = m.meter(), say("plan.mat_lead")
	was, now := len(m.p.Materials), m.handedIn()
	for _, g := range m.p.Figures {
		if g.Name == "materials" {
			was = g.Baseline
		}
	}
	out.MatTitle = say("plan.mat_title", "was", was, "now", now)
	if was <= now {
		out.MatTitle = say("plan.mat_title_same", "now", now)
	}
	out.Materials = m.materialRows(m.p.Materials)
}

// materialRows lists papers, the burdens first.
func (m *planDrawer) materialRows(all []scenario.Material) []page.PlanMaterial {
	var mine, ours []page.PlanMaterial
	for _, x := range all {
		row := m.material(x)
		if x.Disposition.HandedIn() {
			mine = append(mine, row)
		} else {
			ours = append(ours, row)
		}
	}
	return append(mine, ours...)
}

func (m *planDrawer) material(x scenario.Material) page.PlanMaterial {
	row := page.PlanMaterial{Name: x.Name, Sub: x.Why, Arrival: page.Arrival(x.Disposition)}
	source := x.Source
	if source == "" {
		source = say("arrival.somewhere")
	}
	switch x.Disposition {
	case material.Upload:
		row.Note = ruleWords(x.Upload)
		row.Links = []page.Link{{Label: say("arrival.rules"), Href: "/scenarios/" + m.p.Scenario.Slug + "/materials/" + url.PathEscape(x.Key) + m.link}}
	case material.Later:
		row.Note = say("arrival.later", "limit", limitWords(x.Later))
	case material.Result:
		row.Note = say("arrival.result", "item", m.itemName(x.GivenBy))
	default:
		row.Note = say("arrival."+string(x.Disposition), "source", source)
	}
	return row
}

func (m *planDrawer) itemName(slot string) string {
	for _, it := range m.p.Items {
		if it.Slot == slot {
			return it.Name
		}
	}
	return slot
}

// longest is how long the whole takes; what is done on the spot takes no working day.
func (m *planDrawer) longest() string {
	if m.p.Days.Elapsed == 0 && len(m.p.Items) > 0 {
		return say("plan.on_the_spot")
	}
	return say("limit.working", "n", m.p.Days.Elapsed)
}

// atMost is the same inside a sentence.
func (m *planDrawer) atMost() string {
	if m.p.Days.Elapsed == 0 && len(m.p.Items) > 0 {
		return say("plan.on_the_spot")
	}
	return say("plan.at_most", "n", m.p.Days.Elapsed)
}

// chart draws every item from its first to its last working day, with joined visits as rows of their own.
func (m *planDrawer) chart(out *ScenarioPage) {
	days := m.p.Days.Elapsed
	if days <= 0 || len(m.p.Items) == 0 {
		return
	}
	c := page.DayChart{Days: days}
	for _, it := range m.p.Items {
		c.Rows = append(c.Rows, page.DayRow{Name: it.ItemName, Bar: it.Variation, From: it.Start + 1, To: max(it.Start+1, it.End), OnTheSpot: it.End <= it.Start})
	}
	for _, s := range m.p.Steps {
		if strings.HasPrefix(s.ID, "visit:") {
			c.Rows = append(c.Rows, page.DayRow{
				Name: s.Name, Bar: say("chart.visit", "n", len(s.Offices)), From: s.Start.Elapsed + 1, To: max(s.Start.Elapsed+1, s.End.Elapsed), Tone: "visit",
			})
		}
	}
	out.Chart, out.ChartHead, out.ChartLead = c, say("plan.chart_title", "n", days), say("plan.chart_lead")
}

func (m *planDrawer) fees(out *ScenarioPage) {
	for _, fee := range m.p.Fees {
		row := page.Row{Name: m.itemName(fee.Slot), Value: fee.Amount + " " + fee.Unit, Note: m.formulaWords(fee.Formula)}
		if fee.Relief != "" && fee.Relief != "0" {
			row.Note = say("fee.relief", "formula", m.formulaWords(fee.Formula), "relief", fee.Relief+" "+fee.Unit)
		}
		if fee.Every != "" {
			row.Value = say("fee.every."+fee.Every, "amount", row.Value)
		}
		out.Fees = append(out.Fees, row)
		if fee.Total != "" {
			total := page.Row{Name: say("fee.total", "times", fee.Times), Value: fee.Total + " " + fee.Unit}
			if fee.TotalRelief != "0" {
				total.Note = say("fee.total_relief", "relief", fee.TotalRelief+" "+fee.Unit, "by", reliefBy(fee))
			}
			out.Fees = append(out.Fees, total)
		}
	}
}

// reliefBy names who decides on the reliefs of a fee.
func reliefBy(fee scenario.Fee) string {
	var out []string
	for _, r := range fee.Reliefs {
		if !slices.Contains(out, r.By.Name) {
			out = append(out, r.By.Name)
		}
	}
	return joined(out)
}

func (m *planDrawer) feeWords() string {
	if len(m.p.Fees) == 0 {
		return say("plan.no_fee")
	}
	return say("fee.some", "n", len(m.p.Fees))
}

// figures are the aside: the plan in numbers.
func (m *planDrawer) figures() []page.Row {
	offices := map[scenario.Office]bool{}
	for _, it := range m.p.Items {
		offices[it.Office] = true
	}
	trips := ""
	for _, g := range m.p.Figures {
		if g.Name == "trips" {
			trips = say("unit.times", "n", g.Designed)
		}
	}
	rows := []page.Row{
		{Name: say("plan.sum.items"), Value: say("unit.ge", "n", len(m.p.Items))},
		{Name: say("plan.sum.departments"), Value: say("unit.ge", "n", len(offices))},
		{Name: say("plan.sum.form"), Value: say("unit.sheets", "n", 1), Note: say("plan.sum.fields", "n", m.p.Form.Asked)},
		{Name: say("plan.sum.materials"), Value: say("unit.papers", "n", m.handedIn())},
		{Name: say("plan.sum.days"), Value: m.longest()},
	}
	if trips != "" {
		rows = append(rows, page.Row{Name: say("plan.sum.trips"), Value: trips})
	}
	return append(rows, page.Row{Name: say("plan.sum.fee"), Value: m.feeWords()})
}

// ways are the other places that take this scenario.
func (m *planDrawer) ways() []string {
	var out []string
	for _, o := range m.v.d.Filing.Catalogue.Outlets() {
		if o.Area == m.p.Area.Slug && slices.Contains(o.Scenarios, m.p.Scenario.Slug) && len(out) < 3 {
			out = append(out, strings.TrimSpace(o.Name+" "+o.Place))
		}
	}
	return append(out, say("plan.hotline"))
}

// ruleWords says what a file may be: JPG、PNG 或 PDF，不超过 10MB.
func ruleWords(u *material.Rule) string {
	if u == nil {
		return ""
	}
	var out []string
	if len(u.Formats) > 0 {
		up := make([]string, len(u.Formats))
		for i, f := range u.Formats {
			up[i] = strings.ToUpper(f)
		}
		out = append(out, strings.Join(up, lang.Chinese().Say("filing.list_comma")))
	}
	switch {
	case u.Size.Min > 0 && u.Size.Max > 0:
		out = append(out, say("rule.size_range", "min", fileSize(u.Size.Min), "max", fileSize(u.Size.Max)))
	case u.Size.Max > 0:
		out = append(out, say("rule.size", "max", fileSize(u.Size.Max)))
	}
	if u.Background != "" {
		out = append(out, say("rule.background."+u.Background))
	}
	if u.Copies > 0 {
		out = append(out, say("rule.copies", "n", strconv.Itoa(u.Copies)))
	}
	return strings.Join(out, say("rule.and"))
}
