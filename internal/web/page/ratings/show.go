package ratings

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	app "lianban/internal/app/improvement"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/improvement"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// deed is one act about a bad review: its address, its fields, and how it is done.
type deed struct {
	verb   improvement.Verb
	path   string
	fields func(d Desk, f *app.File) []page.Field
	send   func(d Desk, v *console.Visit, at app.At) error
}

var deeds = []deed{
	{improvement.VerbDecideAppeal, "decide-appeal", decideFields, sendDecision},
	{improvement.VerbAssign, "assign", assignFields, sendAssign},
	{improvement.VerbAnswer, "answer", answerFields, sendAnswer},
	{improvement.VerbClose, "close", closeFields, sendClose},
	{improvement.VerbAppeal, "appeal", appealFields, sendAppeal},
}

func long(name string) page.Field {
	return page.Field{Kind: page.LongText, Name: name, Label: Say("field." + name), Help: Say("field." + name + ".help"), Longest: 1000}
}

func choice[T ~string](name string, of []T) page.Field {
	f := page.Field{Kind: page.OneOf, Name: name, Label: Say("field." + name)}
	for _, x := range of {
		f.Options = append(f.Options, page.Option{Value: string(x), Label: Say("field." + name + "." + string(x))})
	}
	return f
}

func decideFields(Desk, *app.File) []page.Field {
	return []page.Field{choice("decision", []string{"stands", "set_aside"}), long("why")}
}

func assignFields(d Desk, f *app.File) []page.Field {
	x := page.Field{Kind: page.Select, Name: "office", Label: Say("field.office")}
	for _, l := range f.Offices {
		x.Options = append(x.Options, page.Option{Value: l.Area + "/" + l.Department, Label: d.office(l.Area, l.Department)})
	}
	return []page.Field{x}
}

func answerFields(d Desk, f *app.File) []page.Field {
	kind := choice("kind", improvement.AnswerKinds)
	until := page.Field{Kind: page.Select, Name: "until", Label: Say("field.until"), Help: Say("field.until.help"), Optional: true}
	for _, n := range []int{3, 5, 10, 20, 40} {
		day := d.Improvement.Engine.Cal.AddWorking(d.Improvement.Today(), n)
		until.Options = append(until.Options, page.Option{Value: day.String(), Label: Say("field.until.one", "n", n, "day", console.BindingDay(day))})
	}
	out := []page.Field{kind, long("words"), until}
	if !f.Anonymous {
		call := choice("call", improvement.Calls)
		call.Help = Say("field.call.help")
		out = append(out, call)
	}
	return out
}

func closeFields(Desk, *app.File) []page.Field { return []page.Field{long("how")} }

func appealFields(Desk, *app.File) []page.Field {
	return []page.Field{choice("ground", improvement.Grounds), long("reason")}
}

func sendDecision(d Desk, v *console.Visit, at app.At) error {
	said := v.R.PostFormValue("decision")
	if said != "stands" && said != "set_aside" {
		return fault.New(fault.Invalid, "improvement.incomplete").With("decision", "improvement.required.decision")
	}
	return d.Improvement.DecideReviewAppeal(v.R.Context(), v.Who.Principal, at, said == "set_aside", v.R.PostFormValue("why"))
}

func sendAssign(d Desk, v *console.Visit, at app.At) error {
	area, department, _ := strings.Cut(v.R.PostFormValue("office"), "/")
	return d.Improvement.AssignReview(v.R.Context(), v.Who.Principal, at, area, department)
}

func sendAnswer(d Desk, v *console.Visit, at app.At) error {
	in := improvement.AnswerInput{
		Kind: improvement.AnswerKind(v.R.PostFormValue("kind")), Words: v.R.PostFormValue("words"), Call: improvement.Call(v.R.PostFormValue("call")),
	}
	in.Until, _ = calendar.ParseDay(v.R.PostFormValue("until")) // no day: the rules ask for one where it is needed
	return d.Improvement.AnswerReview(v.R.Context(), v.Who.Principal, at, in)
}

func sendClose(d Desk, v *console.Visit, at app.At) error {
	return d.Improvement.CloseReview(v.R.Context(), v.Who.Principal, at, v.R.PostFormValue("how"))
}

func sendAppeal(d Desk, v *console.Visit, at app.At) error {
	return d.Improvement.AppealReview(v.R.Context(), v.Who.Principal, at, improvement.Ground(v.R.PostFormValue("ground")), v.R.PostFormValue("reason"))
}

