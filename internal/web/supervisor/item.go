package supervisor

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// linesShown is how many entries of the record a supervisor sees at once.
const linesShown = 12

// open reads the item case of the address.
func (v *visit) open() (*handling.Watched, error) {
	no, slot, err := v.target()
	if err != nil {
		return nil, err
	}
	return v.d.Handling.Watch(v.R.Context(), v.Who.Principal, no, slot)
}

// showItem shows one item case with what can be done about it.
func showItem(v *visit) error {
	w, err := v.open()
	if err != nil {
		return err
	}
	return v.showItem(w, nil, http.StatusOK)
}

func (v *visit) showItem(w *handling.Watched, problems []page.Problem, status int) error {
	c, it := w.Case, w.Item
	s, err := v.Shell(say("item.title", "applicant", v.titleOf(c.Scenario, c.Subject, c.Applicant.Name), "item", it.Name))
	if err != nil {
		return err
	}
	s.Failed = len(problems) > 0
	p := ItemPage{
		Shell: s, Done: v.Flash(), Errors: problems, Back: home, State: stateTag(it.State),
		Meta: say("item.meta", "no", string(c.No), "scenario", c.ScenarioName),
	}
	handler := w.Handler
	if handler == "" {
		handler = say("owner.none")
	}
	p.Facts = []page.Row{
		{Name: say("fact.department"), Value: v.office(it.Area, it.Department)}, {Name: say("fact.handler"), Value: handler},
		{Name: say("fact.received"), Value: console.DayText(it.Received)}, {Name: say("fact.accepted"), Value: v.accepted(it)},
		{Name: say("fact.urged"), Value: urgedText(it.Urged)},
	}
	for _, k := range v.d.Handling.Engine.ClockViews(c, it.Slot, v.Today) {
		p.Clocks = append(p.Clocks, v.clockRow(k))
	}
	for _, o := range slices.Backward(it.Orders) {
		p.Orders = append(p.Orders, orderRow(o))
	}
	for _, e := range slices.Backward(w.Entries) {
		if (e.Slot == it.Slot || e.Slot == "") && len(p.Journal) < linesShown {
			p.Journal = append(p.Journal, v.line(e))
		}
	}
	v.acts(&p, w)
	v.rights(&p, w)
	v.Show(status, ItemView(p))
	return nil
}

func (v *visit) accepted(it *casework.ItemCase) string {
	switch {
	case it.Accepted == 0:
		return say("fact.not_yet")
	case it.Deemed:
		return say("fact.deemed", "day", console.DayText(it.Accepted))
	}
	return console.DayText(it.Accepted)
}

func urgedText(u casework.Urging) string {
	if u.Times == 0 {
		return say("fact.never")
	}
	return say("fact.urged_n", "n", u.Times, "day", console.DayText(u.Last()))
}

func (v *visit) clockRow(k casework.ClockView) ClockRow {
	row := ClockRow{Name: clockWord(k.Kind), Due: console.BindingDay(k.Due), Ground: groundWord(k.Ground)}
	switch {
	case k.Stopped != 0:
		row.Tag = page.Tag{Tone: page.Quiet, Icon: "check", Word: say("clock.stopped", "day", console.DayText(k.Stopped))}
	case k.State == calendar.Paused || k.State == calendar.Unknown:
		row.Tag = page.Tag{Tone: page.Warn, Icon: "player-pause", Word: say("clock.paused")}
	default:
		level, text := v.lead(k.Due)
		row.Tag = page.Tag{Tone: map[string]page.Tone{"over": page.Bad, "soon": page.Warn, "run": page.Info}[level], Icon: "clock", Word: text}
	}
	return row
}

func orderRow(o casework.Order) OrderRow {
	row := OrderRow{
		What: o.What, Answer: o.Answer, Conclusion: o.Conclusion, Open: o.State() != casework.OrderClosed,
		Title: say("order."+string(o.State()), "opened", console.DayText(o.Opened), "due", console.BindingDay(o.Due),
			"answered", console.DayText(o.Answered), "closed", console.DayText(o.Closed)),
	}
	return row
}

// line says an entry of the record: units, not names, and the words of supervision in full.
func (v *visit) line(e casework.Entry) Line {
	l := Line{When: console.MomentText(e.At, v.Today), Text: lang.Chinese().Say("casework.verb." + e.Verb)}
	switch {
	case e.Actor.Kind == "applicant":
		l.Who = say("who.applicant")
	case e.Actor.Kind == "system", e.Actor.Kind == "timer":
		l.Who = say("who.system")
	case e.Actor.Role == casework.Supervise:
		l.Who = say("who.supervisor")
	default:
		l.Who = v.departmentName(e.Actor.Department)
	}
	var said struct{ What, Answer, Conclusion, Note string }
	watched := []casework.Verb{casework.VerbUrge, casework.VerbSupervise, casework.VerbAnswerSupervision, casework.VerbCloseSupervision}
	if slices.Contains(watched, casework.Verb(e.Verb)) && json.Unmarshal(e.Payload, &said) == nil {
		l.Detail = cmp.Or(said.What, said.Answer, said.Conclusion, said.Note)
	}
	return l
}

