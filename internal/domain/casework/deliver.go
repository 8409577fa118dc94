package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// DeliverInput is the input of Deliver.
type DeliverInput struct {
	Target
	Channel string // e_account, window, post
}

type delivered struct {
	Channel  string    `json:"channel"`
	Handover *Handover `json:"handover,omitempty"`
}

func (ev *delivered) apply(_ *Case, it *ItemCase, en *Entry) {
	it.State, it.DeliveredOn = Delivered, en.Day
	it.Tendered.Channel, it.Tendered.Handover = ev.Channel, copied(ev.Handover)
}

// Deliver hands the result over (送达): the applicant opens it in the e-account, or collects it at the window
// (行政许可法44). No channel means the one that was offered.
func (e Engine) Deliver(c *Case, m Moment, by Actor, in DeliverInput) (Change, error) {
	return e.act(c, m, by, VerbDeliver, in.Target, func(w *work, it *ItemCase) error {
		channel := in.Channel
		if channel == "" {
			channel = it.Tendered.Channel
		}
		if !has([]string{"e_account", "window", "post"}, channel) {
			return fault.New(fault.Invalid, "casework.incomplete").With("channel", "casework.bad_channel", "channel", channel)
		}
		w.did(VerbDeliver, it, &delivered{Channel: channel})
		return nil
	})
}

// collectExpired serves a result that nobody collected (P9): it stays in the e-account.
func (w *work) collectExpired(it *ItemCase, due calendar.Day) {
	w.record(VerbCollectExpired, it, due, timerActor("K22"), &delivered{Channel: "public_service"})
	w.toApplicant("collect_expired", it)
}
