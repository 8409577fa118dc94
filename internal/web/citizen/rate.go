package citizen

import (
	"net/http"
	"slices"
	"strconv"

	app "lianban/internal/app/improvement"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/improvement"
	"lianban/internal/web/page"
)

// The fields of a review. Of an item they have its slot behind them.
const (
	fieldGrade     = "grade"
	fieldLeg       = "leg."
	fieldReason    = "reason"
	fieldWords     = "words"
	fieldAnonymous = "anonymous"
)

// rateURL is where a case is rated (C22).
func rateURL(c *casework.Case) string { return caseURL(c) + "/rate" }

// sayRate answers a text of reviews: the key stands below "rating." in base/lang.
func sayRate(key string, pairs ...any) string { return lang.Chinese().Say("rating."+key, pairs...) }

// rateLink leads to the review of a case, once something of it has ended.
func (v *visit) rateLink(c *casework.Case) *page.Link {
	if v.d.Improvement == nil || len(improvement.Rateable(c, v.applicant())) == 0 {
		return nil
	}
	return &page.Link{Label: sayRate("link"), Href: rateURL(c)}
}

// mine is the review of the case of the address.
func (v *visit) mine() (*app.Mine, error) {
	no, err := v.caseNo()
	if err != nil {
		return nil, err
	}
	return v.d.Improvement.Mine(v.r.Context(), v.who.Principal, no)
}

// showRate is C22: the form, or what was said and answered.
func showRate(v *visit) error {
	m, err := v.mine()
	if err != nil {
		return err
	}
	if r := m.Review; r != nil && (r.Settled() || v.r.URL.Query().Get("amend") != "yes") {
		return v.rated(m)
	}
	if len(m.Rateable) == 0 {
		return casework.Why(m.Case, m.Case.Current()[0].Slot, casework.VerbRateItem, v.applicant())
	}
	v.askRate(http.StatusOK, m, saidOf(m.Review), nil)
	return nil
}

// saidOf is what a review says, as its form would bring it.
func saidOf(r *improvement.Review) improvement.Said {
	if r == nil {
		return improvement.Said{}
	}
	in := improvement.Said{Grade: r.Grade, Reasons: r.Reasons, Words: r.Words, Anonymous: r.Anonymous, Seen: r.Version}
	for _, l := range r.Legs {
		in.Legs = append(in.Legs, improvement.SaidLeg{Slot: l.Slot, Mark: l.Mark, Reasons: l.Reasons})
	}
	return in
}

// askRate shows the form with what stands in it.
func (v *visit) askRate(status int, m *app.Mine, in improvement.Said, wrong error) {
	c := m.Case
	p := RatePage{
		Heading: sayRate("title", "name", caseName(c)), Lead: v.rateLead(c), Post: rateURL(c), Seen: strconv.FormatInt(in.Seen, 10), Once: page.Token(),
		Skip: page.Link{Label: sayRate("skip"), Href: caseURL(c)}, Button: sayRate("submit"),
		Promise: sayRate("promise", "day", day(m.Due)), Words: v.rateWords(in), Anonymous: in.Anonymous,
	}
	p.State = page.Tag{Tone: page.Good, Icon: "check", Word: sayRate("state.some")}
	if casework.ResultOf(c) != "" {
		p.State.Word = sayRate("state.all")
	}
	if in.Seen != 0 {
		p.Button, p.Skip = sayRate("amend.submit"), page.Link{Label: sayRate("amend.skip"), Href: rateURL(c)}
	}
	for _, g := range improvement.Grades {
		p.Grades = append(p.Grades, GradeOption{Value: string(g), Label: sayRate("grade." + string(g)), Icon: faces[g], On: in.Grade == g, Bad: g.Bad()})
	}
	p.Whole = reasonField(fieldReason, sayRate("why.whole"), in.Reasons)
	for _, it := range m.Rateable {
		p.Legs = append(p.Legs, rateLeg(it, in))
	}
	fr := v.formFrame(p.Heading, caseURL(c))
	fr.Back.Label = sayRate("back")
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		p.mark()
	}
	v.show(status, Rate(fr, p))
}

// faces are the pictures of the grades; the words beside them say the same.
var faces = map[improvement.Grade]string{
	improvement.VerySatisfied: "mood-happy", improvement.Satisfied: "mood-smile", improvement.FairlySatisfied: "mood-empty",
	improvement.Dissatisfied: "mood-sad", improvement.VeryDissatisfied: "mood-angry",
}

// rateLead says when it ended and how long it took, against what was promised.
func (v *visit) rateLead(c *casework.Case) string {
	if c.Concluded == 0 || casework.ResultOf(c) == "" {
		return sayRate("lead.some")
	}
	used := max(1, v.d.Filing.Engine.Cal.Between(calendar.DayOf(c.FiledAt), c.Concluded))
	if c.JointPromise == 0 {
		return sayRate("lead.all", "day", day(c.Concluded), "n", used)
	}
	return sayRate("lead.promised", "day", day(c.Concluded), "n", used, "promised", c.JointPromise)
}

func (v *visit) rateWords(in improvement.Said) page.Field {
	return page.Field{
		Kind: page.LongText, Name: fieldWords, Label: sayRate("words"), Help: sayRate("words.help"), Longest: improvement.MostWords, Value: in.Words,
	}
}

