package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// RecordDisplayInput is the input of RecordDisplay.
type RecordDisplayInput struct {
	Slot string
	Step string
	Hash string // SHA-256 of the public page as it was served, hex
}

type displayRecorded struct {
	Step string       `json:"step"`
	On   calendar.Day `json:"on"`
	Hash string       `json:"hash"`
}

func (ev *displayRecorded) apply(_ *Case, it *ItemCase, _ *Entry) {
	it.Step(ev.Step).Notice.Shown = ev.On
}

func mayRecordDisplay(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.stepThat("", PublicNotice, onDisplay) == nil {
		return notNow("notice_over")
	}
	return nil
}

// Unseen answers the notices of a case that hang and have no evidence of display for a day yet, as slot and step. The
// case must be settled.
func (c *Case) Unseen(on calendar.Day) []NoticePlace {
	var out []NoticePlace
	for _, it := range c.Current() {
		for i := range it.Steps {
			if s := &it.Steps[i]; onDisplay(s) && s.Notice.Shown < on {
				out = append(out, NoticePlace{Slot: it.Slot, Step: s.ID, ID: s.Notice.ID})
			}
		}
	}
	return out
}

// NoticePlace says where in a case a notice stands.
type NoticePlace struct {
	Slot string
	Step string
	ID   string // of the notice
}

// RecordDisplay records that the public page of a notice was served today, with its hash: one entry a day. A day that
// ends without one interrupts the notice.
func (e Engine) RecordDisplay(c *Case, m Moment, in RecordDisplayInput) (Change, error) {
	return e.act(c, m, engineActor, VerbRecordDisplay, Target{Slot: in.Slot}, func(w *work, it *ItemCase) error {
		s, err := it.mustStep(in.Step, PublicNotice, "notice_over", onDisplay)
		if err != nil {
			return err
		}
		if s.Notice.Shown >= w.today {
			return notNow("seen_already")
		}
		w.did(VerbRecordDisplay, it, &displayRecorded{Step: s.ID, On: w.today, Hash: in.Hash})
		return nil
	})
}
