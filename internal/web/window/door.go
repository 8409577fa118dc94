// Package window is the desk of the comprehensive window (综合窗口): intake for visitors, custody of their paper, and the
// one exit for results.
package window

import (
	"context"
	"net/http"

	"lianban/internal/app/custody"
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
	Custody  *custody.Service
	Handling *handling.Service
	Printer  Printer
}

// Printer prints official papers; cmd fits internal/document with the city and the verification address.
type Printer interface {
	PDF(ctx context.Context, d casework.Document) ([]byte, error)
	HTML(ctx context.Context, d casework.Document) ([]byte, error)
}

// Shared is the part of the door that all desks share; cmd fills in what every desk of the house has.
func Shared() *console.Door {
	return &console.Door{Name: "window", Home: home, Enter: []permission.Permission{permission.FileFor, permission.HandOver}}
}

// Handler answers everything below /window/.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	d.Routes(mux)
	d.custodyRoutes(mux)
	mux.HandleFunc("/window/", d.staff(func(*visit) error { return fault.New(fault.NotFound, "window.no_page") }))
	return mux
}

// visit is one request of somebody at the window.
type visit struct {
	*console.Visit
	d *Door
}

// staff lets in who may be at the window.
func (d *Door) staff(do func(*visit) error) http.HandlerFunc {
	return d.Staff(func(cv *console.Visit) error {
		v := &visit{Visit: cv, d: d}
		cv.Rail = v.rail
		return do(v)
	})
}

// rail is the navigation: what exists, with what is open.
func (v *visit) rail() ([]page.NavItem, error) { return v.custodyRail(), nil }

// say answers a text of this door: the key stands below "window." in base/lang.
func say(key string, pairs ...any) string { return lang.Chinese().Say("window."+key, pairs...) }
