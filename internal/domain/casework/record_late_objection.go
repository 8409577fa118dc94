package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// LateObjectionInput is the input of RecordLateObjection.
type LateObjectionInput struct {
	Target
	Step       string
	Who        string // who wrote, as in the letter
	Text       string
	Considered string // how the officer took it into account
}

type lateObjection struct {
	Step       string `json:"step"`
	ID         string `json:"id"`
	Who        string `json:"who"`
	Text       string `json:"text"`
	Considered string `json:"considered"`
}

func (ev *lateObjection) apply(_ *Case, it *ItemCase, en *Entry) {
	n := it.Step(ev.Step).Notice
	n.Objections = append(n.Objections, Objection{
		ID: ev.ID, Name: ev.Who, On: en.Day, Text: ev.Text, Late: true, Answer: ev.Considered, Answered: en.Day,
		By: ident.StaffID(en.Actor.ID),
	})
}

func noticeOver(s *Step) bool {
	return s.Notice != nil && s.Notice.Ended != 0 && (s.State == StepDone || s.State == StepEndedObjected)
}

func mayRecordLateObjection(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.stepThat("", PublicNotice, noticeOver) == nil {
		return notNow("notice_not_over")
	}
	return nil
}

// RecordLateObjection keeps an objection that came after the notice had ended, with how the officer considered it
// (迟到的异议): a recorded fact that re-opens nothing.
func (e Engine) RecordLateObjection(c *Case, m Moment, by Actor, in LateObjectionInput) (Change, error) {
	return e.act(c, m, by, VerbLateObjection, in.Target, func(w *work, it *ItemCase) error {
		s, err := it.mustStep(in.Step, PublicNotice, "notice_not_over", noticeOver)
		if err != nil {
			return err
		}
		if err := required("who", in.Who, "objection", in.Text, "considered", in.Considered); err != nil {
			return err
		}
		w.did(VerbLateObjection, it, &lateObjection{Step: s.ID, ID: w.m.NewID(), Who: in.Who, Text: in.Text, Considered: in.Considered})
		return nil
	})
}
