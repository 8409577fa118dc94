package window

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"lianban/internal/app/custody"
	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// CasesPage (W7): what this clerk filed.
type CasesPage struct {
	Shell console.Shell
	Rows  []CaseRow
	Prev  string
	Next  string
	Empty *console.Empty
}

// CaseRow is one case in the list.
type CaseRow struct {
	No    string
	Href  string
	Thing string
	Who   string
	At    string
	State string
	Wants bool // some office waits for the applicant
	Print string
}

// CasePage (W7, one case): read only, with its paper. The receipt (W5) is the same, ready to be printed.
type CasePage struct {
	Shell   console.Shell
	Done    string
	No      string
	Who     string
	Facts   []page.Row
	Lanes   []LaneRow
	Papers  []page.Row
	Pieces  []page.Row
	Events  []page.Row
	Receipt string // address of the page
	PDF     string
	Docs    []page.Link
	Copies  []string // names of the two copies of the receipt
}

// LaneRow is one office's part.
type LaneRow struct {
	Name   string
	Office string
	State  page.Tag
	Due    string
	Supply string      // address of the page on which a supplement is handed in
	Acts   []page.Link // what else can be brought now
}

// states are the words of the lanes.
var states = map[casework.State]page.StateCode{
	casework.Waiting: page.WaitsOther, casework.Held: page.ChooseYou, casework.Received: page.Received, casework.SupplementRequested: page.WaitsYou,
	casework.Accepted: page.Doing, casework.Granted: page.Done, casework.Delivered: page.ResultSent, casework.Refused: page.Refused,
	casework.Declined: page.Declined, casework.Returned: page.Ended, casework.NotNeeded: page.NotNeeded, casework.Withdrawn: page.Withdrawn,
	casework.Terminated: page.Ended, casework.Lapsed: page.Lapsed, casework.Revoked: page.Revoked,
}

func stateTag(f *page.Frame, s casework.State) page.Tag {
	x := page.State{Code: states[s], Who: say("case.first")}
	return page.Tag{Tone: x.Tone(), Icon: x.Icon(), Word: x.Word(f)}
}

// cases is the list of W7.
func cases(v *visit) error {
	q := v.R.URL.Query()
	list, err := v.d.Filing.Filed(v.R.Context(), v.Who.Principal, filing.Page{After: q.Get("after"), Before: q.Get("before"), Limit: 50})
	if err != nil {
		return err
	}
	s, err := v.Shell(say("cases.title"))
	if err != nil {
		return err
	}
	p := CasesPage{Shell: s}
	if list.Pages.Next != "" {
		p.Next = "?after=" + url.QueryEscape(list.Pages.Next)
	}
	if list.Pages.Prev != "" {
		p.Prev = "?before=" + url.QueryEscape(list.Pages.Prev)
	}
	for _, c := range list.Cases {
		row := CaseRow{
			No: string(c.No), Href: "/window/cases/" + string(c.No), Thing: c.ScenarioName, Who: page.MaskName(c.Applicant.Name),
			At: console.MomentText(c.FiledAt, v.Today), Print: receiptURL(c.No),
		}
		done := 0
		for _, it := range c.Current() {
			row.Wants = row.Wants || it.State == casework.SupplementRequested
			if !it.State.Live() {
				done++
			}
		}
		row.State = say("cases.done", "done", done, "all", len(c.Current()))
		p.Rows = append(p.Rows, row)
	}
	if len(p.Rows) == 0 {
		p.Empty = &console.Empty{Title: say("cases.empty"), Text: say("cases.empty_text"), Act: page.Link{Label: say("new.title"), Href: "/window/intakes/new"}}
	}
	v.Show(http.StatusOK, Cases(p))
	return nil
}

func (v *visit) follow() (*filing.Followed, error) {
	no, ok := ident.ParseCaseNo(v.R.PathValue("no"))
	if !ok {
		return nil, fault.New(fault.NotFound, "store.no_case")
	}
	return v.d.Filing.Follow(v.R.Context(), v.Who.Principal, no)
}

func showCase(v *visit) error { return v.casePage(say("case.title"), Case) }

// showReceipt is W5.
func showReceipt(v *visit) error { return v.casePage(say("receipt.title"), Receipt) }

