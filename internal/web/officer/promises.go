package officer

import (
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// PromiseLine is one promise of the applicant, or what was set right afterwards, as it stands.
type PromiseLine struct {
	Name  string
	Tag   Tag
	Facts []Fact
}

func (p *PromiseLine) fact(key, value string) {
	if value != "" {
		p.Facts = append(p.Facts, Fact{Label: say("promise." + key), Value: value})
	}
}

// promises are what the applicant promised, which attempt this is, and a correction that waits for its second hand.
func (f *file) promises() []PromiseLine {
	var out []PromiseLine
	if g := f.Item.Gap; g != nil {
		out = append(out, f.gapLine(g))
	}
	if x := f.Item.Commitment; x != nil {
		out = append(out, f.commitmentLine(x))
	}
	if f.Item.Attempt > 1 {
		out = append(out, f.attemptLine())
	}
	if x := f.Item.Correction; x != nil {
		p := PromiseLine{Name: say("promise.correction"), Tag: Tag{Tone: page.Warn, Icon: "clock", Word: say("promise.correction.open")}}
		p.fact("old", x.Old)
		p.fact("new", x.New)
		p.fact("by", x.By.Name)
		out = append(out, p)
	}
	return out
}

var promiseTones = map[string]page.Tone{
	casework.GapFilled: page.Good, casework.GapBroken: page.Bad, casework.GapNotWanted: page.Quiet, casework.GapReleased: page.Quiet,
	casework.CommitmentVerified: page.Good, casework.CommitmentBreach: page.Bad, casework.CommitmentNotRectified: page.Bad,
	casework.CommitmentWithdrawn: page.Quiet,
}

func promiseTag(kind, state string) Tag {
	tone, known := promiseTones[state]
	if !known {
		tone = page.Warn
	}
	icon := map[page.Tone]string{page.Good: "check", page.Bad: "alert-triangle"}[tone]
	if icon == "" {
		icon = "clock"
	}
	return Tag{Tone: tone, Icon: icon, Word: say("promise." + kind + "." + state)}
}

func (f *file) gapLine(g *casework.Gap) PromiseLine {
	p := PromiseLine{Name: say("promise.gap"), Tag: promiseTag("gap", g.State)}
	p.fact("papers", f.paperNames(g.Materials))
	p.fact("length", say("promise.days", "n", g.Days.Days))
	for _, k := range f.v.d.Handling.Engine.ClockViews(f.Case, f.Item.Slot, f.v.Today) {
		if k.Kind == "K15" && k.Stopped == 0 {
			p.fact("due", console.BindingDay(k.Due))
		}
	}
	if g.Promised != 0 {
		p.fact("signed", console.DayText(g.Promised))
	}
	if g.Filled != 0 {
		p.fact("filled", console.DayText(g.Filled))
	}
	return p
}

func (f *file) commitmentLine(x *casework.Commitment) PromiseLine {
	p := PromiseLine{Name: say("promise.commitment"), Tag: promiseTag("commitment", x.State)}
	if o := f.Item.MayPromise; o != nil {
		p.fact("what", o.Text)
		p.fact("ground", o.Ground)
	}
	p.fact("spared_papers", f.paperNames(x.Papers))
	var steps []string
	for _, id := range x.Replaces {
		if s := f.Item.Step(id); s != nil {
			steps = append(steps, s.Name)
		}
	}
	p.fact("spared_steps", join(steps))
	p.fact("signed", console.DayText(x.Signed))
	p.fact("findings", x.Findings)
	p.fact("evidence", x.Evidence)
	return p
}

// attemptLine says that this is not the first application, and how the one before ended.
func (f *file) attemptLine() PromiseLine {
	p := PromiseLine{Name: say("promise.attempt", "n", f.Item.Attempt), Tag: Tag{Tone: page.Info, Icon: "history", Word: say("promise.again")}}
	for _, it := range f.Case.Items {
		if it.Slot == f.Item.Slot && it.Attempt == f.Item.Attempt-1 {
			p.fact("before", stateWord(it.State))
			if it.Decision != nil {
				p.fact("before_reason", it.Decision.Reason)
			} else if it.Ending != nil {
				p.fact("before_reason", it.Ending.Reason)
			}
		}
	}
	return p
}
