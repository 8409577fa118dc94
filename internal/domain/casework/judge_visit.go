package casework

import (
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// JudgeVisitInput is the input of VisitPass, VisitRectify and VisitFail.
type JudgeVisitInput struct {
	Target             // the item's version is not compared: three inspectors write at once
	Step     string    // id of the inspection; "" for the only one
	SeatSeen int64     // Seat.Version on the page; another one is a conflict, 0 is not checked
	Second   Inspector // the other officer who was there
	Record   string    // what was found (勘验记录)
	Rectify  string    // what must be mended; VisitRectify only
	Photos   []ident.PaperID
}

// visitJudged is the verdict of one department on its own item.
type visitJudged struct {
	clockChange
	Step    string       `json:"step"`
	Verdict VisitVerdict `json:"verdict"`
}

// afterVerdict is where each verdict takes the step.
var afterVerdict = map[string]StepState{
	VerdictPass: StepDone, VerdictRectify: StepRectify, VerdictFail: StepFailed, VerdictNotHeld: StepTodo,
}

func (ev *visitJudged) apply(c *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.State = afterVerdict[ev.Verdict.Word]
	s.Seat.Verdicts = append(s.Seat.Verdicts, ev.Verdict)
	s.Seat.Version++
	if ev.Verdict.Word == VerdictNotHeld {
		c.leave(s.Seat.Visit, it.Slot, ev.Verdict.Record)
		s.Seat.Visit, s.Seat.Officers = "", nil
	}
	ev.run(it, en)
	it.keep(en)
}

// judgeVisit writes the verdict of an item's own department on a visit whose day has come.
func (e Engine) judgeVisit(c *Case, m Moment, by Actor, v Verb, word string, in JudgeVisitInput) (Change, error) {
	in.SeenVersion = 0
	return e.act(c, m, by, v, in.Target, func(w *work, it *ItemCase) error {
		s, err := it.seat(in.Step, in.SeatSeen)
		if err != nil {
			return err
		}
		visit := w.c.Visit(s.Seat.Visit)
		if visit.On > w.today {
			return notNow("visit_not_yet", "day", visit.On.String())
		}
		both := []Inspector{{ID: ident.StaffID(by.ID), Name: by.Name}, in.Second}
		if err := inspectors("second", both); err != nil {
			return err
		}
		if by.stands(in.Second.ID) {
			return fault.New(fault.Invalid, "casework.incomplete").With("second", "casework.inspectors_differ")
		}
		ev := &visitJudged{Step: s.ID, Verdict: VisitVerdict{
			Visit: visit.ID, Word: word, On: w.today, Officers: both, Record: in.Record, Photos: in.Photos,
		}}
		if err := required("record", in.Record); err != nil {
			return err
		}
		if word == VerdictRectify {
			if err := required("rectify", in.Rectify); err != nil {
				return err
			}
			k := e.rectifyClock(s.ID, w.today)
			ev.Start, ev.Verdict.Rectify, ev.Verdict.Due = []Clock{k}, in.Rectify, k.Told
		}
		w.did(v, it, ev)
		w.tellVerdict(it, visit.ID, ev.Verdict)
		return nil
	})
}

// seat is the inspection of the item that has its place in a visit, as the officer saw it.
func (it *ItemCase) seat(step string, seen int64) (*Step, error) {
	s := it.Inspection(step, StepScheduled)
	if s == nil {
		return nil, notNow("no_visit_scheduled")
	}
	if seen != 0 && seen != s.Seat.Version {
		return nil, fault.New(fault.Conflict, "casework.seat_changed", "seen", strconv.FormatInt(seen, 10),
			"now", strconv.FormatInt(s.Seat.Version, 10))
	}
	return s, nil
}

// tellVerdict issues the record (勘验记录) and, where something must be mended, the notice (整改通知).
func (w *work) tellVerdict(it *ItemCase, visit string, v VisitVerdict) {
	at := w.c.Visit(visit)
	data := map[string]string{
		"visit_day": at.On.String(), "visit_time": at.Time, "visit_place": at.Place, "verdict": v.Word, "record": v.Record,
		"photos": strconv.Itoa(len(v.Photos)), "rectify": v.Rectify, "ground": it.cites("xk34"),
	}
	w.issue("visit_record", it, w.today, data, map[string][]string{"officers": namesOf(v.Officers)})
	if v.Word != VerdictRectify {
		w.toApplicant("visit_"+v.Word, it, "day", at.On.String())
		return
	}
	k := it.runningOf("K16", it.seatIn(visit).ID)
	w.issue("rectify_notice", it, w.today, map[string]string{
		"visit_day": at.On.String(), "visit_place": at.Place, "rectify": v.Rectify, "due": k.Told.String(),
		"days": strconv.Itoa(k.Rule.Length), "unit": string(k.Rule.Unit), "ground": it.cites("xk34"),
	}, map[string][]string{"officers": namesOf(v.Officers)})
	w.toApplicant("visit_rectify", it, "day", at.On.String(), "due", k.Told.String())
}
