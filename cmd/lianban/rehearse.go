package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/pack"
	"lianban/internal/rehearsal"
	"lianban/packs"
)

// rehearseCmd plays examples of scenario packs to their end.
type rehearseCmd struct {
	Scenario []string `arg:"" optional:"" help:"Slugs of scenarios."`
	All      bool     `help:"Every scenario."`
	Packs    string   `help:"Folder of the city's packs; default: the sample city." type:"path"`
	JSON     bool     `name:"json" help:"Print reports as JSON, line by line."`
	Keep     string   `help:"Keep the database and files in this folder, to look at afterwards." type:"path"`
	From     string   `help:"Day on which it begins: 2026-09-29; default: today."`
	Jobs     int      `help:"How many houses play side by side; default: one a processor, two at most."`
}

// mostHouses is how many houses play side by side unless somebody says otherwise.
const mostHouses = 2

// Run plays, and fails when something could not be finished or was late for no reason. Faults: Invalid cli.rehearse and
// cli.rehearse_late with how many, cli.rehearse_what when nothing was named.
func (c *rehearseCmd) Run(ctx context.Context) error { return c.run(ctx, os.Stdout) }

func (c *rehearseCmd) run(ctx context.Context, out io.Writer) error {
	if c.All == (len(c.Scenario) > 0) {
		return fault.New(fault.Invalid, "cli.rehearse_what")
	}
	from, err := c.from()
	if err != nil {
		return err
	}
	dir, source := "packs", fs.FS(packs.FS)
	if c.Packs != "" {
		dir, source = c.Packs, packsOf(c.Packs)
	}
	examples, err := pack.Examples(source, c.Scenario...)
	if err != nil {
		return err
	}
	started := time.Now()
	t := rehearsal.Totals{}
	err = c.play(ctx, source, dir, examples, from, func(r rehearsal.Report) {
		t.Add(r)
		c.show(out, r)
	})
	if err != nil {
		return err
	}
	if !c.JSON {
		c.sum(out, t, time.Since(started))
	}
	if t.Failed > 0 {
		return fault.New(fault.Invalid, "cli.rehearse", "n", strconv.Itoa(t.Failed))
	}
	if t.Baffling > 0 {
		return fault.New(fault.Invalid, "cli.rehearse_late", "n", strconv.Itoa(t.Baffling))
	}
	return nil
}

func (c *rehearseCmd) from() (calendar.Day, error) {
	if c.From == "" {
		return calendar.DayOf(clock.System{}.Now()), nil
	}
	at, err := parseClock(c.From)
	return calendar.DayOf(at), err
}

