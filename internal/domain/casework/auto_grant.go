package casework

// autoGrant grants by rules (秒批): the decider is the agency, and the paper says that rules of a version made it (P22).
func (w *work) autoGrant(it *ItemCase, ev *decidedByRules) {
	ev.clockChange = clockChange{
		Stop: []string{"K3", "K4", "K21", "K24"}, Start: []Clock{w.e.deliveryClock(it, w.today)},
	}
	w.did(VerbAutoGrant, it, ev)
	w.issue("decision_grant", it, w.today, map[string]string{
		"decided": w.today.String(), "accepted": it.Accepted.String(), "rules": ev.Version,
	}, map[string][]string{"gives": it.Gives, "grounds": it.Grounds})
	if !w.c.MayRelease() {
		w.toApplicant("granted_withheld", it)
	}
}
