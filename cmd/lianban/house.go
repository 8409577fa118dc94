package main

import (
	"context"
	"crypto/rand"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"lianban/internal/app/access"
	"lianban/internal/app/custody"
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/app/improvement"
	"lianban/internal/app/publishing"
	"lianban/internal/app/running"
	"lianban/internal/app/telling"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/blob"
	"lianban/internal/crypt"
	"lianban/internal/document"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/search"
	"lianban/internal/store"
)

// where is what every command that opens the house needs to know.
type where struct {
	Data     string `help:"Folder for the database, files and keys." default:"data" type:"path"`
	Database string `help:"sqlite:<file> or postgres://…; default: a file in the data folder." env:"LIANBAN_DATABASE"`
	Master   string `help:"Base64 of the 32-byte master key; default: a file in the data folder." env:"LIANBAN_MASTER_KEY"`

	throwaway bool // nothing in it must survive
}

func (w where) url() string {
	if w.Database != "" {
		return w.Database
	}
	return "sqlite:" + filepath.Join(w.Data, "lianban.db")
}

// house is everything opened and wired, without doors.
type house struct {
	log         *slog.Logger
	clock       clock.Clock
	store       *store.Store
	keys        *crypt.Keys
	blobs       blob.Store
	catalogue   *scenario.Catalogue
	finder      *search.Index
	engine      casework.Engine
	guard       *permission.Guard
	papers      func() (*document.Renderer, error) // made when first needed: reading fonts takes time
	access      *access.Service
	filing      *filing.Service
	handling    *handling.Service
	telling     *telling.Service // set by tell
	running     *running.Service
	custody     *custody.Service
	improvement *improvement.Service
	display     *display // of public notices

	where     where
	registers filing.Registers
	folder    fs.FS // of packs, as the command named it
	book      *publishing.Book
	release   store.Release // whose packs are served; Seq 0: none, the folder is
	work      *background   // of this node; set by background
}

// readCalendars reads the calendars: they count for every case at once, whatever packs it runs on.
func readCalendars(packs fs.FS, dir string) (casework.Engine, error) {
	for _, folder := range []string{"scenarios", "calendars"} {
		if names, err := fs.Glob(packs, folder+"/*"); err != nil || len(names) == 0 {
			return casework.Engine{}, fault.New(fault.Invalid, "cli.no_packs", "dir", dir, "folder", folder)
		}
	}
	cal, err := pack.LoadCalendars(packs, "calendars")
	return casework.Engine{Cal: cal, Params: casework.DefaultParameters()}, err
}

// readCity reads packs, and keeps what they gave in a folder for the next start. Fault: Invalid cli.packs when a pack
// has an error.
func readCity(packs fs.FS, dir, keep string) (*scenario.Catalogue, error) {
	catalogue, findings, err := pack.LoadKept(packs, keep)
	if err != nil {
		return nil, err
	}
	if n := len(pack.Errors(findings)); n > 0 {
		return nil, fault.New(fault.Invalid, "cli.packs", "n", strconv.Itoa(n), "dir", dir)
	}
	return catalogue, nil
}

