package officer

import (
	"strconv"

	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// StepLine is one step inside an item case: what it is, how far it is, and what stands in it.
type StepLine struct {
	Name  string
	Kind  string // in words, where the name does not say it
	Tag   Tag
	Note  string // days, in one sentence
	Rows  []StepRow
	Facts []Fact
	Links []Link
}

// StepRow is one part of a step: a body that was asked, an objection.
type StepRow struct {
	Name string
	Tag  Tag
	Note string
	Text string
}

// stepDetails fill in what a kind of step shows besides its state; a kind without one shows its state alone.
var stepDetails = map[string]func(f *file, s *casework.Step, line *StepLine){
	casework.Consult: consultLine, casework.PublicNotice: noticeLine, casework.FeeStep: feeLine,
}

// stepLooks are the colours and icons of the states of steps; their words are step.state.<state>.
var stepLooks = map[casework.StepState]Tag{
	casework.StepTodo: {Tone: page.Quiet, Icon: "circle-dashed"}, casework.StepOpen: {Tone: page.Info, Icon: "loader-2"},
	casework.StepRunning: {Tone: page.Info, Icon: "speakerphone"}, casework.StepObjected: {Tone: page.Warn, Icon: "alert-circle"},
	casework.StepEndedObjected: {Tone: page.Warn, Icon: "alert-circle"}, casework.StepCalled: {Tone: page.Warn, Icon: "player-pause"},
	casework.StepOverrun: {Tone: page.Bad, Icon: "alert-circle"}, casework.StepScheduled: {Tone: page.Info, Icon: "calendar-event"},
	casework.StepRectify: {Tone: page.Seal, Icon: "player-pause"}, casework.StepFailed: {Tone: page.Bad, Icon: "circle-x"},
	casework.StepDue: {Tone: page.Seal, Icon: "hourglass"}, casework.StepReliefAsked: {Tone: page.Info, Icon: "loader-2"},
	casework.StepRestDue: {Tone: page.Seal, Icon: "hourglass"}, casework.StepOverdue: {Tone: page.Bad, Icon: "alert-circle"},
	casework.StepWaived: {Tone: page.Good, Icon: "check"}, casework.StepCancelled: {Tone: page.Quiet, Icon: "ban"},
	casework.StepFallenBack: {Tone: page.Quiet, Icon: "user"}, casework.StepDone: {Tone: page.Good, Icon: "check"},
}

// steps are the steps of the open item in the order of its package.
func (f *file) steps() []StepLine {
	var out []StepLine
	for i := range f.Item.Steps {
		s := &f.Item.Steps[i]
		line := StepLine{Name: s.Name, Tag: stepLooks[s.State]}
		if word := say("step.kind." + s.Kind); word != s.Name {
			line.Kind = word
		}
		line.Tag.Word = say("step.state." + string(s.State))
		if detail := stepDetails[s.Kind]; detail != nil {
			detail(f, s, &line)
		}
		if s.State == casework.StepTodo && line.Note == "" {
			line.Note = f.stepWaits(s)
		}
		out = append(out, line)
	}
	return out
}

// mustPass names the steps that must pass before one can begin.
func (f *file) mustPass(s *casework.Step) []string {
	var names []string
	for _, id := range s.After {
		if before := f.Item.Step(id); before != nil && !before.Passed() {
			names = append(names, before.Name)
		}
	}
	return names
}

// stepWaits says what a step waits for before it can begin.
func (f *file) stepWaits(s *casework.Step) string {
	if names := f.mustPass(s); len(names) > 0 {
		return say("step.after", "steps", join(names))
	}
	return ""
}

// consultLine shows every body that was asked with its answer.
func consultLine(f *file, s *casework.Step, line *StepLine) {
	if s.Asked == nil {
		return
	}
	done := 0
	for _, r := range s.Asked.Requests {
		row := StepRow{Name: r.Name, Tag: answerTag(r), Text: r.Opinion}
		switch r.State {
		case casework.RequestSent:
			if a, ok := f.v.d.Handling.Engine.Clock(f.Item, "K8", s.ID+"/"+r.Department, f.v.Today); ok {
				row.Note = say("step.until", "day", console.BindingDay(a.Due))
				if a.Due < f.v.Today {
					row.Tag = Tag{Tone: page.Bad, Icon: "alert-circle", Word: say("request.overdue")}
				}
			}
		case casework.RequestReplied:
			row.Note = say("step.on", "day", console.DayText(r.Answered))
		}
		if r.LateOn != 0 {
			row.Text = say("step.late", "day", console.DayText(r.LateOn), "says", say("answer."+r.LateAnswer), "text", r.Late)
		}
		if r.State == casework.RequestReplied || r.State == casework.RequestSilent {
			done++
		}
		line.Rows = append(line.Rows, row)
	}
	if s.State != casework.StepTodo {
		line.Note = say("step.answered", "n", done, "of", len(s.Asked.Requests))
	}
	line.Note = sentences(line.Note, silenceRule(s.Asked))
	for _, w := range s.Asked.Weighed {
		line.Facts = append(line.Facts, Fact{Label: say("step.weighed", "day", console.DayText(w.On)), Value: w.Text})
	}
}

func silenceRule(a *casework.Asked) string {
	if a.SilenceConsents && a.SilenceBasis != "" {
		return say("step.silence", "law", a.SilenceBasis)
	}
	return say("step.no_silence")
}

func sentences(parts ...string) string {
	out := ""
	for _, p := range parts {
		out += p
	}
	return out
}

// answerTag is what a body said, or that it said nothing yet.
func answerTag(r casework.Request) Tag {
	switch r.State {
	case casework.RequestSent:
		return Tag{Tone: page.Info, Icon: "clock", Word: say("request.sent")}
	case casework.RequestSilent:
		return Tag{Tone: page.Quiet, Icon: "check", Word: say("request.silent")}
	case casework.RequestRecalled:
		return Tag{Tone: page.Quiet, Icon: "ban", Word: say("request.recalled")}
	case casework.RequestReplied:
		switch r.Answer {
		case casework.WithConditions:
			return Tag{Tone: page.Warn, Icon: "check", Word: say("answer.conditions")}
		case casework.Objects:
			return Tag{Tone: page.Bad, Icon: "x", Word: say("answer.objection")}
		}
		return Tag{Tone: page.Good, Icon: "check", Word: say("answer.no_objection")}
	}
	return Tag{Tone: page.Quiet, Icon: "circle-dashed", Word: say("request.todo")}
}

// noticeLine shows how long a notice hangs and what was objected.
func noticeLine(f *file, s *casework.Step, line *StepLine) {
	n := s.Notice
	if n == nil {
		return
	}
	switch {
	case s.OnDisplay():
		if a, ok := f.v.d.Handling.Engine.Clock(f.Item, "K9", s.ID, f.v.Today); ok {
			line.Note = say("step.hangs", "from", console.DayText(n.Published), "day", console.BindingDay(a.Due), "left", a.Left)
		}
		line.Facts = append(line.Facts, Fact{Label: say("step.shown"), Value: say("step.shown.until", "day", console.DayText(n.Shown))})
	case s.State == casework.StepTodo && n.Hole != 0:
		line.Note = say("step.hole", "day", console.DayText(n.Hole))
		line.Tag = Tag{Tone: page.Bad, Icon: "alert-circle", Word: say("step.interrupted")}
	case n.Ended != 0:
		line.Note = say("step.ended", "from", console.DayText(n.Published), "day", console.DayText(n.Ended))
	}
	for i, o := range n.Objections {
		row := StepRow{Name: say("step.objection", "n", strconv.Itoa(i+1), "name", page.MaskName(o.Name), "day", console.DayText(o.On)), Text: o.Text}
		row.Tag = Tag{Tone: page.Warn, Icon: "clock", Word: say("step.unanswered")}
		if o.Answer != "" {
			row.Tag = Tag{Tone: page.Good, Icon: "check", Word: say("step.replied")}
			row.Note = say("step.reply", "text", o.Answer)
		}
		if o.Late {
			row.Tag.Word = say("step.late_objection")
		}
		line.Rows = append(line.Rows, row)
	}
	if n.ID != "" {
		line.Links = append(line.Links, Link{Label: say("step.page"), Href: "/notices/" + n.ID})
	}
}
