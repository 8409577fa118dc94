package officer

import (
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// quiet are reasons that go without saying: nobody misses a signature before there is a draft to sign.
var quiet = map[string]bool{
	"casework.draft_refuses": true, "casework.draft_grants": true, "casework.no_review_needed": true, "casework.claimed_already": true,
	"casework.no_order": true, "handling.not_yours_to_give": true,
	"casework.no_fee": true, "casework.fee_open": true, "casework.fee_after_grant": true, "casework.no_relief_asked": true,
	"casework.fee_not_overdue": true, "casework.no_refund_due": true, "casework.nothing_to_enter": true,
	"casework.no_experts_to_call": true, "casework.no_experts_called": true, "casework.no_experts_overrun": true,
	"casework.nothing_excludable": true, "casework.nothing_suspended": true, "casework.hearing_told_already": true,
	"casework.no_hearing_asked": true, "casework.clarification_used_up": true, "casework.no_extension_in_law": true,
	"casework.extended_already": true, "casework.no_statutory_clock": true, "casework.no_joint_ceiling": true,
	"casework.no_gap_list": true, "casework.gap_offered_already": true, "casework.no_commitment": true, "casework.not_deemed": true,
	"casework.not_made": true, "casework.set_aside_already": true, "casework.sealed": true, // the rule above says it once
	"casework.no_inspection_todo": true, "casework.no_visit_scheduled": true, "casework.nothing_to_rectify": true,
}

// desk fills the decision panel: the rule that binds, the acts that are possible now, and why others are not.
func (f *file) desk() Desk {
	d := Desk{Papers: f.papers(), Rules: append(f.autoRules(), f.rules()...), Order: f.order(), Urged: f.urged()}
	d.Clock, d.Level = f.deskClock()
	if looks[f.Item.State].step == "done" {
		d.Over = f.over()
		for _, deed := range deeds() { // an order to answer, and what sets an end right
			if f.possible(deed) == nil {
				d.Acts = append(d.Acts, f.act(deed))
			}
		}
		return d
	}
	for _, p := range []*casework.Proposal{f.Item.Sealed, f.Item.Draft} {
		if p != nil {
			d.Draft = f.draft(p)
		}
	}
	if f.reader() {
		d.Over = say("desk.reader")
		return d
	}
	why := map[casework.Verb]error{}
	for _, o := range casework.Options(f.Case, f.Item.Slot, f.actor()) {
		why[o.Verb] = o.Why
	}
	for _, deed := range f.deeds() {
		reason, known := why[deed.verb]
		if row, _ := casework.RowOf(deed.verb); row.Joint {
			reason, known = casework.Why(f.Case, "", deed.verb, f.actor()), true
		}
		if !known || deed.mine && f.allowed(deed) != nil || deed.when != nil && !deed.when(f) {
			continue
		}
		if reason == nil {
			reason = f.allowed(deed)
			if reason != nil && !deed.loud {
				continue
			}
		}
		if reason == nil {
			d.Acts = append(d.Acts, f.act(deed))
			continue
		}
		if key := fault.Of(reason).Key; !quiet[key] && (key != "casework.no_draft" || deed.verb == casework.VerbGrant) {
			d.Barred = append(d.Barred, Barred{Text: say("act." + deed.path + ".name"), Why: console.FaultText(reason)})
		}
	}
	if len(d.Acts) > 0 {
		d.Acts[0].Main = true
		d.Note = say("desk.note")
	}
	if f.Item.Handler == "" && f.Item.OrderState() != casework.OrderOpen {
		f.claimFirst(&d)
	}
	return d
}

// reader says that the person may look at this item and do nothing.
func (f *file) reader() bool {
	for _, d := range deeds() {
		if f.allowed(d) == nil {
			return false
		}
	}
	return true
}

// claimFirst puts taking the item before deciding on it.
func (f *file) claimFirst(d *Desk) {
	for i, a := range d.Acts {
		if a.Plain && i > 0 {
			rest := append(append([]Act{}, d.Acts[:i]...), d.Acts[i+1:]...)
			d.Acts = append([]Act{a}, rest...)
			return
		}
	}
}

// act is the line of one possible act.
func (f *file) act(d deed) Act {
	a := Act{Text: say("act." + d.path + ".text"), Hint: say("act." + d.path + ".hint"), URL: f.url("/", d.path), Plain: d.plain}
	if d.plain {
		a.Token = f.tokens()
	}
	return a
}

// tokens are what every form of an act carries: the version that was seen, and a token against doing it twice.
func (f *file) tokens() []Hidden {
	return []Hidden{{Name: "seen", Value: strconv.FormatInt(f.Item.Version, 10)}, {Name: "once", Value: page.Token()}}
}

func (f *file) deskClock() (string, Level) {
	k, ok := f.v.headline(f.Case, f.Item.Slot)
	if !ok {
		return say("clock.local"), LevelNone
	}
	level := levelOf(k.State, k.Level)
	if level == LevelDone {
		return say("clock.used", "n", k.Used, "unit", unitWord(k.Unit)), level
	}
	return say("desk.clock", "left", leftOf(k, f.v.Today), "day", console.BindingDay(k.Due)), level
}

// rules are the sentences that bind in this state, with what the item costs.
func (f *file) rules() []Rule {
	return append(append(f.publication(), f.stateRules()...), f.money()...)
}

// publication says from when on a result of a campaign is told, and that it is kept until then.
func (f *file) publication() []Rule {
	day := f.Case.Publishes
	switch {
	case f.Item.State != casework.Accepted || f.v.Today >= day:
		return nil
	case f.Item.Sealed == nil:
		return []Rule{{Text: say("rule.publishes", "day", console.BindingDay(day)), Tone: page.Info}}
	case f.Item.Sealed.Rules != "":
		return []Rule{{Text: say("rule.sealed", "day", console.BindingDay(day)), Tone: page.Warn}}
	}
	return []Rule{{Text: say("rule.sealed", "day", console.BindingDay(day)), Tone: page.Warn}, {Text: say("rule.sealed_back"), Tone: page.Info}}
}

func (f *file) stateRules() []Rule {
	rule := func(key string, tone page.Tone) []Rule {
		r := Rule{Text: say("rule." + key), Tone: tone}
		if has("rule." + key + ".source") {
			r.Source = say("rule." + key + ".source")
		}
		return []Rule{r}
	}
	licence := f.Item.Regime == "licence"
	switch {
	case f.Item.Sealed != nil:
		return nil
	case f.Item.State == casework.Received && len(f.Item.Supplements) > 0:
		return rule("asked_once", page.Warn)
	case f.Item.State == casework.Received && licence:
		return rule("answer", page.Warn)
	case f.Item.State == casework.Accepted && f.Item.Deemed:
		return rule("deemed", page.Bad)
	case f.Item.State == casework.Accepted && f.Item.Draft != nil:
		return rule("two_people", page.Info)
	case f.Item.State == casework.Accepted && licence:
		return rule("decide", page.Info)
	case f.Item.State == casework.SupplementRequested:
		return rule("waiting", page.Info)
	case f.Item.State == casework.Granted && f.Item.Tendered == nil && !f.Case.MayRelease():
		return rule("withheld", page.Info)
	}
	return nil
}

func (f *file) draft(p *casework.Proposal) *Draft {
	d := &Draft{At: console.MomentText(p.At, f.v.Today), Opinion: p.Opinion, Grounds: p.Grounds}
	words := "draft."
	if p == f.Item.Sealed {
		words = "sealed."
	}
	d.Verdict = Tag{Tone: page.Good, Icon: "check", Word: say(words + "grant")}
	if !p.Grant {
		d.Verdict = Tag{Tone: page.Bad, Icon: "x", Word: say(words + "refuse")}
		d.Opinion = p.Reason
	}
	d.By = say("draft.by", "name", f.Names[p.By])
	if p.Reviewer != "" {
		d.By = say("draft.reviewed", "name", f.Names[p.By], "reviewer", f.Names[p.Reviewer])
	}
	return d
}

// over says what became of an item that has ended.
func (f *file) over() string {
	key := "over." + string(f.Item.State)
	if !has(key) {
		key = "over.other"
	}
	return say(key, "day", console.DayText(f.Item.Decided), "state", stateWord(f.Item.State), "sent", console.DayText(f.Item.DeliveredOn))
}

func (f *file) papers() []Paper {
	var out []Paper
	for _, d := range f.Documents {
		out = append(out, Paper{
			Name: documentWord(d.Kind), No: d.No, At: console.MomentText(d.At, f.v.Today), URL: "/officer/documents/" + string(ident.DocumentID(d.ID)),
		})
	}
	return out
}

func documentWord(kind string) string {
	if key := "document." + kind; has(key) {
		return say(key)
	}
	return kind
}
