package citizen

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/app/improvement"
	"lianban/internal/app/publishing"
	"lianban/internal/app/telling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// Door is the portal. The gate (page.Gate.Wrap) must stand before its handler.
type Door struct {
	Filing      *filing.Service
	Access      *access.Service
	Telling     *telling.Service
	Improvement *improvement.Service // reviews; nil: nobody rates
	Book        *publishing.Book     // of versions; nil: nothing was published
	Gate        *page.Gate
	Frame       func(*http.Request) *page.Frame // assets, site, sample city and text size of a request
	Printer     Printer
	Identity    access.IdentityProvider // nil: nobody can sign in, browsing goes on
	Till        Till                    // payment page of the sample city; nil elsewhere
	Samples     []Sample                // people of the sample city on the login page; none elsewhere
	Taxonomy    string                  // the stages of life that the home page shows; empty: the last by name
	Log         *slog.Logger

	Sheet func(w io.Writer, name string, fill func(put func(cells ...string) error) error) error // writes a list as a spreadsheet; nil: only CSV
}

// Sample is one person of the sample city, as the login page lists them.
type Sample struct {
	Code string // goes to the identity provider as "person"
	Name string // invented, so shown whole
	Say  string // who that is, in a few words
}

// Printer prints official papers; cmd fits internal/document with the city and the verification address.
type Printer interface {
	PDF(ctx context.Context, d casework.Document) ([]byte, error)
	HTML(ctx context.Context, d casework.Document) ([]byte, error)
	Verify(d casework.Document) string
	// QR draws the code of an address of this portal as SVG, with a label for those who cannot see it.
	QR(path, label string) (string, error)
}

