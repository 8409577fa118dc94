package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
)

// PackFiguresCmd prints what the scenarios save: baseline and designed, never actual.
type PackFiguresCmd struct {
	Scenario []string `arg:"" optional:"" help:"Of these scenarios only."`
	Packs    string   `help:"Folder of the packs (default: the sample city)." type:"existingdir"`
	JSON     bool     `help:"Print as JSON." xor:"form"`
	CSV      bool     `name:"csv" help:"Print as CSV, one line for each figure of a scenario." xor:"form"`
}

// figures is what the command prints as JSON.
type figures struct {
	Counts      counts                `json:"counts"`
	Definitions []scenario.Definition `json:"definitions"`
	Averages    []scenario.Average    `json:"averages"`
	Scenarios   []*scenario.Reduction `json:"scenarios"`
}

// counts are how many scenarios of each kind there are.
type counts struct {
	Scenarios  int `json:"scenarios"`
	Person     int `json:"person"`
	Enterprise int `json:"enterprise"`
	Special    int `json:"special"`
	Pilot      int `json:"pilot"`
}

// Run prints the figures of all scenarios, or of those that are named.
func (c *PackFiguresCmd) Run() error { return c.run(os.Stdout) }

func (c *PackFiguresCmd) run(out io.Writer) error {
	cat, err := catalogue(c.Packs)
	if err != nil {
		return err
	}
	lines := cat.Reductions()
	if len(c.Scenario) > 0 {
		lines = nil
		for _, slug := range c.Scenario {
			r, err := cat.Reduction(slug)
			if err != nil {
				return err
			}
			lines = append(lines, r)
		}
	}
	f := figures{Counts: countOf(lines), Definitions: scenario.Definitions(lang.Chinese()), Averages: cat.Averages(lines), Scenarios: lines}
	switch {
	case c.JSON:
		return writeJSON(out, f)
	case c.CSV:
		return f.csv(out)
	}
	f.print(out)
	return nil
}

func countOf(lines []*scenario.Reduction) counts {
	n := counts{Scenarios: len(lines)}
	for _, r := range lines {
		for what, is := range map[*int]bool{&n.Person: r.Scenario.Audience == "person", &n.Enterprise: r.Scenario.Audience == "enterprise", &n.Special: r.Special, &n.Pilot: r.Pilot} {
			if is {
				*what++
			}
		}
	}
	return n
}

// print writes one line for each scenario, then the averages and what every figure counts.
func (f figures) print(out io.Writer) {
	t := lang.Chinese()
	fmt.Fprintln(out, t.Say("figures.print.head"))
	head := slices.Insert(scenario.FigureNames(), 1, "legal") // the days on the legal scale stand beside the elapsed ones
	row(out, append(append([]string{"scenario", "evidence"}, head...), "actual", ""))
	for _, r := range f.Scenarios {
		cells := []string{r.Scenario.Slug, r.Scenario.Evidence}
		for _, name := range scenario.FigureNames() {
			cell := "—"
			if x := r.Figure(name); x.Name != "" {
				cell = fmt.Sprintf("%d→%d %s", x.Baseline, x.Designed, scenario.Change(x.Percent))
			}
			if cells = append(cells, cell); name == "days" {
				cells = append(cells, strconv.Itoa(r.Legal))
			}
		}
		row(out, append(cells, "—", r.Scenario.Name))
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, t.Say("figures.print.counts", "n", f.Counts.Scenarios, "person", f.Counts.Person, "enterprise", f.Counts.Enterprise,
		"special", f.Counts.Special, "pilot", f.Counts.Pilot))
	for i, a := range f.Averages {
		d := f.Definitions[i]
		fmt.Fprintln(out, t.Say("figures.print.average", "figure", d.Title, "mean", scenario.Change(a.Mean), "n", a.Scenarios, "baseline", a.Baseline,
			"designed", a.Designed, "unit", d.Unit, "pooled", scenario.Change(a.Pooled)))
		for _, c := range a.Published {
			says, _ := c.Read()
			fmt.Fprintln(out, "   ", t.Say("figures.print.claim", "says", says, "source", c.Source.Name, "verdict", verdict(c)))
		}
	}
	f.claims(out)
	fmt.Fprintln(out)
	for _, d := range f.Definitions {
		fmt.Fprintln(out, t.Say("figures.print.defined", "figure", d.Title, "baseline", d.Baseline, "designed", d.Designed)+d.Beside)
	}
	for _, name := range scenario.Rules {
		fmt.Fprintln(out, t.Say("figures.rule."+name))
	}
}

// claims writes what sources published about single scenarios beside what the items add up to.
func (f figures) claims(out io.Writer) {
	t := lang.Chinese()
	for _, r := range f.Scenarios {
		for _, c := range r.Published {
			says, computed := c.Read()
			fmt.Fprintln(out, t.Say("figures.print.own", "name", r.Scenario.Name, "figure", t.Say("plan.figure."+c.Figure), "computed", computed,
				"says", says, "source", c.Source.Name, "verdict", verdict(c)))
		}
	}
}

func verdict(c scenario.Claim) string {
	if c.Agrees {
		return lang.Chinese().Say("figures.print.agrees")
	}
	return lang.Chinese().Say("figures.print.differs")
}

func row(out io.Writer, cells []string) {
	widths := append([]int{24, 9, 16, 6}, slices.Repeat([]int{16}, len(cells)-4)...)
	var b strings.Builder
	for i, c := range cells {
		b.WriteString(c)
		if i+1 < len(cells) {
			b.WriteString(strings.Repeat(" ", max(1, widths[i]-len([]rune(c)))))
		}
	}
	fmt.Fprintln(out, strings.TrimRight(b.String(), " "))
}

// csv writes one line for each figure of each scenario. The actual is empty until there are cases.
func (f figures) csv(out io.Writer) error {
	w := csv.NewWriter(out)
	for _, line := range scenario.Table(f.Scenarios, lang.Chinese()) {
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}
