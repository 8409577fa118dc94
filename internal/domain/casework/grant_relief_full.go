package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// GrantReliefFullInput is the input of GrantReliefFull.
type GrantReliefFullInput struct {
	Target
	Reason string
}

// reliefDecided is what was decided on a relief.
type reliefDecided struct {
	clockChange
	Step     string `json:"step"`
	Relieved int64  `json:"relieved"` // fen
	Reason   string `json:"reason"`
}

func (ev *reliefDecided) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	o := s.Order
	o.Relieved, o.Decided, o.Approver = ev.Relieved, ev.Reason, ident.StaffID(en.Actor.ID)
	o.Amount = o.Full - o.Relieved
	s.State = StepRestDue
	if o.Amount == 0 {
		s.State = StepWaived
	}
	ev.run(it, en)
}

// mayDecideRelief: the office of the heading decides, and never who assessed the fee.
func mayDecideRelief(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	s := it.feeIn(StepReliefAsked)
	if s == nil {
		return notNow("no_relief_asked")
	}
	if d, _ := it.ReliefDesk(); by.Kind == "staff" && by.Department != "" && by.Department != d {
		return fault.New(fault.Forbidden, "casework.other_department")
	}
	if by.stands(s.Order.By, s.Order.For) {
		return fault.New(fault.Forbidden, "casework.own_assessment")
	}
	return nil
}

// mayGrantReliefFull: the heading takes everything off.
func mayGrantReliefFull(c *Case, it *ItemCase, by Actor) *fault.Fault {
	if f := mayDecideRelief(c, it, by); f != nil {
		return f
	}
	o := it.feeIn(StepReliefAsked).Order
	if r := o.relief(); r != nil && r.Fen < o.Full {
		return notNow("relief_not_full", "most", Yuan(r.Fen), "full", Yuan(o.Full))
	}
	return nil
}

// GrantReliefFull takes the whole fee off (全额减免): nothing is left to pay.
func (e Engine) GrantReliefFull(c *Case, m Moment, by Actor, in GrantReliefFullInput) (Change, error) {
	return e.act(c, m, by, VerbGrantReliefFull, in.Target, func(w *work, it *ItemCase) error {
		return w.decideRelief(VerbGrantReliefFull, it, it.feeIn(StepReliefAsked).Order.Full, in.Reason)
	})
}

// decideRelief writes the decision on a relief down and starts K17 anew for what is left.
func (w *work) decideRelief(v Verb, it *ItemCase, relieved int64, reason string) error {
	if err := required("reason", reason); err != nil {
		return err
	}
	id := it.feeIn(StepReliefAsked).ID
	ev := &reliefDecided{clockChange: clockChange{Stop: []string{"K18"}}, Step: id, Relieved: relieved, Reason: reason}
	due := ""
	if relieved < it.Step(id).Order.Full {
		k := w.e.payClock(w.today)
		ev.Start, due = []Clock{k}, k.Told.String()
	}
	w.did(v, it, ev)
	o := it.Step(id).Order
	data := map[string]string{
		"order": o.No, "full": Yuan(o.Full), "relieved": Yuan(o.Relieved), "amount": Yuan(o.Amount),
		"share": Share(o.Relieved, o.Full), "reason": reason, "due": due, "asked": o.Asked.String(),
	}
	if r := o.relief(); r != nil {
		data["heading"], data["grounds"], data["relief_department"] = r.Name, r.Basis, r.Department
		data["relief_area"] = r.Area
	}
	w.issue("relief_decision", it, w.today, w.remedies(w.today, data), nil)
	if o.Amount == 0 {
		w.toApplicant("relief_full", it)
	} else {
		w.toApplicant("relief_decided", it, "relieved", Yuan(o.Relieved), "amount", Yuan(o.Amount), "due", due)
	}
	w.tell(handler(it), "relief_decided_desk", it, "amount", Yuan(o.Amount))
	return nil
}
