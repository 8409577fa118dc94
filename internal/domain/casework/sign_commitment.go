package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// SignCommitmentInput is the input of SignCommitment.
type SignCommitmentInput struct {
	Target
	Text string // hash of the text that was shown and signed
}

// commitmentSigned lets the steps that it stands for drop out; the short promise takes the place of the long one.
type commitmentSigned struct {
	clockChange
	Commitment Commitment `json:"commitment"`
}

func (ev *commitmentSigned) apply(_ *Case, it *ItemCase, en *Entry) {
	x := ev.Commitment
	it.Commitment = &x
	it.replaceSteps()
	ev.run(it, en)
}

// replaceSteps drops the steps that the commitment stands for.
func (it *ItemCase) replaceSteps() {
	for _, id := range it.Commitment.Replaces {
		if s := it.Step(id); s != nil && s.State == StepTodo {
			s.State = StepReplaced
		}
	}
}

// maySignCommitment: the item offers one, nobody is on the way to a visit, nothing is drafted, and the applicant broke no
// promise before (国办发〔2020〕42号).
func maySignCommitment(c *Case, it *ItemCase, _ Actor) *fault.Fault {
	switch {
	case it.MayPromise == nil:
		return notNow("no_commitment_offered")
	case it.Commitment != nil && it.Commitment.State != CommitmentWithdrawn:
		return notNow("commitment_signed_already")
	case c.Applicant.Barred:
		return notNow("gap_barred")
	case it.Draft != nil:
		return notNow("draft_exists")
	}
	for _, id := range it.MayPromise.Replaces {
		if s := it.Step(id); s != nil && s.State != StepTodo {
			return notNow("step_under_way", "step", s.Name)
		}
	}
	return nil
}

// SignCommitment signs a notification-commitment (告知承诺): the steps that it stands for drop out and the department decides
// within the short promise, counted from the day of signing where it was accepted before. What was promised is verified after the decision.
func (e Engine) SignCommitment(c *Case, m Moment, by Actor, in SignCommitmentInput) (Change, error) {
	return e.act(c, m, by, VerbSignCommitment, in.Target, func(w *work, it *ItemCase) error {
		if err := required("signature", in.Text); err != nil {
			return err
		}
		o := it.MayPromise
		ev := &commitmentSigned{Commitment: Commitment{
			State: CommitmentSigned, Replaces: o.Replaces, Papers: o.Papers, Promise: o.Promise, Text: in.Text, Signed: w.today,
		}}
		if it.State == Accepted && o.Promise.Days > 0 {
			ev.clockChange = clockChange{Stop: []string{"K4"}, Start: []Clock{w.e.start("K4", o.Promise.rule("promise"), w.today)}}
		}
		w.did(VerbSignCommitment, it, ev)
		w.issueCommitment(it)
		w.tell(handler(it), "commitment_signed_desk", it)
		return nil
	})
}

// promiseAnew is the ordinary promise again, counted from the acceptance, with the pauses that were.
func (w *work) promiseAnew(it *ItemCase, l Limit) Clock {
	k := w.e.start("K4", l.rule("promise"), it.Accepted)
	if old := it.running("K4"); old != nil {
		k.History.Pauses = append([]calendar.Pause(nil), old.History.Pauses...)
	}
	return k
}

// WithdrawCommitmentInput is the input of WithdrawCommitment.
type WithdrawCommitmentInput struct{ Target }

type commitmentWithdrawn struct {
	clockChange
}

func (ev *commitmentWithdrawn) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Commitment.State = CommitmentWithdrawn
	for i := range it.Steps {
		if it.Steps[i].State == StepReplaced {
			it.Steps[i].State = StepTodo
		}
	}
	it.Draft = nil
	ev.run(it, en)
}

func mayWithdrawCommitment(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Commitment == nil || it.Commitment.State != CommitmentSigned {
		return notNow("no_commitment")
	}
	return nil
}

// WithdrawCommitment takes a commitment back before the decision: the ordinary steps and the ordinary promise again; a
// draft that rested on it is void.
func (e Engine) WithdrawCommitment(c *Case, m Moment, by Actor, in WithdrawCommitmentInput) (Change, error) {
	return e.act(c, m, by, VerbWithdrawCommitment, in.Target, func(w *work, it *ItemCase) error {
		ev := &commitmentWithdrawn{}
		if it.State == Accepted && it.Commitment.Promise.Days > 0 {
			ev.Stop = []string{"K4"}
			if it.Promised.Days > 0 {
				ev.Start = []Clock{w.promiseAnew(it, it.Promised)}
			}
		}
		w.did(VerbWithdrawCommitment, it, ev)
		w.tell(handler(it), "commitment_withdrawn_desk", it)
		return nil
	})
}
