package page

// Cut is one figure of a plan before and after: the same work filed one by one, and filed once.
type Cut struct {
	Label string
	Was   int
	Now   int
	Unit  string
	Saved string // "少 71%", or another word for the saving; empty: nothing is saved
	About bool   // computed without a start day
}

// wasWidth and nowWidth are the lengths of the two bars: the longer one is full.
func (c Cut) wasWidth() int { return share(c.Was, max(c.Was, c.Now)) }
func (c Cut) nowWidth() int { return share(c.Now, max(c.Was, c.Now)) }

// PlanItem is one item of the plan with the reason for which it is in, or out.
type PlanItem struct {
	Name   string
	Dept   string
	Limit  string // 承诺 5 个工作日
	Why    string
	Href   string
	Choice *Choice // an optional item: leave it out, or take it back
}

// Choice is a button that belongs to the form of the questions.
type Choice struct{ Name, Value, Label string }

// GuideForm is the id of the form of the questions.
const GuideForm = "guide"

// Arrival is how a material arrives; the names are those of the packs' dispositions.
type Arrival string

// The ways of arrival, most burdensome first.
const (
	Upload      Arrival = "upload"
	Later       Arrival = "later"
	Commitment  Arrival = "commitment"
	Verified    Arrival = "verified"
	Certificate Arrival = "certificate"
	Result      Arrival = "result"
	Generated   Arrival = "generated"
)

var arrivalLook = map[Arrival]Tag{
	Upload:      {Tone: Seal, Icon: ""},
	Later:       {Tone: Seal, Icon: "clock"},
	Commitment:  {Tone: Brand, Icon: "signature"},
	Verified:    {Tone: Good, Icon: "check"},
	Certificate: {Tone: Good, Icon: "check"},
	Result:      {Tone: Info, Icon: "arrow-right"},
	Generated:   {Tone: Brand, Icon: "file-text"},
}

// Tag is the tag of a way of arrival.
func (a Arrival) Tag(f *Frame) Tag {
	t := arrivalLook[a]
	t.Word = f.T("page.arrival." + string(a))
	return t
}

// PlanMaterial is one paper of the plan.
type PlanMaterial struct {
	Name    string
	Sub     string // what it must show
	Arrival Arrival
	Note    string
	Links   []Link
}

// Meter is one bar of parts, with its key.
type Meter struct {
	Parts []MeterPart
	Label string // the whole in words, for readers who do not see it
}

// MeterPart is one part of a meter. Kind is a class: upload, share, result, generated, merged.
type MeterPart struct {
	Kind string
	Word string
	N    int
}

// widths answers the width of every part in percent; together they are exactly 100.
func (m Meter) widths() []int {
	total, out := 0, make([]int, len(m.Parts))
	for _, p := range m.Parts {
		total += p.N
	}
	if total == 0 {
		return out
	}
	sum, widest := 0, 0
	for i, p := range m.Parts {
		out[i] = share(p.N, total)
		sum += out[i]
		if out[i] > out[widest] {
			widest = i
		}
	}
	out[widest] += 100 - sum
	return out
}

// DayRow is one row of the day chart: working days From to To of the plan, counted from 1.
type DayRow struct {
	Name      string
	Bar       string // words inside the bar
	From      int
	To        int
	OnTheSpot bool   // takes no working day at all
	Tone      string // "", start, visit, wait, result
}

// DayChart shows how the working days of a plan are used.
type DayChart struct {
	Days int
	Rows []DayRow
}

func (c DayChart) start(r DayRow) int {
	if c.Days <= 0 {
		return 0
	}
	return (r.From - 1) * 100 / c.Days
}

func (c DayChart) width(r DayRow) int {
	if c.Days <= 0 {
		return 0
	}
	return max(100/max(c.Days, 1), r.To*100/c.Days-c.start(r))
}

// ticks are the days written above the chart: all of up to 10, otherwise about six.
func (c DayChart) ticks() []int {
	step := 1
	if c.Days > 10 {
		step = (c.Days + 5) / 6
	}
	var ts []int
	for d := 1; d <= c.Days; d += step {
		ts = append(ts, d)
	}
	return ts
}

// Month is one month of an explained clock.
type Month struct {
	Name string    // 2026年9月
	Days []DayCell // from the first Monday shown to the last Sunday shown
}

// DayCell is one day of a Month. Kind: out (outside the month: empty), plain, rest, counted, makeup (a weekend day
// that counts), paused, start, due.
type DayCell struct {
	Day   int
	Kind  string
	Word  string // under the number: 第6, 休, 暂停, 受理
	Today bool
}

// weeks cuts the days into rows of seven.
func (m Month) weeks() [][]DayCell {
	var ws [][]DayCell
	for i := 0; i+7 <= len(m.Days); i += 7 {
		ws = append(ws, m.Days[i:i+7])
	}
	return ws
}

// words says the days of a row.
func (c DayChart) words(f *Frame, r DayRow) string {
	if r.OnTheSpot {
		return f.T("page.gantt.on_the_spot")
	}
	if r.From == r.To {
		return f.T("page.gantt.one", "n", r.From)
	}
	return f.T("page.gantt.range", "from", r.From, "to", r.To)
}
