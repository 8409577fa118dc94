package citizen

import (
	"errors"
	"mime"
	"net/http"
	"net/url"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// visitRows say of an item's site inspections when, where and who, and what was found.
func visitRows(c *casework.Case, it *casework.ItemCase) []page.Row {
	var out []page.Row
	for i := range it.Steps {
		s := it.Steps[i].Seat
		if s == nil {
			continue
		}
		for _, x := range s.Verdicts {
			out = append(out, page.Row{Name: say("visit.row", "day", day(x.On)), Value: verdictWords(x)})
		}
		if v := c.Visit(s.Visit); v != nil && it.Steps[i].State == casework.StepScheduled {
			out = append(out,
				page.Row{Name: say("visit.when"), Value: say("visit.moment", "day", bindingDay(v.On), "time", v.Time)},
				page.Row{Name: say("visit.place"), Value: v.Place}, page.Row{Name: say("visit.who"), Value: inspectorNames(s.Officers)})
		}
	}
	return out
}

func verdictWords(x casework.VisitVerdict) string {
	text := say("visit.verdict." + x.Word)
	if x.Record != "" {
		text = say("visit.verdict_record", "verdict", text, "record", x.Record)
	}
	if x.Rectify != "" {
		text = say("visit.verdict_rectify", "verdict", text, "rectify", sentence(x.Rectify), "day", bindingDay(x.Due))
	}
	return text
}

func inspectorNames(who []casework.Inspector) string {
	var names []string
	for _, o := range who {
		names = append(names, o.Name)
	}
	return joined(names)
}

// visitTodo is what the person has to mend after a visit.
func visitTodo(c *casework.Case, it *casework.ItemCase) (page.Todo, bool) {
	s := it.Inspection("", casework.StepRectify)
	if it.State != casework.Accepted || s == nil || s.Seat.Last() == nil {
		return page.Todo{}, false
	}
	x := s.Seat.Last()
	return page.Todo{
		Tone: page.Seal, Title: say("visit.todo"), Body: say("visit.todo_say", "item", it.Name, "rectify", sentence(x.Rectify), "day", bindingDay(x.Due)),
		Button: page.Link{Label: say("visit.todo_do"), Href: itemURL(c, it.Slot) + "/rectified"},
	}, true
}

// visitActs lead to the calendar file of the visit that comes, and to the pictures of those that were.
func visitActs(c *casework.Case, it *casework.ItemCase) []page.Link {
	var out []page.Link
	n := 0
	for i := range it.Steps {
		s := it.Steps[i].Seat
		if s == nil {
			continue
		}
		if v := c.Visit(s.Visit); v != nil && it.Steps[i].State == casework.StepScheduled {
			out = append(out, page.Link{Label: say("visit.calendar"), Href: caseURL(c) + "/visits/" + url.PathEscape(v.ID) + "/calendar.ics"})
		}
		for _, x := range s.Verdicts {
			for _, id := range append(append([]ident.PaperID{}, x.Photos...), x.Evidence...) {
				n++
				out = append(out, page.Link{Label: say("visit.photo", "n", n), Href: caseURL(c) + "/visit-files/" + url.PathEscape(string(id))})
			}
		}
	}
	return out
}

// machine says which data an automatic decision uses, from where and by what law, and how to have a person instead.
func (v *visit) machine(c *casework.Case, it *casework.ItemCase) *Machine {
	for i := range it.Steps {
		a := it.Steps[i].Auto
		if a == nil || len(a.Rules) == 0 {
			continue
		}
		m := &Machine{Rule: say("machine.version", "version", a.Version)}
		for _, r := range a.Rules {
			var sources []string
			for _, x := range r.Reads {
				if x.Source != "" && len(sources) == 0 {
					sources = append(sources, x.Source)
				}
			}
			m.Data = append(m.Data, say("machine.line", "name", r.Name, "source", joined(sources), "basis", r.Basis, "answer", say("machine.answer."+answerKey(r.Answer))))
		}
		switch {
		case it.Automatic() != nil && it.State.Live():
			m.Ask = page.Link{Label: say("machine.ask"), Href: itemURL(c, it.Slot) + "/ask-for-a-person"}
		case it.Decision != nil && it.Decision.Rules != "":
			m.Note = say("machine.granted")
			v.contestWords(m, c, it)
		default:
			m.Note = say("machine.person")
		}
		return m
	}
	return nil
}

func answerKey(answer string) string {
	if answer == "" {
		return "open"
	}
	return answer
}

// askVisitRectified is the report that something was mended.
func askVisitRectified(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	if err := casework.Why(f.Case, it.Slot, casework.VerbVisitRectified, casework.Actor{Kind: "applicant", ID: v.who.ID}); err != nil {
		return err
	}
	v.confirmVisitRectified(http.StatusOK, f, it, nil)
	return nil
}

func (v *visit) confirmVisitRectified(status int, f *filing.Followed, it *casework.ItemCase, wrong error) {
	c := f.Case
	p := ConfirmPage{
		Heading: say("visit.report.title", "item", it.Name), Post: itemURL(c, it.Slot) + "/rectified/upload", Button: say("visit.report.button"),
		Cancel: page.Link{Label: say("visit.report.cancel"), Href: itemURL(c, it.Slot)}, Calm: true, Files: true,
		Effects: []string{say("visit.report.effect")}, Stays: []string{say("visit.report.stays")},
		Fields: []page.Field{
			{Kind: page.LongText, Name: "mended", Label: say("visit.report.text"), Longest: 1000, Value: v.r.PostFormValue("mended")},
			{Kind: page.File, Name: "photos", Label: say("visit.report.photos"), Help: say("visit.report.photos_help"), Optional: true, Accept: "image/jpeg,image/png,application/pdf", Capture: true},
		},
	}
	if s := it.Inspection("", casework.StepRectify); s != nil && s.Seat.Last() != nil {
		p.Effects = append([]string{say("visit.report.asked", "rectify", sentence(s.Seat.Last().Rectify), "day", bindingDay(s.Seat.Last().Due))}, p.Effects...)
	}
	fr := v.formFrame(p.Heading, p.Cancel.Href)
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		markProblems(p.Fields, p.Problems)
	}
	v.show(status, Confirm(fr, p))
}

