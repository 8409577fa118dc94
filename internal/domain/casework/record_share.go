package casework

import "time"

// ShareInput is what a register answered under a consent.
type ShareInput struct {
	Target
	Register string
	Outcome  string            // found, no_record, down
	Got      []string          // keys of the materials and fields that came
	Answers  map[string]string // by slug: rules that could not be weighed before
}

type shared struct {
	Consent string            `json:"consent"`
	Source  string            `json:"source"`
	Outcome string            `json:"outcome"`
	Got     []string          `json:"got,omitempty"`
	Answers map[string]string `json:"answers,omitempty"` // answers, never records
}

func (ev *shared) apply(_ *Case, it *ItemCase, en *Entry) {
	for i := range it.Consents {
		if x := &it.Consents[i]; x.ID == ev.Consent {
			x.Outcome, x.Answered = ev.Outcome, en.At
			if ev.Outcome == ShareFound {
				x.Got = ev.Got
			}
		}
	}
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Auto != nil {
			s.Auto.learn(ev.Answers)
		}
	}
}

// learn writes answers to rules that had none. Who decides stays: the rules had their turn.
func (a *Auto) learn(answers map[string]string) {
	for i := range a.Rules {
		if r := &a.Rules[i]; answers[r.Slug] != "" && r.Open() {
			r.Answer = answers[r.Slug]
		}
	}
}

// Open says that a rule was asked and could not be weighed.
func (r AutoRule) Open() bool {
	return r.Answer == AnswerUnknown || r.Answer == AnswerDown || r.Answer == AnswerWithheld
}

// RecordShare records what a register answered under a consent (登记共享结果); whoever has the item in hand is told of what
// came. Without an answer nothing is lost: the consent stands and can be used again. Fault: NotNow casework.no_consent when
// it was taken back while the register was asked.
func (e Engine) RecordShare(c *Case, m Moment, in ShareInput) (Change, error) {
	return e.act(c, m, engineActor, VerbRecordShare, in.Target, func(w *work, it *ItemCase) error {
		x := it.standing(in.Register)
		if x == nil {
			return notNow("no_consent")
		}
		w.did(VerbRecordShare, it, &shared{Consent: x.ID, Source: x.Source, Outcome: in.Outcome, Got: in.Got, Answers: in.Answers})
		if in.Outcome == ShareFound {
			w.tell(handler(it), "share_came_desk", it, "source", x.Source)
		}
		return nil
	})
}

// Came answers when a register gave a material or field of the item under a consent; the zero time: it never did.
func (it *ItemCase) Came(key string) time.Time {
	var at time.Time
	for i := range it.Consents {
		if x := &it.Consents[i]; x.Gave(key, at) {
			at = x.Answered
		}
	}
	return at
}
