package casework

// Phase is the derived state of a joint case (rulebook §1.4); it is never stored.
type Phase string

// The phases of a joint case.
const (
	Submitted         Phase = "submitted"          // 已提交
	InProgress        Phase = "in_progress"        // 办理中
	AwaitingApplicant Phase = "awaiting_applicant" // 待申请人
	PartlyConcluded   Phase = "partly_concluded"   // 部分办结
	Concluded         Phase = "concluded"          // 办结
	Closed            Phase = "closed"             // 归档前
)

// Result is what a joint case came to, once nothing is live.
type Result string

// The results of a joint case.
const (
	AllGranted    Result = "all_granted"
	PartlyGranted Result = "partly_granted"
	NoneGranted   Result = "none_granted"
	AllNotNeeded  Result = "not_needed"
	AllWithdrawn  Result = "withdrawn"
)

// Party is who has the ball.
type Party string

// The parties.
const (
	Nobody          Party = ""
	ThePrerequisite Party = "prerequisite"
	TheApplicant    Party = "applicant"
	TheAgency       Party = "agency"
)

// owes says that the applicant must do something before an accepted item can go on (rulebook §1.4).
func (it *ItemCase) owes() bool {
	for i := range it.Steps {
		if it.Steps[i].owed() {
			return true
		}
	}
	return it.owedBeside()
}

// works says that somebody other than the applicant has an accepted item in hand.
func (it *ItemCase) works() bool {
	for i := range it.Steps {
		if it.Steps[i].working() && it.startable(&it.Steps[i]) {
			return true
		}
	}
	return it.workedBeside()
}

// Ball says who has to act on an item now.
func Ball(c *Case, it *ItemCase) Party {
	switch it.State {
	case Waiting:
		return ThePrerequisite
	case Held, SupplementRequested:
		return TheApplicant
	case Received:
		return TheAgency
	case Accepted:
		if it.Sealed != nil {
			return TheAgency // its day comes
		}
		working := it.works()
		switch {
		case it.owes() && !working:
			return TheApplicant
		case c.pendingToDecide(it) && !working:
			return ThePrerequisite
		}
		return TheAgency
	}
	return Nobody
}

// pendingToDecide says that the decision waits for a prerequisite that is still live, or for something outside.
func (c *Case) pendingToDecide(it *ItemCase) bool {
	if c.closed(it.Slot, GateDecide) != nil {
		return true
	}
	for _, e := range c.edgesTo(it.Slot) {
		if e.Gate == GateDecide && !e.alone() && c.Latest(e.From).verdict().Live() {
			return true
		}
	}
	return false
}

// PhaseOf derives the phase from the latest attempts. It only counts, so permuting items never changes it.
func PhaseOf(c *Case) Phase {
	balls := map[Party]int{}
	live, ended, accepted, open := 0, 0, 0, 0
	for _, it := range c.Current() {
		switch {
		case it.State.Live():
			live++
			balls[Ball(c, it)]++
			if it.State == Accepted {
				accepted++
			}
		default:
			ended++
			if it.State == Granted {
				open++
			}
		}
	}
	for _, it := range c.Items { // of earlier attempts too
		if it.RefundDue() > 0 {
			open++
		}
	}
	switch {
	case live == 0 && open > 0:
		return Concluded
	case live == 0:
		return Closed
	case balls[TheAgency] == 0 && balls[TheApplicant] > 0:
		return AwaitingApplicant
	case !c.JointConclusion && ended > 0:
		return PartlyConcluded
	case accepted == 0 && ended == 0:
		return Submitted
	}
	return InProgress
}

// ResultOf derives the result; "" while something is live.
func ResultOf(c *Case) Result {
	n, satisfied, granted, notNeeded, gone := 0, 0, 0, 0, 0
	for _, it := range c.Current() {
		n++
		switch it.State {
		case Granted, Delivered:
			granted++
			satisfied++
		case NotNeeded:
			notNeeded++
			satisfied++
		case Withdrawn, Lapsed:
			gone++
		default:
			if it.State.Live() {
				return ""
			}
		}
	}
	switch {
	case notNeeded == n:
		return AllNotNeeded
	case satisfied == n:
		return AllGranted
	case gone == n:
		return AllWithdrawn
	case granted == 0:
		return NoneGranted
	}
	return PartlyGranted
}

// NeedsYou says that the applicant has something to do: to choose, to supplement, or to collect a result.
func NeedsYou(c *Case) bool {
	for _, it := range c.Current() {
		if ItemNeedsYou(it) {
			return true
		}
	}
	return false
}

// ItemNeedsYou is NeedsYou for one item.
func ItemNeedsYou(it *ItemCase) bool {
	switch it.State {
	case Held, SupplementRequested:
		return true
	case Received:
		return it.Gap != nil && it.Gap.State == GapOffered
	case Accepted:
		return it.Sealed == nil && it.owes()
	case Granted:
		return it.Tendered != nil || it.feeOpen() || it.breached()
	case Delivered:
		return it.breached()
	}
	return false
}

// feeOpen says that a fee waits for its payer.
func (it *ItemCase) feeOpen() bool {
	for i := range it.Steps {
		if has([]StepState{StepDue, StepRestDue, StepOverdue}, it.Steps[i].State) {
			return true
		}
	}
	return false
}

// breached says that a commitment was found broken and can still be mended.
func (it *ItemCase) breached() bool {
	return it.Commitment != nil && it.Commitment.State == CommitmentBreach
}

// Decided counts the items that are decided and all items: "n of m decided".
func Decided(c *Case) (n, of int) {
	for _, it := range c.Current() {
		of++
		if !it.State.Live() {
			n++
		}
	}
	return n, of
}