// inMemory is how much of a form with files is kept in memory.
const inMemory = 8 << 20

// rectified hands the report in, with its pictures.
func rectified(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, mostUpload)
	if err := v.r.ParseMultipartForm(inMemory); err != nil {
		var most *http.MaxBytesError
		if errors.As(err, &most) {
			err = tooLarge(err)
		} else {
			err = fault.New(fault.Invalid, "citizen.form_unreadable")
		}
		v.confirmVisitRectified(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	in := filing.RectifiedInput{Slot: it.Slot, Text: v.r.PostFormValue("mended")}
	for _, h := range v.r.MultipartForm.File["photos"] {
		if h.Size == 0 {
			continue // the control was left empty
		}
		content, err := h.Open()
		if err != nil {
			return fault.New(fault.Invalid, "citizen.form_unreadable")
		}
		defer func() { _ = content.Close() }() // it was only read
		in.Files = append(in.Files, filing.Evidence{Name: h.Filename, Content: content})
	}
	_, err = v.d.Filing.ReportVisitRectified(v.r.Context(), v.who.Principal, f.Case.No, in)
	if fault.Is(err, fault.Invalid) {
		v.confirmVisitRectified(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(itemURL(f.Case, it.Slot))
}

// askPerson says what it means to have a person decide.
func askPerson(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	if err := casework.Why(f.Case, it.Slot, casework.VerbAskForAPerson, casework.Actor{Kind: "applicant", ID: v.who.ID}); err != nil {
		return err
	}
	p := ConfirmPage{
		Heading: say("machine.ask_title", "item", it.Name), Post: itemURL(f.Case, it.Slot) + "/ask-for-a-person", Button: say("machine.ask"),
		Cancel: page.Link{Label: say("visit.report.cancel"), Href: itemURL(f.Case, it.Slot)}, Calm: true,
		Effects: []string{say("machine.effect")}, Stays: []string{say("machine.stays")},
	}
	v.show(http.StatusOK, Confirm(v.formFrame(p.Heading, p.Cancel.Href), p))
	return nil
}

func forAPerson(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	if _, err := v.d.Filing.AskForAPerson(v.r.Context(), v.who.Principal, f.Case.No, it.Slot, 0, ""); err != nil {
		return err
	}
	return v.goTo(itemURL(f.Case, it.Slot))
}

// visitCalendar serves a visit as a calendar file.
func visitCalendar(v *visit) error {
	f, err := v.follow()
	if err != nil {
		return err
	}
	at := f.Case.Visit(v.r.PathValue("visit"))
	if at == nil {
		return fault.New(fault.NotFound, "citizen.no_page")
	}
	page.SendCalendar(v.w, page.VisitEvent(f.Case, at, say("visit.event", "scenario", f.Case.ScenarioName), v.d.Filing.Clock.Now()))
	return nil
}

// visitFile serves a picture of a visit or of a rectification.
func visitFile(v *visit) error {
	no, err := v.caseNo()
	if err != nil {
		return err
	}
	p, content, err := v.d.Filing.OpenVisitFile(v.r.Context(), v.who.Principal, no, ident.PaperID(v.r.PathValue("paper")))
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // it was only read
	h := v.w.Header()
	h.Set("Content-Type", p.MIME)
	h.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": p.Name}))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'")
	http.ServeContent(v.w, v.r, "", p.At, content)
	return nil
}