// acts are the forms of what is possible now, and why the rest is not.
func (v *visit) acts(p *ItemPage, w *handling.Watched) {
	if err := v.d.Handling.MaySupervise(v.Who.Principal, w); err != nil {
		p.Barred = []string{console.FaultText(err)}
		return
	}
	by, slot := handling.AsSupervisor(v.Who.Principal), w.Item.Slot
	hidden := []console.Hidden{{Name: "seen", Value: strconv.FormatInt(w.Item.Version, 10)}, {Name: "once", Value: page.Token()}}
	offer := func(name string, why error, fields ...page.Field) {
		if why != nil {
			if name != "close-supervision" || fault.Of(why).Key == "casework.order_unanswered" {
				p.Barred = append(p.Barred, say("barred", "act", say("act."+name), "why", console.FaultText(why)))
			}
			return
		}
		for i := range fields {
			if said := v.R.PostFormValue(fields[i].Name); said != "" {
				fields[i].Value = said
			}
			for _, x := range p.Errors {
				if x.Field == fields[i].Name {
					fields[i].Error = x.Text
				}
			}
		}
		p.Forms = append(p.Forms, Form{Name: name, Action: itemURL(w.Case.No, slot, "/", name), Submit: say("act." + name), Lead: say("act." + name + ".lead"), Fields: fields, Hidden: hidden})
	}
	long := func(name string) page.Field {
		return page.Field{Kind: page.LongText, Name: name, Label: say("field." + name), Help: say("field." + name + ".help"), Longest: 500}
	}
	offer("close-supervision", casework.Why(w.Case, slot, casework.VerbCloseSupervision, by), long("conclusion"))
	offer("urge", v.d.Handling.Engine.MayUrge(w.Case, slot, by, v.Today))
	offer("supervise", casework.Why(w.Case, slot, casework.VerbSupervise, by), long("what"),
		page.Field{Kind: page.Select, Name: "due", Label: say("field.due"), Options: v.answerDays(), Value: v.d.Handling.Engine.Cal.AddWorking(v.Today, usualDays).String()})
}

// usualDays is how many working days a department usually has to answer.
const usualDays = 3

// answerDays are the working days by which an answer can be asked for.
func (v *visit) answerDays() []page.Option {
	out := []page.Option{}
	for _, n := range []int{1, 2, 3, 5, 10} {
		d := v.d.Handling.Engine.Cal.AddWorking(v.Today, n)
		out = append(out, page.Option{Value: d.String(), Label: say("field.due.one", "n", n, "day", console.BindingDay(d))})
	}
	return out
}

// act does one act on the item of the address and answers what became of it.
func (v *visit) act(flash, back string, do func(handling.Target) error) error {
	no, slot, err := v.target()
	if err != nil {
		return err
	}
	seen, _ := strconv.ParseInt(v.R.PostFormValue("seen"), 10, 64)
	err = do(handling.Target{No: no, Slot: slot, Seen: seen, Once: v.R.PostFormValue("once")})
	if fault.Is(err, fault.Invalid) {
		w, again := v.open()
		if again != nil {
			return again
		}
		var problems []page.Problem
		for _, x := range fault.Of(err).Fields {
			problems = append(problems, page.Problem{Field: x.Name, Text: console.FaultText(&fault.Fault{Key: x.Key, Params: x.Params})})
		}
		return v.showItem(w, problems, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	v.Door.Gate.Flash(v.R, flash)
	if back == "" {
		back = itemURL(no, slot)
	}
	return v.GoTo(back)
}

// urge urges an item; from the board the supervisor comes back to the board.
func urge(v *visit) error {
	return v.act("flash.urged", v.R.PostFormValue("back"), func(t handling.Target) error {
		_, err := v.d.Handling.Urge(v.R.Context(), v.Who.Principal, t, "")
		return err
	})
}

// supervise opens a supervision order.
func supervise(v *visit) error {
	due, err := calendar.ParseDay(v.R.PostFormValue("due"))
	if err != nil {
		due = 0 // what is no day is asked for again
	}
	return v.act("flash.supervised", "", func(t handling.Target) error {
		_, err := v.d.Handling.Supervise(v.R.Context(), v.Who.Principal, t, strings.TrimSpace(v.R.PostFormValue("what")), due)
		return err
	})
}

// closeSupervision closes an answered supervision order.
func closeSupervision(v *visit) error {
	return v.act("flash.closed", "", func(t handling.Target) error {
		_, err := v.d.Handling.CloseSupervision(v.R.Context(), v.Who.Principal, t, strings.TrimSpace(v.R.PostFormValue("conclusion")))
		return err
	})
}