// Handler answers everything of the portal.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, do := range map[string]func(*visit) error{
		"GET /{$}": home, "GET /scenarios": catalogue, "GET /stages/{taxonomy}/{stage}": stage,
		"GET /scenarios/{code}": showScenario, "GET /scenarios/{code}/versions": showVersions,
		"GET /scenarios/{code}/items/{item}": showItem, "GET /scenarios/{code}/materials/{material}": showMaterial,
		"GET /figures": showFigures, "GET /figures/{figure}": showFigure,
		"GET /menu": written("menu"), "GET /sitemap": written("sitemap"), "GET /privacy": written("privacy"),
		"GET /accessibility": written("accessibility"), "GET /about-demo": written("about"),
	} {
		mux.HandleFunc(pattern, d.anybody(forAll(do)))
	}
	for pattern, do := range map[string]func(*visit) error{
		"GET /search": search, "POST /scenarios/{code}/update-plan": updatePlan, "POST /drafts/start": startDraft,
		"GET /scenarios/{code}/checklist": checklist, "GET /scenarios/{code}/guide": scenarioGuide, "GET /scenarios/{code}/calendar.ics": calendarFile,
		"GET /figures.xlsx": figuresSheet, "GET /figures.csv": figuresCSV,
		"GET /notices": notices, "GET /notices.atom": noticeFeed, "GET /notices/{notice}": showNotice,
		"GET /notices/{notice}/papers/{paper}": openNoticePaper,
		"GET /verify":                          showVerify, "POST /verify": verify, "GET /login": showLogin, "POST /login": login,
		"GET /login/{method}": finishLogin, "POST /logout": logout, "POST /trial/end": endTrial, "/": nowhere,
	} {
		mux.HandleFunc(pattern, d.anybody(do))
	}
	for pattern, do := range map[string]func(*visit) error{
		"GET /notices/{notice}/request-hearing": askNoticeHearing, "POST /notices/{notice}/request-hearing": noticeHearing,
		"GET /notices/{notice}/object-notice": askObject, "POST /notices/{notice}/object-notice": objectNotice,
		"GET /drafts": drafts, "GET /drafts/start": askStart, "GET /drafts/choose-company": chooseCompany, "GET /drafts/{draft}": resumeDraft,
		"GET /continue": continueDraft, "GET /drafts/{draft}/continue-elsewhere": continueElsewhere,
		"GET /cases/{no}/archive":     archive,
		"GET /drafts/{draft}/discard": askDiscard, "POST /drafts/{draft}/discard": discard,
		"GET /drafts/{draft}/upgrade": askUpgrade, "POST /drafts/{draft}/upgrade": doUpgrade,
		"GET /drafts/{draft}/{section}": showSection, "POST /drafts/{draft}/{section}/save": saveSection,
		"POST /drafts/{draft}/{section}/save-later": saveLater, "POST /drafts/{draft}/{section}/reopen": reopen,
		"POST /drafts/{draft}/{section}/add-instance":   addInstance,
		"GET /drafts/{draft}/{section}/remove-instance": askRemoveInstance, "POST /drafts/{draft}/{section}/remove-instance": removeInstance,
		"GET /drafts/{draft}/materials": showMaterials, "POST /drafts/{draft}/materials/continue": leaveMaterials,
		"POST /drafts/{draft}/materials/{material}/upload": upload, "POST /drafts/{draft}/materials/{material}/choose": choose,
		"POST /drafts/{draft}/papers/{paper}/remove": removePaper,
		"GET /drafts/{draft}/check":                  showCheck, "POST /drafts/{draft}/submit": submit,
		"GET /cases": cases, "GET /cases/{no}": showCase, "GET /cases/{no}/receipt": showReceipt,
		"GET /cases/{no}/journal": showJournal, "GET /cases/{no}/results": showResults,
		"GET /cases/{no}/rate": showRate, "POST /cases/{no}/rate": rate,
		"POST /cases/{no}/ask-early-delivery": askEarlyDelivery,
		"GET /cases/{no}/change-delivery":     askChangeDelivery, "POST /cases/{no}/change-delivery": changeDelivery,
		"GET /cases/{no}/withdraw": askWithdraw, "POST /cases/{no}/withdraw": withdraw,
		"GET /cases/{no}/items/{item}": showItemCase, "GET /cases/{no}/items/{item}/clock": showClock,
		"GET /cases/{no}/items/{item}/withdraw": askWithdraw, "POST /cases/{no}/items/{item}/withdraw": withdraw,
		"GET /cases/{no}/items/{item}/pay": askPay, "POST /cases/{no}/items/{item}/pay": pay, "POST /cases/{no}/items/{item}/paid": lookPaid,
		"GET /cases/{no}/items/{item}/request-relief": askRelief, "POST /cases/{no}/items/{item}/request-relief": requestRelief,
		"GET /payments/demo": showTill, "POST /payments/demo": payTill,
		"GET /cases/{no}/items/{item}/record-event": askEvent, "POST /cases/{no}/items/{item}/record-event": recordEvent,
		"GET /cases/{no}/items/{item}/urge": askUrge, "POST /cases/{no}/items/{item}/urge": urge,
		"GET /cases/{no}/items/{item}/request-hearing": askHearing, "POST /cases/{no}/items/{item}/request-hearing": requestHearing,
		"GET /cases/{no}/items/{item}/clarify": askClarify, "POST /cases/{no}/items/{item}/clarify": clarify,
		"GET /cases/{no}/items/{item}/choose": askStandAlone, "POST /cases/{no}/items/{item}/choose": standAlone,
		"GET /cases/{no}/items/{item}/rectified": askVisitRectified, "GET /cases/{no}/items/{item}/rectified/upload": askVisitRectified,
		"POST /cases/{no}/items/{item}/rectified/upload": rectified,
		"GET /cases/{no}/items/{item}/ask-for-a-person":  askPerson, "POST /cases/{no}/items/{item}/ask-for-a-person": forAPerson,
		"GET /cases/{no}/items/{item}/contest-decision": askContest, "POST /cases/{no}/items/{item}/contest-decision": contestDecision,
		"GET /cases/{no}/visits/{visit}/calendar.ics": visitCalendar, "GET /cases/{no}/visit-files/{paper}": visitFile,
		"POST /cases/{no}/items/{item}/deliver":                           takeResult,
		"GET /cases/{no}/supplements/{supplement}":                        showSupplement,
		"POST /cases/{no}/supplements/{supplement}/submit":                supply,
		"POST /cases/{no}/supplements/{supplement}/{material}/upload":     uploadSupplement,
		"POST /cases/{no}/supplements/{supplement}/papers/{paper}/remove": removeSupplement,
		"GET /papers/{paper}":                                             openPaper, "GET /documents/{document}": showDocument, "GET /documents/{document}/pdf": printDocument,
		"GET /me": me, "GET /me/reads": reads, "GET /me/messages": messages, "POST /me/messages/read": readMessages,
		"POST /me/messages/{message}/read": readMessage, "GET " + settingsURL: showSettings,
		"POST " + settingsURL + "/choose-channels": chooseChannels, "POST " + settingsURL + "/ask-address": askAddress,
		"POST " + settingsURL + "/confirm-address": confirmAddress, "POST " + settingsURL + "/drop-address": dropAddress,
	} {
		mux.HandleFunc(pattern, d.signedIn(do))
	}
	for pattern, do := range consentRoutes() {
		mux.HandleFunc(pattern, d.signedIn(do))
	}
	for pattern, do := range promiseRoutes() {
		mux.HandleFunc(pattern, d.signedIn(do))
	}
	return mux
}

// visit is one request.
type visit struct {
	d     *Door
	w     http.ResponseWriter
	r     *http.Request
	who   access.Who // zero when nobody is signed in
	known bool
	today calendar.Day

	elsewhere []page.Row // of a form: what another device has saved meanwhile; nil: nothing
}

func (d *Door) visit(w http.ResponseWriter, r *http.Request) (*visit, error) {
	v := &visit{d: d, w: w, r: r, today: calendar.DayOf(d.Filing.Clock.Now())}
	var err error
	v.who, v.known, err = d.Gate.Person(r)
	return v, err
}