// play shares the examples out among houses and shows the reports in the order of the examples.
func (c *rehearseCmd) play(ctx context.Context, source fs.FS, dir string, examples []pack.Example, from calendar.Day, show func(rehearsal.Report)) error {
	n := c.Jobs
	if n <= 0 {
		n = min(runtime.NumCPU(), mostHouses)
	}
	n = min(n, max(1, len(examples)))
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	next := make(chan int)
	reports := make([]chan rehearsal.Report, len(examples))
	for i := range reports {
		reports[i] = make(chan rehearsal.Report, 1)
	}
	failed := make(chan error, n)
	var houses sync.WaitGroup
	for house := range n {
		houses.Go(func() {
			if err := c.house(ctx, house, source, dir, from, func(s *rehearsal.Stage) error {
				for i := range next {
					r, err := s.Play(ctx, examples[i], from)
					if err != nil {
						return err
					}
					reports[i] <- r
				}
				return nil
			}); err != nil {
				failed <- err
				stop()
			}
		})
	}
	go func() {
		defer close(next)
		for i := range examples {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	for i := range reports {
		select {
		case r := <-reports[i]:
			show(r)
		case <-ctx.Done():
			houses.Wait()
			select {
			case err := <-failed:
				return err
			default:
				return ctx.Err()
			}
		}
	}
	houses.Wait()
	return nil
}

// house opens a throwaway house, lets it be played in, and clears it away.
func (c *rehearseCmd) house(ctx context.Context, n int, source fs.FS, dir string, from calendar.Day, play func(*rehearsal.Stage) error) error {
	folder := ""
	if c.Keep != "" {
		folder = filepath.Join(c.Keep, strconv.Itoa(n+1))
		if _, err := os.Stat(folder); err == nil {
			return fault.New(fault.Invalid, "cli.rehearse_keep", "dir", folder)
		}
	} else {
		made, err := os.MkdirTemp("", "lianban-rehearsal-*")
		if err != nil {
			return fault.New(fault.Unavailable, "store.folder", "folder", os.TempDir())
		}
		defer os.RemoveAll(made)
		folder = made
	}
	at := clock.NewMovable(from.Time())
	registers := rehearsal.NewRegisters(nil)
	h, err := openHouse(ctx, where{Data: folder, throwaway: true}, source, dir, at, registers, true)
	if err != nil {
		return err
	}
	defer h.close()
	return play(h.stage(at, registers))
}

// stage is the house as rehearsals play in it.
func (h *house) stage(at *clock.Movable, r rehearsal.Registers) *rehearsal.Stage {
	r.Read(h.catalogue)
	return &rehearsal.Stage{Access: h.access, Filing: h.filing, Handling: h.handling, Store: h.store, Clock: at}
}

// show prints what became of one example.
func (c *rehearseCmd) show(out io.Writer, r rehearsal.Report) {
	if c.JSON {
		b, err := json.Marshal(r)
		if err != nil {
			panic(err) // texts and numbers: cannot fail
		}
		fmt.Fprintln(out, string(b))
		return
	}
	line := func(key string, pairs ...any) { fmt.Fprintln(out, lang.Chinese().Say("cli.rehearse."+key, pairs...)) }
	line(string(r.Outcome), "scenario", r.Scenario, "example", r.Example, "name", r.Name, "no", r.No, "why", r.Why)
	if r.No == "" {
		return
	}
	line("case", "no", r.No, "items", len(r.Items), "acts", r.Acts, "people", r.ByPeople, "documents", r.Documents, "letters", r.Letters,
		"elapsed", r.Elapsed, "legal", r.Legal, "planned", r.Planned)
	switch {
	case r.Outcome != rehearsal.Decided || r.Elapsed == r.Planned:
	case r.Differs != "":
		line("differs", "elapsed", r.Elapsed, "planned", r.Planned, "why", r.Differs)
	default:
		line("strange", "elapsed", r.Elapsed, "planned", r.Planned)
	}
	for _, it := range r.Items {
		state := lang.Chinese().Say("casework.state." + it.State)
		line("item", "name", it.Name, "office", it.Office, "state", state, "steps", it.Steps, "elapsed", it.Elapsed, "legal", it.Legal)
	}
	for _, it := range r.Items {
		switch {
		case it.Late != "" && it.WhyLate != "":
			line("late", "name", it.Name, "day", it.Late, "why", it.WhyLate)
		case it.Late != "":
			line("baffling", "name", it.Name, "day", it.Late)
		}
	}
}

func (c *rehearseCmd) sum(out io.Writer, t rehearsal.Totals, took time.Duration) {
	fmt.Fprintln(out, lang.Chinese().Say("cli.rehearse.sum", "scenarios", len(t.Scenarios), "examples", t.Examples, "filed", t.Filed,
		"decided", t.Decided, "stopped", t.Stopped, "offline", t.Offline, "failed", t.Failed))
	fmt.Fprintln(out, lang.Chinese().Say("cli.rehearse.sum_acts", "items", t.Items, "acts", t.Acts, "documents", t.Documents,
		"verified", t.Verified, "late", t.Late, "baffling", t.Baffling, "other", t.Other, "strange", t.Strange, "letters", t.Letters, "seconds", fmt.Sprintf("%.1f", took.Seconds())))
	for _, why := range slices.Sorted(slices.Values(t.Failures)) {
		fmt.Fprintln(out, lang.Chinese().Say("cli.rehearse.failure", "why", why))
	}
}
