// Package console is what the desks of a hall share: the frame with its rail, the staff's way in, error pages and the
// small parts of their tables. A desk (officer, window, admin, supervisor) brings its own pages and navigation.
package console

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"log/slog"

	"github.com/a-h/templ"

	"lianban/internal/app/access"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// Door is the part of a desk that all desks have. The gate (page.Gate.Wrap) must stand before its handlers.
type Door struct {
	Name     string // of the room: "officer"; the desk lives below /officer/, its texts below "officer."
	Home     string // first page after sign-in
	Searches bool   // the bar has a search, answered at POST /<name>/searches
	Trials   bool   // trial work can be looked after here (演练), at /<name>/trial; else it must end before somebody comes in
	Keys     bool   // the desk has shortcuts, explained and switched off at /<name>/keys
	Enter    []permission.Permission
	// Enter lists the permissions of which one must be in a post to come in; none: every member of staff may.

	Access   *access.Service
	Gate     *page.Gate
	Frame    func(*http.Request) *page.Frame // assets, site, sample city and text size of a request
	Office   func(access.Who) string         // where somebody works, as people call it; nil: the site's name
	Clock    clock.Clock
	Accounts []Account // sample people on the login page; none outside the sample city
	Password string    // of the sample people
	Log      *slog.Logger
}

// Account is one of the sample people on the login page.
type Account struct {
	Login       string
	Person      string
	Department  string
	Post        string
	Permissions []permission.Permission // of the post: a desk lists whom it lets in
	URL         string
}

// Visit is one request of somebody who is signed in and may be at this desk.
type Visit struct {
	Door  *Door
	W     http.ResponseWriter
	R     *http.Request
	Who   access.Who
	Today calendar.Day

	Rail func() ([]page.NavItem, error) // the desk's navigation with its counts; nil: none
}

func (d *Door) root() string { return "/" + d.Name }

// Routes adds the ways in and out of the desk.
func (d *Door) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+d.root()+"/login", d.showLogin)
	mux.HandleFunc("POST "+d.root()+"/login", d.login)
	mux.HandleFunc("POST "+d.root()+"/logout", d.logout)
	d.stepRoutes(mux)
	mux.HandleFunc("POST "+d.root()+"/trial/end", d.staff(endTrial, true))
	if d.Trials {
		d.trialRoutes(mux)
	}
	if d.Keys {
		mux.HandleFunc("GET "+d.root()+"/keys", d.Staff(showKeys))
		mux.HandleFunc("POST "+d.root()+"/keys", d.Staff(switchKeys))
	}
	mux.HandleFunc("GET "+d.root()+"/{$}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, d.Home, http.StatusSeeOther) })
}

// Staff lets in who is signed in and may be at this desk. do answers the request; its error becomes a page. A desk at which no
// trial work is done lets nobody in whose session rehearses: its lists and counts are of real work alone.
func (d *Door) Staff(do func(*Visit) error) http.HandlerFunc { return d.staff(do, d.Trials) }

func (d *Door) staff(do func(*Visit) error, trials bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		who, ok, err := d.Gate.Staff(r)
		v := &Visit{Door: d, W: w, R: r, Who: who, Today: calendar.DayOf(d.Clock.Now())}
		switch {
		case err != nil:
		case !ok:
			d.askLogin(w, r)
			return
		case !d.lets(who.Principal.Posts):
			err = fault.New(fault.Forbidden, "console.not_your_desk", "desk", d.say("shell.product"))
		case who.Trial && !trials:
			err = fault.New(fault.Forbidden, "console.no_trial_here", "desk", d.say("shell.product"))
		default:
			err = do(v)
		}
		if err != nil {
			v.Fail(err)
		}
	}
}

// lets says whether posts let somebody in.
func (d *Door) lets(posts []permission.Post) bool {
	return len(d.Enter) == 0 || slices.ContainsFunc(posts, func(p permission.Post) bool { return d.admits(p.Permissions) })
}

func (d *Door) admits(held []permission.Permission) bool {
	return len(d.Enter) == 0 || slices.ContainsFunc(d.Enter, func(p permission.Permission) bool { return slices.Contains(held, p) })
}

