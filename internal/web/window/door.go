// Package window is the desk of the comprehensive window (综合窗口): intake for visitors, custody of their paper, and the
// one exit for results.
package window

import (
	"context"
	"net/http"

	"lianban/internal/app/access"
	"lianban/internal/app/custody"
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

const home = "/window/intakes"

// Door is the window's door.
type Door struct {
	*console.Door
	Filing   *filing.Service
	Access   *access.Service
	Custody  *custody.Service
	Handling *handling.Service
	Printer  Printer
	Reader   access.CardReader               // of identity cards; nil: the clerk types
	Cards    []Card                          // sample cards that can be laid on the reader; none outside the sample city
	Base     string                          // public address of the site with a slash at its end, for codes that telephones read
	QR       func(text, label string) string // draws a code as SVG; internal/document does
}

// Card is one identity card of the sample city.
type Card struct {
	Code string
	Name string
	Say  string // who that is, in a few words
}

// Printer prints official papers; cmd fits internal/document with the city and the verification address.
type Printer interface {
	PDF(ctx context.Context, d casework.Document) ([]byte, error)
	HTML(ctx context.Context, d casework.Document) ([]byte, error)
}

// Shared is the part of the door that all desks share; cmd fills in what every desk of the house has.
func Shared() *console.Door {
	return &console.Door{
		Name: "window", Home: home, Searches: true, Trials: true, Enter: []permission.Permission{permission.FileFor, permission.HandOver},
	}
}

// Handler answers everything below /window/, and /scan/ where telephones hand papers in.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	d.Routes(mux)
	for pattern, do := range map[string]func(*visit) error{
		"GET /window/intakes": intakes, "GET /window/intakes/new": newIntake, "POST /window/intakes/start": startIntake,
		"POST /window/intakes/read-card": readCard, "POST /window/intakes/find": findThing,
		"GET /window/intakes/{id}": showIntake, "POST /window/intakes/{id}/save": saveIntake,
		"POST /window/intakes/{id}/park": parkIntake, "POST /window/intakes/{id}/submit": submitIntake,
		"POST /window/intakes/{id}/show-customer": showCustomer,
		"GET /window/intakes/{id}/discard":        askDiscard, "POST /window/intakes/{id}/discard": discardIntake,
		"GET /window/intakes/{id}/upgrade": askUpgrade, "POST /window/intakes/{id}/upgrade": doUpgrade,
		"GET /window/intakes/{id}/refuse": askRefuse, "POST /window/intakes/{id}/refuse": refuseIntake,
		"GET /window/intakes/{id}/notice": showNotice, "GET /window/intakes/{id}/notice/pdf": printNotice,
		"GET /window/intakes/{id}/confirm": showConfirm, "POST /window/intakes/{id}/confirm": confirmIntake,
		"POST /window/intakes/{id}/materials/{material}/upload": uploadMaterial,
		"POST /window/intakes/{id}/materials/{material}/phone":  offerPhone,
		"GET /window/intakes/{id}/materials/{material}/phone":   showPhone,
		"POST /window/intakes/{id}/materials/{material}/keep":   keepPaper,
		"POST /window/intakes/{id}/pieces/{piece}/return":       returnPaper,
		"POST /window/intakes/{id}/papers/{paper}/remove":       removePaper,
		"GET /window/papers/{paper}":                            openPaper,
		"GET /window/cases":                                     cases, "GET /window/cases/{no}": showCase, "GET /window/cases/{no}/receipt": showReceipt,
		"GET /window/cases/{no}/supplements/{item}":                    showSupplement,
		"POST /window/cases/{no}/supplements/{item}/supply":            supplyCase,
		"POST /window/cases/{no}/supplements/{item}/{material}/upload": uploadSupplement,
		"GET /window/documents/{document}":                             printDocument,
		"POST /window/searches":                                        findCase,
		"/window/":                                                     func(*visit) error { return fault.New(fault.NotFound, "window.no_page") },
	} {
		mux.HandleFunc(pattern, d.staff(do))
	}
	for _, routes := range []map[string]func(*visit) error{bringRoutes(), wordRoutes()} {
		for pattern, do := range routes {
			mux.HandleFunc(pattern, d.staff(do))
		}
	}
	d.custodyRoutes(mux)
	mux.HandleFunc("GET /scan/{token}", d.showScan)
	mux.HandleFunc("POST /scan/{token}/upload", d.scanUpload)
	return mux
}

// visit is one request of somebody at the window.
type visit struct {
	*console.Visit
	d    *Door
	done string // what an act came to, where that decides what is said after it
}

// staff lets in who may be at the window.
func (d *Door) staff(do func(*visit) error) http.HandlerFunc {
	return d.Staff(func(cv *console.Visit) error {
		v := &visit{Visit: cv, d: d}
		cv.Rail = v.rail
		return do(v)
	})
}

// say answers a text of this door: the key stands below "window." in base/lang.
func say(key string, pairs ...any) string { return lang.Chinese().Say("window."+key, pairs...) }

// rail is the navigation: what exists, with what is open.
func (v *visit) rail() ([]page.NavItem, error) {
	n, err := v.d.Filing.DeskCounts(v.R.Context(), v.Who.Principal)
	if err != nil {
		return nil, err
	}
	one := func(text, icon, href string, count int, here bool) page.NavItem {
		return page.NavItem{Link: page.Link{Label: say("rail." + text), Href: href}, Icon: icon, Count: count, Current: here}
	}
	path := v.R.URL.Path
	var nav []page.NavItem
	if v.Who.Principal.Has(permission.FileFor) {
		nav = append(nav,
			one("new", "file-plus", "/window/intakes/new", 0, path != home && len(path) > len(home) && path[:len(home)] == home),
			one("today", "inbox", "/window/cases", n.Today, len(path) >= len("/window/cases") && path[:len("/window/cases")] == "/window/cases"),
			one("open", "pencil", home, n.Open, path == home))
		nav[0].Group = say("rail.intake")
	}
	if v.Who.Principal.Has(permission.HandOver) {
		nav = append(nav, v.custodyRail()...)
	}
	return nav, nil
}
