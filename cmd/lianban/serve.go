package main

import (
	"context"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/connector/outbound"
	"lianban/internal/connector/register"
)

// serveCmd serves a real city: no sample people, no fakes, no movable clock.
type serveCmd struct {
	where
	limits
	Packs     string `required:"" help:"Folder of the city's packs."`
	Listen    string `help:"Address to listen on." default:"127.0.0.1:8080"`
	Base      string `help:"Public address, as printed in documents: https://…/"`
	Insecure  bool   `help:"Served without HTTPS: cookies are then not marked secure. For trying out on one machine."`
	Registers string `help:"Address of the data-sharing platform; without it everything is asked of the applicant."`
	post

	NoAdminCodes bool          `help:"Let administrators sign in with their password alone, without a code of an app." env:"LIANBAN_NO_ADMIN_CODES"`
	Idle         time.Duration `help:"Sign a member of staff out after this long without a request." default:"1h" env:"LIANBAN_IDLE"`
}

// Run serves until it is stopped. Fault: Invalid cli.no_administrator before somebody can administer staff
// and somebody else their rights.
func (c *serveCmd) Run(ctx context.Context) error {
	start, settle := time.Now(), growHeap()
	l, err := listen(c.Listen)
	if err != nil {
		return err
	}
	defer l.Close()
	known, err := c.connect()
	if err != nil {
		return err
	}
	way, err := c.post.connect()
	if err != nil {
		return err
	}
	say("cli.opening", "url", c.shown())
	h, err := openHouse(ctx, c.where, packsOf(c.Packs), c.Packs, clock.System{}, known, true)
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.publishFirst(ctx); err != nil {
		return err
	}
	h.warnOfFolder(c.Packs)
	h.access.AdministratorsNeedCodes = !c.NoAdminCodes
	missing, err := h.access.Missing(ctx)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return fault.New(fault.Invalid, "cli.no_administrator", "who", lang.Chinese().Say("access.hat."+string(missing[0])), "permission", string(missing[0]))
	}
	base := c.Base
	if base == "" {
		base = address(l)
	}
	h.tell(way, base, false)
	stop, err := h.background(ctx, c.url(), way)
	if err != nil {
		return err
	}
	defer stop()
	handler, err := h.editions(ctx, settle, site{base: base, secure: !c.Insecure, idle: c.Idle, limits: c.limits})
	if err != nil {
		return err
	}
	say("cli.ready", "seconds", time.Since(start).Round(100*time.Millisecond).Seconds())
	say("cli.address", "url", base)
	say("cli.desk", "url", base)
	return serve(ctx, l, handler)
}

// connect makes the connector to the registers; without one everything is asked of the applicant.
func (c *serveCmd) connect() (filing.Registers, error) {
	if c.Registers == "" {
		return nobody{}, nil
	}
	client, err := register.NewClient(register.Config{Outbound: outbound.Config{URL: c.Registers}})
	return registers{client}, err
}