// openHouse opens the data folder and wires the services. registers answer what other offices hold.
func openHouse(ctx context.Context, w where, packs fs.FS, dir string, at clock.Clock, registers filing.Registers, create bool) (*house, error) {
	h := &house{log: logger(), clock: at, where: w, registers: registers, display: &display{}}
	var err error
	if h.engine, err = readCalendars(packs, dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(w.Data, 0o700); err != nil {
		return nil, fault.New(fault.Unavailable, "store.folder", "folder", w.Data)
	}
	h.keys, err = crypt.OpenKeys(filepath.Join(w.Data, "keys.json"), crypt.Options{Master: crypt.NewSecret(w.Master), Create: create})
	if err != nil {
		return nil, err
	}
	if h.store, err = store.Open(ctx, w.url(), store.Options{Clock: at, Logger: h.log, Seal: h.keys, Dues: h.engine.Dues, Desk: h.desk, Throwaway: w.throwaway}); err != nil {
		return nil, err
	}
	if err = h.readPacks(ctx, packs, dir); err == nil {
		err = h.wire()
	}
	if err != nil {
		_ = h.store.Close() // the first error is the one to show
		return nil, err
	}
	return h, nil
}

// wire makes the services of the catalogue at hand.
func (h *house) wire() error {
	var err error
	if h.blobs, err = blob.NewFolder(filepath.Join(h.where.Data, "files"), blob.Options{}); err != nil {
		return err
	}
	if h.papers == nil {
		h.papers = sync.OnceValues(func() (*document.Renderer, error) { return document.NewRenderer(document.Options{}) })
	}
	within := map[string]string{}
	for _, a := range h.catalogue.Areas() {
		within[a.Slug] = a.Within
	}
	tree, err := permission.NewTree(within)
	if err != nil {
		return err
	}
	h.guard = permission.NewGuard(tree)
	h.engine.Code = func(c *casework.Case) string { return crypt.Digits(h.keys, "collection.code", string(c.ID)) }
	secret := func() string { return crypt.NewToken().Reveal() }
	h.access = &access.Service{
		Store: h.store, Guard: h.guard, Clock: h.clock, Passwords: crypt.NewPasswords(2),
		NewSecret: secret, Log: h.log,
		Department: func(slug string) bool { _, ok := h.catalogue.Department(slug); return ok },
		Issuer:     h.issuer(),
	}
	h.filing = &filing.Service{
		Store: h.store, Catalogue: h.catalogue, Finder: h.finder, Engine: h.engine, Guard: h.guard, Clock: h.clock,
		Versions: h.book, Registers: h.registers, Blobs: h.blobs, Verifier: verifier{h.keys}, NewSecret: secret, Log: h.log,
	}
	h.handling = &handling.Service{
		Store: h.store, Catalogue: h.catalogue, Engine: h.engine, Guard: h.guard, Clock: h.clock,
		Blobs: h.blobs, Log: h.log, Refused: h.access.Refused,
	}
	h.running = &running.Service{Store: h.store, Guard: h.guard, Clock: h.clock, Refused: h.access.Refused}
	h.improvement = &improvement.Service{
		Store: h.store, Catalogue: h.catalogue, Engine: h.engine, Guard: h.guard, Clock: h.clock, NewID: byChance, Log: h.log,
	}
	h.custody = &custody.Service{Store: h.store, Catalogue: h.catalogue, Engine: h.engine, Guard: h.guard, Clock: h.clock, Log: h.log}
	return nil
}

// issuer is what authenticator apps call this house: the product and its city.
func (h *house) issuer() string {
	return lang.Chinese().Say("cli.issuer", "city", h.city(false).City)
}

// desk is the clock by which worklists sort an item case: the one that its case page shows first.
func (h *house) desk(c *casework.Case, it *casework.ItemCase) store.DeskClock {
	v, ok := h.engine.Headline(c, it.Slot, calendar.DayOf(h.clock.Now()))
	if !ok {
		return store.DeskClock{}
	}
	return store.DeskClock{Kind: v.Kind, Due: v.Due, Ground: v.Ground}
}

func (h *house) close() error {
	if err := h.finder.Close(); err != nil {
		h.log.Warn("the search index was not closed", "error", err.Error())
	}
	return h.store.Close()
}

// verifier lends the keys to the check of printed codes.
type verifier struct{ seal crypt.Sealer }

func (v verifier) Verifies(d casework.Document, code string) bool {
	return document.Verifies(v.seal, d, code)
}

// logger writes to standard error: warnings and worse in words, or everything as JSON where asked for.
func logger() *slog.Logger {
	if os.Getenv("LIANBAN_LOG") == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// shown is the database's address without a password.
func (w where) shown() string {
	if u, err := url.Parse(w.url()); err == nil && u.User != nil {
		return u.Redacted()
	}
	return w.url()
}

// byChance draws an identifier that tells no time.
func byChance() string { return strings.ToLower(rand.Text()) }
