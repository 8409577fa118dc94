package casework

import (
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// StartConsultInput is the input of StartConsult.
type StartConsultInput struct {
	Target
	Step     string   // id; "" = the first consult that can begin
	Question string   // what the bodies are asked
	Papers   []string // slugs of the item's materials that they see
	Fields   []string // slugs of the item's fields that they see
}

type consultStarted struct {
	clockChange
	Step     string   `json:"step"`
	Question string   `json:"question"`
	Papers   []string `json:"papers,omitempty"`
	Fields   []string `json:"fields,omitempty"`
}

func (ev *consultStarted) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.State = StepOpen
	for i := range s.Asked.Requests {
		r := &s.Asked.Requests[i]
		r.State, r.Sent, r.Question, r.Papers, r.Fields = RequestSent, en.Day, ev.Question, ev.Papers, ev.Fields
		r.Version++
	}
	ev.run(it, en)
	var until calendar.Day
	for _, k := range ev.Start {
		until = max(until, k.Told)
	}
	it.stepPauses(s, en, until)
	it.closeConsult(s, en.Day) // nobody had to be asked
	it.keep(en)
}

func mayStartConsult(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.stepThat("", Consult, it.consultWaits) == nil {
		return notNow("no_consult_waits")
	}
	return nil
}

func (it *ItemCase) consultWaits(s *Step) bool {
	return s.State == StepTodo && s.Asked != nil && it.startable(s)
}

// StartConsult asks every body that the package names for its opinion (征求意见): one letter to each, each with a clock
// of its own (K8), and with no more of the application than the officer shows (need to know).
func (e Engine) StartConsult(c *Case, m Moment, by Actor, in StartConsultInput) (Change, error) {
	return e.act(c, m, by, VerbStartConsult, in.Target, func(w *work, it *ItemCase) error {
		s, err := it.mustStep(in.Step, Consult, "no_consult_waits", it.consultWaits)
		if err != nil {
			return err
		}
		if err := checkShown(it, in); err != nil {
			return err
		}
		ev := &consultStarted{Step: s.ID, Question: in.Question, Papers: in.Papers, Fields: in.Fields}
		for _, r := range s.Asked.Requests {
			k := w.e.consultClock(s, r.Department, w.today)
			ev.Start = append(ev.Start, k)
		}
		w.did(VerbStartConsult, it, ev)
		w.issueConsult(it, s, in)
		for i, r := range s.Asked.Requests {
			w.tell("department:"+r.Department, "consult_asked", it, "due", ev.Start[i].Told.String())
		}
		return nil
	})
}

// consultClock is K8, one for each body: the days that the package gives.
func (e Engine) consultClock(s *Step, body string, from calendar.Day) Clock {
	l := s.Length
	if l.Days == 0 {
		l.Days = e.Params.ConsultDays
	}
	k := e.start("K8", l.rule("consult"), from)
	k.Of = ofBody(s.ID, body)
	return k
}

// checkShown holds need to know: a body sees nothing that the item itself does not consume.
func checkShown(it *ItemCase, in StartConsultInput) error {
	bad := fault.New(fault.Invalid, "casework.incomplete")
	if strings.TrimSpace(in.Question) == "" {
		bad.With("question", "casework.required.question")
	}
	for _, p := range in.Papers {
		if !slices.Contains(it.Materials, p) {
			bad.With("papers", "casework.not_of_item")
		}
	}
	for _, x := range in.Fields {
		if !slices.Contains(it.Fields, x) {
			bad.With("fields", "casework.not_of_item")
		}
	}
	return bad.OrNil()
}

func (w *work) issueConsult(it *ItemCase, s *Step, in StartConsultInput) {
	lists := map[string][]string{"papers": in.Papers}
	due := ""
	for _, r := range s.Asked.Requests {
		lists["bodies"] = append(lists["bodies"], r.Name)
		if k := it.runningOf("K8", ofBody(s.ID, r.Department)); k != nil {
			due = k.Told.String()
		}
	}
	if len(s.Asked.Requests) == 0 {
		return
	}
	basis := ""
	if s.Asked.SilenceConsents {
		basis = s.Asked.SilenceBasis
	}
	w.issue("consult_letter", it, w.today, map[string]string{
		"step": s.Name, "question": in.Question, "due": due, "silence_basis": basis,
		"basis": strings.Join(s.Basis, ", "), "n": strconv.Itoa(len(s.Asked.Requests)),
	}, lists)
}
