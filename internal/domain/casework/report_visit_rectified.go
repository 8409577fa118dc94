package casework

import "lianban/internal/base/ident"

// ReportVisitRectifiedInput is the input of ReportVisitRectified.
type ReportVisitRectifiedInput struct {
	Target
	Step     string
	Text     string // what was mended
	Evidence []ident.PaperID
}

type visitRectified struct {
	clockChange
	Step     string          `json:"step"`
	Text     string          `json:"text"`
	Evidence []ident.PaperID `json:"evidence,omitempty"`
}

func (ev *visitRectified) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.State = StepTodo
	v := s.Seat.Last()
	v.Rectified, v.RectifiedOn, v.Evidence = ev.Text, en.Day, ev.Evidence
	s.Seat.Visit, s.Seat.Officers = "", nil
	s.Seat.Version++
	ev.run(it, en)
}

// ReportVisitRectified says that what a visit found was mended (报告整改完成): K16 stops, and the department comes again.
func (e Engine) ReportVisitRectified(c *Case, m Moment, by Actor, in ReportVisitRectifiedInput) (Change, error) {
	return e.act(c, m, by, VerbVisitRectified, in.Target, func(w *work, it *ItemCase) error {
		s := it.Inspection(in.Step, StepRectify)
		if s == nil {
			return notNow("nothing_to_rectify")
		}
		if err := required("mended", in.Text); err != nil {
			return err
		}
		w.did(VerbVisitRectified, it, &visitRectified{
			clockChange: clockChange{Stop: []string{"K16:" + s.ID}}, Step: s.ID, Text: in.Text, Evidence: in.Evidence,
		})
		w.toApplicant("visit_rectified_receipt", it)
		w.tell(handler(it), "visit_rectified", it)
		return nil
	})
}