// askLogin leads to the login page, and from there back to a page that was asked for.
func (d *Door) askLogin(w http.ResponseWriter, r *http.Request) {
	next := d.Home
	if r.Method == http.MethodGet {
		next = r.URL.RequestURI()
	} else if back, err := url.Parse(r.Referer()); err == nil && back.Host == r.Host {
		next = back.RequestURI()
	}
	http.Redirect(w, r, d.root()+"/login?next="+url.QueryEscape(next), http.StatusSeeOther)
}

// Fail answers an error as a page: what happened, what is kept, what to do.
func (v *Visit) Fail(err error) {
	if fault.Is(err, fault.Login) {
		v.Door.askLogin(v.W, v.R)
		return
	}
	status, no := page.Status(err), ""
	if status == http.StatusInternalServerError {
		no = page.ErrorNumber(v.R)
		v.Door.Log.Error("a desk's page failed", "desk", v.Door.Name, "number", no, "path", v.R.URL.Path, "error", err.Error())
	}
	title := lang.Chinese().Say("console.trouble")
	s, serr := v.Shell(title)
	if serr != nil { // not even the counts can be read: the frame goes without them
		s = v.Bare(title)
	}
	t := page.TroubleOf(s.Frame, status, err, no)
	t.Act = &page.Link{Label: v.Door.say("trouble.home"), Href: v.Door.Home}
	v.Show(status, TroublePage(s, t))
}

// Show renders a page whole before the first byte goes out.
func (v *Visit) Show(status int, c templ.Component) { v.Door.show(v.W, v.R, status, c) }

func (d *Door) show(w http.ResponseWriter, r *http.Request, status int, c templ.Component) {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		d.Log.Error("a desk's page cannot be drawn", "desk", d.Name, "path", r.URL.Path, "error", err.Error())
		http.Error(w, page.ErrorNumber(r), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the browser went away: nobody left to tell
}

// GoTo answers a form: the next page is fetched, so that reloading does nothing twice.
func (v *Visit) GoTo(to string) error {
	http.Redirect(v.W, v.R, page.Local(to, v.Door.Home), http.StatusSeeOther)
	return nil
}

// Flash answers the words that the act before this page left, once; none: "".
func (v *Visit) Flash() string {
	key := v.Door.Gate.TakeFlash(v.R)
	if key == "" || !lang.Chinese().Has(v.Door.Name+"."+key) {
		return ""
	}
	return v.Door.say(key)
}

// Bare is the frame of a page of the desk without its navigation.
func (v *Visit) Bare(title string) Shell {
	s := v.Door.shell(v.R, title)
	s.Now, s.Post, s.Staff = NowText(v.Door.Clock.Now()), v.Who.Staff.Title, v.Who.Name
	if away := v.Who.StandsInFor; len(away) > 0 {
		names := make([]string, len(away))
		for i, a := range away {
			names[i] = a.Name
		}
		s.StandsIn = Say("shell.stands_in", "names", strings.Join(names, Say("shell.comma")))
	}
	if v.Door.Office != nil {
		s.Office = v.Door.Office(v.Who)
	}
	return s
}

// Shell is the frame of a page of the desk, with its navigation.
func (v *Visit) Shell(title string) (Shell, error) {
	s := v.Bare(title)
	if v.Rail == nil {
		return s, nil
	}
	var err error
	s.Nav, err = v.Rail()
	return s, err
}

// Now is the time of the request as the house tells it.
func (v *Visit) Now() time.Time { return v.Door.Clock.Now() }

// Shown is a moment of the machine's time, which codes and one-time passwords live by, as the clock of the house shows it:
// in a sample city beside its date.
func (v *Visit) Shown(machine time.Time) time.Time { return v.Door.Shown(machine) }

// Shown is Visit.Shown, for pages that nobody signs in to.
func (d *Door) Shown(machine time.Time) time.Time {
	return d.Clock.Now().Add(time.Until(machine)).Round(time.Second)
}

// say answers a text of the desk: the key stands below the desk's name.
func (d *Door) say(key string, pairs ...any) string {
	return lang.Chinese().Say(d.Name+"."+key, pairs...)
}
