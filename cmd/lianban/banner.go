package main

import (
	"context"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/running"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
)

type bannerCmd struct {
	Show  bannerShowCmd  `cmd:"" default:"1" help:"What hangs there, or is planned."`
	Set   bannerSetCmd   `cmd:"" help:"Put up a banner on every page of every door."`
	Clear bannerClearCmd `cmd:"" help:"Take the banner down."`
}

type bannerShowCmd struct {
	where
	Packs string `help:"Folder of the city's packs; default: the sample city." type:"path"`
}

// Run prints the banner.
func (c *bannerShowCmd) Run(ctx context.Context) error {
	return withHouse(ctx, c.where, c.Packs, func(h *house) error {
		b, err := h.running.Planned(ctx, access.AtTheMachine().Principal)
		if err == nil && b.Text == "" {
			say("cli.banner.none")
		} else if err == nil {
			say("cli.banner.planned", "text", b.Text, "from", b.From.In(clock.Zone).Format(momentForm), "until", b.Until.In(clock.Zone).Format(momentForm))
		}
		return err
	})
}

type bannerSetCmd struct {
	where
	Packs  string `help:"Folder of the city's packs; default: the sample city." type:"path"`
	Text   string `required:"" help:"One or two sentences: when, what does not work, what to do."`
	From   string `help:"From when, in Beijing: 2026-09-29T18:00; left out: now."`
	Until  string `required:"" help:"Until when, in Beijing: 2026-09-29T22:00."`
	Reason string `required:"" help:"Why; it stands in the audit log."`
}

// momentForm is how a time is written on the command line.
const momentForm = "2006-01-02T15:04"

// Run puts the banner up.
func (c *bannerSetCmd) Run(ctx context.Context) error {
	return withHouse(ctx, c.where, c.Packs, func(h *house) error {
		b := running.Banner{Text: c.Text, From: h.clock.Now()}
		var err error
		if c.From != "" {
			if b.From, err = readMoment(c.From); err != nil {
				return err
			}
		}
		if b.Until, err = readMoment(c.Until); err != nil {
			return err
		}
		return h.running.SetBanner(ctx, access.AtTheMachine().Principal, b, c.Reason)
	})
}

func readMoment(s string) (time.Time, error) {
	t, err := time.ParseInLocation(momentForm, s, clock.Zone)
	if err != nil {
		return t, fault.New(fault.Invalid, "cli.moment", "value", s)
	}
	return t, nil
}

type bannerClearCmd struct {
	where
	Packs  string `help:"Folder of the city's packs; default: the sample city." type:"path"`
	Reason string `required:"" help:"Why; it stands in the audit log."`
}

// Run takes the banner down.
func (c *bannerClearCmd) Run(ctx context.Context) error {
	return withHouse(ctx, c.where, c.Packs, func(h *house) error {
		return h.running.ClearBanner(ctx, access.AtTheMachine().Principal, c.Reason)
	})
}

// withHouse opens the house for one command.
func withHouse(ctx context.Context, w where, dir string, do func(*house) error) error {
	h, err := openHouse(ctx, w, packsOf(dir), dir, clock.System{}, nobody{}, false)
	if err != nil {
		return err
	}
	defer h.close()
	return do(h)
}
