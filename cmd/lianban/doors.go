package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lianban/internal/api"
	"lianban/internal/app/access"
	"lianban/internal/base/lang"
	"lianban/internal/document"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/queue"
	"lianban/internal/web/admin"
	"lianban/internal/web/citizen"
	"lianban/internal/web/officer"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
	"lianban/internal/web/reference"
	"lianban/internal/web/supervisor"
	"lianban/internal/web/window"
	"lianban/internal/worker"
)

// site is how this process appears to browsers.
type site struct {
	base   string // public address, with a slash at the end
	secure bool   // served over HTTPS
	demo   *demo  // nil outside the sample city

	idle   time.Duration // after which staff are signed out; 0: page.Idle
	limits limits
}

// doors puts every door behind one gate and answers the handler of the whole site.
func (h *house) doors(s site) (http.Handler, error) {
	assets, err := page.Built()
	if err != nil {
		h.log.Warn(err.Error()) // pages say so too
	}
	city := h.city(s.demo != nil)
	paper := printer{h: h, city: document.City{Name: city.City, Demo: s.demo != nil, Names: document.CatalogueNames(h.catalogue)}, base: s.base}
	frame := func(r *http.Request) *page.Frame {
		f := &page.Frame{Assets: assets, Texts: lang.Chinese(), Site: city, Large: page.Large(r), Home: "/", Banner: h.running.Banner(r.Context())}
		if s.demo != nil {
			f.Demo = &page.Demo{Day: dayWords(s.demo.clock.Now()), NextDay: "/demo/next-working-day", Accounts: "/about-demo"}
		}
		return f
	}
	gate := page.NewGate(h.store.Sessions(), h.access, h.log, s.secure)
	if s.idle > 0 {
		gate.Idle = s.idle
	}
	gate.Attempts = limit(s.limits.Attempts)
	proxies, err := s.limits.networks()
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	desk := func(shared *console.Door) *console.Door {
		shared.Access, shared.Gate, shared.Frame, shared.Clock, shared.Log = h.access, gate, frame, h.clock, h.log
		shared.Office = h.office
		if s.demo != nil {
			shared.Accounts, shared.Password = s.demo.accounts(h), s.demo.staff.Password
		}
		return shared
	}
	portal := &citizen.Door{
		Filing: h.filing, Access: h.access, Gate: gate, Frame: frame, Printer: paper, Log: h.log, Book: h.book,
		Telling: h.telling, Improvement: h.improvement, Sheet: document.Spreadsheet,
	}
	if s.demo != nil {
		portal.Identity, portal.Samples = s.demo.people, s.demo.people.samples()
		portal.Till = till{s.demo.payments, s.demo.clock}
		mux.HandleFunc("POST /demo/next-working-day", s.demo.nextWorkingDay)
		mux.Handle("/demo/messages", page.NeedsAssets(lang.Chinese().Say("page.no_assets"), s.demo.door(h, portal)))
		mux.Handle("/demo/messages/", s.demo.door(h, portal))
	}
	counter := &window.Door{
		Door: desk(window.Shared()), Filing: h.filing, Access: h.access, Custody: h.custody, Handling: h.handling,
		Printer: paper, Base: s.base, QR: h.qr,
	}
	if s.demo != nil {
		counter.Reader, counter.Cards = s.demo.people, s.demo.people.cards()
	}
	for root, door := range map[string]http.Handler{
		"/officer/": (&officer.Door{
			Door: desk(officer.Shared()), Handling: h.handling, Custody: h.custody, Improvement: h.improvement, Printer: paper, Sheet: document.Spreadsheet,
		}).Handler(),
		"/window/":     counter.Handler(),
		"/scan/":       counter.Handler(),
		"/admin/":      (&admin.Door{Door: desk(admin.Shared()), Running: h.running, Catalogue: h.catalogue}).Handler(),
		"/supervisor/": (&supervisor.Door{Door: desk(supervisor.Shared()), Handling: h.handling, Improvement: h.improvement}).Handler(),
		"/":            portal.Handler(),
	} {
		mux.Handle(root, page.NeedsAssets(lang.Chinese().Say("page.no_assets"), door))
	}

	mux.Handle("/api/", page.NeedsAssets(lang.Chinese().Say("page.no_assets"), whenAsked(func() (http.Handler, error) {
		description, err := api.JSON()
		if err != nil {
			return nil, err
		}
		manual, err := reference.New(description, s.base, frame, h.log)
		if err != nil {
			return nil, err
		}
		return manual.Handler(), nil
	})))

	root := http.NewServeMux()
	script := api.New(api.Deps{
		Filing: h.filing, Handling: h.handling, Custody: h.custody, Improvement: h.improvement, Telling: h.telling, Running: h.running, Access: h.access, Catalogue: h.catalogue, Ready: h.store.Ping,
		Document: paper.PDF, Log: h.log,
		Limits: api.Limits{Tokens: limit(s.limits.APIRate), Addresses: limit(s.limits.AddressRate)},
	})
	root.Handle("/api/v1/", script)
	root.Handle("/healthz", script)
	root.Handle("/readyz", script)
	root.Handle(page.AssetRoot, assets)
	root.Handle("/", &page.Shared{Next: gate.Wrap(mux), Signed: gate.Sessions.Cookie.Name, AsOf: h.asOf})
	site := behind(proxies, h.log, root)
	h.display.open(site)
	return site, nil
}

// asOf is what every page depends on beside its release: the day and the banner.
func (h *house) asOf(r *http.Request) string {
	return calendar.DayOf(h.clock.Now()).String() + " " + h.running.Banner(r.Context())
}

