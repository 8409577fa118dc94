package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"time"

	"lianban/internal/app/telling"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/connector/mail"
	"lianban/internal/connector/message"
	"lianban/internal/connector/payment"
	"lianban/packs"
)

// demoCmd serves the sample city.
type demoCmd struct {
	where
	limits
	Listen string `help:"Address to listen on." default:"127.0.0.1:8080"`
	Clock  string `help:"Date of the sample city: 2026-09-29 or 2026-09-29T14:30; it runs on from there."`
	Empty  bool   `help:"Without sample cases."`
	Packs  string `help:"Walk through the packs of this folder before they are published: a city of its own that begins empty and leaves nothing behind." type:"existingdir"`
}

// place answers where the city lives, and how it is cleared away. The packs of a folder that nobody has published are walked in a
// throwaway city: no house that somebody keeps ever learns of them. Fault: Unavailable store.folder.
func (c *demoCmd) place() (at where, clear func(), err error) {
	if c.Packs == "" {
		return c.where, func() {}, nil
	}
	dir, err := os.MkdirTemp("", "lianban-walk-*")
	if err != nil {
		return c.where, nil, fault.New(fault.Unavailable, "store.folder", "folder", os.TempDir())
	}
	return where{Data: dir, throwaway: true}, func() { _ = os.RemoveAll(dir) }, nil
}

// source answers the packs that are shown, and the folder that findings name.
func (c *demoCmd) source() (fs.FS, string) {
	if c.Packs == "" {
		return packs.FS, "packs"
	}
	return packsOf(c.Packs), c.Packs
}

// Run serves until it is stopped.
func (c *demoCmd) Run(ctx context.Context) error {
	start, settle := time.Now(), growHeap()
	l, err := listen(c.Listen)
	if err != nil {
		return err
	}
	defer l.Close()
	people, err := samplePeople()
	if err != nil {
		return err
	}
	staff, err := readDemoStaff(packs.FS)
	if err != nil {
		return err
	}
	place, clear, err := c.place()
	if err != nil {
		return err
	}
	defer clear()
	say("cli.opening", "url", place.url())
	source, dir := c.source()
	at := &demoClock{Movable: clock.NewMovable(time.Now())}
	h, err := openHouse(ctx, place, source, dir, at, registers{people.fake}, true)
	if err != nil {
		return err
	}
	defer h.close()
	say("cli.packs_ready", "scenarios", len(h.catalogue.Scenarios()), "items", len(h.catalogue.Library().Items))
	at.store, at.cal = h.store, h.engine.Cal
	if err := at.restore(ctx, c.Clock); err != nil {
		return err
	}
	if err := h.publishFolder(ctx, lang.Chinese().Say("cli.release_of_program", "version", Version)); err != nil {
		return err
	}
	staff = staff.in(h.catalogue)
	say("cli.sample_people")
	if err := addDemoStaff(ctx, h.access, staff); err != nil {
		return err
	}
	if !c.Empty && c.Packs == "" { // the sample cases are of the sample city's packs
		n, err := addDemoCases(ctx, h, at, people)
		if err != nil {
			return err
		}
		if n > 0 {
			say("cli.sample_cases", "n", n)
		}
	}
	d := &demo{clock: at, people: people, staff: staff, messages: message.NewFake(), mail: mail.NewFake(), payments: payment.NewFake()}
	h.filing.Cashier = cashier{d.payments}
	way := ways{messages: d.messages, mail: d.mail, quiet: telling.DefaultQuiet()}
	h.tell(way, address(l), true)
	stop, err := h.background(ctx, place.url(), way)
	if err != nil {
		return err
	}
	defer stop()
	d.settle = func(ctx context.Context) error {
		_, err := h.handling.SettleDue(ctx)
		return errors.Join(err, h.handling.RecordDisplays(ctx, h.display.look), h.filing.WarnDrafts(ctx))
	}
	handler, err := h.editions(ctx, settle, site{base: address(l), demo: d, limits: c.limits})
	if err != nil {
		return err
	}
	c.greet(address(l), staff, people, at, time.Since(start))
	return serve(ctx, l, handler)
}

func (c *demoCmd) greet(url string, staff demoStaff, people *people, at *demoClock, took time.Duration) {
	say("cli.ready", "seconds", fmt.Sprintf("%.1f", took.Seconds()))
	say("cli.clock", "day", at.Now().Format("2006-01-02"))
	say("cli.address", "url", url)
	say("cli.desk", "url", url)
	say("cli.api", "url", url)
	say("cli.people", "names", strings.Join(people.names(4), lang.Chinese().Say("filing.list_comma")))
	say("cli.accounts", "password", staff.Password)
	all, greeted := staff.listed()
	for _, a := range all[:greeted] {
		say("cli.account", "login", a.Login, "pad", strings.Repeat(" ", max(0, 14-len(a.Login))), "name", a.Name, "title", a.Title)
	}
	say("cli.more_accounts", "n", len(all)-greeted, "url", url)
	if c.Packs != "" {
		say("cli.stop_walk")
		return
	}
	say("cli.stop")
}

// demo is what only the sample city has: a clock that can be moved, sample people, and outside systems that are played.
type demo struct {
	clock    *demoClock
	people   *people
	staff    demoStaff
	messages *message.Fake
	mail     *mail.Fake
	payments *payment.Fake
	settle   func(context.Context) error // what became due
}

// nextWorkingDay is the button of the demo strip: the clock moves day by day, what became due is settled at once, and
// the browser goes back to where it was.
func (d *demo) nextWorkingDay(w http.ResponseWriter, r *http.Request) {
	if _, err := d.clock.NextWorkingDay(r.Context(), d.settle); err != nil {
		http.Error(w, sentence(err), http.StatusServiceUnavailable)
		return
	}
	http.Redirect(w, r, localPath(r.PostFormValue("back")), http.StatusSeeOther)
}
