package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// SubmitInput is the input of Submit.
type SubmitInput struct {
	// Case is the plan as compiled: identity, applicant, items (without state) and edges. The engine adds
	// states, receipts and clocks; it keeps identifiers that are set and draws those that are not.
	Case *Case
	// ReviewHash is the hash of what the applicant saw on "check your answers", SubmittedHash of what came.
	ReviewHash, SubmittedHash string
	// SnapshotHash is the hash of the immutable snapshot that is stored with the case.
	SnapshotHash string
	// OrderAgreed: the applicant saw which items wait for which, and agreed (needed when an edge has a start gate).
	OrderAgreed bool
	// Kept are the papers that a window keeps of the applicant's (纸件保管), as the receipt lists them.
	Kept []KeptPaper
}

// KeptPaper is one paper that a window keeps.
type KeptPaper struct {
	Name     string
	Original bool // 原件; otherwise a copy
	Copies   int
	Bag      string // number on the label of its bag
}

// submitted carries the whole case as it was filed.
type submitted struct {
	Case Case `json:"case"`
}

func (ev *submitted) apply(c *Case, _ *ItemCase, _ *Entry) { *c = *ev.Case.Clone() }

// Submit files the case (提交): items that wait for nothing are received on this day, the others wait
// (行政许可法29, 32; design §6.1).
func (e Engine) Submit(m Moment, by Actor, in SubmitInput) (Change, error) {
	if err := checkSubmit(in, by); err != nil {
		return Change{}, err
	}
	w := e.open(in.Case, m, by)
	w.ch.Delivery, w.c.Delivery = copied(in.Case.Delivery), in.Case.Delivery.bare()
	w.file(in.SnapshotHash)
	w.did(VerbSubmit, nil, &submitted{Case: *w.c.Clone()})
	w.issueReceipt(w.today, in.Kept)
	w.issuePromises()
	w.toApplicant("filed", nil)
	for _, it := range w.c.Current() {
		if it.State == Received {
			w.tell(department(it), "received", it, "due", it.running("K1").Told.String())
		}
	}
	w.follow(w.today)
	return w.done(), nil
}

// file gives every item its first state and clock.
func (w *work) file(snapshotHash string) {
	c := w.c
	c.FiledAt, c.SnapshotHash, c.Calendar = w.at, snapshotHash, w.e.Cal.Mark()
	c.Seq, c.Head, c.Day = 0, "", w.today
	if c.ID == "" {
		c.ID = ident.CaseID(w.m.NewID())
	}
	for i := range c.Gates {
		g := &c.Gates[i]
		g.Happened, g.Recorded, g.Evidence, g.Asked = 0, 0, "", 0
	}
	for i := range c.Edges {
		c.Edges[i].OK, c.Edges[i].Bad, c.Edges[i].Chosen = false, false, false
	}
	for _, it := range c.Items {
		if it.ID == "" {
			it.ID = ident.ItemCaseID(w.m.NewID())
		}
		it.Attempt, it.Version, it.State = 1, 1, Received
		for _, e := range c.edgesTo(it.Slot) {
			if e.Gate == GateStart {
				it.State = Waiting
			}
		}
		if c.closed(it.Slot, GateStart) != nil {
			it.State = Waiting
		}
		if it.State == Received {
			it.Received = w.today
			it.Desk = []Span{{From: w.today}}
			k := w.e.answerClock(it, w.today)
			k.History.By = 1
			it.Clocks = []Clock{k}
		}
		for _, k := range w.e.renewalClocks(it, w.today) {
			k.History.By = 1
			it.Clocks = append(it.Clocks, k)
		}
		it.promisedAtFiling(w.today)
	}
}

func checkSubmit(in SubmitInput, by Actor) error {
	if !fits(*rowOf[VerbSubmit], by) {
		return fault.New(fault.Forbidden, "casework.not_for_you", "verb", string(VerbSubmit))
	}
	if in.ReviewHash != in.SubmittedHash {
		return fault.New(fault.Conflict, "casework.review_differs")
	}
	bad := fault.New(fault.Invalid, "casework.incomplete")
	c := in.Case
	if c == nil || len(c.Items) == 0 {
		return bad.With("items", "casework.required.items")
	}
	if err := checkWish(c, c.Delivery); err != nil {
		return err
	}
	slots := map[string]bool{}
	for _, it := range c.Items {
		if slots[it.Slot] || it.Slot == "" || it.State != "" {
			bad.With("items", "casework.bad_slot", "slot", it.Slot)
		}
		slots[it.Slot] = true
		checkPromises(bad, c, it)
	}
	waits := false
	for _, e := range c.Edges {
		waits = waits || e.Gate == GateStart
		if !slots[e.From] || !slots[e.To] || !knownEdge(e) {
			bad.With("edges", "casework.bad_edge", "from", e.From, "to", e.To)
		}
	}
	seen := map[string]bool{}
	for _, g := range c.Gates {
		waits = waits || len(g.Start) > 0
		if seen[g.Slug] || g.Slug == "" || !all(slots, g.Start) || !all(slots, g.Decide) {
			bad.With("gates", "casework.bad_gate", "gate", g.Slug)
		}
		seen[g.Slug] = true
	}
	if len(bad.Fields) == 0 && circular(c) {
		bad.With("edges", "casework.circle")
	}
	if waits && !in.OrderAgreed {
		bad.With("order_agreed", "casework.required.order_agreed")
	}
	return bad.OrNil()
}

// all says that every name is in a set.
func all(set map[string]bool, names []string) bool {
	for _, n := range names {
		if !set[n] {
			return false
		}
	}
	return true
}

func knownEdge(e Edge) bool {
	return has([]string{GateStart, GateDecide}, e.Gate) && has([]string{LapseOnFail, HoldOnFail, AloneOnFail}, e.OnFail)
}

// circular says whether edges of both gates together form a circle: that would be a deadlock (rulebook §4.1).
func circular(c *Case) bool {
	pending := map[string]int{}
	for _, e := range c.Edges {
		pending[e.To]++
	}
	free := true
	done := map[string]bool{}
	for free {
		free = false
		for _, it := range c.Items {
			if done[it.Slot] || pending[it.Slot] > 0 {
				continue
			}
			done[it.Slot], free = true, true
			for _, e := range c.Edges {
				if e.From == it.Slot {
					pending[e.To]--
				}
			}
		}
	}
	return len(done) < len(c.Items)
}
