package main

import (
	"context"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/store"
)

// offsetKey is the setting that holds how far the demo's clock is ahead of the machine's.
const offsetKey = "demo.clock.offset"

// demoClock is the clock of the sample city: it can be set at the start and moved to the next working day.
// Where it stands is kept, so that a second start goes on from there and days never run backwards.
type demoClock struct {
	*clock.Movable
	store *store.Store
	cal   *calendar.Version
}

// restore sets the clock to what was asked for, or else to where it stood. Fault: Invalid cli.clock_back
// when that lies before what it already showed.
func (d *demoClock) restore(ctx context.Context, asked string) error {
	kept, err := d.store.Setting(ctx, offsetKey)
	if err != nil {
		return err
	}
	machine := time.Now()
	if kept != "" {
		offset, err := time.ParseDuration(kept)
		if err != nil {
			return fault.Wrap(err, "read the demo clock")
		}
		d.Set(machine.Add(offset))
	}
	if asked == "" {
		return d.keep(ctx)
	}
	at, err := parseClock(asked)
	if err != nil {
		return err
	}
	if kept != "" && calendar.DayOf(at) < calendar.DayOf(d.Now()) {
		return fault.New(fault.Invalid, "cli.clock_back", "last", calendar.DayOf(d.Now()).String())
	}
	if kept == "" || calendar.DayOf(at) > calendar.DayOf(d.Now()) {
		d.Set(at)
	}
	return d.keep(ctx)
}

// NextWorkingDay moves the clock to nine o'clock of the next working day and says which one it is. Days off on the way
// are lived through: each is settled, so that nothing looks as if the house had been shut.
func (d *demoClock) NextWorkingDay(ctx context.Context, settle func(context.Context) error) (calendar.Day, error) {
	day := calendar.DayOf(d.Now())
	for {
		day++
		d.Set(day.Time().Add(9 * time.Hour))
		if err := settle(ctx); err != nil {
			return day, err
		}
		if d.cal.Working(day) {
			return day, d.keep(ctx)
		}
	}
}

func (d *demoClock) keep(ctx context.Context) error {
	return d.store.SetSetting(ctx, offsetKey, time.Until(d.Now()).Round(time.Second).String())
}

// parseClock reads 2026-09-29 (nine o'clock) or 2026-09-29T14:30, in Beijing.
func parseClock(s string) (time.Time, error) {
	if t, err := time.ParseInLocation("2006-01-02T15:04", s, clock.Zone); err == nil {
		return t, nil
	}
	t, err := time.ParseInLocation("2006-01-02", s, clock.Zone)
	if err != nil {
		return time.Time{}, fault.New(fault.Invalid, "cli.clock", "value", s)
	}
	return t.Add(9 * time.Hour), nil
}
