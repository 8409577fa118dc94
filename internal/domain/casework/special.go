package casework

import (
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
)

// Grounds is the closed list of 行政许可法45: only the time of these procedures is excluded from a limit, and only where
// the item's own law asks for the procedure.
var Grounds = []string{
	GroundHearing, "tender", "auction", "inspection", "testing", "quarantine", "appraisal", GroundExperts,
}

// The grounds that have acts of their own.
const (
	GroundHearing = "hearing"
	GroundExperts = "expert_review"
)

// mostAnnounced bounds an announced length: a year of days is a mistake, no announcement.
const mostAnnounced = 365

// Suspendable answers the special procedures that can be opened now: on the list of the law, on the item's own list, not
// open yet. A hearing has its own acts, and so has an expert review that is a step of the item.
func (it *ItemCase) Suspendable() []Excludable {
	var out []Excludable
	for _, x := range it.Excludable {
		if has(Grounds, x.Ground) && x.Ground != GroundHearing && it.openProcedure(x.Ground) == nil &&
			(x.Ground != GroundExperts || !it.hasStep(ExpertReview)) {
			out = append(out, x)
		}
	}
	return out
}

// openProcedure is the procedure of a ground that is open now; with no ground the first that is.
func (it *ItemCase) openProcedure(ground string) *Procedure {
	for i := range it.Procedures {
		if p := &it.Procedures[i]; p.To == 0 && (ground == "" || p.Ground == ground) {
			return p
		}
	}
	return nil
}

// procedure finds a special procedure by its id; nil if there is none.
func (it *ItemCase) procedure(id string) *Procedure {
	i := slices.IndexFunc(it.Procedures, func(p Procedure) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &it.Procedures[i]
}

func (it *ItemCase) hasStep(kind string) bool {
	return slices.ContainsFunc(it.Steps, func(s Step) bool { return s.Kind == kind })
}

// stepIn finds the step that an act is about: the named one, or with no name the first of the kind in one of the states.
// A step that waits for another is not in reach.
func (it *ItemCase) stepIn(id, kind string, states ...StepState) *Step {
	for i := range it.Steps {
		s := &it.Steps[i]
		if s.Kind == kind && (id == "" || s.ID == id) && has(states, s.State) && it.startable(s) {
			return s
		}
	}
	return nil
}

// checkLength holds what is announced in writing: some days, and no more than a year of them.
func checkLength(l Limit) error {
	if l.Days < 1 || l.Days > mostAnnounced {
		return fault.New(fault.Invalid, "casework.incomplete").
			With("days", "casework.required.days", "most", strconv.Itoa(mostAnnounced))
	}
	return nil
}

// announcedClock is K10, the announced length of a pause, of a step or of a procedure. What was announced in writing
// stands: its last day does not move with a later calendar.
func (e Engine) announcedClock(of string, l Limit, ground string, from calendar.Day) Clock {
	k := e.start("K10", l.rule(ground), from)
	k.Of = of
	return k
}

// issueProcedure issues the notice of a special procedure (特别程序告知书): what, by which law, how long, until when, and
// the day by which the item will now be decided.
func (w *work) issueProcedure(it *ItemCase, name, ground, reason string, l Limit, until calendar.Day, who []string) {
	data := map[string]string{
		"procedure": name, "basis": ground, "reason": reason, "announced_days": strconv.Itoa(l.Days),
		"announced_unit": string(l.rule("").Unit), "until": until.String(), "excluded": yes(ground != ""),
		"who": strings.Join(who, lang.Chinese().Say("casework.list_comma")), "ground": it.cites("xk45"),
	}
	w.limitData(data, "promised", "K4", it)
	w.limitData(data, "statutory", "K3", it)
	w.issue("special_procedure", it, w.today, data, nil)
}
