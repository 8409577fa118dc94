package citizen

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// NoticesPage lists public notices (C24).
type NoticesPage struct {
	Tabs   []page.Link // what hangs, what is over; the current one has no address
	Areas  []page.Link
	Rows   []NoticeRow
	Empty  string
	Feed   string
	Prev   string
	Next   string
	Lead   string
	AreaOf string
}

// NoticeRow is one notice in the list.
type NoticeRow struct {
	Href  string
	Title string
	Say   string
	Days  string
	Tag   page.Tag
}

// NoticePage is one public notice.
type NoticePage struct {
	ID       string
	Hash     string // of the text that is shown
	Tag      page.Tag
	Title    string
	Say      []string // number, who publishes
	Days     string
	Clock    page.ClockBar
	Text     []string   // paragraphs
	Facts    []page.Row // lines of the text that name something and say it
	Rows     []page.Row
	Papers   []page.Row
	Counts   string
	Object   *page.Link
	Hearing  *NoticeHearing
	Deadline string
	Mine     []MyObjection
	Taken    bool
	Print    SheetFoot
}

// NoticeHearing is the hearing that affected people can ask for.
type NoticeHearing struct {
	Say []string
	Ask *page.Link // nil: not now
}

// MyObjection is what the person who looks had against the notice.
type MyObjection struct {
	No     string
	When   string
	Text   string
	Answer string
	Tag    page.Tag
}

func noticeURL(id string) string { return "/notices/" + url.PathEscape(id) }

// notices is the public list: what hangs, or with ?over=1 what no longer does.
func notices(v *visit) error {
	q := v.r.URL.Query()
	over, area := q.Get("over") == "1", q.Get("area")
	list, err := v.d.Filing.Notices(v.r.Context(), area, !over, filing.Page{After: q.Get("after"), Before: q.Get("before")})
	if err != nil {
		return err
	}
	p := NoticesPage{Feed: "/notices.atom", Lead: say("notices.lead"), Empty: say("notices.empty")}
	if over {
		p.Empty = say("notices.none_over")
	}
	at := func(over bool, area string) string {
		to := url.Values{}
		if over {
			to.Set("over", "1")
		}
		if area != "" {
			to.Set("area", area)
		}
		return strings.TrimSuffix("/notices?"+to.Encode(), "?")
	}
	tab := func(key, href string, here bool) page.Link {
		if here {
			href = ""
		}
		return page.Link{Label: say(key), Href: href}
	}
	p.Tabs = []page.Link{tab("notices.now", at(false, area), !over), tab("notices.over", at(true, area), over)}
	p.Areas = []page.Link{tab("notices.everywhere", at(over, ""), area == "")}
	for _, a := range v.d.Filing.Catalogue.Areas() {
		x := page.Link{Label: a.Name, Href: at(over, a.Slug)}
		if a.Slug == area {
			x.Href, p.Feed, p.AreaOf = "", "/notices.atom?area="+url.QueryEscape(area), a.Name
		}
		p.Areas = append(p.Areas, x)
	}
	for _, n := range list.Rows {
		p.Rows = append(p.Rows, v.noticeRow(n))
	}
	p.Prev, p.Next = pageLinks("/notices", list.Pages)
	if more := strings.TrimPrefix(at(over, area), "/notices?"); more != "/notices" {
		for _, link := range []*string{&p.Prev, &p.Next} {
			if *link != "" {
				*link += "&" + more
			}
		}
	}
	f := v.frame(say("notices.title"))
	crumbs(f, page.Link{Label: f.Title})
	v.show(http.StatusOK, Notices(f, p))
	return nil
}

func (v *visit) noticeRow(n filing.NoticeRow) NoticeRow {
	return NoticeRow{
		Href: noticeURL(n.ID), Title: noticeTitle(n.Item, n.Subject), Say: say("notices.by", "office", v.officeName(n.Area, n.Department)),
		Days: say("notices.days", "from", day(n.Published), "until", bindingDay(n.Until)), Tag: noticeTag(n.State),
	}
}

// noticeTitle names what is shown, and whose it is where that may stand in public.
func noticeTitle(item, subject string) string {
	if subject == "" {
		return say("notice.title", "item", item)
	}
	return say("notice.title_of", "item", item, "subject", subject)
}

func (v *visit) officeName(area, department string) string {
	name := ""
	if a, ok := v.d.Filing.Catalogue.Area(area); ok {
		name = a.Name
	}
	if d, ok := v.d.Filing.Catalogue.Department(department); ok {
		name += d.Name
	}
	return name
}

