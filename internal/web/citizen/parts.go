package citizen

import (
	"slices"

	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// parts are the steps of an item under review that run beside one another, each with its own time. One step alone is told
// by the item's own line. Who was asked and what they said is the department's own until the decision.
func (v *visit) parts(it *casework.ItemCase) []page.LanePart {
	if it.State != casework.Accepted {
		return nil
	}
	var out []page.LanePart
	for i := range it.Steps {
		s := &it.Steps[i]
		if !slices.Contains([]string{casework.Consult, casework.PublicNotice, casework.ExpertReview}, s.Kind) {
			continue
		}
		p := page.LanePart{Name: s.Name, Tag: partTag(s)}
		switch {
		case s.Asked != nil && s.State != casework.StepTodo:
			v.consultPart(it, s, &p)
		case s.Notice != nil && s.Notice.ID != "":
			v.noticePart(it, s, &p)
		case s.Experts != nil && s.State != casework.StepTodo:
			x := s.Experts
			p.Say = say("stand.experts."+string(s.State), "day", day(max(x.Called, x.Given)), "n", x.Announced.Days)
			if s.Excluded != "" {
				p.Say += say("parts.excluded")
			}
		}
		out = append(out, p)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// partTag says how far a step is, in one word.
func partTag(s *casework.Step) page.Tag {
	switch {
	case s.Passed():
		return page.Tag{Tone: page.Good, Icon: "check", Word: say("steps.done")}
	case s.State == casework.StepCancelled:
		return page.Tag{Tone: page.Quiet, Icon: "ban", Word: say("steps.cancelled")}
	case s.State == casework.StepTodo && s.Notice != nil && s.Notice.Hole != 0:
		return page.Tag{Tone: page.Warn, Icon: "alert-circle", Word: say("notice.state.interrupted")}
	case s.State == casework.StepTodo:
		return page.Tag{Tone: page.Quiet, Icon: "circle-dashed", Word: say("steps.todo")}
	case s.OnDisplay():
		return page.Tag{Tone: page.Info, Icon: "speakerphone", Word: say("notice.state.hangs")}
	case s.State == casework.StepCalled && s.Excluded != "":
		return page.Tag{Tone: page.Warn, Icon: "player-pause", Word: say("parts.stopped")}
	}
	return page.Tag{Tone: page.Info, Icon: "loader-2", Word: say("steps.other")}
}

func (v *visit) consultPart(it *casework.ItemCase, s *casework.Step, p *page.LanePart) {
	done, of := 0, len(s.Asked.Requests)
	last, over := it.Accepted, false
	for _, r := range s.Asked.Requests {
		if r.State != casework.RequestSent {
			done++
			continue
		}
		if a, ok := v.d.Filing.Engine.Clock(it, "K8", s.ID+"/"+r.Department, v.today); ok {
			last, over = max(last, a.Due), over || a.Due < v.today
		}
	}
	p.Say = say("parts.consult", "n", done, "of", of)
	if done == of {
		return
	}
	if over {
		p.Tag = page.Tag{Tone: page.Warn, Icon: "clock", Word: say("parts.consult_late")}
		p.Say += say("parts.consult_pressed")
	} else {
		p.Say += say("parts.consult_until", "day", bindingDay(last))
	}
	p.Clock = page.ClockBar{Label: say("parts.consult_bar", "n", done, "of", of), Segments: []page.Segment{{Kind: "used", Percent: max(2, done*100/of)}}}
}

func (v *visit) noticePart(it *casework.ItemCase, s *casework.Step, p *page.LanePart) {
	n := s.Notice
	if a, ok := v.d.Filing.Engine.Clock(it, "K9", s.ID, v.today); ok && s.OnDisplay() {
		p.Say = say("parts.notice", "day", bindingDay(a.Due), "used", a.Used, "left", a.Left)
		p.Clock = page.ClockBar{Label: say("parts.notice_bar", "used", a.Used, "left", a.Left), Segments: []page.Segment{{Kind: "used", Percent: max(2, a.Used*100/max(1, a.Used+a.Left))}}}
	}
	answered := 0
	for _, o := range n.Objections {
		if o.Answer != "" {
			answered++
		}
	}
	p.Rows = []page.Row{
		{Name: say("parts.objections"), Value: say("parts.count", "n", len(n.Objections))}, {Name: say("parts.answered"), Value: say("parts.count", "n", answered)},
	}
	p.Links = []page.Link{{Label: say("steps.look"), Href: noticeURL(n.ID)}}
}

// calm says that nothing is to be done now, and what comes next where that is money.
func calm(c *casework.Case) string {
	for _, it := range c.Current() {
		for i := range it.Steps {
			s := &it.Steps[i]
			if s.Kind != casework.FeeStep || s.State != casework.StepTodo || !it.State.Live() || s.Order == nil {
				continue
			}
			if o, ok := s.Order.Foreseen(); ok && o.Full > 0 {
				return say("case.calm_fee", "item", it.Name)
			}
		}
	}
	return say("case.calm")
}