// show shows one bad review with what can be done about it.
func (d Desk) show(v *console.Visit) error { return d.one(v, "", nil, http.StatusOK) }

// one shows a review; the form of an act that failed keeps what was written and says what is wrong.
func (d Desk) one(v *console.Visit, failed string, wrong []page.Problem, status int) error {
	f, err := d.Improvement.One(v.R.Context(), v.Who.Principal, d.Side, v.R.PathValue("rating"))
	if err != nil {
		return err
	}
	s, err := v.Shell(about(f.Shown))
	if err != nil {
		return err
	}
	s.Failed = len(wrong) > 0
	p := Page{
		Shell: s, Back: listURL(v), Done: done(v), Errors: wrong, State: stateTag(f.Shown), Facts: d.facts(f.Shown), Words: f.Words,
		History: history(f), Case: d.caseLink(v, f), Late: f.Late,
	}
	if f.Anonymous {
		p.Note = Say("note.anonymous")
	}
	for _, a := range deeds {
		if f.May[a.verb] {
			p.Forms = append(p.Forms, d.form(v, f, a, failed, wrong))
		}
	}
	if f.Own {
		p.Barred = Say("own_hand")
	}
	v.Show(status, View(p))
	return nil
}

// form is the form of one act. No two acts that can stand on one page have a field of the same name.
func (d Desk) form(v *console.Visit, f *app.File, a deed, failed string, wrong []page.Problem) Form {
	x := Form{
		Action: oneURL(v, f.ID) + "/" + a.path, Title: Say("act." + a.path), Lead: Say("act." + a.path + ".lead"), Fields: a.fields(d, f),
		Quiet:  a.verb == improvement.VerbAppeal,
		Hidden: []console.Hidden{{Name: "seen", Value: strconv.FormatInt(f.Version, 10)}},
	}
	for i := range x.Fields {
		if a.path != failed {
			continue
		}
		x.Fields[i].Value = v.R.PostFormValue(x.Fields[i].Name)
		for _, p := range wrong {
			if p.Field == x.Fields[i].Name {
				x.Fields[i].Error = p.Text
			}
		}
	}
	return x
}

// caseLink leads to the item of a named review at this desk.
func (d Desk) caseLink(v *console.Visit, f *app.File) *page.Link {
	switch {
	case f.No == "":
		return nil
	case f.Slot == "":
		return &page.Link{Label: string(f.No)}
	}
	return &page.Link{Label: string(f.No), Href: "/" + v.Door.Name + "/cases/" + string(f.No) + "/items/" + url.PathEscape(f.Slot)}
}

// history is what was done about a review, with who.
func history(f *app.File) []Step {
	var out []Step
	name := func(id ident.StaffID) string { return f.Names[id] }
	if a := f.Appeal; a != nil {
		out = append(out, Step{Title: Say("step.appeal", "day", console.DayText(a.On), "who", name(a.By), "ground", Say("field.ground."+string(a.Ground))), Words: a.Reason})
		if a.Decided != 0 {
			key := "step.stands"
			if a.Upheld {
				key = "step.set_aside"
			}
			out = append(out, Step{Title: Say(key, "day", console.DayText(a.Decided), "who", name(a.Judge)), Words: a.Why})
		}
	}
	if a := f.Answer; a != nil {
		s := Step{Title: Say("step.answer", "day", console.DayText(a.On), "who", name(a.By), "kind", word("kind."+string(a.Kind))), Words: a.Words}
		if a.Call != "" {
			s.Note = Say("field.call." + string(a.Call))
		}
		out = append(out, s)
		if a.Done != 0 {
			out = append(out, Step{Title: Say("step.done", "day", console.DayText(a.Done)), Words: a.How})
		}
	}
	return out
}

// do answers the form of an act.
func (d Desk) do(a deed) func(*console.Visit) error {
	return func(v *console.Visit) error {
		if err := v.R.ParseForm(); err != nil {
			return fault.New(fault.Invalid, "improvement.incomplete")
		}
		seen, _ := strconv.ParseInt(v.R.PostFormValue("seen"), 10, 64) // not a number: not checked
		err := a.send(d, v, app.At{Side: d.Side, ID: v.R.PathValue("rating"), Seen: seen})
		if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
			return d.one(v, a.path, problems(err), page.Status(err))
		}
		if err != nil {
			return err
		}
		v.Door.Gate.Flash(v.R, a.path)
		if a.verb == improvement.VerbAssign {
			return v.GoTo(listURL(v)) // it may be another's now
		}
		return v.GoTo(oneURL(v, v.R.PathValue("rating")))
	}
}
