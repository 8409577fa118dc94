package casework

import (
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// ReapplyInput is the input of Reapply.
type ReapplyInput struct {
	Target
	SnapshotHash string   // of the answers of this attempt
	Materials    []string // slugs of papers with a new version since the attempt before
	Note         string   // what the applicant says is different now
}

// reapplied adds a new attempt to its slot; the earlier ones stay on record.
type reapplied struct {
	Attempt ItemCase `json:"attempt"`
	Edges   []Edge   `json:"edges"` // those to the slot, as the world is on the day of filing

	Materials []string `json:"materials,omitempty"` // the difference to the attempt before
	Note      string   `json:"note,omitempty"`
}

func (ev *reapplied) apply(c *Case, _ *ItemCase, en *Entry) {
	it := ev.Attempt.clone()
	for i := range it.Clocks {
		it.Clocks[i].History.By = en.Seq
	}
	c.Items = append(c.Items, it)
	for i := range c.Edges {
		for _, e := range ev.Edges {
			if c.Edges[i].To == e.To && c.Edges[i].From == e.From {
				c.Edges[i] = e
			}
		}
	}
}

// mayReapply: no prerequisite on a lapse edge is failed now, and no bar after false papers runs (行政许可法78, 79).
func mayReapply(c *Case, it *ItemCase, _ Actor) *fault.Fault {
	for _, e := range c.edgesTo(it.Slot) {
		if from := c.Latest(e.From); e.Gate == GateStart && e.OnFail == LapseOnFail && from.State.Failed() {
			return notNow("prerequisite_failed", "item", from.Name)
		}
	}
	if it.Bar != 0 && c.Day <= it.Bar {
		return notNow("barred_until", "day", it.Bar.String())
	}
	return nil
}

// ReapplyUntil is the last day of applying again inside the joint case (K23); 0 while it is not concluded: any day. It counts
// from the latest conclusion: whether a case was concluded for a moment before, because its acts came in another order, must
// not take days from anybody (rulebook §4.5). Figures use the first one (§1.4).
func (e Engine) ReapplyUntil(c *Case) calendar.Day {
	if c.Concluded == 0 || c.anyLive() {
		return 0
	}
	return max(c.Concluded, c.Reconcluded) + calendar.Day(e.Params.ReapplyDays)
}

// reapplyNow holds the days: K23 after the conclusion, and the bar after false papers.
func (e Engine) reapplyNow(c *Case, it *ItemCase, today calendar.Day) error {
	if until := e.ReapplyUntil(c); until != 0 && today > until {
		return notNow("reapply_over", "day", until.String())
	}
	if it.Bar != 0 && today <= it.Bar {
		return notNow("barred_until", "day", it.Bar.String())
	}
	return nil
}

// MayReapply says why an item cannot be applied for again on a day; nil: it can.
func (e Engine) MayReapply(c *Case, slot string, by Actor, today calendar.Day) error {
	if err := Why(c, slot, VerbReapply, by); err != nil {
		return err
	}
	return e.reapplyNow(c, c.Latest(slot), today)
}

// Reapply applies again for an item that failed (再次申请): a new attempt in the same slot with its own receipt and its own
// clocks, outside the joint ceiling. Faults: NotNow casework.reapply_over after K23.
func (e Engine) Reapply(c *Case, m Moment, by Actor, in ReapplyInput) (Change, error) {
	return e.act(c, m, by, VerbReapply, in.Target, func(w *work, it *ItemCase) error {
		if err := e.reapplyNow(w.c, it, w.today); err != nil {
			return err
		}
		w.reopen(it)
		ev := w.attempt(it, in.SnapshotHash)
		ev.Materials, ev.Note = in.Materials, in.Note
		w.did(VerbReapply, it, ev)
		again := w.c.Latest(it.Slot)
		due := ""
		if k := again.running("K1"); k != nil {
			due = k.Told.String()
			w.tell(department(again), "received", again, "due", due)
		}
		w.issue("receipt", again, w.today, map[string]string{
			"attempt": strconv.Itoa(again.Attempt), "answer_due": due, "ground": again.cites("xk32"),
		}, map[string][]string{"supplied": again.Materials})
		w.toApplicant("reapplied", again, "due", due)
		return nil
	})
}

// attempt makes the next attempt of a slot: what the plan froze, and nothing of what happened to the one before. Its edges
// start afresh: they read the world of its filing day (rulebook §4.4).
func (w *work) attempt(it *ItemCase, snapshot string) *reapplied {
	n := ItemCase{
		ID: ident.ItemCaseID(w.m.NewID()), Slot: it.Slot, Attempt: it.Attempt + 1, Item: it.Item, Office: it.Office,
		Variant: it.Variant, Instance: it.Instance, Name: it.Name, Short: it.Short, Department: it.Department, Area: it.Area,
		Regime: it.Regime, Promised: it.Promised, Statutory: it.Statutory, SignOff: it.SignOff, Instant: it.Instant,
		Grounds: it.Grounds, Gives: it.Gives, Fields: it.Fields, Materials: it.Materials, Excludable: it.Excludable,
		MayGap: it.MayGap, GapDays: it.GapDays, MayPromise: it.MayPromise, Renewal: it.Renewal, Snapshot: snapshot, State: Received,
	}
	for i := range it.Steps {
		n.Steps = append(n.Steps, it.Steps[i].fresh())
	}
	ev := &reapplied{}
	for _, e := range w.c.edgesTo(it.Slot) {
		from := w.c.Latest(e.From).State
		e.OK, e.Bad, e.Chosen = from.Satisfied(), from.Failed(), false
		ev.Edges = append(ev.Edges, e)
		if e.Gate == GateStart && !e.open() {
			n.State = Waiting
		}
	}
	if w.c.closed(it.Slot, GateStart) != nil { // what happened outside happened for every attempt
		n.State = Waiting
	}
	if n.State == Received {
		n.Received, n.Desk = w.today, []Span{{From: w.today}}
		n.Clocks = []Clock{w.e.answerClock(&n, w.today)}
	}
	n.Clocks = append(n.Clocks, w.e.renewalClocks(&n, w.today)...)
	ev.Attempt = n
	return ev
}

// fresh is the step as the plan froze it.
func (s *Step) fresh() Step {
	n := Step{ID: s.ID, Kind: s.Kind, Name: s.Name, After: s.After, Length: s.Length, Basis: s.Basis, Excluded: s.Excluded, State: StepTodo}
	if a := s.Asked; a != nil {
		n.Asked = &Asked{SilenceConsents: a.SilenceConsents, SilenceBasis: a.SilenceBasis}
		for _, r := range a.Requests {
			n.Asked.Requests = append(n.Asked.Requests, Request{Department: r.Department, Name: r.Name, Area: r.Area, Papers: r.Papers, Fields: r.Fields})
		}
	}
	if s.Notice != nil {
		n.Notice = &Notice{Material: s.Notice.Material}
	}
	if s.Experts != nil {
		n.Experts = &Experts{}
	}
	if s.Seat != nil {
		n.Seat = &Seat{Joins: s.Seat.Joins}
	}
	if o := s.Order; o != nil {
		n.Order = o.fresh()
	}
	if a := s.Auto; a != nil {
		n.Auto = &Auto{Version: a.Version, Objection: a.Objection}
		for _, r := range a.Rules {
			r.Answer = ""
			n.Auto.Rules = append(n.Auto.Rules, r)
		}
	}
	return n
}

type jointReopened struct{}

func (ev *jointReopened) apply(c *Case, _ *ItemCase, _ *Entry) { c.Reopened = true }

// reopen notes that a concluded joint case goes on because of one of its items. Figures keep the first conclusion.
func (w *work) reopen(it *ItemCase) {
	if w.c.Concluded == 0 || w.c.Reopened || w.c.anyLive() {
		return
	}
	w.record(VerbJointReopened, nil, w.today, engineActor, &jointReopened{})
	w.tell(department(it), "joint_reopened_desk", it)
}

// ReopenInput is the input of ReopenByReview.
type ReopenInput struct {
	Target
	Order  string       // number of the decision of the reviewing body or of the court
	Body   string       // who made it
	On     calendar.Day // its day
	Limit  Limit        // that it sets; zero: the item's own
	Reason string
}

type reopenedByReview struct {
	clockChange
	Order string `json:"order"`
	Body  string `json:"body"`
}

func (ev *reopenedByReview) apply(_ *Case, it *ItemCase, en *Entry) {
	it.State, it.Kind, it.Accepted, it.Decided, it.Made = Accepted, "", en.Day, 0, 0
	it.Decision, it.Ending, it.Draft, it.Tendered = nil, nil, nil, nil
	it.Gap, it.Commitment, it.Hearing, it.Clarification = nil, nil, nil, nil
	if it.ReopenedOn == 0 {
		it.ReopenedOn = en.Day
	}
	it.ReviewOrders = append(it.ReviewOrders, ev.Order)
	for i := range it.Steps {
		if o := it.Steps[i].Order; o != nil && o.Paid > 0 {
			it.PastFees = append(it.PastFees, *o) // its money is not forgotten
		}
		it.Steps[i] = it.Steps[i].fresh()
	}
	ev.run(it, en)
}

// ReopenByReview reopens an item because a reviewing body or a court ordered so (依复议或判决重新处理): a new decision clock
// from the day on which the order arrives, outside the joint ceiling. One order reopens once.
func (e Engine) ReopenByReview(c *Case, m Moment, by Actor, in ReopenInput) (Change, error) {
	return e.act(c, m, by, VerbReopenByReview, in.Target, func(w *work, it *ItemCase) error {
		if err := required("order", in.Order, "body", in.Body); err != nil {
			return err
		}
		if has(it.ReviewOrders, in.Order) {
			return notNow("order_used", "order", in.Order)
		}
		w.reopen(it)
		ev := &reopenedByReview{Order: in.Order, Body: in.Body}
		ev.Start = e.decisionClocks(it, w.today)
		if in.Limit.Days > 0 {
			ev.Start = []Clock{e.start("K3", in.Limit.rule("review_order"), w.today)}
		}
		w.did(VerbReopenByReview, it, ev)
		w.toApplicant("reopened", it, "body", in.Body, "due", w.decisionDue(it).String())
		w.tell(handler(it), "reopened_desk", it, "body", in.Body)
		return nil
	})
}
