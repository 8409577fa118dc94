package officer

import (
	"slices"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// The fields of consults and notices.
const (
	fieldQuestion   = "question"
	fieldPapers     = "papers"
	fieldFields     = "fields"
	fieldText       = "content"
	fieldPlaces     = "places"
	fieldWho        = "who"
	fieldObjection  = "objection"
	fieldConsidered = "considered"
	fieldSays       = "says"
	fieldReply      = "reply"
	fieldAsked      = "asked"
)

// consultDeeds are the acts of consults and public notices.
func consultDeeds() []deed {
	handle := []permission.Permission{permission.Handle}
	return []deed{
		{verb: casework.VerbStartConsult, path: "start-consult", needs: handle, lead: consultLead, fields: consultFields, try: tryConsult, send: sendConsult},
		{verb: casework.VerbWeighConsult, path: "weigh-consult", needs: handle, fields: weighFields, try: tryWeigh, send: sendWeigh},
		{verb: casework.VerbPublishNotice, path: "publish-notice", needs: handle, fields: noticeFields, try: tryNotice, send: sendNotice},
		{verb: casework.VerbAnswerObjection, path: "answer-objection", needs: handle, fields: objectionFields, try: tryObjection, send: sendObjection},
	}
}

// lateDeeds keep what came after its time.
func lateDeeds() []deed {
	handle := []permission.Permission{permission.Handle}
	return []deed{
		{verb: casework.VerbRecordLateReply, path: "record-late-reply", needs: handle, fields: lateReplyFields, try: tryLateReply, send: sendLateReply},
		{verb: casework.VerbLateObjection, path: "record-late-objection", needs: handle, fields: lateFields, try: tryLate, send: sendLate},
	}
}

// init notes reasons that go without saying where an item has no such step, or nothing waits in it.
func init() {
	for _, key := range []string{
		"no_consult_waits", "nothing_to_weigh", "no_notice_waits", "no_objection_open", "no_silence", "notice_not_over",
	} {
		quiet["casework."+key] = true
	}
}

func longField(d deed, name string) page.Field {
	return page.Field{Kind: page.LongText, Name: name, Label: say("act." + d.path + "." + name), Help: help(d, name), Longest: 2000}
}

func consultFields(f *file, d deed) []page.Field {
	papers := page.Field{Kind: page.SomeOf, Name: fieldPapers, Label: say("act.start-consult.papers"), Help: help(d, fieldPapers), Optional: true}
	for _, m := range f.Materials {
		papers.Options = append(papers.Options, page.Option{Value: m.Key, Label: m.Name})
	}
	fields := page.Field{Kind: page.SomeOf, Name: fieldFields, Label: say("act.start-consult.fields"), Help: help(d, fieldFields), Optional: true}
	for _, x := range f.Fields {
		fields.Options = append(fields.Options, page.Option{Value: x.Key, Label: x.Label, Hint: x.Shown})
	}
	return []page.Field{longField(d, fieldQuestion), papers, fields}
}

// consultLead names the consult that begins next and whom it asks.
func consultLead(f *file) string {
	for i := range f.Item.Steps {
		s := &f.Item.Steps[i]
		if s.Asked == nil || s.State != casework.StepTodo || len(f.mustPass(s)) > 0 {
			continue
		}
		var bodies []string
		for _, r := range s.Asked.Requests {
			bodies = append(bodies, r.Name)
		}
		return say("act.start-consult.to", "step", s.Name, "bodies", join(bodies))
	}
	return ""
}

func tryConsult(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.StartConsult(c, m, by, casework.StartConsultInput{Target: t, Question: say("effect.open")})
}

func sendConsult(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.StartConsult(f.v.R.Context(), f.v.Who.Principal, t, handling.Question{
		Text: form.value(fieldQuestion), Papers: form.ticked(fieldPapers), Fields: form.ticked(fieldFields),
	})
	return err
}

func weighFields(f *file, d deed) []page.Field {
	x := longField(d, fieldOpinion)
	var said []string
	for i := range f.Item.Steps {
		if a := f.Item.Steps[i].Asked; a != nil {
			for _, r := range a.Requests {
				if r.Doubts() && !r.Weighed {
					said = append(said, say("act.weigh-consult.said", "name", r.Name, "says", answerTag(r).Word, "text", strings.TrimSpace(r.Opinion+" "+r.Late)))
				}
			}
		}
	}
	x.Help = strings.Join(said, say("semicolon"))
	return []page.Field{x}
}

func tryWeigh(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.WeighConsult(c, m, by, casework.WeighConsultInput{Target: t, Opinion: say("effect.open")})
}

func sendWeigh(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.WeighConsult(f.v.R.Context(), f.v.Who.Principal, t, "", form.value(fieldOpinion))
	return err
}

func noticeFields(_ *file, d deed) []page.Field {
	places := longField(d, fieldPlaces)
	places.Optional, places.Longest = true, 500
	return []page.Field{longField(d, fieldText), places}
}

func tryNotice(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.PublishNotice(c, m, by, casework.PublishNoticeInput{Target: t, Text: say("effect.open")})
}

func sendNotice(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.PublishNotice(f.v.R.Context(), f.v.Who.Principal, t, "", form.value(fieldText), lines(form.value(fieldPlaces)))
	return renamed(err, "text", fieldText)
}

// renamed makes a complaint of the engine one about the field of the form.
func renamed(err error, from, to string) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	f := *fault.Of(err)
	f.Fields = slices.Clone(f.Fields)
	for i := range f.Fields {
		if f.Fields[i].Name == from {
			f.Fields[i].Name = to
		}
	}
	return &f
}

