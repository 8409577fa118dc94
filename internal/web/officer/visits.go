package officer

import (
	"mime"
	"net/http"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// visitDays is how many days the list of visits shows.
const visitDays = 14

// VisitsPage lists the visits of a department, day by day (picture D7).
type VisitsPage struct {
	Shell Shell
	Links []Link
	Days  []VisitDayRows
	Empty Empty
}

// VisitDayRows are the visits of one day.
type VisitDayRows struct {
	Day  string
	Rows []VisitLine
}

// VisitLine is one visit on the list.
type VisitLine struct {
	Time    string
	Subject string
	Place   string
	Items   string
	State   Tag
	URL     string
}

// VisitPage is the one sheet of a joint visit: a verdict of each department (picture D7).
type VisitPage struct {
	Shell   Shell
	Subject string
	Facts   []Fact
	Links   []Link
	Seats   []VisitSeatView
}

// VisitSeatView is one department's part.
type VisitSeatView struct {
	Item     string
	Office   string
	State    Tag
	Officers string
	Facts    []Fact
	Photos   []Link
	Acts     []Link
}

// showVisits shows the visits of the next days.
func showVisits(v *visit) error {
	s, err := v.Shell(say("visits.title"))
	if err != nil {
		return err
	}
	s.Print = v.R.URL.Query().Get("print") == "1"
	list, err := v.d.Handling.Visits(v.R.Context(), v.Who.Principal, v.Today, v.Today+visitDays)
	if err != nil {
		return err
	}
	p := VisitsPage{Shell: s, Links: []Link{{Label: say("case.print"), Href: s.PrintHref()}}, Empty: Empty{Title: say("visits.none"), Text: say("visits.none.text")}}
	for _, d := range list {
		day := console.BindingDay(d.Visit.On)
		if len(p.Days) == 0 || p.Days[len(p.Days)-1].Day != day {
			p.Days = append(p.Days, VisitDayRows{Day: day})
		}
		last := &p.Days[len(p.Days)-1]
		last.Rows = append(last.Rows, v.visitLine(d))
	}
	v.Show(http.StatusOK, VisitsView(p))
	return nil
}

func (v *visit) visitLine(d handling.VisitDay) VisitLine {
	c := d.Case
	l := VisitLine{
		Time: d.Visit.Time, Subject: titleOf(v.enterprise(c.Scenario), c.Subject, c.Applicant.Name), Place: d.Visit.Place,
		URL: visitURL(c.No, d.Visit.ID),
	}
	var items []string
	waiting := 0
	for _, seat := range d.Mine {
		items = append(items, seat.Item.Name)
		if seat.Verdict == nil {
			waiting++
		}
	}
	l.Items = join(items)
	l.State = Tag{Word: say("visits.written"), Tone: page.Good, Icon: "check"}
	if waiting > 0 {
		l.State = Tag{Word: say("visits.waiting", "n", waiting), Tone: page.Info, Icon: "calendar"}
	}
	return l
}

// showVisit shows the sheet of a visit.
func showVisit(v *visit) error {
	no, ok := ident.ParseCaseNo(v.R.PathValue("no"))
	if !ok {
		return fault.New(fault.NotFound, "officer.case_no")
	}
	sheet, err := v.d.Handling.VisitSheet(v.R.Context(), v.Who.Principal, no, v.R.PathValue("visit"))
	if err != nil {
		return err
	}
	c, at := sheet.Case, sheet.Visit
	subject := titleOf(v.enterprise(c.Scenario), c.Subject, c.Applicant.Name)
	s, err := v.Shell(say("visit.title", "subject", subject))
	if err != nil {
		return err
	}
	p := VisitPage{
		Shell: s, Subject: subject,
		Facts: []Fact{
			{Label: say("visit.when"), Value: say("visit.moment", "day", console.BindingDay(at.On), "time", at.Time)},
			{Label: say("visit.place"), Value: at.Place}, {Label: say("visit.case"), Value: string(c.No)},
		},
		Links: []Link{
			{Label: say("visit.calendar"), Href: visitURL(no, at.ID, "/calendar.ics")}, {Label: say("case.print"), Href: s.PrintHref()},
			{Label: say("visits.title"), Href: "/officer/visits"},
		},
	}
	if at.NotHeld != "" {
		p.Facts = append(p.Facts, Fact{Label: say("visit.not_held"), Value: at.NotHeld})
	}
	for _, seat := range sheet.Seats {
		p.Seats = append(p.Seats, v.seatView(sheet, seat))
	}
	v.Show(http.StatusOK, VisitView(p))
	return nil
}

// seatView says what one department found, and what it can still do.
func (v *visit) seatView(sheet *handling.VisitSheet, seat handling.VisitSeat) VisitSeatView {
	no, it := sheet.Case.No, seat.Item
	out := VisitSeatView{Item: it.Name, Office: it.Office, State: verdictTag(seat), Officers: officersOf(seat.Step.Seat.Officers)}
	if x := seat.Verdict; x != nil {
		if len(x.Officers) > 0 {
			out.Officers = officersOf(x.Officers)
		}
		out.Facts = append(out.Facts, Fact{Label: say("visit.record"), Value: x.Record})
		if x.Rectify != "" {
			out.Facts = append(out.Facts, Fact{Label: say("visit.rectify"), Value: say("visit.rectify.until", "what", x.Rectify, "day", console.BindingDay(x.Due))})
		}
		if x.Rectified != "" {
			out.Facts = append(out.Facts, Fact{Label: say("visit.rectified"), Value: x.Rectified})
		}
		for i, id := range append(append([]ident.PaperID{}, x.Photos...), x.Evidence...) {
			out.Photos = append(out.Photos, Link{Label: say("visit.photo", "n", i+1), Href: visitURL(no, sheet.Visit.ID, "/photos/", string(id))})
		}
	}
	if seat.Own && seat.Step.State == casework.StepScheduled {
		if sheet.Visit.On <= v.Today {
			for _, path := range []string{"visit-pass", "visit-rectify", "visit-fail"} {
				out.Acts = append(out.Acts, Link{Label: say("act." + path + ".text"), Href: itemURL(no, it.Slot, "/", path)})
			}
		}
		out.Acts = append(out.Acts, Link{Label: say("act.visit-not-held.text"), Href: itemURL(no, it.Slot, "/visit-not-held")})
	}
	return out
}

func officersOf(who []casework.Inspector) string {
	var names []string
	for _, o := range who {
		names = append(names, o.Name)
	}
	return join(names)
}

// verdictTag is how a department's part of a visit stands.
func verdictTag(seat handling.VisitSeat) Tag {
	if seat.Verdict == nil {
		return Tag{Word: say("verdict.open"), Tone: page.Info, Icon: "calendar"}
	}
	t := Tag{Word: say("verdict." + seat.Verdict.Word), Tone: page.Good, Icon: "check"}
	switch seat.Verdict.Word {
	case casework.VerdictRectify:
		t.Tone, t.Icon = page.Warn, "pencil"
	case casework.VerdictFail, casework.VerdictNotHeld:
		t.Tone, t.Icon = page.Bad, "circle-x"
	}
	return t
}

// openPhoto serves a picture of a visit to who shares it.
func openPhoto(v *visit) error {
	no, ok := ident.ParseCaseNo(v.R.PathValue("no"))
	if !ok {
		return fault.New(fault.NotFound, "officer.case_no")
	}
	p, content, err := v.d.Handling.OpenPhoto(v.R.Context(), v.Who.Principal, no, ident.PaperID(v.R.PathValue("paper")))
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // it was only read
	kind := "attachment"
	if inlineTypes[p.MIME] {
		kind = "inline"
	}
	h := v.W.Header()
	h.Set("Content-Type", p.MIME)
	h.Set("Content-Disposition", mime.FormatMediaType(kind, map[string]string{"filename": p.Name}))
	h.Set("Content-Security-Policy", "sandbox; "+fileSecurityPolicy)
	http.ServeContent(v.W, v.R, "", p.At, content)
	return nil
}

// visitCalendar serves a visit as a calendar file.
func visitCalendar(v *visit) error {
	no, ok := ident.ParseCaseNo(v.R.PathValue("no"))
	if !ok {
		return fault.New(fault.NotFound, "officer.case_no")
	}
	sheet, err := v.d.Handling.VisitSheet(v.R.Context(), v.Who.Principal, no, v.R.PathValue("visit"))
	if err != nil {
		return err
	}
	c := sheet.Case
	page.SendCalendar(v.W, page.VisitEvent(c, sheet.Visit, say("visit.title", "subject", titleOf(v.enterprise(c.Scenario), c.Subject, c.Applicant.Name)), v.d.Handling.Clock.Now()))
	return nil
}
