package casework

import (
	"lianban/internal/domain/calendar"
)

// start makes a clock and notes the due day that is told with it.
func (e Engine) start(kind string, r calendar.Rule, from calendar.Day) Clock {
	r.Kind = kind
	r.CapPause = true
	k := Clock{Kind: kind, Rule: r, History: calendar.History{Start: from}}
	k.Told = calendar.Project(e.Cal, r, k.History, from).Due
	return k
}

func workingDays(n int, ground string) calendar.Rule {
	return calendar.Rule{Unit: calendar.WorkingDay, Length: n, Ground: ground}
}

// answerClock is K1: the department owes an answer. Only for licences the law speaks; elsewhere it is a promise.
func (e Engine) answerClock(it *ItemCase, from calendar.Day) Clock {
	ground := "promise_answer"
	if it.licence() {
		ground = "xk32_4"
	}
	return e.start("K1", workingDays(e.Params.AnswerDays, ground), from)
}

// decisionClocks are K3 (statutory) and K4 (promised). A licence whose own law says nothing has 20 working days
// (行政许可法42); in other regimes a limit that nobody recorded does not exist.
func (e Engine) decisionClocks(it *ItemCase, from calendar.Day) []Clock {
	var out []Clock
	statutory := it.Statutory
	if statutory.Days == 0 && it.licence() {
		statutory = Limit{Days: e.Params.DecisionDays, Source: "xk42_1"}
	}
	if statutory.Days > 0 {
		out = append(out, e.start("K3", statutory.rule("statutory"), from))
	}
	promised := it.Promised
	if x := it.Commitment; x != nil && x.State == CommitmentSigned && x.Promise.Days > 0 {
		promised = x.Promise
	}
	if promised.Days > 0 {
		out = append(out, e.start("K4", promised.rule("promise"), from))
	}
	return out
}

// unit names the unit of the limit as calendars do.
func (l Limit) unit() string {
	if l.Calendar {
		return string(calendar.CalendarDay)
	}
	return string(calendar.WorkingDay)
}

func (l Limit) rule(ground string) calendar.Rule {
	r := workingDays(l.Days, l.Source)
	if l.Calendar {
		r.Unit = calendar.CalendarDay
	}
	if r.Ground == "" {
		r.Ground = ground
	}
	return r
}

// jointClocks are K5 and K6, to be started by an acceptance as of a day: those that do not run yet, or that
// run from a later day (an acceptance by silence counts from its receipt).
func (e Engine) jointClocks(c *Case, from calendar.Day) []Clock {
	var out []Clock
	add := func(kind string, n int, ground string) {
		if n == 0 {
			return
		}
		if k := runningIn(c.Clocks, kind); k == nil || from < k.History.Start {
			out = append(out, e.start(kind, workingDays(n, ground), from))
		}
	}
	if c.licence() {
		add("K5", e.Params.JointDays, "xk42_2")
	}
	add("K6", c.JointPromise, "joint_promise")
	return out
}

// startJoint starts a joint clock or dates it back.
func (c *Case) startJoint(k Clock, en *Entry) {
	if r := runningIn(c.Clocks, k.Kind); r != nil {
		r.History.Start = min(r.History.Start, k.History.Start)
		return
	}
	k.History.By = en.Seq
	c.Clocks = append(c.Clocks, k)
}

// deliveryClock is K7, the days to bring the result to the applicant (行政许可法44).
func (e Engine) deliveryClock(it *ItemCase, from calendar.Day) Clock {
	ground := "promise_delivery"
	if it.licence() {
		ground = "xk44"
	}
	return e.start("K7", workingDays(e.Params.DeliveryDays, ground), from)
}

// collectClock is K22: calendar days to collect a result, rolled over days off (民法典203).
func (e Engine) collectClock(from calendar.Day) Clock {
	return e.start("K22", calendar.Rule{Unit: calendar.CalendarDay, Length: e.Params.CollectDays, Roll: true, Ground: "collect"}, from)
}

func (e Engine) supplementClock(from calendar.Day) Clock {
	return e.start("K2", workingDays(e.Params.SupplementDays, "supplement_window"), from)
}

func (e Engine) choiceClock(from calendar.Day) Clock {
	return e.start("K21", workingDays(e.Params.ChoiceDays, "choice"), from)
}

// payClock is K17: calendar days to pay, rolled over days off (民法典203).
func (e Engine) payClock(from calendar.Day) Clock {
	return e.start("K17", calendar.Rule{Unit: calendar.CalendarDay, Length: e.Params.PayDays, Roll: true, Ground: "pay"}, from)
}

// reliefClock is K18: the days to decide on a relief.
func (e Engine) reliefClock(from calendar.Day) Clock {
	return e.start("K18", workingDays(e.Params.ReliefDays, "relief"), from)
}

// project answers a clock without its trace.
func (e Engine) project(k *Clock, asOf calendar.Day) calendar.Answer {
	return calendar.Project(e.Cal, k.Rule, k.History, asOf)
}

// applicantDue is the day on which a clock that runs against the applicant expires: never before the day that
// was told, even if a later calendar says so (rulebook §3.1, P14).
func (k *Clock) applicantDue(a calendar.Answer) calendar.Day { return max(a.Due, k.Told) }