// noticeTag says where a notice is: on display, over, interrupted.
func noticeTag(s casework.StepState) page.Tag {
	switch s {
	case casework.StepRunning, casework.StepObjected:
		return page.Tag{Tone: page.Info, Icon: "speakerphone", Word: say("notice.state.hangs")}
	case casework.StepTodo:
		return page.Tag{Tone: page.Warn, Icon: "alert-circle", Word: say("notice.state.interrupted")}
	case casework.StepCancelled:
		return page.Tag{Tone: page.Quiet, Icon: "ban", Word: say("notice.state.cancelled")}
	}
	return page.Tag{Tone: page.Quiet, Icon: "check", Word: say("notice.state.ended")}
}

// showNotice is one notice: what, where, how long, and how to object. It needs no login and names nobody.
func showNotice(v *visit) error {
	n, err := v.d.Filing.PublicNotice(v.r.Context(), v.who.Principal, v.r.PathValue("notice"))
	if err != nil {
		return err
	}
	p := NoticePage{
		ID: n.ID, Hash: n.Notice.TextHash, Tag: noticeTag(n.State), Title: noticeTitle(n.Item, n.Subject),
		Say:    []string{say("notice.no", "no", casework.NoticeNo(n.ID)), say("notices.by", "office", n.Office)},
		Counts: say("notice.counts", "n", n.Objections, "answered", n.Answered), Taken: v.r.URL.Query().Get("taken") == "1",
	}
	p.Text, p.Facts = facts(paragraphs(n.Notice.Text))
	p.Days, p.Clock = v.noticeDays(n)
	if n.Hangs {
		p.Object = &page.Link{Label: say("notice.object"), Href: noticeURL(n.ID) + "/object-notice"}
		p.Deadline = say("notice.object_until", "day", bindingDay(n.Notice.Until))
	}
	p.Hearing = noticeHearingView(n)
	p.Rows = append(p.Rows, page.Row{Name: say("notice.where"), Value: strings.Join(append([]string{say("notice.portal")}, n.Notice.Places...), say("notice.comma"))})
	if len(n.Basis) > 0 {
		p.Rows = append(p.Rows, page.Row{Name: say("notice.basis"), Value: strings.Join(n.Basis, say("notice.comma"))})
	}
	papers, err := v.d.Filing.NoticePapers(v.r.Context(), n)
	if err != nil {
		return err
	}
	for _, x := range papers {
		row := page.Row{Name: x.Material, Note: say("notice.paper_after")}
		if n.Hangs {
			row.Note = ""
			row.Links = []page.Link{{Label: say("notice.open"), Href: noticeURL(n.ID) + "/papers/" + url.PathEscape(string(x.ID))}}
		}
		p.Papers = append(p.Papers, row)
	}
	for _, o := range n.Mine {
		p.Mine = append(p.Mine, myObjection(o))
	}
	if p.Print, err = v.sheetFoot(casework.NoticeNo(n.ID), noticeURL(n.ID)); err != nil {
		return err
	}
	p.Print.Label = say("notice.no_label")
	f := v.frame(p.Title)
	crumbs(f, page.Link{Label: say("notices.title"), Href: "/notices"}, page.Link{Label: n.Item})
	v.show(http.StatusOK, Notice(f, p))
	return nil
}

func myObjection(o casework.Objection) MyObjection {
	m := MyObjection{No: casework.ObjectionNo(o.ID), When: day(o.On), Text: o.Text, Answer: o.Answer, Tag: page.Tag{Tone: page.Info, Icon: "clock", Word: say("notice.mine.waits")}}
	if o.Answer != "" {
		m.Tag = page.Tag{Tone: page.Good, Icon: "check", Word: say("notice.mine.answered", "day", day(o.Answered))}
	}
	return m
}

