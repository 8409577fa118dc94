package casework

import (
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// ExtendInput is the input of ExtendDecision and, without a slot, of ExtendJoint.
type ExtendInput struct {
	Target
	Reason string // as printed
}

// extended adds days to a limit. Fresh says that warnings which were given may be given again, since the end is far again.
type extended struct {
	Days  int          `json:"days"`
	Law   string       `json:"law"`
	Due   calendar.Day `json:"due,omitempty"` // the new day; none while a pause without an end runs
	Fresh bool         `json:"fresh,omitempty"`
	Why   string       `json:"why"`
}

func (ev *extended) apply(c *Case, it *ItemCase, en *Entry) {
	k := runningIn(c.Clocks, "K5")
	if it != nil {
		k = it.running("K3")
	}
	k.History.Extensions = append(k.History.Extensions, calendar.Extension{On: en.Day, Days: ev.Days, Ground: ev.Law, By: en.Seq})
	if ev.Due != 0 {
		k.Told = ev.Due
	}
	if ev.Fresh {
		k.Warned = nil
	}
}

// mayExtendDecision: once, and only where the law gives it (行政许可法42(1)).
func mayExtendDecision(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	switch {
	case !it.licence():
		return notNow("no_extension_in_law")
	case extendedEver(it.Clocks, "K3"):
		return notNow("extended_already")
	case it.running("K3") == nil:
		return notNow("no_statutory_clock")
	}
	return nil
}

func extendedEver(clocks []Clock, kind string) bool {
	for _, k := range clocks {
		if k.Kind == kind && len(k.History.Extensions) > 0 {
			return true
		}
	}
	return false
}

// ExtendDecision extends the statutory limit of an item once (延期, 行政许可法42(1)): the head of the agency approves it on
// or before the due day, and the applicant is told the reason. Afterwards it would be void and is refused. The promise is
// not extended: it is shown as missed, and lawfully extended.
func (e Engine) ExtendDecision(c *Case, m Moment, by Actor, in ExtendInput) (Change, error) {
	return e.act(c, m, by, VerbExtendDecision, in.Target, func(w *work, it *ItemCase) error {
		k := it.running("K3")
		ev, err := w.extension(k, k.History, e.Params.ExtendDays, "xk42_1", in.Reason)
		if err != nil {
			return err
		}
		w.did(VerbExtendDecision, it, ev)
		w.issue("extension", it, w.today, extensionData(ev, "agency"), nil)
		w.toApplicant("decision_extended", it, "n", strconv.Itoa(ev.Days), "due", ev.Due.String())
		w.tell(handler(it), "decision_extended_desk", it, "n", strconv.Itoa(ev.Days), "due", ev.Due.String())
		return nil
	})
}

// extension makes the event of an extension on this day, if its due day has not ended.
func (w *work) extension(k *Clock, h calendar.History, days int, law, reason string) (*extended, error) {
	if due := calendar.Project(w.e.Cal, k.Rule, h, w.today).Due; due != 0 && w.today > due {
		return nil, notNow("extension_too_late", "due", due.String())
	}
	if err := required("reason", reason); err != nil {
		return nil, err
	}
	h.Extensions = []calendar.Extension{{On: w.today, Days: days}}
	a := calendar.Project(w.e.Cal, k.Rule, h, w.today)
	return &extended{Days: days, Law: law, Due: a.Due, Fresh: a.Amber > w.today, Why: reason}, nil
}

func extensionData(ev *extended, head string) map[string]string {
	return map[string]string{
		"extended_days": strconv.Itoa(ev.Days), "due": ev.Due.String(), "reason": ev.Why, "head": head, "ground": ev.Law,
	}
}
