package casework

import (
	"fmt"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// SupplyInput is the input of Supply.
type SupplyInput struct {
	Target
	Answered []string // slugs of the materials and fields of the listed defects that are now answered
	All      bool     // "this is all": what is not answered will not come
	Note     string
}

type supplied struct {
	clockChange
	On       calendar.Day `json:"on"`
	Answered []string     `json:"answered"`
	All      bool         `json:"all,omitempty"`
	Note     string       `json:"note,omitempty"`
}

func (ev *supplied) apply(_ *Case, it *ItemCase, en *Entry) {
	it.State, it.Received = Received, ev.On
	s := &it.Supplements[len(it.Supplements)-1]
	s.Supplied, s.Note = ev.On, ev.Note
	ev.run(it, en)
}

// Supply answers a request to supplement (补正): K2 stops, K1 starts anew (P2).
func (e Engine) Supply(c *Case, m Moment, by Actor, in SupplyInput) (Change, error) {
	return e.act(c, m, by, VerbSupply, in.Target, func(w *work, it *ItemCase) error {
		if err := checkSupply(it.Supplements[len(it.Supplements)-1], in); err != nil {
			return err
		}
		w.did(VerbSupply, it, &supplied{
			clockChange: clockChange{Stop: []string{"K2"}, Start: []Clock{e.answerClock(it, w.today)}},
			On:          w.today, Answered: in.Answered, All: in.All, Note: in.Note,
		})
		due := it.running("K1").Told.String()
		w.issue("receipt", it, w.today, map[string]string{"answer_due": due, "ground": it.cites("xk32")},
			map[string][]string{"supplied": in.Answered})
		w.tell(handler(it), "supplied", it, "due", due)
		w.toApplicant("supplied_receipt", it, "due", due)
		return nil
	})
}

func checkSupply(asked Supplement, in SupplyInput) error {
	bad := fault.New(fault.Invalid, "casework.incomplete")
	if len(in.Answered) == 0 && !in.All {
		return bad.With("answered", "casework.required.answered")
	}
	for _, a := range in.Answered {
		if !names(asked.Defects, a) {
			bad.With("answered", "casework.not_asked", "key", a)
		}
	}
	for i, d := range asked.Defects {
		if !in.All && !has(in.Answered, d.key()) {
			bad.With(fmt.Sprintf("answered.%d", i), "casework.unanswered", "key", d.key())
		}
	}
	return bad.OrNil()
}
