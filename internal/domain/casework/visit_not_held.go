package casework

// VisitNotHeldInput is the input of VisitNotHeld.
type VisitNotHeldInput struct {
	Target
	Step     string
	SeatSeen int64
	Reason   string // the applicant was away, the weather, the day was moved
}

// VisitNotHeld gives an item's seat back because the visit did not take place for it (勘验未进行): it waits for a new
// day. Whoever else has a seat keeps it.
func (e Engine) VisitNotHeld(c *Case, m Moment, by Actor, in VisitNotHeldInput) (Change, error) {
	in.SeenVersion = 0
	return e.act(c, m, by, VerbVisitNotHeld, in.Target, func(w *work, it *ItemCase) error {
		s, err := it.seat(in.Step, in.SeatSeen)
		if err != nil {
			return err
		}
		if err := required("reason", in.Reason); err != nil {
			return err
		}
		v := w.c.Visit(s.Seat.Visit)
		w.did(VerbVisitNotHeld, it, &visitJudged{Step: s.ID, Verdict: VisitVerdict{
			Visit: v.ID, Word: VerdictNotHeld, On: w.today, Record: in.Reason,
		}})
		w.toApplicant("visit_not_held", it, "day", v.On.String())
		if by.ID != string(it.Handler) {
			w.tell(handler(it), "visit_not_held_desk", it, "day", v.On.String())
		}
		return nil
	})
}
