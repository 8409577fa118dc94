package rehearsal

import (
	"bytes"
	"context"
	"slices"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// step does the next act of one step of an item, if there is one today.
func (p *play) step(ctx context.Context, c *casework.Case, it *casework.ItemCase, s *casework.Step) (did bool, err error) {
	if !startable(it, s) || s.State == casework.StepTodo && !p.mayBegin(c, it, s) {
		return false, nil
	}
	switch s.Kind {
	case casework.Consult:
		return p.consult(ctx, c, it, s)
	case casework.PublicNotice:
		if s.State != casework.StepTodo {
			return false, nil
		}
		return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
			_, err := p.Handling.PublishNotice(ctx, who, t, s.ID, say("notice"), nil)
			return err
		})
	case casework.ExpertReview:
		return p.experts(ctx, c, it, s)
	case casework.SiteInspection:
		return p.visit(ctx, c, it, s)
	case casework.FeeStep:
		return p.fee(ctx, c, it, s)
	case casework.Registration:
		if it.State != casework.Granted || s.State != casework.StepTodo || !p.ripeStep(c, it, s) && !p.pressing(c, it, "K7") {
			return false, nil
		}
		return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
			_, err := p.Handling.EnterRegister(ctx, who, t, "YL-"+string(p.no))
			return err
		})
	}
	return false, nil
}

// startable says that every step before this one has passed.
func startable(it *casework.ItemCase, s *casework.Step) bool {
	for _, id := range s.After {
		if before := it.Step(id); before != nil && !before.Passed() {
			return false
		}
	}
	return true
}

func (p *play) consult(ctx context.Context, c *casework.Case, it *casework.ItemCase, s *casework.Step) (did bool, err error) {
	if s.State == casework.StepTodo {
		return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
			_, err := p.Handling.StartConsult(ctx, who, t, handling.Question{Step: s.ID, Text: say("question")})
			return err
		})
	}
	if s.State != casework.StepOpen || !p.ripeStep(c, it, s) {
		return false, nil
	}
	for _, r := range s.Asked.Requests {
		if r.State != "sent" {
			continue
		}
		who, err := p.officer(ctx, r.Department, 0)
		if err != nil {
			return false, err
		}
		at := handling.Request{No: p.no, Slot: it.Slot, Step: s.ID, Body: r.Department}
		_, err = p.Handling.ReplyConsult(ctx, who, at, handling.Answer{Says: "no_objection"})
		return true, err
	}
	return false, nil
}

func (p *play) experts(ctx context.Context, c *casework.Case, it *casework.ItemCase, s *casework.Step) (did bool, err error) {
	switch {
	case s.State == casework.StepTodo:
		length := s.Length
		if length.Days == 0 {
			length.Days = 10
		}
		return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
			_, err := p.Handling.CallExperts(ctx, who, t, casework.CallExpertsInput{Step: s.ID, Who: []string{say("expert")}, Length: length})
			return err
		})
	case (s.State == casework.StepCalled || s.State == casework.StepOverrun) && p.ripeStep(c, it, s):
		return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
			_, err := p.Handling.ExpertOpinion(ctx, who, t, casework.ExpertOpinionInput{Step: s.ID, Opinion: "pass", Text: say("opinion")})
			return err
		})
	}
	return false, nil
}

// visit gives the item its place in a visit on the day that the plan has for it, and writes the verdict of the day.
func (p *play) visit(ctx context.Context, c *casework.Case, it *casework.ItemCase, s *casework.Step) (did bool, err error) {
	second, err := p.officer(ctx, it.Department, 1)
	if err != nil {
		return false, err
	}
	switch s.State {
	case casework.StepTodo:
		return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
			plan := handling.VisitPlan{Step: s.ID, Officers: []ident.StaffID{ident.StaffID(who.ID), ident.StaffID(second.ID)}}
			if c.OpenVisit(s.Seat.Joins, p.today()) == nil {
				plan.On, plan.Time, plan.Place = p.visitDay(c, it, s), "10:00", say("place")
			}
			_, err := p.Handling.ScheduleVisit(ctx, who, t, plan)
			return err
		})
	case casework.StepScheduled:
		if v := c.Visit(s.Seat.Visit); v != nil && v.On > p.today() {
			return false, nil
		}
		return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
			_, err := p.Handling.VisitPass(ctx, who, t, handling.Verdict{Step: s.ID, Second: ident.StaffID(second.ID), Record: say("opinion")})
			return err
		})
	}
	return false, nil
}

func (p *play) visitDay(c *casework.Case, it *casework.ItemCase, s *casework.Step) calendar.Day {
	if n := p.nodeOf(it, s); n != nil {
		return max(p.today(), p.ready(c, n))
	}
	return p.today()
}

