package officer

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"

	"lianban/internal/app/custody"
	"lianban/internal/app/handling"
	"lianban/internal/app/improvement"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	custodian "lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/batch"
	"lianban/internal/web/page/console"
	"lianban/internal/web/page/ratings"
)

const home = "/officer/worklist"

// Door is the department's door.
type Door struct {
	*console.Door
	Handling    *handling.Service
	Custody     *custody.Service
	Improvement *improvement.Service
	Printer     Printer
	Sheet       func(w io.Writer, name string, fill func(put func(cells ...string) error) error) error // writes a list as a spreadsheet
}

// Shared is the part of the door that all desks share; cmd fills in what every desk of the house has.
func Shared() *console.Door {
	return &console.Door{Name: "officer", Home: home, Searches: true, Keys: true, Trials: true}
}

// Printer prints official papers; cmd fits internal/document with the city and the verification address.
type Printer interface {
	PDF(ctx context.Context, d casework.Document) ([]byte, error)
	HTML(ctx context.Context, d casework.Document) ([]byte, error)
}

// Handler answers everything below /officer/.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	d.Routes(mux)
	mux.HandleFunc("GET /officer/worklist", d.staff(worklist))
	mux.HandleFunc("POST /officer/worklist/claim", d.staff(claimRows))
	mux.HandleFunc("GET /officer/worklist/transfer-officer", d.staff(askGive))
	mux.HandleFunc("POST /officer/worklist/transfer-officer", d.staff(giveRows))
	mux.HandleFunc("GET /officer/worklist/print", d.staff(printRows))
	mux.HandleFunc("GET /officer/worklist/export", d.staff(exportRows))
	mux.HandleFunc("GET /officer/filters", d.staff(showFilters))
	mux.HandleFunc("POST /officer/filters", d.staff(saveFilter))
	mux.HandleFunc("POST /officer/filters/{filter}/rename", d.staff(saveFilter))
	mux.HandleFunc("POST /officer/filters/{filter}/delete", d.staff(dropFilter))
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
	mux.HandleFunc("GET "+feesURL, d.staff(showFees))
	mux.HandleFunc("GET /officer/requests", d.staff(showRequests))
	const letter = "/officer/requests/{no}/{item}/{step}/{body}"
	mux.HandleFunc("GET "+letter, d.staff(showRequest))
	mux.HandleFunc("GET "+letter+"/pdf", d.staff(printRequest))
	mux.HandleFunc("GET "+letter+"/papers/{paper}", d.staff(openRequestPaper))
	mux.HandleFunc("POST "+letter+"/reply-consult", d.staff(replyConsult))
	mux.HandleFunc("POST "+letter+"/record-late-reply", d.staff(recordLateReply))
	mux.HandleFunc("POST "+item+"/{act}/upload", d.staff(doAct))
	for _, deed := range deeds() {
		if deed.files { // a form that came back and is read again
			mux.HandleFunc("GET "+item+"/"+deed.path+"/upload", d.staff(func(v *visit) error { return v.formAgain(deed) }))
		}
	}
	mux.HandleFunc("GET /officer/visits", d.staff(showVisits))
	const of = "/officer/cases/{no}/visits/{visit}"
	mux.HandleFunc("GET "+of, d.staff(showVisit))
	mux.HandleFunc("GET "+of+"/calendar.ics", d.staff(visitCalendar))
	mux.HandleFunc("GET "+of+"/photos/{paper}", d.staff(openPhoto))
	mux.HandleFunc("GET /officer/documents/{document}", d.staff(openDocument))
	batch.Desk{Custody: d.Custody, Side: custodian.KindDepartment}.Routes(mux, "/officer", func(do func(*console.Visit) error) http.HandlerFunc {
		return d.staff(func(v *visit) error { return do(v.Visit) })
	})
	d.ratings().Routes(mux, "/officer", func(do func(*console.Visit) error) http.HandlerFunc {
		return d.staff(func(v *visit) error { return do(v.Visit) })
	})
	mux.HandleFunc("/officer/", d.staff(func(*visit) error { return fault.New(fault.NotFound, "officer.no_page") }))
	return mux
}

// ratings are the pages of bad reviews that this department owes an answer to.
func (d *Door) ratings() ratings.Desk {
	return ratings.Desk{Improvement: d.Improvement, Side: improvement.Department}
}

// visit is one request of somebody who is signed in.
type visit struct {
	*console.Visit
	d       *Door
	offices map[string]bool  // whose staff was read for this page
	counts  *handling.Counts // of the rail; read with the first page that needs them
}

// staff lets in who is signed in and turns an error into a page.
func (d *Door) staff(do func(*visit) error) http.HandlerFunc {
	return d.Staff(func(cv *console.Visit) error {
		v := &visit{Visit: cv, d: d}
		cv.Rail = v.rail
		return do(v)
	})
}

// rail is the navigation with the counts of one's own open work.
func (v *visit) rail() ([]page.NavItem, error) {
	if v.counts == nil {
		desk, err := v.d.Handling.Worklist(v.R.Context(), v.Who.Principal, handling.Filter{}, handling.Page{Limit: 1})
		if err != nil {
			return nil, err
		}
		v.counts = &desk.Counts
	}
	nav := railItems(*v.counts, v.R)
	if handlesMoney(v.Who.Principal) {
		nav = append(nav, feesItem(v.R))
	}
	if v.Who.Principal.Has(permission.Handle) || v.Who.Principal.Has(permission.Sign) {
		rated, err := v.d.ratings().Item(v.Visit)
		if err != nil {
			return nil, err
		}
		nav = append(nav, rated)
	}
	if !v.Who.Principal.Has(permission.Reply) {
		return nav, nil
	}
	asked, err := v.d.Handling.CountRequests(v.R.Context(), v.Who.Principal)
	return append(nav, requestsItem(asked, v.R)), err
}

// target names the item case of the address.
func (v *visit) target() (ident.CaseNo, string, error) {
	no, ok := ident.ParseCaseNo(v.R.PathValue("no"))
	if !ok {
		return "", "", fault.New(fault.NotFound, "officer.case_no")
	}
	return no, v.R.PathValue("item"), nil
}

func itemURL(no ident.CaseNo, slot string, more ...string) string {
	return "/officer/cases/" + string(no) + "/items/" + url.PathEscape(slot) + strings.Join(more, "")
}
