package casework

import (
	"strconv"

	"lianban/internal/base/fault"
)

// mayExtendJoint: once, while the joint ceiling runs, which it does from the first acceptance on.
func mayExtendJoint(c *Case) *fault.Fault {
	switch {
	case extendedEver(c.Clocks, "K5"):
		return notNow("extended_already")
	case runningIn(c.Clocks, "K5") == nil:
		return notNow("no_joint_ceiling")
	}
	return nil
}

// ExtendJoint extends the joint ceiling once (联合办理延期, 行政许可法42(2)): the head of the people's government approves
// it on or before the due day. Each item keeps its own limit.
func (e Engine) ExtendJoint(c *Case, m Moment, by Actor, in ExtendInput) (Change, error) {
	w := e.open(c, m, by)
	w.settle()
	if err := Why(w.c, "", VerbExtendJoint, by); err != nil {
		return Change{}, err
	}
	k := runningIn(w.c.Clocks, "K5")
	ev, err := w.extension(k, w.c.JointHistory(*k), e.Params.JointExtendDays, "xk42_2", in.Reason)
	if err != nil {
		return Change{}, err
	}
	w.did(VerbExtendJoint, nil, ev)
	w.issue("extension", nil, w.today, extensionData(ev, "government"), nil)
	w.toApplicant("joint_extended", nil, "n", strconv.Itoa(ev.Days), "due", ev.Due.String())
	for _, it := range w.c.Current() {
		if it.State.Live() {
			w.tell(handler(it), "joint_extended_desk", it, "n", strconv.Itoa(ev.Days), "due", ev.Due.String())
		}
	}
	w.follow(w.today)
	return w.done(), nil
}
