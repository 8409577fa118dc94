package casework

// autoGrant grants by rules (秒批): the decider is the agency, and the paper says that rules of a version made it (P22).
func (w *work) autoGrant(it *ItemCase, ev *decidedByRules) {
	if w.sealing() {
		w.seal(it, ev)
		return
	}
	ev.clockChange = clockChange{
		Stop: []string{"K3", "K4", "K21", "K24"}, Start: append(w.e.contestClock(it, w.today), w.e.deliveryClock(it, w.today)),
	}
	w.did(VerbAutoGrant, it, ev)
	w.granted(it, w.today)
}