// qr draws the code of an address; a page without it still shows the address.
func (h *house) qr(text, label string) string {
	svg, err := document.QRSVG(text, label)
	if err != nil {
		h.log.Warn("a QR code was not drawn", "error", err.Error())
	}
	return svg
}

// office is where a member of staff works, as people call it.
func (h *house) office(w access.Who) string {
	name := ""
	if a, ok := h.catalogue.Area(w.Staff.Area); ok {
		name = a.Name
	}
	if d, ok := h.catalogue.Department(w.Staff.Department); ok {
		name += d.Name
	}
	return name
}

// city is who runs the portal, by the root of the area tree. Names of the sample city say that it is one.
func (h *house) city(sample bool) page.Site {
	t := lang.Chinese()
	mark := ""
	if sample {
		mark = t.Say("cli.site.sample")
	}
	for _, a := range h.catalogue.Areas() {
		if a.Within == "" {
			return page.Site{
				City: a.Name, Name: t.Say("cli.site.name", "city", a.Name) + mark,
				Host: t.Say("cli.site.host", "city", a.Name) + mark, Organiser: t.Say("cli.site.organiser", "city", a.Name) + mark,
				Hours: t.Say("cli.site.hours"),
			}
		}
	}
	return page.Site{}
}

// dayWords writes a day as the strip of the sample city shows it.
func dayWords(t time.Time) string {
	say := lang.Chinese().Say
	weekday := say("page.weekday." + strconv.Itoa((int(t.Weekday())+6)%7+1))
	return say("cli.site.day", "y", t.Year(), "m", int(t.Month()), "d", t.Day(), "weekday", weekday)
}

// printer prints official papers with the city's name and the address of the verification page.
type printer struct {
	h    *house
	city document.City
	base string
}

func (p printer) verify(d casework.Document) string {
	return document.VerifyURL(p.base, d.No, document.VerifyCode(p.h.keys, d))
}

// PDF prints a paper.
func (p printer) PDF(ctx context.Context, d casework.Document) ([]byte, error) {
	papers, err := p.h.papers()
	if err != nil {
		return nil, err
	}
	return papers.PDF(ctx, d, p.city, p.verify(d))
}

// HTML is the same paper as a page's inside.
func (p printer) HTML(ctx context.Context, d casework.Document) ([]byte, error) {
	papers, err := p.h.papers()
	if err != nil {
		return nil, err
	}
	return papers.HTML(ctx, d, p.city, p.verify(d))
}

// QR draws the code of an address of the portal.
func (p printer) QR(path, label string) (string, error) {
	return document.QRSVG(strings.TrimSuffix(p.base, "/")+path, label)
}

// Verify is the address that confirms the paper.
func (p printer) Verify(d casework.Document) string { return p.verify(d) }

// background is the work of a node: it goes on with the services of the release that counts.
type background struct {
	way    ways
	wake   func(target string)
	worker atomic.Pointer[worker.Worker]
}

// takeUp lets the work of this node go on with the services of this house.
func (h *house) takeUp() {
	h.work.worker.Store(&worker.Worker{
		Handling: h.handling, Filing: h.filing, Telling: h.telling, Messages: h.work.way.messages, Mail: h.work.way.mail, Log: h.log,
		Registers: h.filing.Registers, Wake: h.work.wake,
		Look: h.display.look,
	})
}

// background starts the work of this node; the answer stops it.
func (h *house) background(ctx context.Context, url string, way ways) (stop func(), err error) {
	q, err := queue.Open(ctx, queue.Options{Database: url, Logger: h.log})
	if err != nil {
		return nil, err
	}
	h.work, h.telling.Wake = &background{way: way, wake: q.Wake}, q.Wake
	told := func(c casework.Change) {
		for _, m := range c.Messages {
			q.Wake(m.Target)
		}
		for _, d := range casework.AutoDues(c.Case) {
			q.Wake(worker.AutoTarget(d.Case, d.Slot))
		}
	}
	h.filing.Told, h.handling.Told, h.custody.Told, h.improvement.Told = told, told, told, told
	h.takeUp()
	q.Handle(queue.Sweep, func(ctx context.Context, _ queue.Task) error { return h.work.worker.Load().Sweep(ctx) })
	q.Handle(queue.Deliver, func(ctx context.Context, t queue.Task) error { return h.work.worker.Load().Deliver(ctx, t.Name) })
	if err := q.Start(ctx); err != nil {
		return nil, err
	}
	return func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		if err := q.Stop(end); err != nil {
			h.log.Warn("background work was cut off", "error", err.Error())
		}
	}, nil
}

// accounts lists the sample staff for the login page.
func (d *demo) accounts(h *house) []console.Account {
	var out []console.Account
	all, _ := d.staff.listed()
	for _, a := range all {
		name := ""
		if dep, ok := h.catalogue.Department(a.Department); ok {
			name = dep.Name
		}
		out = append(out, console.Account{
			Login: a.Login, Person: a.Name, Department: name, Post: a.Title, Permissions: a.post().Permissions,
		})
	}
	return out
}

// localPath keeps a way back inside this site.
func localPath(to string) string { return page.Local(to, "/") }

// whenAsked makes a door when somebody first comes to it: a start does not wait for what few people read.
func whenAsked(make func() (http.Handler, error)) http.Handler {
	once := sync.OnceValues(make)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		door, err := once()
		if err != nil {
			http.Error(w, sentence(err), http.StatusInternalServerError)
			return
		}
		door.ServeHTTP(w, r)
	})
}
