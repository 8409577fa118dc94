package main

import (
	"fmt"
	"io"
	"os"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/pack"
	"lianban/packs"
)

// ClockCmd computes legal days with the calendar that is built in, and explains those of a case.
type ClockCmd struct {
	Add     ClockAddCmd     `cmd:"" help:"Say which day a limit ends, and why."`
	Explain clockExplainCmd `cmd:"" help:"Say why the dates of a case are what they are."`
}

// ClockAddCmd adds a limit to a day. The day itself never counts; the limit ends at 24:00 of the answer.
type ClockAddCmd struct {
	Day          string `arg:"" help:"Day from which the limit runs, like 2026-09-18."`
	N            int    `arg:"" help:"Length of the limit."`
	CalendarDays bool   `help:"Count calendar days instead of working days."`
}

// maxLimit bounds what can be asked: ten years of days.
const maxLimit = 3660

// Run prints the due day on the first line and the reasons below it.
func (c *ClockAddCmd) Run() error { return c.run(os.Stdout) }

func (c *ClockAddCmd) run(out io.Writer) error {
	day, err := calendar.ParseDay(c.Day)
	if err != nil {
		return fault.New(fault.Invalid, "clock.day", "value", c.Day)
	}
	if c.N < 1 || c.N > maxLimit {
		return fault.New(fault.Invalid, "clock.length", "value", strconv.Itoa(c.N), "most", strconv.Itoa(maxLimit))
	}
	cal, err := pack.LoadCalendars(packs.FS, "calendars")
	if err != nil {
		return err
	}
	rule := calendar.Rule{Unit: calendar.WorkingDay, Length: c.N}
	if c.CalendarDays {
		rule.Unit = calendar.CalendarDay
	}
	answer := calendar.Due(cal, rule, calendar.History{Start: day}, day)
	texts := lang.Chinese()
	fmt.Fprintln(out, answer.Due)
	for _, line := range answer.Trace {
		fmt.Fprintln(out, " ", texts.SayMap("casework.trace."+line.Kind, line.Params()))
	}
	return nil
}
