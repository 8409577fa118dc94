package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"lianban/internal/base/lang"
	"lianban/internal/pack"
)

// PackCheckCmd checks packs.
type PackCheckCmd struct {
	Scenario []string `arg:"" optional:"" help:"Go through the situations and examples of these scenarios only."`
	Packs    string   `help:"Folder of the packs (default: the sample city)." type:"existingdir"`
	Format   string   `help:"How findings are printed: ${enum}. SARIF 2.1.0 is what code review tools read." enum:"text,json,sarif" default:"text"`
	JSON     bool     `help:"Print findings as JSON; the same as --format json."`
	Verbose  bool     `help:"Say for each scenario how its situations were gone through, and how many there were." short:"v"`
}

// Run prints every finding with its place, reason and cure; it fails if one of them is an error.
func (c *PackCheckCmd) Run() error { return c.run(os.Stdout, os.Stderr) }

func (c *PackCheckCmd) run(out io.Writer, terminal *os.File) error {
	begun := time.Now()
	cat, report, err := pack.CheckWith(packsOf(c.Packs), pack.Options{Only: c.Scenario, Progress: progress(terminal)})
	if err != nil {
		return noPacks(err)
	}
	if err := c.print(out, report, time.Since(begun)); err != nil {
		return err
	}
	if n := len(pack.Errors(report.Findings)); n > 0 {
		return errors.New(lang.Chinese().Say("pack.print.errors", "n", n))
	}
	x, err := finder(packsOf(c.Packs), cat) // the synonyms name things of the packs
	if err != nil {
		return err
	}
	return x.Close()
}

func (c *PackCheckCmd) print(out io.Writer, r pack.Report, took time.Duration) error {
	switch {
	case c.JSON || c.Format == "json":
		return writeJSON(out, r)
	case c.Format == "sarif":
		return writeJSON(out, r.Sarif(lang.Chinese(), fileURI(c.Packs)))
	}
	if c.Verbose {
		printWays(out, r.Ways)
	}
	printReport(out, r)
	_, err := fmt.Fprintln(out, lang.Chinese().Say("pack.print.took", "seconds", fmt.Sprintf("%.1f", took.Seconds())))
	return err
}

// progress draws how many scenarios are done, on a terminal only: pipes and files stay quiet.
func progress(to *os.File) func(done, total int) {
	if to == nil || !term.IsTerminal(int(to.Fd())) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(to), progressbar.OptionShowCount(), progressbar.OptionSetWidth(30),
				progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription(lang.Chinese().Say("pack.print.checking")))
		}
		_ = bar.Set(done) // a terminal that is gone is no reason to stop
	}
}

// fileURI is the URI of a folder; of the sample city, which is part of the program, there is none.
func fileURI(dir string) string {
	abs, err := filepath.Abs(dir)
	if dir == "" || err != nil {
		return ""
	}
	return (&url.URL{Scheme: "file", Path: strings.TrimSuffix(filepath.ToSlash(abs), "/") + "/"}).String()
}

func printWays(out io.Writer, ways []pack.Way) {
	t := lang.Chinese()
	for _, w := range ways {
		key := "pack.print.way." + w.Way
		fmt.Fprintln(out, t.Say(key, "scenario", w.Scenario, "area", w.Area, "sets", w.Sets, "distinct", w.Distinct, "parts", w.Parts))
	}
}

func printReport(out io.Writer, r pack.Report) {
	t := lang.Chinese()
	for _, f := range r.Findings {
		fmt.Fprintf(out, "%s:%d:%d: %s %s %s\n", f.File, f.Line, f.Column, f.Level(), f.Code, f.Sentence(t))
		if f.Situation != "" {
			fmt.Fprintln(out, "   ", t.Say("pack.print.situation", "situation", f.Situation))
		}
		fmt.Fprintln(out, "   ", t.Say("pack.print.cure", "cure", f.Cure(t)))
	}
	key := "pack.print.none"
	if len(r.Findings) > 0 {
		key = "pack.print.some"
	}
	errs := len(pack.Errors(r.Findings))
	fmt.Fprintln(out, t.Say(key, "files", r.Files, "scenarios", r.Scenarios, "situations", r.Situations, "errors", errs, "warnings", len(r.Findings)-errs))
}