// anybody serves a page that needs no login, and turns an error into a page.
func (d *Door) anybody(do func(*visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := d.visit(w, r)
		if err == nil {
			err = do(v)
		}
		if err != nil {
			v.fail(err)
		}
	}
}

// forAll lets a page be kept that is the same for everybody who is not signed in: made of the packs, the day and nothing
// else. A remembered plan and a print with its minute are not.
func forAll(do func(*visit) error) func(*visit) error {
	return func(v *visit) error {
		if q := v.r.URL.Query(); !v.known && !v.d.Gate.Trial(v.r) && !q.Has("plan") && !q.Has("print") {
			page.SameForAll(v.r.Context())
		}
		return do(v)
	}
}

// signedIn serves a page of one person; others are led to the login page and back.
func (d *Door) signedIn(do func(*visit) error) http.HandlerFunc {
	return d.anybody(func(v *visit) error {
		if !v.known {
			return fault.New(fault.Login, "filing.login")
		}
		return do(v)
	})
}

// askLogin leads to the login page, and from there back to the page that was asked for, or on which the button was.
func (v *visit) askLogin() {
	http.Redirect(v.w, v.r, "/login?back="+url.QueryEscape(v.here()), http.StatusSeeOther)
}

// here is the page that the person looks at: this one, or for an act the page on which its button was.
func (v *visit) here() string {
	if v.r.Method == http.MethodGet {
		return v.r.URL.RequestURI()
	}
	if from, err := url.Parse(v.r.Referer()); err == nil && from.Host == v.r.Host {
		return page.Local(from.RequestURI(), "/")
	}
	return "/"
}

// fail answers an error as a page: what happened, what is kept, what to do.
func (v *visit) fail(err error) {
	if fault.Is(err, fault.Login) {
		v.askLogin()
		return
	}
	status := page.Status(err)
	no := ""
	if status == http.StatusInternalServerError {
		no = page.ErrorNumber(v.r)
		v.d.Log.Error("portal page failed", "number", no, "path", v.r.URL.Path, "error", err.Error())
	}
	f := v.frame(say("trouble.page"))
	v.show(status, Trouble(f, page.TroubleOf(f, status, err, no)))
}

func nowhere(*visit) error { return fault.New(fault.NotFound, "citizen.no_page") }

// show renders a page whole before the first byte goes out.
func (v *visit) show(status int, c templ.Component) {
	var b bytes.Buffer
	if err := c.Render(v.r.Context(), &b); err != nil {
		v.d.Log.Error("portal page cannot be drawn", "path", v.r.URL.Path, "error", err.Error())
		http.Error(v.w, page.ErrorNumber(v.r), http.StatusInternalServerError)
		return
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	_, _ = v.w.Write(b.Bytes()) // the browser went away: nobody left to tell
}

// goTo answers a form: the next page is fetched, so that reloading does nothing twice.
func (v *visit) goTo(to string) error {
	http.Redirect(v.w, v.r, page.Local(to, "/"), http.StatusSeeOther)
	return nil
}

// Around is what stands around a page that another room shows inside the portal.
func (d *Door) Around(r *http.Request, title string) (*page.Frame, error) {
	v, err := d.visit(nil, r)
	if err != nil {
		return nil, err
	}
	return v.frame(title), nil
}

// frame is what stands around a page of the portal.
func (v *visit) frame(title string) *page.Frame {
	f := v.d.Frame(v.r)
	f.Door, f.Home, f.Title = page.Citizen, "/", title
	f.Here, f.Print = v.here(), v.r.URL.Query().Get("print") == "1"
	f.Nav = v.nav()
	if v.d.Gate.Trial(v.r) {
		f.Trial = &page.TrialBar{End: "/trial/end"}
	}
	if v.known {
		f.Person = &page.Person{Masked: masked(v.who.Name), Href: "/me"}
	}
	return f
}

func (v *visit) nav() []page.NavItem {
	path, audience := v.r.URL.Path, v.r.URL.Query().Get("audience")
	mine := strings.HasPrefix(path, "/cases") || strings.HasPrefix(path, "/me") || strings.HasPrefix(path, "/drafts")
	return []page.NavItem{
		{Link: page.Link{Label: say("home.page"), Href: "/"}, Current: path == "/"},
		{Link: page.Link{Label: say("nav.person"), Href: "/scenarios?audience=person"}, Current: path == "/scenarios" && audience == "person"},
		{Link: page.Link{Label: say("nav.enterprise"), Href: "/scenarios?audience=enterprise"}, Current: path == "/scenarios" && audience == "enterprise"},
		{Link: page.Link{Label: say("nav.cases"), Href: "/cases"}, Current: mine},
		{Link: page.Link{Label: say("nav.verify"), Href: "/verify"}, Current: path == "/verify"},
	}
}

// crumbs lead from home to this page; the last one is the page itself.
func crumbs(f *page.Frame, links ...page.Link) {
	f.Crumbs = append([]page.Link{{Label: say("home.page"), Href: "/"}}, links...)
}