// rateLeg is the mark of one item, and what was bad about it.
func rateLeg(it *casework.ItemCase, in improvement.Said) RateLeg {
	var said improvement.SaidLeg
	for _, l := range in.Legs {
		if l.Slot == it.Slot {
			said = l
		}
	}
	l := RateLeg{
		Mark: page.Field{Kind: page.OneOf, Name: fieldLeg + it.Slot, Label: it.Name, Help: it.Office, Value: string(said.Mark), Pills: true},
		Why:  reasonField(fieldReason+"."+it.Slot, sayRate("why.item", "item", it.Name), said.Reasons),
	}
	for _, m := range improvement.Marks {
		l.Mark.Options = append(l.Mark.Options, page.Option{Value: string(m), Label: sayRate("mark." + string(m))})
	}
	l.reveal()
	return l
}

func reasonField(name, label string, on []improvement.Reason) page.Field {
	f := page.Field{Kind: page.SomeOf, Name: name, Label: label, Pills: true}
	for _, x := range improvement.Reasons {
		f.Options = append(f.Options, page.Option{Value: string(x), Label: sayRate("reason." + string(x))})
	}
	for _, x := range on {
		f.Values = append(f.Values, string(x))
	}
	return f
}

// said reads the form.
func (v *visit) said(m *app.Mine) improvement.Said {
	f := v.r.PostForm
	list := func(name string) []improvement.Reason {
		var out []improvement.Reason
		for _, x := range f[name] {
			out = append(out, improvement.Reason(x))
		}
		return out
	}
	in := improvement.Said{
		Grade: improvement.Grade(f.Get(fieldGrade)), Reasons: list(fieldReason), Words: f.Get(fieldWords), Anonymous: f.Get(fieldAnonymous) == "yes",
	}
	in.Seen, _ = strconv.ParseInt(f.Get("version"), 10, 64) // not a number: not checked
	for _, it := range m.Rateable {
		in.Legs = append(in.Legs, improvement.SaidLeg{
			Slot: it.Slot, Mark: improvement.Mark(f.Get(fieldLeg + it.Slot)), Reasons: list(fieldReason + "." + it.Slot),
		})
	}
	return in
}

func rate(v *visit) error {
	m, err := v.mine()
	if err != nil {
		return err
	}
	if err := v.r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "citizen.form_unreadable")
	}
	in := v.said(m)
	_, err = v.d.Improvement.RateItem(v.r.Context(), v.who.Principal, m.Case.No, in, v.r.PostForm.Get("once"))
	if fault.Is(err, fault.Invalid) {
		v.askRate(http.StatusUnprocessableEntity, m, in, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(rateURL(m.Case))
}

// rated shows one's own words, and what was answered.
func (v *visit) rated(m *app.Mine) error {
	c, r := m.Case, m.Review
	p := RatedPage{
		Heading: sayRate("done.title"), Name: caseName(c), Lead: sayRate("done.on", "day", day(r.On)),
		Grade: sayRate("grade." + string(r.Grade)), Icon: faces[r.Grade], Words: r.Words, Whole: reasonWords(r.Reasons),
		Who: sayRate("done.named"), Back: page.Link{Label: sayRate("back"), Href: caseURL(c)},
	}
	if r.Anonymous {
		p.Who = sayRate("done.anonymous")
	}
	for _, l := range r.Legs {
		if l.Mark != "" {
			p.Rows = append(p.Rows, page.Row{Name: l.Item, Value: legWords(l)})
		}
	}
	for _, b := range r.Bad {
		p.Answers = append(p.Answers, v.rateAnswer(r, b))
	}
	if !r.Settled() && len(m.Rateable) > 0 {
		p.Amend = &page.Link{Label: sayRate("amend.link"), Href: rateURL(c) + "?amend=yes"}
	}
	fr := v.formFrame(p.Heading, caseURL(c))
	fr.Back.Label = sayRate("back")
	v.show(http.StatusOK, Rated(fr, p))
	return nil
}

func legWords(l improvement.Leg) string {
	mark := sayRate("mark." + string(l.Mark))
	if len(l.Reasons) == 0 {
		return mark
	}
	return sayRate("mark.why", "mark", mark, "why", reasonWords(l.Reasons))
}

func reasonWords(rs []improvement.Reason) string {
	out := ""
	for i, x := range rs {
		if i > 0 {
			out += sayRate("comma")
		}
		out += sayRate("reason." + string(x))
	}
	return out
}

// rateAnswer is how far the answer to one bad thing is.
func (v *visit) rateAnswer(r *improvement.Review, b improvement.Bad) RateAnswer {
	a := RateAnswer{Title: sayRate("answer.whole"), State: page.Tag{Tone: page.Warn, Icon: "clock", Word: sayRate("own." + string(b.State))}}
	if i := slices.IndexFunc(r.Legs, func(l improvement.Leg) bool { return l.Slot == b.Slot }); i >= 0 {
		a.Title = sayRate("answer.item", "item", b.Item, "office", r.Legs[i].Office)
	}
	switch b.State {
	case improvement.Owed:
		a.Lead = sayRate("answer.owed", "day", bindingDay(b.Due))
		if b.Due < v.today {
			a.Lead = sayRate("answer.late", "day", day(b.Due))
		}
	case improvement.Appealed:
		a.Lead = sayRate("answer.appealed")
	case improvement.SetAside:
		a.State.Tone, a.State.Icon = page.Quiet, "circle-minus"
		a.Lead, a.Words = sayRate("answer.set_aside", "day", day(b.Appeal.Decided)), b.Appeal.Why
	case improvement.Listed:
		a.Lead = sayRate("answer.listed", "day", bindingDay(b.Answer.Until))
	case improvement.Closed:
		a.State.Tone, a.State.Icon = page.Good, "circle-check"
	}
	if x := b.Answer; x != nil {
		a.Words, a.Kind = x.Words, sayRate("kind."+string(x.Kind)+".own", "day", day(x.On))
		if x.Done != 0 {
			a.Done, a.How = sayRate("answer.done", "day", day(x.Done)), x.How
		}
	}
	return a
}
