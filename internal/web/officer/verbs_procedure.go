package officer

import (
	"strconv"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// The fields that the acts of procedures ask for; their names are those of the engine's faults.
const (
	fieldDays   = "days"
	fieldWords  = "text"
	fieldGround = "ground"
	fieldResult = "result"
	fieldWhose  = "whose"
	fieldMatter = "matter"
	fieldDay    = "day"
	fieldTime   = "time"
	fieldPlace  = "place"
	fieldRecord = "record"
)

var (
	byHandle = []permission.Permission{permission.Handle}
	byHead   = []permission.Permission{permission.ExtendAgency}
	byMayor  = []permission.Permission{permission.ExtendGovernment}
)

// procedureDeeds are the acts of expert reviews, special procedures, hearings, clarifications and extensions.
func procedureDeeds() []deed {
	return []deed{
		{verb: casework.VerbExpertOpinion, path: "expert-opinion", needs: byHandle, mine: true, lead: reviewLead(casework.StepCalled, casework.StepOverrun), fields: opinionFields, try: tryOpinion, send: sendOpinion},
		{verb: casework.VerbCallExperts, path: "call-experts", needs: byHandle, mine: true, lead: reviewLead(casework.StepTodo), fields: callFields, try: tryCall, send: sendCall},
		{verb: casework.VerbRestateLength, path: "restate-length", needs: byHandle, mine: true, fields: restateFields, try: tryRestate, send: sendRestate},
		{verb: casework.VerbReplaceExperts, path: "replace-experts", needs: byHandle, mine: true, fields: reasonField, try: tryReplace, send: sendReplace},
		{verb: casework.VerbResume, path: "resume", needs: byHandle, mine: true, fields: resumeFields, try: tryResume, send: sendResume},
		{verb: casework.VerbSetHearing, path: "set-hearing", needs: byHandle, mine: true, fields: setFields, try: trySet, send: sendSet},
		{verb: casework.VerbCloseHearing, path: "close-hearing", needs: byHandle, mine: true, fields: longOnly(fieldRecord), try: tryClose, send: sendClose},
		{verb: casework.VerbAskClarification, path: "ask-clarification", needs: byHandle, mine: true, fields: longOnly(fieldQuestion), try: tryAsk, send: sendAsk},
		{verb: casework.VerbSuspend, path: "suspend", needs: byHandle, mine: true, fields: suspendFields, try: trySuspend, send: sendSuspend},
		{verb: casework.VerbTellHearingRight, path: "tell-hearing-right", needs: byHandle, mine: true, fields: tellFields, try: tryTell, send: sendTell},
		{verb: casework.VerbExtendDecision, path: "extend-decision", needs: byHead, mine: true, fields: reasonField, try: tryExtend, send: sendExtend},
		{verb: casework.VerbExtendJoint, path: "extend-joint", needs: byMayor, mine: true, fields: reasonField, try: tryExtendJoint, send: sendExtendJoint},
	}
}

func long(d deed, name string) page.Field {
	return page.Field{Kind: page.LongText, Name: name, Label: say("act." + d.path + "." + name), Help: help(d, name), Longest: 2000}
}

func longOnly(name string) func(*file, deed) []page.Field {
	return func(_ *file, d deed) []page.Field { return []page.Field{long(d, name)} }
}

func reasonField(_ *file, d deed) []page.Field { return []page.Field{long(d, fieldReason)} }

// daysField asks for an announced length; what the plan expects stands there already.
func daysField(d deed, expected int) page.Field {
	x := page.Field{Kind: page.Number, Name: fieldDays, Label: say("act.days"), Help: say("act.days.help"), Unit: say("clock.units.working")}
	if expected > 0 {
		x.Value = strconv.Itoa(expected)
	}
	return x
}

// length is the announced length that was written; what is no number is no length, and the engine says so.
func (a *actForm) length() casework.Limit {
	n, err := strconv.Atoi(a.value(fieldDays))
	if err != nil {
		n = 0
	}
	return casework.Limit{Days: n}
}

// experts is the expert review in one of these states, for its expected length; nil if there is none.
func (f *file) experts(states ...casework.StepState) *casework.Step {
	for i := range f.Item.Steps {
		s := &f.Item.Steps[i]
		for _, state := range states {
			if s.Kind == casework.ExpertReview && s.State == state {
				return s
			}
		}
	}
	return nil
}

// reviewLead names the review in one of these states, of which an item can have several.
func reviewLead(states ...casework.StepState) func(*file) string {
	return func(f *file) string {
		if s := f.experts(states...); s != nil {
			return say("act.experts."+string(states[0]), "step", s.Name)
		}
		return ""
	}
}

func callFields(f *file, d deed) []page.Field {
	expected := 0
	if s := f.experts(casework.StepTodo); s != nil {
		expected = s.Length.Days
	}
	reason := long(d, fieldReason)
	reason.Optional = true
	return []page.Field{
		{Kind: page.Text, Name: fieldWho, Label: say("act.call-experts.who"), Help: say("act.call-experts.who.help")}, daysField(d, expected), reason,
	}
}

func tryCall(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	n := 10
	if s := f.experts(casework.StepTodo); s != nil && s.Length.Days > 0 {
		n = s.Length.Days
	}
	return e.CallExperts(c, m, by, casework.CallExpertsInput{Target: t, Who: []string{say("effect.open")}, Length: casework.Limit{Days: n}})
}

func sendCall(f *file, form *actForm, t handling.Target) error {
	var who []string
	for _, w := range strings.FieldsFunc(form.value(fieldWho), func(r rune) bool { return strings.ContainsRune("、，,;；", r) }) {
		who = append(who, strings.TrimSpace(w))
	}
	_, err := f.v.d.Handling.CallExperts(f.v.R.Context(), f.v.Who.Principal, t, casework.CallExpertsInput{
		Who: who, Length: form.length(), Reason: form.value(fieldReason),
	})
	return err
}

func opinionFields(_ *file, d deed) []page.Field {
	x := page.Field{Kind: page.OneOf, Name: fieldOpinion, Label: say("act.expert-opinion.opinion")}
	for _, o := range casework.Opinions {
		x.Options = append(x.Options, page.Option{Value: o, Label: say("opinion." + o)})
	}
	reasons := long(d, fieldWords)
	reasons.Label, reasons.Help = say("act.expert-opinion.words"), say("act.expert-opinion.words.help")
	return []page.Field{x, reasons}
}

func tryOpinion(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.ExpertOpinion(c, m, by, casework.ExpertOpinionInput{Target: t, Opinion: casework.Opinions[0], Text: say("effect.open")})
}

func sendOpinion(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.ExpertOpinion(f.v.R.Context(), f.v.Who.Principal, t, casework.ExpertOpinionInput{
		Opinion: form.value(fieldOpinion), Text: form.value(fieldWords),
	})
	return err
}

func restateFields(_ *file, d deed) []page.Field {
	return []page.Field{daysField(d, 0), long(d, fieldReason)}
}

func tryRestate(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.RestateLength(c, m, by, casework.RestateLengthInput{Target: t, Length: casework.Limit{Days: 5}, Reason: say("effect.open")})
}

func sendRestate(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.RestateLength(f.v.R.Context(), f.v.Who.Principal, t, casework.RestateLengthInput{
		Length: form.length(), Reason: form.value(fieldReason),
	})
	return err
}

func tryReplace(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.ReplaceExperts(c, m, by, casework.ReplaceExpertsInput{Target: t, Reason: say("effect.open")})
}

func sendReplace(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.ReplaceExperts(f.v.R.Context(), f.v.Who.Principal, t, casework.ReplaceExpertsInput{Reason: form.value(fieldReason)})
	return err
}

func suspendFields(f *file, d deed) []page.Field {
	x := page.Field{Kind: page.OneOf, Name: fieldGround, Label: say("act.suspend.ground"), Help: say("act.suspend.ground.help")}
	expected := 0
	for _, p := range f.Item.Suspendable() {
		x.Options = append(x.Options, page.Option{Value: p.Ground, Label: p.Name, Hint: p.Basis})
		expected = max(expected, p.Length.Days)
	}
	return []page.Field{x, daysField(d, expected), long(d, fieldReason)}
}

func trySuspend(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	in := casework.SuspendInput{Target: t, Reason: say("effect.open"), Length: casework.Limit{Days: 10}}
	if list := f.Item.Suspendable(); len(list) > 0 {
		in.Ground = list[0].Ground
		if list[0].Length.Days > 0 {
			in.Length.Days = list[0].Length.Days
		}
	}
	return e.Suspend(c, m, by, in)
}

func sendSuspend(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.Suspend(f.v.R.Context(), f.v.Who.Principal, t, casework.SuspendInput{
		Ground: form.value(fieldGround), Reason: form.value(fieldReason), Length: form.length(),
	})
	return err
}

// resumeFields ask which procedure has its result, where several are open.
func resumeFields(f *file, d deed) []page.Field {
	x := page.Field{Kind: page.OneOf, Name: fieldGround, Label: say("act.resume.ground")}
	for _, p := range f.Item.Procedures {
		if p.To == 0 {
			x.Options = append(x.Options, page.Option{Value: p.ID, Label: f.procedureName(p), Hint: say("stand.since", "day", console.DayText(p.From))})
		}
	}
	if len(x.Options) < 2 {
		return []page.Field{long(d, fieldResult)}
	}
	return []page.Field{x, long(d, fieldResult)}
}

func tryResume(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.Resume(c, m, by, casework.ResumeInput{Target: t, Result: say("effect.open")})
}

func sendResume(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.Resume(f.v.R.Context(), f.v.Who.Principal, t, casework.ResumeInput{
		Procedure: form.value(fieldGround), Result: form.value(fieldResult),
	})
	return err
}

func tellFields(_ *file, d deed) []page.Field {
	return []page.Field{{
		Kind: page.OneOf, Name: fieldWhose, Label: say("act.tell-hearing-right.whose"),
		Options: []page.Option{
			{Value: casework.HearingOfApplicant, Label: say("act.tell-hearing-right.applicant_only")},
			{Value: casework.HearingOfAffected, Label: say("act.tell-hearing-right.affected"), Hint: say("act.tell-hearing-right.affected.hint")},
		},
	}, long(d, fieldMatter)}
}

func tryTell(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.TellHearingRight(c, m, by, casework.TellHearingRightInput{Target: t, Whose: casework.HearingOfApplicant, Matter: say("effect.open")})
}

func sendTell(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.TellHearingRight(f.v.R.Context(), f.v.Who.Principal, t, casework.TellHearingRightInput{
		Whose: form.value(fieldWhose), Matter: form.value(fieldMatter),
	})
	return err
}

// hearingDays is how many working days are offered for a hearing.
const hearingDays = 15

// setFields offer the working days that are early enough to tell and late enough to prepare (K12, K13).
func setFields(f *file, _ deed) []page.Field {
	e := f.v.d.Handling.Engine
	x := page.Field{Kind: page.Select, Name: fieldDay, Label: say("act.set-hearing.day"), Help: say("act.set-hearing.day.help")}
	first := e.EarliestHearing(f.v.Today)
	last := calendar.Day(0)
	for _, k := range e.ClockViews(f.Case, f.Item.Slot, f.v.Today) {
		if k.Kind == "K12" && k.Stopped == 0 {
			last = k.Due
		}
	}
	for d := e.Cal.AddWorking(first-1, 1); len(x.Options) < hearingDays && (d <= last || last < first); d = e.Cal.NextWorking(d) {
		x.Options = append(x.Options, page.Option{Value: d.String(), Label: console.BindingDay(d)})
	}
	return []page.Field{
		x, {Kind: page.Text, Name: fieldTime, Label: say("act.set-hearing.time"), Value: "09:30"},
		{Kind: page.Text, Name: fieldPlace, Label: say("act.set-hearing.place"), Help: say("act.set-hearing.place.help"), Value: f.Item.Hearing.PlaceOr("")},
	}
}

func trySet(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	open := say("effect.open")
	return e.SetHearing(c, m, by, casework.SetHearingInput{Target: t, Day: e.EarliestHearing(f.v.Today), Time: open, Place: open})
}

func sendSet(f *file, form *actForm, t handling.Target) error {
	day, err := calendar.ParseDay(form.value(fieldDay))
	if err != nil {
		day = 0
	}
	_, err = f.v.d.Handling.SetHearing(f.v.R.Context(), f.v.Who.Principal, t, casework.SetHearingInput{
		Day: day, Time: form.value(fieldTime), Place: form.value(fieldPlace),
	})
	return err
}

func tryClose(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.CloseHearing(c, m, by, casework.CloseHearingInput{Target: t, Record: say("effect.open")})
}

func sendClose(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.CloseHearing(f.v.R.Context(), f.v.Who.Principal, t, casework.CloseHearingInput{Record: form.value(fieldRecord)})
	return err
}

func tryAsk(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.AskClarification(c, m, by, casework.AskClarificationInput{Target: t, Question: say("effect.open")})
}

func sendAsk(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.AskClarification(f.v.R.Context(), f.v.Who.Principal, t, casework.AskClarificationInput{Question: form.value(fieldQuestion)})
	return err
}

func tryExtend(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.ExtendDecision(c, m, by, casework.ExtendInput{Target: t, Reason: say("effect.open")})
}

func sendExtend(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.ExtendDecision(f.v.R.Context(), f.v.Who.Principal, t, form.value(fieldReason))
	return err
}

func tryExtendJoint(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, _ casework.Target) (casework.Change, error) {
	return e.ExtendJoint(c, m, by, casework.ExtendInput{Reason: say("effect.open")})
}

func sendExtendJoint(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.ExtendJoint(f.v.R.Context(), f.v.Who.Principal, t, form.value(fieldReason))
	return err
}
