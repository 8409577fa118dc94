package casework

// ReturnInput is the input of ReturnToRightBody.
type ReturnInput struct {
	Target
	Body       string // name of the right body, as printed
	Department string // its slug, when it is in the city
	Area       string // its area, when it is in the city
	Reason     string
}

// returned ends the item at the wrong body, or moves it to the right one.
type returned struct {
	Body       string `json:"body"`
	Department string `json:"department,omitempty"`
	Area       string `json:"area,omitempty"`
	Reason     string `json:"reason"`
}

func (ev *returned) apply(_ *Case, it *ItemCase, en *Entry) {
	if ev.Department == "" {
		it.State, it.Decided = Returned, en.Day
		it.Ending = &Ending{Reason: ev.Reason, RightBody: ev.Body}
		return
	}
	it.Department, it.Handler = ev.Department, ""
	if ev.Area != "" {
		it.Area = ev.Area
	}
}

// ReturnToRightBody says that another body has the power (退件, 行政许可法32(2)). With Department the item moves on
// inside the same joint case and keeps its receipt day (design §6.4); without, the item ends with remedies.
func (e Engine) ReturnToRightBody(c *Case, m Moment, by Actor, in ReturnInput) (Change, error) {
	return e.act(c, m, by, VerbReturn, in.Target, func(w *work, it *ItemCase) error {
		if err := required("body", in.Body, "reason", in.Reason); err != nil {
			return err
		}
		if in.Department != "" && in.Department == it.Department && (in.Area == "" || in.Area == it.Area) {
			return notNow("right_body_already")
		}
		w.did(VerbReturn, it, &returned{Body: in.Body, Department: in.Department, Area: in.Area, Reason: in.Reason})
		if in.Department != "" {
			w.tell(department(it), "redispatched_desk", it, "due", it.running("K1").Told.String())
			w.toApplicant("redispatched", it, "body", in.Body)
			return nil
		}
		w.issue("non_acceptance", it, w.today, w.remedies(w.today, map[string]string{
			"outcome": string(Returned), "reason": in.Reason, "right_body": in.Body, "ground": it.cites("xk32_2"),
		}), nil)
		w.toApplicant("returned", it, "body", in.Body)
		return nil
	})
}
