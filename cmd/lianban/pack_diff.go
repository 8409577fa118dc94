package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"lianban/internal/app/publishing"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
)

// PackDiffCmd says what differs, and who notices it.
type PackDiffCmd struct {
	where
	What  []string `arg:"" optional:"" help:"From what to what: folders, or numbers or hashes of releases. One alone is compared with what counts. With --area: scenarios."`
	Area  string   `help:"How this area differs from the city, as a table."`
	Only  []string `help:"These scenarios only."`
	Packs string   `help:"With --area: folder of the packs (default: the sample city)." type:"existingdir"`
	JSON  bool     `help:"Print as JSON."`
}

// Run prints the differences by scenario and by who notices them.
func (c *PackDiffCmd) Run(ctx context.Context) error { return c.run(ctx, os.Stdout) }

func (c *PackDiffCmd) run(ctx context.Context, out io.Writer) error {
	if c.Area != "" {
		e, err := pack.Open(packsOf(c.Packs))
		if err != nil {
			return noPacks(err)
		}
		if _, ok := e.Catalogue().Area(c.Area); !ok {
			return fault.New(fault.NotFound, "plan.no_area", "area", c.Area)
		}
		return c.show(out, pack.Local(e, c.Area, append(c.What, c.Only...)...), "publishing.print.local")
	}
	if len(c.What) == 0 || len(c.What) > 2 {
		return fault.New(fault.Invalid, "cli.diff_what")
	}
	old, now, err := c.both(ctx)
	if err != nil {
		return err
	}
	return c.show(out, pack.Compare(old, now, c.Only...), "publishing.print.changed")
}

// both opens what is compared. Two folders need no database.
func (c *PackDiffCmd) both(ctx context.Context) (old, now *pack.Edition, err error) {
	var s *store.Store
	for _, word := range c.What {
		if info, err := os.Stat(word); len(c.What) == 1 || err != nil || !info.IsDir() {
			if s, err = c.openStore(ctx); err != nil {
				return nil, nil, err
			}
			defer s.Close()
			break
		}
	}
	open := func(word string) (*pack.Edition, error) {
		var folder fs.FS
		var err error
		if word == "" {
			var last store.Release
			if last, err = s.LastRelease(ctx); err == nil {
				folder, err = (&publishing.Book{Store: s}).Folder(ctx, last.Seq)
			}
		} else {
			folder, err = releaseFolder(ctx, s, word)
		}
		if err != nil {
			return nil, err
		}
		e, err := pack.Open(folder)
		if err != nil {
			return nil, noPacks(err)
		}
		return e, nil
	}
	words := c.What
	if len(words) == 1 {
		words = []string{"", words[0]}
	}
	if old, err = open(words[0]); err == nil {
		now, err = open(words[1])
	}
	return old, now, err
}

func (c *PackDiffCmd) show(out io.Writer, changed []pack.Changed, head string) error {
	if c.JSON {
		return writeJSON(out, jsonChanges(changed))
	}
	for _, x := range changed {
		tell(out, head, "name", x.Name, "scenario", x.Scenario, "area", placeName(x.AreaName), "old", hashWords(x.Old), "new", hashWords(x.New))
		printChanges(out, x)
	}
	if len(changed) == 0 {
		tell(out, "publishing.print.no_difference")
	}
	return nil
}

// tell prints a text.
func tell(out io.Writer, key string, pairs ...any) {
	fmt.Fprintln(out, lang.Chinese().Say(key, pairs...))
}

// tellIn prints a text so many steps further in.
func tellIn(out io.Writer, steps int, key string, pairs ...any) {
	fmt.Fprintln(out, strings.Repeat("  ", steps)+lang.Chinese().Say(key, pairs...))
}

func placeName(area string) string {
	if area == "" {
		return lang.Chinese().Say("publishing.print.city")
	}
	return area
}

func hashWords(hash string) string {
	if hash == "" {
		return lang.Chinese().Say("versions.none")
	}
	return hash
}

func runningWords(running string) string {
	return lang.Chinese().Say("publishing.running." + running)
}

// printVersioned prints the table of versions and, below each, what changes.
func printVersioned(out io.Writer, p *publishing.Publication) {
	first := p.Parent.Seq == 0
	for _, c := range p.Changed {
		tell(out, "publishing.print.becomes", "name", c.Name, "scenario", c.Scenario, "area", placeName(c.AreaName), "number", c.Number,
			"old", hashWords(c.Old), "new", hashWords(c.New), "running", runningWords(c.Running))
		if !first {
			printChanges(out, c.Changed)
		}
	}
	tell(out, "publishing.print.sum", "n", len(p.Changed))
}

// printChanges prints the numbers before and after, and every change below who notices it.
func printChanges(out io.Writer, c pack.Changed) {
	l := lang.Chinese()
	for i, f := range c.After {
		if i < len(c.Before) && c.Before[i].Designed != f.Designed {
			tellIn(out, 1, "publishing.print.figure", "name", l.Say("versions.figure."+f.Name), "old", c.Before[i].Designed, "new", f.Designed)
		}
	}
	var last pack.Reader
	for _, x := range c.Changes {
		if x.Who != last {
			last = x.Who
			tellIn(out, 1, "publishing.print.reader", "who", l.Say("versions.reader."+string(x.Who)))
		}
		what := x.Thing
		if x.What != "" {
			what += " " + x.What
		}
		tellIn(out, 2, "publishing.print.change", "what", what, "old", sideWords(x.Old), "new", sideWords(x.New))
	}
}

func sideWords(s string) string {
	if s == "" {
		return lang.Chinese().Say("versions.none")
	}
	return s
}

// changedJSON is one changed scenario for other programs.
type changedJSON struct {
	Scenario string        `json:"scenario"`
	Area     string        `json:"area,omitempty"` // empty: the city
	Name     string        `json:"name"`
	Old      string        `json:"old"`
	New      string        `json:"new"`
	Figures  []figureJSON  `json:"figures"`
	Changes  []pack.Change `json:"changes"`
}

type figureJSON struct {
	Name string `json:"name"`
	Old  string `json:"old"` // number; empty: not known
	New  string `json:"new"`
}

func jsonChanges(changed []pack.Changed) []changedJSON {
	out := []changedJSON{}
	for _, c := range changed {
		x := changedJSON{Scenario: c.Scenario, Area: c.Area, Name: c.Name, Old: c.Old, New: c.New, Figures: figuresJSON(c.Before, c.After), Changes: c.Changes}
		if x.Changes == nil {
			x.Changes = []pack.Change{}
		}
		out = append(out, x)
	}
	return out
}

func figuresJSON(before, after []scenario.Figure) []figureJSON {
	out := []figureJSON{}
	for i, f := range after {
		x := figureJSON{Name: f.Name, New: strconv.Itoa(f.Designed)}
		if i < len(before) {
			x.Old = strconv.Itoa(before[i].Designed)
		}
		out = append(out, x)
	}
	return out
}
