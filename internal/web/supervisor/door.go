// Package supervisor is the desk of those who watch over the departments (监督、评估、协调、领导): what is due and overdue,
// and what they urge and press for.
package supervisor

import (
	"net/http"
	"net/url"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/app/improvement"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
	"lianban/internal/web/page/ratings"
)

const home = "/supervisor/overdue"

// Door is the supervisors' door.
type Door struct {
	*console.Door
	Handling    *handling.Service
	Improvement *improvement.Service
}

// Shared is the part of the door that all desks share; cmd fills in what every desk of the house has.
func Shared() *console.Door {
	return &console.Door{Name: "supervisor", Home: home, Enter: []permission.Permission{permission.Supervise, permission.SetRight}}
}

// Handler answers everything below /supervisor/.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	d.Routes(mux)
	mux.HandleFunc("GET /supervisor/overdue", d.staff(showBoard))
	const item = "/supervisor/cases/{no}/items/{item}"
	mux.HandleFunc("GET "+item, d.staff(showItem))
	mux.HandleFunc("POST "+item+"/urge", d.staff(urge))
	mux.HandleFunc("POST "+item+"/supervise", d.staff(supervise))
	mux.HandleFunc("POST "+item+"/close-supervision", d.staff(closeSupervision))
	mux.HandleFunc("POST "+item+"/set-aside-deemed", d.staff(setAside))
	mux.HandleFunc("POST "+item+"/reopen-by-review", d.staff(reopen))
	d.ratings().Routes(mux, "/supervisor", func(do func(*console.Visit) error) http.HandlerFunc {
		return d.staff(func(v *visit) error { return do(v.Visit) })
	})
	mux.HandleFunc("/supervisor/", d.staff(func(*visit) error { return fault.New(fault.NotFound, "supervisor.no_page") }))
	return mux
}

// ratings are the pages of bad reviews of the area.
func (d *Door) ratings() ratings.Desk {
	return ratings.Desk{Improvement: d.Improvement, Side: improvement.Supervisor}
}

// visit is one request of somebody at the desk.
type visit struct {
	*console.Visit
	d     *Door
	board *handling.DueBoard // of the rail; read with the first page that needs it
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
func (v *visit) rail() ([]page.NavItem, error) {
	if v.board == nil {
		var err error
		f := handling.Filter{DueBefore: v.Today, Clocks: handling.AgencyClocks()}
		if v.board, err = v.d.Handling.DueBoard(v.R.Context(), v.Who.Principal, f, handling.Page{Limit: 1}); err != nil {
			return nil, err
		}
	}
	view, over := viewOf(v.R.URL.Query()), 0
	for _, g := range v.board.Groups {
		over += g.Overdue
	}
	one := func(key, icon string, n int) page.NavItem {
		return page.NavItem{
			Link: page.Link{Label: say("rail." + key), Href: viewURL(key)}, Icon: icon, Count: n, Current: v.R.URL.Path == home && view == key,
		}
	}
	nav := []page.NavItem{
		one("over", "alert-triangle", over), one("soon", "clock", 0), one("orders", "gavel", v.board.Failures.Orders),
		one("answered", "list-check", v.board.Failures.Answered), one("failed", "history", 0),
	}
	nav[0].Group = say("rail.assess")
	rated, err := v.d.ratings().Item(v.Visit)
	return append(nav, rated), err
}

// target names the item case of the address.
func (v *visit) target() (ident.CaseNo, string, error) {
	no, ok := ident.ParseCaseNo(v.R.PathValue("no"))
	if !ok {
		return "", "", fault.New(fault.NotFound, "supervisor.case_no")
	}
	return no, v.R.PathValue("item"), nil
}

func itemURL(no ident.CaseNo, slot string, more ...string) string {
	return "/supervisor/cases/" + string(no) + "/items/" + url.PathEscape(slot) + strings.Join(more, "")
}

// say answers a text of this door: the key stands below "supervisor." in base/lang.
func say(key string, pairs ...any) string { return lang.Chinese().Say("supervisor."+key, pairs...) }
