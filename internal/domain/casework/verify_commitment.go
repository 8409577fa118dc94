package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// verificationClock is K19: the months in which a commitment is looked at after the decision (国办发〔2020〕42号).
func (e Engine) verificationClock(from calendar.Day) Clock {
	return e.start("K19", calendar.Rule{Unit: calendar.Month, Length: e.Params.VerifyMonths, Ground: "verify_commitment"}, from)
}

// VerifyCommitmentInput is the input of VerifyCommitment.
type VerifyCommitmentInput struct {
	Target
	Findings string
}

type commitmentFound struct {
	clockChange
	State    string `json:"state"`
	Findings string `json:"findings,omitempty"`
}

func (ev *commitmentFound) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Commitment.State, it.Commitment.Found = ev.State, en.Day
	if ev.Findings != "" {
		it.Commitment.Findings = ev.Findings
	}
	ev.run(it, en)
}

func mayVerify(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Commitment == nil || it.Commitment.State != CommitmentSigned && it.Commitment.State != CommitmentRectified {
		return notNow("no_commitment")
	}
	return nil
}

// VerifyCommitment notes that what was promised is so (核查通过): K19 stops.
func (e Engine) VerifyCommitment(c *Case, m Moment, by Actor, in VerifyCommitmentInput) (Change, error) {
	return e.act(c, m, by, VerbVerifyCommitment, in.Target, func(w *work, it *ItemCase) error {
		if err := required("findings", in.Findings); err != nil {
			return err
		}
		w.did(VerbVerifyCommitment, it, &commitmentFound{
			clockChange: clockChange{Stop: []string{"K19"}}, State: CommitmentVerified, Findings: in.Findings,
		})
		return nil
	})
}

// FindBreachInput is the input of FindBreach.
type FindBreachInput struct {
	Target
	Findings string // what is not as promised, and how to mend it
}

// FindBreach notes that what was promised is not so (发现违诺): the holder has K20 to mend it.
func (e Engine) FindBreach(c *Case, m Moment, by Actor, in FindBreachInput) (Change, error) {
	return e.act(c, m, by, VerbFindBreach, in.Target, func(w *work, it *ItemCase) error {
		if err := required("findings", in.Findings); err != nil {
			return err
		}
		k := e.start("K20", workingDays(e.Params.BreachDays, "breach"), w.today)
		w.did(VerbFindBreach, it, &commitmentFound{
			clockChange: clockChange{Stop: []string{"K19"}, Start: []Clock{k}}, State: CommitmentBreach, Findings: in.Findings,
		})
		w.issue("breach_notice", it, w.today, map[string]string{"findings": in.Findings, "due": k.Told.String()}, nil)
		w.toApplicant("breach_found", it, "due", k.Told.String())
		return nil
	})
}

// ReportRectifiedInput is the input of ReportRectified.
type ReportRectifiedInput struct {
	Target
	Evidence string
}

type breachRectified struct {
	clockChange
	Evidence string `json:"evidence"`
}

func (ev *breachRectified) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Commitment.State, it.Commitment.Evidence = CommitmentRectified, ev.Evidence
	ev.run(it, en)
}

func mayReportRectified(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if !it.breached() {
		return notNow("no_breach")
	}
	return nil
}

// ReportRectified says that a breach was mended (报告整改); the department verifies it.
func (e Engine) ReportRectified(c *Case, m Moment, by Actor, in ReportRectifiedInput) (Change, error) {
	return e.act(c, m, by, VerbReportRectified, in.Target, func(w *work, it *ItemCase) error {
		if err := required("evidence", in.Evidence); err != nil {
			return err
		}
		w.did(VerbReportRectified, it, &breachRectified{clockChange: clockChange{Stop: []string{"K20"}}, Evidence: in.Evidence})
		w.tell(handler(it), "breach_rectified_desk", it)
		return nil
	})
}

// breachExpired notes that a breach was not mended in time: it is a ground to revoke, and does nothing by itself.
func (w *work) breachExpired(it *ItemCase, due calendar.Day) {
	w.record(VerbBreachRectifyOver, it, due, timerActor("K20"), &commitmentFound{
		clockChange: clockChange{Stop: []string{"K20"}}, State: CommitmentNotRectified,
	})
	w.toApplicant("breach_expired", it, "due", due.String())
	w.tell(handler(it), "breach_expired_desk", it, "due", due.String())
}
