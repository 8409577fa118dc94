package casework

import "lianban/internal/domain/calendar"

// timer is one armed timer: a warning, or what happens when a clock runs out.
type timer struct {
	it    *ItemCase // nil: the joint case
	clock *Clock
	kind  string       // of the due row: K1, or K1.amber
	level string       // of a warning
	day   calendar.Day // the journal day of what it does
	class timerClass
	place int // number of the item
	ans   calendar.Answer
	fire  func(w *work, t timer)
}

type timerClass int

const (
	warning timerClass = iota
	publication
	ends
	accepts
	releases
)

// wake is the day after whose end the timer may act: a warning is given in the morning of its day, and so are results.
func (t timer) wake() calendar.Day {
	if t.class <= publication {
		return t.day - 1
	}
	return t.day
}

func (t timer) slot() string {
	if t.it == nil {
		return ""
	}
	return t.it.Slot
}

// timers lists everything that is armed on the case.
func (e Engine) timers(c *Case) []timer {
	ts := make([]timer, 0, 4*len(c.Items))
	for i, it := range c.Items {
		for j := range it.Clocks {
			if k := &it.Clocks[j]; k.History.Stop == 0 {
				ts = e.itemTimers(ts, timer{it: it, clock: k, place: i + 1, ans: e.project(k, c.Day)})
			}
		}
	}
	for j := range c.Clocks {
		k := &c.Clocks[j]
		if k.History.Stop == 0 {
			ans := calendar.Project(e.Cal, k.Rule, c.JointHistory(*k), c.Day)
			ts = e.agencyWarnings(ts, timer{clock: k, ans: ans})
		}
	}
	return e.archiveTimer(e.eventTimers(e.publications(ts, c), c), c)
}

// itemTimers arms the timers of one running clock of an item. A clock that stands still without an announced
// end arms nothing.
func (e Engine) itemTimers(ts []timer, t timer) []timer {
	if t.ans.Due == 0 {
		return ts
	}
	x, ok := expiries[t.clock.Kind]
	if !ok {
		return e.agencyWarnings(ts, t)
	}
	if x.announced {
		t.ans.Due = t.clock.Told
	}
	day := t.ans.Due
	if x.applicant {
		day = t.clock.applicantDue(t.ans)
	}
	if x.day != nil {
		day = x.day(e, t)
	}
	if x.more != nil {
		ts = x.more(e, ts, t)
	}
	if x.fire != nil && (x.armed == nil || x.armed(t.it, t.clock)) {
		ts = append(ts, t.at(x.class, day, x.fire))
	}
	if x.silent {
		return ts
	}
	if x.applicant {
		return e.reminders(ts, t, day)
	}
	return e.agencyWarnings(ts, t)
}

// expiry is what happens when a clock of one kind runs out (rulebook §3.2).
type expiry struct {
	class     timerClass
	applicant bool                              // it runs against the applicant: reminders, and never earlier than told
	silent    bool                              // nobody is warned of it
	announced bool                              // its last day was announced in writing and stands, whatever a later calendar says
	armed     func(it *ItemCase, k *Clock) bool // nil: always
	day       func(e Engine, t timer) calendar.Day
	more      func(e Engine, ts []timer, t timer) []timer // what else is armed while it runs
	fire      func(w *work, t timer)
}

// expiries are the kinds of clocks that do something when they run out. The others only warn.
var expiries map[string]expiry

// init breaks the circle of acts that start clocks and clocks that start acts.
func init() {
	expiries = map[string]expiry{
		"K1": {class: accepts, armed: func(it *ItemCase, _ *Clock) bool { return it.licence() },
			fire: func(w *work, t timer) { w.deemAccepted(t.it, t.day) }},
		"K2":  {class: ends, applicant: true, fire: func(w *work, t timer) { w.supplementExpired(t.it, t.day) }},
		"K16": {class: ends, applicant: true, fire: func(w *work, t timer) { w.visitRectifyExpired(t.it, t.clock, t.day) }},
		"K21": {class: ends, applicant: true, fire: func(w *work, t timer) { w.holdExpired(t.it, t.day) }},
		"K15": {class: ends, applicant: true, fire: func(w *work, t timer) { w.gapExpired(t.it, t.day) }},
		"K17": {class: ends, applicant: true, fire: func(w *work, t timer) { w.payExpired(t.it, t.day) }},
		"K20": {class: ends, applicant: true, fire: func(w *work, t timer) { w.breachExpired(t.it, t.day) }},
		"K22": {class: releases, applicant: true, fire: func(w *work, t timer) { w.collectExpired(t.it, t.day) }},
		"K10": {class: releases, announced: true, fire: func(w *work, t timer) { w.announcedEnd(t.it, t.clock.Of, t.day) }},
		"K11": {class: releases, applicant: true, fire: func(w *work, t timer) { w.hearingRightExpired(t.it, t.day) }},
		"K28": {class: releases, applicant: true, silent: true, fire: func(w *work, t timer) { w.contestExpired(t.it, t.day) }},
		"K14": {class: releases, applicant: true, fire: func(w *work, t timer) { w.clarificationExpired(t.it, t.day) }},
		"K8":  {class: releases, armed: silenceConsents, fire: func(w *work, t timer) { w.consultSilent(t.it, t.clock.Of, t.day) }},
		"K9":  {class: releases, silent: true, more: Engine.displayTimer, fire: func(w *work, t timer) { w.noticeEnded(t.it, t.clock.Of, t.day) }},
		"K24": {class: releases, silent: true, more: Engine.renewalTimers,
			armed: func(it *ItemCase, _ *Clock) bool { return it.State == Accepted },
			fire:  func(w *work, t timer) { w.deemRenewed(t.it, t.day) }},
		"K7": {class: releases, day: func(e Engine, t timer) calendar.Day { return e.releaseDay(t.clock) },
			armed: func(it *ItemCase, _ *Clock) bool { return it.Made != 0 && it.Tendered == nil },
			fire:  func(w *work, t timer) { w.releaseByLimit(t.it, t.day) }},
	}
}

// releaseDay is the day on which a withheld result goes out in any case: K7 less three working days.
func (e Engine) releaseDay(k *Clock) calendar.Day {
	r := k.Rule
	r.Length = max(1, r.Length-e.Params.ReleaseBefore)
	return calendar.Project(e.Cal, r, k.History, k.History.Start).Due
}

// key names a clock among those of its item: its kind, and what it belongs to where there can be several.
func (k *Clock) key() string {
	if k.Of == "" {
		return k.Kind
	}
	return k.Kind + ":" + k.Of
}

func (t timer) at(class timerClass, day calendar.Day, fire func(*work, timer)) timer {
	t.class, t.day, t.fire, t.kind = class, day, fire, t.clock.key()
	return t
}

// warn makes a warning of a level, unless it was given.
func (t timer) warn(ts []timer, level string, day calendar.Day, fire func(*work, timer)) []timer {
	if has(t.clock.Warned, level) {
		return ts
	}
	t.class, t.day, t.fire, t.level, t.kind = warning, day, fire, level, t.clock.key()+"."+level
	return append(ts, t)
}
