package officer

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"lianban/internal/app/access"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

const home = "/officer/worklist"

// Door is the department's door. The gate (page.Gate.Wrap) must stand before its handler.
type Door struct {
	Handling *handling.Service
	Access   *access.Service
	Gate     *page.Gate
	Frame    func(*http.Request) *page.Frame // assets, site, sample city and text size of a request
	Printer  Printer
	Accounts []DemoAccount // sample people on the login page; none outside the sample city
	Password string        // of the sample people
	Log      *slog.Logger
}

// Printer prints official papers; cmd fits internal/document with the city and the verification address.
type Printer interface {
	PDF(ctx context.Context, d casework.Document) ([]byte, error)
	HTML(ctx context.Context, d casework.Document) ([]byte, error)
}

// Handler answers everything below /officer/.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /officer/login", d.showLogin)
	mux.HandleFunc("POST /officer/login", d.login)
	mux.HandleFunc("POST /officer/logout", d.logout)
	mux.HandleFunc("GET /officer/{$}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, home, http.StatusSeeOther) })
	mux.HandleFunc("GET /officer/worklist", d.staff(worklist))
	mux.HandleFunc("POST /officer/worklist/claim", d.staff(claimRows))
	mux.HandleFunc("POST /officer/searches", d.staff(search))
	mux.HandleFunc("GET /officer/searches/{search}", d.staff(searched))
	const item = "/officer/cases/{no}/items/{item}"
	mux.HandleFunc("GET "+item, d.staff(showCase))
	mux.HandleFunc("GET "+item+"/clock", d.staff(showClock))
	mux.HandleFunc("GET "+item+"/journal", d.staff(showJournal))
	mux.HandleFunc("GET "+item+"/papers/{paper}", d.staff(openPaper))
	mux.HandleFunc("GET "+item+"/{act}", d.staff(showAct))
	mux.HandleFunc("GET "+item+"/previews/{act}", d.staff(previewAct))
	mux.HandleFunc("POST "+item+"/{act}", d.staff(doAct))
	mux.HandleFunc("GET /officer/documents/{document}", d.staff(openDocument))
	mux.HandleFunc("/officer/", d.staff(func(*visit) error { return fault.New(fault.NotFound, "officer.no_page") }))
	return mux
}

// visit is one request of somebody who is signed in.
type visit struct {
	d      *Door
	w      http.ResponseWriter
	r      *http.Request
	who    access.Who
	today  calendar.Day
	counts *handling.Counts // of the rail; read with the first page that needs them
}

// staff lets in who is signed in and turns an error into a page.
func (d *Door) staff(do func(*visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		who, ok, err := d.Gate.Staff(r)
		v := &visit{d: d, w: w, r: r, who: who, today: d.Handling.Today()}
		switch {
		case err != nil:
		case !ok:
			d.askLogin(w, r)
			return
		default:
			err = do(v)
		}
		if err != nil {
			v.fail(err)
		}
	}
}

// askLogin leads to the login page, and from there back to a page that was asked for.
func (d *Door) askLogin(w http.ResponseWriter, r *http.Request) {
	next := home
	if r.Method == http.MethodGet {
		next = r.URL.RequestURI()
	} else if back, err := url.Parse(r.Referer()); err == nil && back.Host == r.Host {
		next = back.RequestURI()
	}
	http.Redirect(w, r, "/officer/login?next="+url.QueryEscape(next), http.StatusSeeOther)
}

// fail answers an error as a page: what happened, what is kept, what to do.
func (v *visit) fail(err error) {
	if fault.Is(err, fault.Login) {
		v.d.askLogin(v.w, v.r)
		return
	}
	status := page.Status(err)
	no := ""
	if status == http.StatusInternalServerError {
		no = page.ErrorNumber(v.r)
		v.d.Log.Error("officer's page failed", "number", no, "path", v.r.URL.Path, "error", err.Error())
	}
	s, serr := v.shell(say("trouble"))
	if serr != nil { // not even the counts can be read: the frame goes without them
		s = v.bare(say("trouble"))
	}
	t := page.TroubleOf(s.Frame, status, err, no)
	t.Act = &page.Link{Label: say("trouble.home"), Href: home}
	v.show(status, TroublePage(s, t))
}

// show renders a page whole before the first byte goes out.
func (v *visit) show(status int, c templ.Component) {
	show(v.w, v.r, v.d.Log, status, c)
}

func show(w http.ResponseWriter, r *http.Request, log *slog.Logger, status int, c templ.Component) {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		log.Error("officer's page cannot be drawn", "path", r.URL.Path, "error", err.Error())
		http.Error(w, page.ErrorNumber(r), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the browser went away: nobody left to tell
}

// goTo answers a form: the next page is fetched, so that reloading does nothing twice.
func (v *visit) goTo(to string) error {
	http.Redirect(v.w, v.r, page.Local(to, home), http.StatusSeeOther)
	return nil
}

// frame is the console's frame without a rail.
func (d *Door) frame(r *http.Request, title string) *page.Frame {
	f := d.Frame(r)
	f.Door, f.Home, f.Title = page.Console, home, title
	f.Here, f.Print = r.URL.RequestURI(), r.URL.Query().Get("print") == "1"
	return f
}

func (v *visit) bare(title string) Shell {
	return Shell{
		Frame: v.d.frame(v.r, title), Office: v.office(), Now: nowText(v.d.Handling.Clock.Now()),
		Post: v.who.Staff.Title, Staff: v.who.Name,
	}
}

// shell is the frame of a page of this door, with the counts of the rail.
func (v *visit) shell(title string) (Shell, error) {
	s := v.bare(title)
	if v.counts == nil {
		desk, err := v.d.Handling.Worklist(v.r.Context(), v.who.Principal, handling.Filter{}, handling.Page{Limit: 1})
		if err != nil {
			return s, err
		}
		v.counts = &desk.Counts
	}
	s.Nav = railItems(*v.counts, v.r)
	return s, nil
}

func (v *visit) office() string {
	cat := v.d.Handling.Catalogue
	name := ""
	if a, ok := cat.Area(v.who.Staff.Area); ok {
		name = a.Name
	}
	if d, ok := cat.Department(v.who.Staff.Department); ok {
		name += d.Name
	}
	return name
}

// target names the item case of the address.
func (v *visit) target() (ident.CaseNo, string, error) {
	no, ok := ident.ParseCaseNo(v.r.PathValue("no"))
	if !ok {
		return "", "", fault.New(fault.NotFound, "officer.case_no")
	}
	return no, v.r.PathValue("item"), nil
}

func itemURL(no ident.CaseNo, slot string, more ...string) string {
	return "/officer/cases/" + string(no) + "/items/" + url.PathEscape(slot) + strings.Join(more, "")
}
