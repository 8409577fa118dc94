package officer

import (
	"net/url"
	"slices"
	"strconv"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// visitDeeds are the acts of site inspections. Rules decide without anybody's button.
func visitDeeds() []deed {
	own := []permission.Permission{permission.Handle}
	lead := []permission.Permission{permission.Handle, permission.LeadVisit}
	return []deed{
		{verb: casework.VerbScheduleVisit, path: "schedule-visit", needs: lead, fields: scheduleFields, try: trySchedule, send: sendSchedule},
		{verb: casework.VerbVisitPass, path: "visit-pass", needs: own, loud: true, files: true, fields: verdictFields, try: tryVerdict, send: sendVerdict},
		{verb: casework.VerbVisitRectify, path: "visit-rectify", needs: own, files: true, fields: verdictFields, try: tryVerdict, send: sendVerdict},
		{verb: casework.VerbVisitFail, path: "visit-fail", needs: own, grave: true, files: true, fields: verdictFields, try: tryVerdict, send: sendVerdict},
		{verb: casework.VerbVisitNotHeld, path: "visit-not-held", needs: lead, fields: notHeldFields, try: tryNotHeld, send: sendNotHeld},
	}
}

// The fields of a visit.
const (
	fieldFirst   = "officer1"
	fieldOther1  = "officer2"
	fieldSecond  = "second"
	fieldRectify = "rectify"
	fieldPhotos  = "photos"
)

// How far ahead a visit is offered, and at which hours.
const daysAhead = 30

var visitHours = []string{"08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00", "16:30", "17:00"}

// openVisit is the visit of the case that the item would join; nil if it opens its own.
func (f *file) openVisit() *casework.Visit {
	s := f.Item.Inspection("", casework.StepTodo)
	if s == nil {
		return nil
	}
	return f.Case.OpenVisit(s.Seat.Joins, f.v.Today)
}

// early says that the day of the item's visit has not come: nobody writes a verdict before it.
func (f *file) early(d deed) error {
	if !d.files {
		return nil
	}
	s := f.Item.Inspection("", casework.StepScheduled)
	if s == nil {
		return nil
	}
	if v := f.Case.Visit(s.Seat.Visit); v != nil && v.On > f.v.Today {
		return fault.New(fault.NotNow, "casework.visit_not_yet", "day", v.On.String())
	}
	return nil
}

func scheduleFields(f *file, d deed) []page.Field {
	first := page.Field{Kind: page.Select, Name: fieldFirst, Label: say("act.visit.officer1"), Help: say("act.visit.officers.help"), Options: f.inspectors(""), Value: f.v.Who.ID}
	other := page.Field{Kind: page.Select, Name: fieldOther1, Label: say("act.visit.officer2"), Options: f.inspectors(f.v.Who.ID)}
	if len(other.Options) == 1 {
		other.Value = other.Options[0].Value // nobody else could come
	}
	if v := f.openVisit(); v != nil {
		first.Help = say("act.visit.joins", "day", console.BindingDay(v.On), "time", v.Time, "place", v.Place)
		return []page.Field{first, other}
	}
	day := page.Field{Kind: page.Select, Name: fieldDay, Label: say("act.visit.day"), Help: say("act.visit.day.help")}
	for n := range daysAhead {
		on := f.v.Today + calendar.Day(n)
		day.Options = append(day.Options, page.Option{Value: on.String(), Label: console.BindingDay(on)})
	}
	day.Value = (f.v.Today + 1).String()
	hour := page.Field{Kind: page.Select, Name: fieldTime, Label: say("act.visit.time"), Value: "09:30"}
	for _, h := range visitHours {
		hour.Options = append(hour.Options, page.Option{Value: h, Label: h})
	}
	place := page.Field{Kind: page.Text, Name: fieldPlace, Label: say("act.visit.place"), Help: say("act.visit.place.help"), Value: f.place()}
	return []page.Field{day, hour, place, first, other}
}

// place is the address that the item knows.
func (f *file) place() string {
	for _, x := range f.Fields {
		if x.Key == "venue_address" {
			return x.Shown
		}
	}
	return ""
}

// inspectors are those who may come for the item, without one of them.
func (f *file) inspectors(without string) []page.Option {
	mates, err := f.v.d.Handling.Inspectors(f.v.R.Context(), f.resource())
	if err != nil {
		return nil // the act refuses a name that is not on the list
	}
	var out []page.Option
	for _, m := range mates {
		if string(m.ID) != without {
			out = append(out, page.Option{Value: string(m.ID), Label: say("act.visit.officer", "name", m.Name, "title", m.Title)})
		}
	}
	return out
}

func trySchedule(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	in := casework.ScheduleVisitInput{Target: t, Officers: []casework.Inspector{{ID: "1", Name: by.Name}, {ID: "2", Name: say("effect.open")}}}
	if f.openVisit() == nil {
		in.On, in.Time, in.Place = f.v.Today, "09:30", say("effect.open")
	}
	return e.ScheduleVisit(c, m, by, in)
}

func sendSchedule(f *file, form *actForm, t handling.Target) error {
	p := handling.VisitPlan{
		Time: form.value(fieldTime), Place: form.value(fieldPlace),
		Officers: []ident.StaffID{ident.StaffID(form.value(fieldFirst)), ident.StaffID(form.value(fieldOther1))},
	}
	if text := form.value(fieldDay); text != "" {
		day, err := calendar.ParseDay(text)
		if err != nil {
			return fault.New(fault.Invalid, "officer.form")
		}
		p.On = day
	}
	_, err := f.v.d.Handling.ScheduleVisit(f.v.R.Context(), f.v.Who.Principal, t, p)
	return err
}

func verdictFields(f *file, d deed) []page.Field {
	fields := []page.Field{
		{Kind: page.LongText, Name: fieldRecord, Label: say("act.visit.record"), Help: say("act.visit.record.help"), Longest: 2000},
	}
	if d.verb == casework.VerbVisitRectify {
		fields = append(fields, page.Field{Kind: page.LongText, Name: fieldRectify, Label: say("act.visit.rectify"), Help: say("act.visit.rectify.help"), Longest: 2000})
	}
	second := page.Field{Kind: page.Select, Name: fieldSecond, Label: say("act.visit.second"), Help: say("act.visit.second.help"), Options: f.inspectors(f.v.Who.ID)}
	if s := f.Item.Inspection("", casework.StepScheduled); s != nil {
		for _, o := range s.Seat.Officers {
			if string(o.ID) != f.v.Who.ID {
				second.Value = string(o.ID)
			}
		}
	}
	return append(fields, second, page.Field{
		Kind: page.File, Name: fieldPhotos, Label: say("act.visit.photos"), Help: say("act.visit.photos.help"), Optional: true,
		Accept: "image/jpeg,image/png", Capture: true,
	})
}

func tryVerdict(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	open := say("effect.open")
	in := casework.JudgeVisitInput{Target: t, Second: casework.Inspector{ID: "second", Name: open}, Record: open, Rectify: open}
	switch d, _ := deedAt(f.v.R.PathValue("act")); d.verb {
	case casework.VerbVisitRectify:
		return e.VisitRectify(c, m, by, in)
	case casework.VerbVisitFail:
		return e.VisitFail(c, m, by, in)
	}
	return e.VisitPass(c, m, by, in)
}

func sendVerdict(f *file, form *actForm, t handling.Target) error {
	in := handling.Verdict{
		Seat: f.seatSeen(), Second: ident.StaffID(form.value(fieldSecond)), Record: form.value(fieldRecord), Rectify: form.value(fieldRectify),
	}
	if m := f.v.R.MultipartForm; m != nil {
		for _, h := range m.File[fieldPhotos] {
			if h.Size == 0 {
				continue // the control was left empty
			}
			content, err := h.Open()
			if err != nil {
				return fault.New(fault.Invalid, "officer.form")
			}
			defer func() { _ = content.Close() }() // it was only read
			in.Photos = append(in.Photos, handling.Photo{Name: h.Filename, Content: content})
		}
	}
	ctx, who, h := f.v.R.Context(), f.v.Who.Principal, f.v.d.Handling
	d, _ := deedAt(f.v.R.PathValue("act"))
	var err error
	switch d.verb {
	case casework.VerbVisitRectify:
		_, err = h.VisitRectify(ctx, who, t, in)
	case casework.VerbVisitFail:
		_, err = h.VisitFail(ctx, who, t, in)
	default:
		_, err = h.VisitPass(ctx, who, t, in)
	}
	return err
}

func notHeldFields(*file, deed) []page.Field {
	return []page.Field{{Kind: page.LongText, Name: fieldReason, Label: say("act.visit-not-held.reason"), Help: say("act.visit-not-held.reason.help"), Longest: 500}}
}

func tryNotHeld(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.VisitNotHeld(c, m, by, casework.VisitNotHeldInput{Target: t, Reason: say("effect.open")})
}

func sendNotHeld(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.VisitNotHeld(f.v.R.Context(), f.v.Who.Principal, t, f.seatSeen(), form.value(fieldReason))
	return err
}

// seatToken carries the version of the item's seat: a verdict compares nothing else.
func (f *file) seatToken() []Hidden {
	s := f.Item.Inspection("", casework.StepScheduled)
	if s == nil {
		return nil
	}
	return []Hidden{{Name: "seat", Value: strconv.FormatInt(s.Seat.Version, 10)}}
}

func (f *file) seatSeen() int64 {
	n, _ := strconv.ParseInt(f.v.R.PostForm.Get("seat"), 10, 64)
	return n
}

// visitURL is the sheet of a visit.
func visitURL(no ident.CaseNo, visit string, more ...string) string {
	out := "/officer/cases/" + string(no) + "/visits/" + url.PathEscape(visit)
	for _, m := range more {
		out += m
	}
	return out
}

// visitLinks lead from an item to the visits in which it has or had a place.
func (f *file) visitLinks() []Link {
	var out []Link
	for i := range f.Case.Visits {
		v := &f.Case.Visits[i]
		here := slices.Contains(v.Slots, f.Item.Slot)
		for _, s := range f.Item.Steps {
			for _, x := range seatVerdicts(s) {
				here = here || x.Visit == v.ID
			}
		}
		if here {
			out = append(out, Link{Label: say("visit.link", "day", console.DayText(v.On)), Href: visitURL(f.Case.No, v.ID)})
		}
	}
	return out
}

func seatVerdicts(s casework.Step) []casework.VisitVerdict {
	if s.Seat == nil {
		return nil
	}
	return s.Seat.Verdicts
}
