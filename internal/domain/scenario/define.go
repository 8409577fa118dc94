package scenario

import (
	"cmp"
	"strconv"
	"strings"

	"lianban/internal/base/lang"
)

// Definition says what a figure counts. No figure is shown without it.
type Definition struct {
	Name     string `json:"name"`             // days
	Title    string `json:"title"`            // 办理时间
	Unit     string `json:"unit"`             // 个工作日
	Baseline string `json:"baseline"`         // what is counted for every item filed by itself
	Designed string `json:"designed"`         // what is counted in the plan
	Beside   string `json:"beside,omitempty"` // what is printed beside and never instead
}

// Rules are what holds for all figures, by name: reduction, repeat, sample, mean, pooled, actual, published.
var Rules = []string{"reduction", "repeat", "sample", "mean", "pooled", "actual", "published"}

// Define answers the definition of a figure; ok is false for a name that is none.
func Define(name string, t *lang.Texts) (d Definition, ok bool) {
	if !t.Has("figures." + name + ".baseline") {
		return Definition{}, false
	}
	d = Definition{
		Name: name, Title: t.Say("plan.figure." + name), Unit: t.Say("plan.figure.unit." + name),
		Baseline: t.Say("figures." + name + ".baseline"), Designed: t.Say("figures." + name + ".designed"),
	}
	if t.Has("figures." + name + ".beside") {
		d.Beside = t.Say("figures." + name + ".beside")
	}
	return d, true
}

// Definitions are those of all figures, in the order in which they are shown.
func Definitions(t *lang.Texts) []Definition {
	out := make([]Definition, 0, len(figureNames))
	for _, name := range figureNames {
		d, _ := Define(name, t) // every figure has one: held by a test
		out = append(out, d)
	}
	return out
}

// Change writes a reduction as people read it: −45%, +18.2% where it became more, 0% for nothing, — for no baseline.
func Change(percent string) string {
	n := strings.TrimSuffix(percent, ".0")
	switch {
	case n == "":
		return "—"
	case n == "0" || n == "-0":
		return "0%"
	case strings.HasPrefix(n, "-"):
		return "+" + n[1:] + "%"
	}
	return "−" + n + "%"
}

// Read writes a claim as people read it: 72 → 5, −56.5%.
func (c Claim) Read() (says, computed string) { return readable(c.Says), readable(c.Computed) }

func readable(s string) string {
	return strings.NewReplacer("->", "→", " = -", "，−", "-", "−", " %", "%").Replace(s)
}

// Table is the figures of scenarios as a table for other programs: a head, then one line for each figure of each
// scenario. The actual is empty until there are cases; what a source published stands in columns of its own.
func Table(of []*Reduction, t *lang.Texts) [][]string {
	out := [][]string{strings.Fields(t.Say("figures.csv.head"))}
	mark := func(is bool) string {
		if is {
			return t.Say("figures.csv.yes")
		}
		return ""
	}
	for _, r := range of {
		h := r.Scenario
		for _, f := range r.Figures {
			says, source := r.claimed(f.Name)
			legal := ""
			if f.Name == "days" {
				legal = strconv.Itoa(r.Legal)
			}
			out = append(out, []string{
				h.Slug, h.Name, t.Say("figures.csv." + h.Audience), mark(r.Special), mark(r.Pilot), t.Say("figures.evidence." + h.Evidence), r.Example.Name,
				t.Say("plan.figure." + f.Name), t.Say("plan.figure.unit." + f.Name), strconv.Itoa(f.Baseline), strconv.Itoa(f.Designed), legal, f.Percent, f.Actual, says, source,
			})
		}
	}
	return out
}

// claimed is what sources say about a figure, and which.
func (r *Reduction) claimed(figure string) (says, source string) {
	for _, c := range r.Published {
		if c.Figure == figure {
			says, _ = c.Read()
			return says, c.Source.Name
		}
	}
	return "", ""
}

// Compare orders figures by what they reduce, the least first; a figure without a baseline comes before all others.
func Compare(a, b Measured) int {
	if a.Baseline == 0 || b.Baseline == 0 {
		return cmp.Compare(min(a.Baseline, 1), min(b.Baseline, 1))
	}
	return cmp.Compare((a.Baseline-a.Designed)*b.Baseline, (b.Baseline-b.Designed)*a.Baseline)
}
