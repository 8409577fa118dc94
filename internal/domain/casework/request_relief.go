package casework

import (
	"lianban/internal/base/fault"
)

// RequestReliefInput is the input of RequestRelief.
type RequestReliefInput struct {
	Target
	Heading string // slug of the relief; empty: the only one
	Reason  string
}

type reliefAsked struct {
	clockChange
	Step    string `json:"step"`
	Heading string `json:"heading"`
	Reason  string `json:"reason"`
}

func (ev *reliefAsked) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.State, s.Order.Heading, s.Order.Reason, s.Order.Asked = StepReliefAsked, ev.Heading, ev.Reason, en.Day
	ev.run(it, en)
}

// mayRequestRelief: while the first order is due, once, and only on a heading that the law knows.
func mayRequestRelief(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	switch s := it.feeIn(StepDue); {
	case s == nil && it.feeIn(StepRestDue, StepOverdue) != nil:
		return notNow("relief_over")
	case s == nil:
		return notNow("no_fee_due")
	case len(s.Order.Reliefs) == 0:
		return notNow("no_relief")
	}
	return nil
}

// RequestRelief asks for a relief (申请减免) on a heading of the package: K17 stands still for good, K18 runs for the
// office that decides. Faults: Invalid casework.incomplete.
func (e Engine) RequestRelief(c *Case, m Moment, by Actor, in RequestReliefInput) (Change, error) {
	return e.act(c, m, by, VerbRequestRelief, in.Target, func(w *work, it *ItemCase) error {
		s := it.feeIn(StepDue)
		if err := required("reason", in.Reason); err != nil {
			return err
		}
		if in.Heading == "" && len(s.Order.Reliefs) == 1 {
			in.Heading = s.Order.Reliefs[0].Slug
		}
		asked := FeeOrder{Reliefs: s.Order.Reliefs, Heading: in.Heading}
		r := asked.relief()
		if r == nil {
			return fault.New(fault.Invalid, "casework.incomplete").With("heading", "casework.bad_heading")
		}
		k := e.reliefClock(w.today)
		w.did(VerbRequestRelief, it, &reliefAsked{
			clockChange: clockChange{Stop: []string{"K17"}, Start: []Clock{k}}, Step: s.ID, Heading: in.Heading, Reason: in.Reason,
		})
		w.tell("department:"+r.Department, "relief_asked_desk", it, "due", k.Told.String())
		w.toApplicant("relief_asked", it, "due", k.Told.String())
		return nil
	})
}

// ReliefDesk answers who decides on the relief that was asked for: department and area; empty: none waits.
func (it *ItemCase) ReliefDesk() (department, area string) {
	s := it.feeIn(StepReliefAsked)
	if s == nil {
		return "", ""
	}
	r := s.Order.relief()
	if r == nil {
		return it.Department, it.Area
	}
	area = r.Area
	if area == "" {
		area = it.Area
	}
	return r.Department, area
}

// ReliefOffice is the department of ReliefDesk.
func (it *ItemCase) ReliefOffice() string {
	department, _ := it.ReliefDesk()
	return department
}

// ReliefDesks lists who decides or decided on reliefs of the item: pairs of department and area.
func (it *ItemCase) ReliefDesks() [][2]string {
	var out [][2]string
	for _, o := range it.FeeOrders() {
		if r := o.relief(); r != nil {
			area := r.Area
			if area == "" {
				area = it.Area
			}
			out = append(out, [2]string{r.Department, area})
		}
	}
	return out
}
