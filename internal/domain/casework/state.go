package casework

// States are all states of an item case, in the order of the rulebook §1.1.
var States = []State{
	Waiting, Held, Received, SupplementRequested, Accepted, Granted, Delivered, Refused, Declined, Returned,
	NotNeeded, Withdrawn, Terminated, Lapsed, Revoked,
}

// OnDesk are the states in which somebody of the department has an item in hand.
var OnDesk = []State{Received, SupplementRequested, Accepted}

// Live says that the item case is not decided yet.
func (s State) Live() bool {
	switch s {
	case Waiting, Held, Received, SupplementRequested, Accepted:
		return true
	}
	return false
}

// Satisfied says that whoever waits for this item may go on.
func (s State) Satisfied() bool { return s == Granted || s == Delivered || s == NotNeeded }

// Failed says that this item will not give what others wait for.
func (s State) Failed() bool { return s != "" && !s.Live() && !s.Satisfied() }

// onDesk says that the agency has it in hand: the days that the joint clocks count (rulebook §3.3).
func (s State) onDesk() bool { return s == Received || s == Accepted }

// Latest answers the item case of a slot that counts: the latest attempt; nil if there is no such slot.
func (c *Case) Latest(slot string) *ItemCase {
	var last *ItemCase
	for _, it := range c.Items {
		if it.Slot == slot && (last == nil || it.Attempt > last.Attempt) {
			last = it
		}
	}
	return last
}

// Current answers the latest attempt of every slot, in the order of the plan.
func (c *Case) Current() []*ItemCase {
	out := make([]*ItemCase, 0, len(c.Items))
	for _, it := range c.Items {
		if c.Latest(it.Slot) == it {
			out = append(out, it)
		}
	}
	return out
}

// number is the place of an item case in the case, from 1; 0 is the joint case itself.
func (c *Case) number(it *ItemCase) int {
	for i, x := range c.Items {
		if x == it {
			return i + 1
		}
	}
	return 0
}

// anyFirstLive says whether some first-attempt item is not decided yet: these withhold results and keep the
// joint clocks, re-applied ones do not (rulebook §4.3, §3.3).
func (c *Case) anyFirstLive() bool {
	for _, it := range c.Items {
		if it.Attempt == 1 && it.ReopenedOn == 0 && it.State.Live() {
			return true
		}
	}
	return false
}

// anyLive says whether some item is not decided yet.
func (c *Case) anyLive() bool {
	for _, it := range c.Current() {
		if it.State.Live() {
			return true
		}
	}
	return false
}

// licence says whether a licence (行政许可) is in the case: only then 45 days are law and no mere promise.
func (c *Case) licence() bool {
	for _, it := range c.Items {
		if it.licence() {
			return true
		}
	}
	return false
}

func (it *ItemCase) licence() bool { return it.Regime == "licence" }

// running finds the running clock of a kind; nil if none runs.
func (it *ItemCase) running(kind string) *Clock { return runningIn(it.Clocks, kind) }

// runningOf finds the running clock of a kind that belongs to something; with no name the first of the kind.
func (it *ItemCase) runningOf(kind, of string) *Clock {
	return runningInOf(it.Clocks, kind, of)
}

func runningInOf(clocks []Clock, kind, of string) *Clock {
	for i := range clocks {
		if k := &clocks[i]; k.Kind == kind && k.History.Stop == 0 && (of == "" || k.Of == of) {
			return k
		}
	}
	return nil
}

func runningIn(clocks []Clock, kind string) *Clock {
	for i := range clocks {
		if clocks[i].Kind == kind && clocks[i].History.Stop == 0 {
			return &clocks[i]
		}
	}
	return nil
}

// ever says whether a clock of a kind was started at all.
func (it *ItemCase) ever(kind string) bool {
	for _, k := range it.Clocks {
		if k.Kind == kind {
			return true
		}
	}
	return false
}
