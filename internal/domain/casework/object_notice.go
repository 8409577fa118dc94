package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// ObjectNoticeInput is the input of ObjectNotice. The version of the item is not compared: an objector never saw it.
type ObjectNoticeInput struct {
	Slot string
	Step string
	Text string // what the person has against it, and why
}

type noticeObjected struct {
	Step string `json:"step"`
	ID   string `json:"id"`
	Text string `json:"text"`
}

func (ev *noticeObjected) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.State = StepObjected
	s.Notice.Objections = append(s.Notice.Objections, Objection{
		ID: ev.ID, Person: ident.PersonID(en.Actor.ID), Name: en.Actor.Name, On: en.Day, Text: ev.Text,
	})
}

func mayObjectNotice(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.stepThat("", PublicNotice, onDisplay) == nil {
		return notNow("notice_over")
	}
	return nil
}

// ObjectNotice records the objection of an identified person to a running notice (提出异议, 行政许可法36). It stops no
// clock; the step is done only when every objection is answered.
func (e Engine) ObjectNotice(c *Case, m Moment, by Actor, in ObjectNoticeInput) (Change, error) {
	return e.act(c, m, by, VerbObjectNotice, Target{Slot: in.Slot}, func(w *work, it *ItemCase) error {
		s, err := it.mustStep(in.Step, PublicNotice, "notice_over", onDisplay)
		if err != nil {
			return err
		}
		if err := required("objection", in.Text); err != nil {
			return err
		}
		id := w.m.NewID()
		w.did(VerbObjectNotice, it, &noticeObjected{Step: s.ID, ID: id, Text: in.Text})
		w.tell(handler(it), "objection_received", it)
		w.tell("person:"+by.ID, "objection_taken", it, "notice", s.Notice.ID)
		w.toApplicant("notice_objected", it)
		return nil
	})
}
