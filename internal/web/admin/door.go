// Package admin is the desk of those who administer the house (系统管理、安全管理、审计): people, posts and rights, the
// banner, and who did what. Nobody here reads what stands in a case.
package admin

import (
	"net/http"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

const home = "/admin/staff"

// Door is the administrators' door.
type Door struct {
	*console.Door
}

// Shared is the part of the door that all desks share; cmd fills in what every desk of the house has.
func Shared() *console.Door {
	return &console.Door{Name: "admin", Home: home, Enter: []permission.Permission{permission.AdministerStaff}}
}

// Handler answers everything below /admin/.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	d.Routes(mux)
	mux.HandleFunc("/admin/", d.staff(func(*visit) error { return fault.New(fault.NotFound, "admin.no_page") }))
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

// say answers a text of this door: the key stands below "admin." in base/lang.
func say(key string, pairs ...any) string { return lang.Chinese().Say("admin."+key, pairs...) }
