// Package supervisor is the desk of those who watch over the departments (监督、评估、协调、领导): what is due and overdue,
// and what they remind and press for.
package supervisor

import (
	"net/http"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

const home = "/supervisor/overdue"

// Door is the supervisors' door.
type Door struct {
	*console.Door
}

// Shared is the part of the door that all desks share; cmd fills in what every desk of the house has.
func Shared() *console.Door {
	return &console.Door{Name: "supervisor", Home: home, Enter: []permission.Permission{permission.SetRight}}
}

// Handler answers everything below /supervisor/.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	d.Routes(mux)
	mux.HandleFunc("/supervisor/", d.staff(func(*visit) error { return fault.New(fault.NotFound, "supervisor.no_page") }))
	return mux
}

// visit is one request of somebody at the desk.
type visit struct {
	*console.Visit
	d *Door
}

// staff lets in who may be at the desk.
func (d *Door) staff(do func(*visit) error) http.HandlerFunc {
	return d.Staff(func(cv *console.Visit) error {
		v := &visit{Visit: cv, d: d}
		cv.Rail = v.rail
		return do(v)
	})
}

// rail is the navigation: what exists, with what is open.
func (v *visit) rail() ([]page.NavItem, error) { return nil, nil }

// say answers a text of this door: the key stands below "supervisor." in base/lang.
func say(key string, pairs ...any) string { return lang.Chinese().Say("supervisor."+key, pairs...) }
