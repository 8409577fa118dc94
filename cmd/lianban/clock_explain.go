package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// clockExplainCmd says why the dates of a case are what they are: the same lines as the pages.
type clockExplainCmd struct {
	where
	Packs string `help:"Folder of the city's packs; default: the sample city." type:"path"`
	No    string `arg:"" help:"Number of the case."`
	Slot  string `help:"Only this item, for example food_licence.new; default: all, and the joint clocks."`
}

// Run prints every clock with its sum and its reasons.
func (c *clockExplainCmd) Run(ctx context.Context) error {
	no, ok := ident.ParseCaseNo(c.No)
	if !ok {
		return fault.New(fault.Invalid, "cli.case_no", "value", c.No)
	}
	return withHouse(ctx, c.where, c.Packs, func(h *house) error {
		found, err := h.store.Case(ctx, store.ByNo(no))
		if err != nil {
			return err
		}
		if c.Slot != "" && found.Latest(c.Slot) == nil {
			return fault.New(fault.NotFound, "casework.no_such_item")
		}
		explain(os.Stdout, h.engine, found, c.Slot, calendar.DayOf(h.clock.Now()))
		return nil
	})
}

// explain writes the clocks of one item or of all, as of a day; a case from later than that is told as of its last entry.
func explain(out io.Writer, e casework.Engine, c *casework.Case, slot string, on calendar.Day) {
	on = max(on, c.Day)
	c = e.Seen(c, on.Time())
	for _, it := range c.Current() {
		if slot != "" && it.Slot != slot {
			continue
		}
		fmt.Fprintln(out, lang.Chinese().Say("cli.explain.item", "item", it.Name, "slot", it.Slot,
			"state", lang.Chinese().Say("casework.state."+string(it.State))))
		for _, k := range e.ClockViews(c, it.Slot, on) {
			explainClock(out, k)
		}
	}
	if slot != "" {
		return
	}
	for _, k := range e.JointClockViews(c, on) {
		explainClock(out, k)
	}
}

func explainClock(out io.Writer, k casework.ClockView) {
	t := lang.Chinese()
	due := k.Due.String()
	if k.Due == 0 {
		due = t.Say("cli.explain.unknown")
	}
	unit := t.Say("cli.explain.unit." + string(k.Unit))
	fmt.Fprintln(out, t.Say("cli.explain.clock", "clock", t.Say("casework.clock."+k.Kind), "due", due, "n", k.Length, "unit", unit))
	fmt.Fprintln(out, t.Say("cli.explain.time", "used", k.Used, "left", k.Left, "excluded", k.Excluded, "unit", unit,
		"working", k.ElapsedWorking, "days", k.Elapsed))
	for _, line := range k.Trace {
		text := t.SayMap("casework.trace."+line.Kind, line.Params())
		if law := line.Ground; law != "" {
			if t.Has("law." + law) {
				law = t.Say("law." + law)
			}
			text = t.Say("cli.explain.because", "text", text, "law", law)
		}
		fmt.Fprintln(out, "   ", text)
	}
}
