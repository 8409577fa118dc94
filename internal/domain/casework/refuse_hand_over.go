package casework

import (
	"encoding/json"
	"strings"

	"lianban/internal/base/fault"
)

// RefuseHandOverInput is the input of RefuseHandOver.
type RefuseHandOverInput struct {
	Targets []Target
	Cause   string // one of Obstacles
	Note    string // what happened, in the window's words; names nobody
}

// Obstacles are why a hand-over did not come about: who came showed no mandate or identity, would not sign, a letter
// came back, or nobody came as agreed.
var Obstacles = []string{"not_entitled", "not_signed", "sent_back", "nobody_came"}

type handOverRefused struct {
	Cause string `json:"cause"`
	Note  string `json:"note,omitempty"`
}

func (ev *handOverRefused) apply(*Case, *ItemCase, *Entry) {}

// RefuseHandOver records that results could not be handed over, with the reason: they stay ready, and the clock of
// collection runs on (P9). Faults: Invalid casework.incomplete; those of Why.
func (e Engine) RefuseHandOver(c *Case, m Moment, by Actor, in RefuseHandOverInput) (Change, error) {
	in.Note = strings.TrimSpace(in.Note)
	bad := fault.New(fault.Invalid, "casework.incomplete")
	if len(in.Targets) == 0 {
		bad.With("results", "casework.required.results")
	}
	if !has(Obstacles, in.Cause) {
		bad.With("cause", "casework.required.cause")
	}
	short(bad, "refusal", in.Note, mostNote)
	if err := bad.OrNil(); err != nil {
		return Change{}, err
	}
	w := e.open(c, m, by)
	w.settle()
	for _, t := range in.Targets {
		it, err := w.find(t)
		if err != nil {
			return Change{}, err
		}
		if err := Why(w.c, it.Slot, VerbRefuseHandOver, by); err != nil {
			return Change{}, err
		}
		w.did(VerbRefuseHandOver, it, &handOverRefused{Cause: in.Cause, Note: in.Note})
	}
	w.follow(w.today)
	return w.done(), nil
}

// Obstacle answers the cause and the words of an entry of refuse_hand_over; nothing for other entries.
func Obstacle(e Entry) (cause, note string) {
	var ev handOverRefused
	if e.Verb != string(VerbRefuseHandOver) || json.Unmarshal(e.Payload, &ev) != nil {
		return "", ""
	}
	return ev.Cause, ev.Note
}