// casePage draws a case for the desk.
func (v *visit) casePage(title string, draw func(CasePage) templ.Component) error {
	f, err := v.follow()
	if err != nil {
		return err
	}
	s, err := v.Shell(title)
	if err != nil {
		return err
	}
	c := f.Case
	p := CasePage{
		Shell: s, Done: v.Flash(), No: string(c.No), Who: page.MaskName(c.Applicant.Name), Receipt: receiptURL(c.No), Copies: []string{say("receipt.copy1"), say("receipt.copy2")},
		Facts: []page.Row{
			{Name: say("case.thing"), Value: c.ScenarioName, Note: c.Subject}, {Name: say("case.applicant"), Value: page.MaskName(c.Applicant.Name)},
			{Name: say("case.at"), Value: console.MomentText(c.FiledAt, v.Today), Note: filedBy(c, f.Entries)},
		},
	}
	if a := agentOf(f); a != nil {
		p.Facts = append(p.Facts, page.Row{Name: say("case.agent"), Value: page.MaskName(a.Name)})
	}
	for _, it := range c.Current() {
		p.Lanes = append(p.Lanes, v.lane(s.Frame, f, it))
	}
	for _, x := range f.Papers {
		p.Papers = append(p.Papers, page.Row{Name: paperName(f, x), Value: x.Name, Links: []page.Link{{Label: say("case.open"), Href: "/window/papers/" + string(x.ID)}}})
	}
	for _, d := range f.Documents {
		l := page.Link{Label: document(d), Href: "/window/documents/" + string(d.ID)}
		if d.Kind == "receipt" && d.Slot == "" {
			p.PDF = l.Href
		}
		p.Docs = append(p.Docs, l)
	}
	if err := v.pieces(c.No, &p); err != nil {
		return err
	}
	v.Show(http.StatusOK, draw(p))
	return nil
}

// filedBy names the clerk who filed a case at a window, as its first line does; nobody when its applicant did.
func filedBy(c *casework.Case, entries []casework.Entry) string {
	if c.Clerk == "" || len(entries) == 0 {
		return ""
	}
	return entries[0].Actor.Name
}

func agentOf(f *filing.Followed) *filing.Agent {
	if visit := f.Snapshot.Work.Visit; visit != nil {
		return visit.Agent
	}
	return nil
}

// lane is one office's part with the day on which it answers or decides.
func (v *visit) lane(f *page.Frame, fd *filing.Followed, it *casework.ItemCase) LaneRow {
	c := fd.Case
	row := LaneRow{Name: it.Name, Office: it.Office, State: stateTag(f, it.State)}
	if k, ok := v.d.Filing.Engine.Headline(c, it.Slot, v.Today); ok && it.State.Live() && k.Due != 0 {
		row.Due = console.BindingDay(k.Due)
	}
	if it.State == casework.SupplementRequested {
		row.Supply = supplementURL(c.No, it.Slot)
	}
	row.Acts = append(v.bringLinks(c, it), v.wordLinks(fd, it)...)
	return row
}

func paperName(f *filing.Followed, p filing.Paper) string {
	for _, m := range f.Snapshot.Plan.Materials {
		if m.Slug == p.Material && m.Instance == p.Instance {
			return m.Name
		}
	}
	switch p.Material {
	case filing.MandatePaper:
		return sayField("filing.mandate_paper", nil)
	case filing.SignedSheet:
		return say("confirm.sheet")
	}
	return p.Name
}

func document(d casework.Document) string { return say("document." + d.Kind) }

// pieces lists the originals of a case: what was kept and where it is.
func (v *visit) pieces(no ident.CaseNo, p *CasePage) error {
	if v.d.Custody == nil {
		return nil
	}
	list, err := v.d.Custody.OfCase(v.R.Context(), v.Who.Principal, no)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b custody.Piece) int { return a.KeptAt.Compare(b.KeptAt) })
	for _, x := range list {
		p.Pieces = append(p.Pieces, page.Row{Name: x.Name, Value: say("piece." + x.Holder.Kind()), Note: say("piece.bag", "no", x.Bag, "n", x.Copies, "shelf", shelfName(x.Shelf))})
	}
	return nil
}

// printDocument answers an official paper of a case.
func printDocument(v *visit) error {
	d, err := v.d.Filing.Document(v.R.Context(), v.Who.Principal, ident.DocumentID(v.R.PathValue("document")))
	if err != nil {
		return err
	}
	return v.pdf(d)
}