// fee assesses what is to be paid, asks for every relief that the package knows and has it decided, and pays.
func (p *play) fee(ctx context.Context, c *casework.Case, it *casework.ItemCase, s *casework.Step) (did bool, err error) {
	if s.Order == nil || s.Order.Gate == casework.GateDecision && it.State != casework.Accepted ||
		s.Order.Gate == casework.GateCertificate && it.State != casework.Granted {
		return false, nil
	}
	switch s.State {
	case casework.StepTodo:
		return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
			_, err := p.Handling.AssessFee(ctx, who, t, 1)
			return err
		})
	case casework.StepDue:
		if len(s.Order.Reliefs) > 0 {
			_, err := p.Filing.RequestRelief(ctx, p.applicant, p.no, it.Slot, s.Order.Reliefs[0].Slug, say("reason"), "")
			return true, err
		}
		return p.payInTime(ctx, c, it, s)
	case casework.StepReliefAsked:
		return true, p.relieve(ctx, it, s)
	case casework.StepRestDue, casework.StepOverdue:
		return p.payInTime(ctx, c, it, s)
	}
	return false, nil
}

// payInTime pays on the day that the plan has for it, or before the order runs out.
func (p *play) payInTime(ctx context.Context, c *casework.Case, it *casework.ItemCase, s *casework.Step) (did bool, err error) {
	if !p.ripeStep(c, it, s) && !p.pressing(c, it, "K17") {
		return false, nil
	}
	return true, p.pay(ctx, it)
}

func (p *play) pay(ctx context.Context, it *casework.ItemCase) error {
	_, err := p.Filing.BeginPayment(ctx, p.applicant, p.no, it.Slot, "/")
	return err
}

func (p *play) relieve(ctx context.Context, it *casework.ItemCase, s *casework.Step) error {
	department, _ := it.ReliefDesk()
	who, err := p.officer(ctx, department, 1) // never who assessed it
	if err != nil {
		return err
	}
	t := handling.Target{No: p.no, Slot: it.Slot}
	for _, r := range s.Order.Reliefs {
		if r.Slug != s.Order.Heading {
			continue
		}
		if r.Fen >= s.Order.Amount {
			_, err = p.Handling.GrantReliefFull(ctx, who, t, say("reason"))
		} else {
			_, err = p.Handling.DecideRelief(ctx, who, t, r.Fen, say("reason"))
		}
	}
	return err
}

// automatic lets the rules decide on what the played registers know.
func (p *play) automatic(ctx context.Context, c *casework.Case, it *casework.ItemCase) (did bool, err error) {
	if !p.ripe(c, it, casework.AutomaticDecision) {
		return false, nil
	}
	task, err := p.Handling.AutoTask(ctx, c.ID, it.Slot)
	if err != nil || task == nil {
		return false, err
	}
	fetched := map[string]handling.AutoFetched{}
	about := filing.Subject{Name: task.Name, IDNo: task.IDNo, USCC: task.USCC, Trial: task.Trial}
	for register, fields := range task.Wanted() {
		values, err := filing.AskRegister(ctx, p.Filing.Registers, register, about, fields)
		fetched[register] = handling.AutoFetched{Values: values, Down: err != nil}
	}
	if err := p.Handling.DecideAutomatically(ctx, *task, fetched); err != nil {
		return false, err
	}
	now, err := p.Store.Case(ctx, store.ByNo(p.no))
	return err == nil && now.Seq > c.Seq, err
}

// procedure opens and closes the special procedure (特别程序) of a step that no act of the case stands for, such as the days
// in an appointed hospital: its time is not counted, and the officer says so.
func (p *play) procedure(ctx context.Context, c *casework.Case, it *casework.ItemCase) (did bool, err error) {
	for i := range p.plan.Steps {
		n := &p.plan.Steps[i]
		if n.Kind != appointment || n.Counted || !slices.Contains(n.Slots, it.Slot) {
			continue
		}
		over := p.ready(c, n) <= p.today()
		for _, x := range it.Procedures {
			if x.To == 0 && over {
				return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
					_, err := p.Handling.Resume(ctx, who, t, casework.ResumeInput{Procedure: x.ID, Result: say("opinion")})
					return err
				})
			}
		}
		for _, x := range it.Suspendable() {
			if x.Name == n.Name && !over && len(it.Procedures) == 0 {
				return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
					_, err := p.Handling.Suspend(ctx, who, t, casework.SuspendInput{Ground: x.Ground, Reason: n.Name, Length: x.Length})
					return err
				})
			}
		}
	}
	return false, nil
}

// gap hands in what was promised to follow (容缺).
func (p *play) gap(ctx context.Context, it *casework.ItemCase) (did bool, err error) {
	if it.Gap == nil || it.Gap.State != casework.GapPromised {
		return false, nil
	}
	b, err := p.Filing.ToBring(ctx, p.applicant, p.no, it.Slot, casework.VerbFillGap)
	if err != nil {
		return false, err
	}
	for _, x := range b.Points {
		ending, content := paper(x.Rule.Upload)
		if _, err := p.Filing.UploadFor(ctx, p.applicant, b, x.Material, madeUp+"."+ending, bytes.NewReader(content)); err != nil {
			return false, err
		}
	}
	_, err = p.Filing.FillGap(ctx, p.applicant, p.no, filing.BringInput{Slot: it.Slot})
	return true, err
}

// verify looks whether what was promised is so (核查), once the result is in hand.
func (p *play) verify(ctx context.Context, it *casework.ItemCase) (did bool, err error) {
	if !promised(it) {
		return false, nil
	}
	return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
		_, err := p.Handling.VerifyCommitment(ctx, who, t, casework.VerifyCommitmentInput{Findings: say("opinion")})
		return err
	})
}