// noticeDays says how long a notice hangs and draws it.
func (v *visit) noticeDays(n *filing.PublicNotice) (string, page.ClockBar) {
	unit := say("notice.working_days")
	if n.Calendar {
		unit = say("notice.calendar_days")
	}
	x := n.Notice
	switch {
	case n.Hangs:
		words := say("notice.hangs", "from", day(x.Published), "until", bindingDay(x.Until), "n", n.Days, "unit", unit, "left", n.Left)
		used := 0
		if whole := n.Used + n.Left; whole > 0 {
			used = n.Used * 100 / whole
		}
		if whole := n.Used + n.Left; whole <= mostSquares {
			return words, page.ClockBar{Label: words, Days: squares(n.Used, whole)}
		}
		return words, page.ClockBar{Label: words, Segments: []page.Segment{{Kind: "used", Percent: max(used, 2)}}}
	case n.State == casework.StepTodo:
		return say("notice.interrupted", "day", day(x.Hole)), page.ClockBar{}
	case n.State == casework.StepCancelled:
		return say("notice.cancelled"), page.ClockBar{}
	}
	return say("notice.ended", "from", day(x.Published), "until", day(x.Ended)), page.ClockBar{}
}

// mostSquares is how many days are drawn one by one; longer notices have a bar.
const mostSquares = 30

// squares draws every day of a notice: those that were counted, the last of them marked, and those that are left.
func squares(used, whole int) []string {
	out := make([]string, whole)
	for i := range out {
		switch {
		case i == used-1:
			out[i] = "now"
		case i < used:
			out[i] = "used"
		default:
			out[i] = "left"
		}
	}
	return out
}

// longestName is how many characters the name of a fact has at most.
const longestName = 8

// facts takes out of a published text the lines that name something and say it (“面积：186.4公顷”): they stand in a table
// below the rest. One such line alone stays where it is.
func facts(lines []string) (text []string, rows []page.Row) {
	for _, l := range lines {
		name, value, ok := strings.Cut(l, say("notice.colon"))
		if ok && value != "" && name != "" && utf8.RuneCountInString(name) <= longestName {
			rows = append(rows, page.Row{Name: name, Value: strings.TrimSpace(value)})
		} else {
			text = append(text, l)
		}
	}
	if len(rows) < 2 {
		return lines, nil
	}
	return text, rows
}

// paragraphs are the lines of a text.
func paragraphs(text string) []string {
	var out []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// openNoticePaper serves a file that hangs with a notice.
func openNoticePaper(v *visit) error {
	p, content, err := v.d.Filing.OpenNoticePaper(v.r.Context(), v.r.PathValue("notice"), ident.PaperID(v.r.PathValue("paper")))
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // it was only read
	page.FileHeaders(v.w.Header(), p.Material, p.MIME, true)
	http.ServeContent(v.w, v.r, "", p.At, content)
	return nil
}

// askObject is the form of an objection; who objects is identified.
func askObject(v *visit) error {
	n, err := v.d.Filing.PublicNotice(v.r.Context(), v.who.Principal, v.r.PathValue("notice"))
	if err != nil {
		return err
	}
	if !n.Hangs {
		return fault.New(fault.NotNow, "casework.notice_over")
	}
	v.drawObject(http.StatusOK, n, nil)
	return nil
}

func (v *visit) drawObject(status int, n *filing.PublicNotice, wrong error) {
	p := ConfirmPage{
		Heading: say("notice.object_title", "item", n.Item), Post: noticeURL(n.ID) + "/object-notice", Button: say("notice.object_do"), Calm: true,
		Cancel:  page.Link{Label: say("notice.back"), Href: noticeURL(n.ID)},
		Effects: []string{say("notice.effect.receipt"), say("notice.effect.answer"), say("notice.effect.name")}, Version: v.r.PostFormValue("version"),
		Fields: []page.Field{{Kind: page.LongText, Name: "objection", Label: say("notice.text"), Help: say("notice.text.help"), Longest: 1000, Value: v.r.PostFormValue("objection")}},
	}
	if p.Version == "" {
		p.Version = page.Token()
	}
	f := v.formFrame(p.Heading, p.Cancel.Href)
	if wrong != nil {
		f.Failed, p.Problems = true, problemsOf(wrong)
		markProblems(p.Fields, p.Problems)
	}
	v.show(status, Confirm(f, p))
}

// objectNotice takes an objection and leads to its receipt.
func objectNotice(v *visit) error {
	id := v.r.PathValue("notice")
	_, err := v.d.Filing.ObjectNotice(v.r.Context(), v.who.Principal, id, v.r.PostFormValue("objection"), v.r.PostFormValue("version"))
	if fault.Is(err, fault.Invalid) {
		n, again := v.d.Filing.PublicNotice(v.r.Context(), v.who.Principal, id)
		if again != nil {
			return again
		}
		v.drawObject(http.StatusUnprocessableEntity, n, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(noticeURL(id) + "?taken=1#mine")
}
