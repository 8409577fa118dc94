package main

import (
	"context"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/app/telling"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/connector/message"
	"lianban/internal/connector/outbound"
	"lianban/internal/connector/register"
	"lianban/internal/worker"
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
	Messages  string `help:"Address of the message gateway; without it messages wait in the outbox."`
}

// Run serves until it is stopped. Fault: Invalid cli.no_administrator before anybody can administer staff.
func (c *serveCmd) Run(ctx context.Context) error {
	start := time.Now()
	l, err := listen(c.Listen)
	if err != nil {
		return err
	}
	defer l.Close()
	known, send, err := c.connect()
	if err != nil {
		return err
	}
	say("cli.opening", "url", c.shown())
	h, err := openHouse(ctx, c.where, packsOf(c.Packs), c.Packs, clock.System{}, known, true)
	if err != nil {
		return err
	}
	defer h.close()
	ok, err := h.access.HasAdministrator(ctx)
	if err != nil {
		return err
	}
	if !ok {
		return fault.New(fault.Invalid, "cli.no_administrator")
	}
	w := &worker.Worker{Handling: h.handling, Telling: &telling.Service{Store: h.store, Now: time.Now}, Messages: send, Log: h.log}
	stop, err := h.background(ctx, c.url(), w)
	if err != nil {
		return err
	}
	defer stop()
	base := c.Base
	if base == "" {
		base = address(l)
	}
	handler, err := h.doors(site{base: base, secure: !c.Insecure, limits: c.limits})
	if err != nil {
		return err
	}
	say("cli.ready", "seconds", time.Since(start).Round(100*time.Millisecond).Seconds())
	say("cli.address", "url", base)
	say("cli.desk", "url", base)
	return serve(ctx, l, handler)
}

// connect makes the connectors that are configured; what is not answers "down", and nothing waits for it.
func (c *serveCmd) connect() (filing.Registers, message.Sender, error) {
	var known filing.Registers = nobody{}
	var send message.Sender // nil: messages wait
	if c.Registers != "" {
		client, err := register.NewClient(register.Config{Outbound: outbound.Config{URL: c.Registers}})
		if err != nil {
			return nil, nil, err
		}
		known = registers{client}
	}
	if c.Messages != "" {
		client, err := message.NewClient(message.Config{Outbound: outbound.Config{URL: c.Messages}})
		if err != nil {
			return nil, nil, err
		}
		send = client
	}
	return known, send, nil
}