// lines are the lines of a text that say something.
func lines(text string) []string {
	var out []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func objectionFields(f *file, d deed) []page.Field {
	pick := page.Field{Kind: page.OneOf, Name: fieldObjection, Label: say("act.answer-objection.objection")}
	for i := range f.Item.Steps {
		n := f.Item.Steps[i].Notice
		if n == nil {
			continue
		}
		for _, o := range n.Objections {
			if o.Answer == "" {
				pick.Options = append(pick.Options, page.Option{
					Value: o.ID, Label: say("act.answer-objection.of", "name", page.MaskName(o.Name), "day", console.DayText(o.On)), Hint: o.Text,
				})
			}
		}
	}
	if len(pick.Options) == 1 {
		pick.Value = pick.Options[0].Value
	}
	return []page.Field{pick, longField(d, fieldReply)}
}

func tryObjection(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.AnswerObjection(c, m, by, casework.AnswerObjectionInput{Target: t, Answer: say("effect.open")})
}

func sendObjection(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.AnswerObjection(f.v.R.Context(), f.v.Who.Principal, t, "", form.value(fieldObjection), form.value(fieldReply))
	return err
}

func lateReplyFields(f *file, d deed) []page.Field {
	body := page.Field{Kind: page.OneOf, Name: fieldAsked, Label: say("act.record-late-reply.body")}
	for i := range f.Item.Steps {
		if a := f.Item.Steps[i].Asked; a != nil {
			for _, r := range a.Requests {
				if r.State == casework.RequestSilent && r.LateOn == 0 {
					body.Options = append(body.Options, page.Option{Value: r.Department, Label: r.Name})
				}
			}
		}
	}
	return []page.Field{body, saysField(), longField(d, fieldOpinion)}
}

// saysField asks what a body says.
func saysField() page.Field {
	x := page.Field{Kind: page.OneOf, Name: fieldSays, Label: say("answer.label")}
	for _, a := range []string{casework.NoObjection, casework.WithConditions, casework.Objects} {
		x.Options = append(x.Options, page.Option{Value: a, Label: say("answer." + a), Hint: say("answer." + a + ".hint")})
	}
	return x
}

func tryLateReply(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	body := ""
	if x := lateReplyFields(f, deed{path: "record-late-reply"})[0]; len(x.Options) > 0 {
		body = x.Options[0].Value
	}
	return e.RecordLateReply(c, m, by, casework.RecordLateReplyInput{Target: t, Body: body, Answer: casework.NoObjection, Opinion: say("effect.open")})
}

func sendLateReply(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.RecordLateReply(f.v.R.Context(), f.v.Who.Principal, t, "", form.value(fieldAsked),
		handling.Answer{Says: form.value(fieldSays), Opinion: form.value(fieldOpinion)})
	return renamed(err, "answer", fieldSays)
}

func lateFields(_ *file, d deed) []page.Field {
	who := page.Field{Kind: page.Text, Name: fieldWho, Label: say("act.record-late-objection.who")}
	return []page.Field{who, longField(d, fieldObjection), longField(d, fieldConsidered)}
}

func tryLate(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	open := say("effect.open")
	return e.RecordLateObjection(c, m, by, casework.LateObjectionInput{Target: t, Who: open, Text: open, Considered: open})
}

func sendLate(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.RecordLateObjection(f.v.R.Context(), f.v.Who.Principal, t, handling.LateObjection{
		Who: form.value(fieldWho), Text: form.value(fieldObjection), Considered: form.value(fieldConsidered),
	})
	return err
}
