package casework

import "lianban/internal/base/fault"

// ResumeInput is the input of Resume.
type ResumeInput struct {
	Target
	Procedure string // id of the special procedure; none: the oldest that is open
	Result    string // what it came to
}

// procedureClosed closes a special procedure: by its result, or because its announced length is over.
type procedureClosed struct {
	clockChange
	Procedure string `json:"procedure"`
	Result    string `json:"result,omitempty"`
	Overrun   bool   `json:"overrun,omitempty"`
}

func (ev *procedureClosed) apply(_ *Case, it *ItemCase, en *Entry) {
	p := it.procedure(ev.Procedure)
	p.To, p.Result, p.Overrun = en.Day, ev.Result, ev.Overrun
	it.resume(p.Pause, en.Day)
	ev.run(it, en)
}

func mayResume(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.openProcedure("") == nil {
		return notNow("nothing_suspended")
	}
	return nil
}

// Resume ends a special procedure with its result (恢复计时): the day itself is still excluded, the clocks run from the
// next one.
func (e Engine) Resume(c *Case, m Moment, by Actor, in ResumeInput) (Change, error) {
	return e.act(c, m, by, VerbResume, in.Target, func(w *work, it *ItemCase) error {
		p := it.openProcedure("")
		if in.Procedure != "" {
			if p = it.procedure(in.Procedure); p == nil || p.To != 0 {
				return notNow("nothing_suspended")
			}
		}
		if err := required("result", in.Result); err != nil {
			return err
		}
		name := it.procedureName(p.Ground)
		w.did(VerbResume, it, &procedureClosed{
			clockChange: clockChange{Stop: []string{"K10:" + clockOfProcedure(p.ID)}}, Procedure: p.ID, Result: in.Result,
		})
		if it.paused() {
			w.toApplicant("procedure_done", it, "procedure", name)
			return nil
		}
		w.toApplicant("resumed", it, "procedure", name, "due", w.decisionDue(it).String())
		return nil
	})
}
