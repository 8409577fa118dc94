// Package admin is the desk of those who administer the house (系统管理、安全管理、审计): people, posts and rights, the
// banner, messages that nobody took, and who did what. Nobody here reads what stands in a case.
package admin

import (
	"net/http"

	"lianban/internal/app/running"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

const home = "/admin/health"

// Door is the administrators' door.
type Door struct {
	*console.Door
	Running   *running.Service
	Catalogue *scenario.Catalogue
}

// Shared is the part of the door that all desks share; cmd fills in what every desk of the house has.
func Shared() *console.Door {
	return &console.Door{Name: "admin", Home: home, Enter: []permission.Permission{
		permission.AdministerStaff, permission.AdministerRights, permission.Audit,
	}}
}

// Handler answers everything below /admin/.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	d.Routes(mux)
	for path, do := range map[string]func(*visit) error{
		"GET /admin/health": health,

		"GET /admin/staff": staffList, "GET /admin/staff/new": showInvite, "POST /admin/staff": invite,
		"GET /admin/staff/{staff}": account, "GET /admin/staff/{staff}/{act}": showAct, "POST /admin/staff/{staff}/{act}": doAct,
		"GET /admin/rights": rights, "GET /admin/departments": departments,

		"GET /admin/banner": showBanner, "POST /admin/banner": setBanner, "POST /admin/banner/clear": clearBanner,
		"GET /admin/tasks": messages, "GET /admin/tasks/{task}/retry": showRetry, "POST /admin/tasks/{task}/retry": retry,

		"GET /admin/audit": auditList, "POST /admin/audit/verify": verify, "POST /admin/audit/export": export,
		"/admin/": func(*visit) error { return fault.New(fault.NotFound, "admin.no_page") },
	} {
		mux.HandleFunc(path, d.staff(do))
	}
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

// place is one entry of the rail, and who has it.
type place struct {
	group, name, icon, href string
	who                     []permission.Permission // of which one is enough; none: everybody at this desk
}

var (
	system   = permission.AdministerStaff
	security = permission.AdministerRights
	auditor  = permission.Audit
	places   = []place{
		{"run", "health", "report-analytics", home, nil},
		{"run", "banner", "bell", "/admin/banner", []permission.Permission{system}},
		{"run", "tasks", "mail", "/admin/tasks", []permission.Permission{system}},
		{"people", "staff", "users", "/admin/staff", []permission.Permission{system, security}},
		{"people", "rights", "lock", "/admin/rights", []permission.Permission{system, security}},
		{"people", "departments", "building", "/admin/departments", []permission.Permission{system, security}},
		{"safety", "audit", "history", "/admin/audit", []permission.Permission{auditor}},
	}
)

// rail is the navigation: what this administrator looks after.
func (v *visit) rail() ([]page.NavItem, error) {
	var nav []page.NavItem
	for _, p := range places {
		if !v.holds(p.who...) {
			continue
		}
		path := v.R.URL.Path
		nav = append(nav, page.NavItem{
			Link: page.Link{Label: say("rail." + p.name), Href: p.href}, Icon: p.icon, Group: say("rail.group." + p.group),
			Current: path == p.href || len(path) > len(p.href) && path[:len(p.href)+1] == p.href+"/",
		})
	}
	return nav, nil
}

// holds says whether the visitor has one of the permissions; none asked: yes.
func (v *visit) holds(any ...permission.Permission) bool {
	for _, p := range any {
		if v.Who.Has(p) {
			return true
		}
	}
	return len(any) == 0
}

// say answers a text of this door: the key stands below "admin." in base/lang.
func say(key string, pairs ...any) string { return lang.Chinese().Say("admin."+key, pairs...) }

func has(key string) bool { return lang.Chinese().Has("admin." + key) }

// where names an area and a department as people call them.
func (v *visit) where(area, department string) string {
	name := area
	if a, ok := v.d.Catalogue.Area(area); ok {
		name = a.Name
	}
	return name + v.department(department)
}

func (v *visit) department(slug string) string {
	if d, ok := v.d.Catalogue.Department(slug); ok {
		return d.Name
	}
	return slug
}
