package casework

import (
	"regexp"
	"slices"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// onDisplay says that the notice hangs now and can be objected to.
func onDisplay(s *Step) bool {
	return s.Notice != nil && (s.State == StepRunning || s.State == StepObjected)
}

// OnDisplay says that the step is a public notice that hangs now.
func (s *Step) OnDisplay() bool { return onDisplay(s) }

// Unanswered counts the objections that nobody has answered.
func (n *Notice) Unanswered() int {
	count := 0
	for _, o := range n.Objections {
		if o.Answer == "" {
			count++
		}
	}
	return count
}

// objection answers an objection by its id; nil if there is none.
func (n *Notice) objection(id string) *Objection {
	i := slices.IndexFunc(n.Objections, func(o Objection) bool { return o.ID == id })
	if i < 0 {
		return nil
	}
	return &n.Objections[i]
}

// personal finds what never stands on a public page: identity numbers and telephone numbers, and the name of an
// applicant who is a person.
var personal = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|[^0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx](?:[^0-9]|$)`),
	regexp.MustCompile(`(?:^|[^0-9])1[3-9][0-9]{9}(?:[^0-9]|$)`),
}

func (c *Case) publishable(text string) *fault.Fault {
	bad := fault.New(fault.Invalid, "casework.incomplete")
	for _, p := range personal {
		if p.MatchString(text) {
			return bad.With("text", "casework.notice_personal")
		}
	}
	if name := strings.TrimSpace(c.Applicant.Name); c.Applicant.Kind != "enterprise" && name != "" && strings.Contains(text, name) {
		return bad.With("text", "casework.notice_names_person")
	}
	return nil
}

// displayTimer watches over the evidence of display: when a whole day ends on which nobody saw the notice hang, it is
// interrupted. Evidence is needed for every day after the publication up to the last one.
func (e Engine) displayTimer(ts []timer, t timer) []timer {
	s := t.it.Step(t.clock.Of)
	if s == nil || !onDisplay(s) {
		return ts
	}
	missing := max(s.Notice.Shown, s.Notice.Published) + 1
	if missing > t.ans.Due {
		return ts
	}
	x := t.at(ends, missing, func(w *work, t timer) { w.noticeInterrupted(t.it, t.clock.Of, t.day) })
	x.kind = t.clock.Kind + ".display"
	return append(ts, x)
}

// noticeClock is K9, the days that a notice hangs from the day after its publication. It is never rolled over days off.
func (e Engine) noticeClock(s *Step, from calendar.Day) Clock {
	k := e.start("K9", s.Length.rule("notice"), from)
	k.Of = s.ID
	return k
}

// NoticeNo is the number of a notice as people read it.
func NoticeNo(id string) string { return "GS-" + tail(id) }

// ObjectionNo is the number of the receipt of an objection.
func ObjectionNo(id string) string { return "YY-" + tail(id) }

// tail is the part of an identifier that chance made, short enough to be read out.
func tail(id string) string { return strings.ToUpper(id[max(0, len(id)-12):]) }
