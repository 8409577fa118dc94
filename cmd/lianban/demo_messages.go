package main

import (
	"net/http"
	"slices"

	"lianban/internal/app/telling"
	"lianban/internal/web/citizen"
	web "lianban/internal/web/demo"
)

// door shows what the played gateway and mail server of the sample city were given.
func (d *demo) door(h *house, portal *citizen.Door) http.Handler {
	door := &web.Door{
		Around: portal.Around, Held: h.telling.Held, Sent: d.sent, Log: h.log,
		Plays: []web.Play{
			{Way: telling.SMS, Down: d.messages.Down, Set: d.messages.SetDown}, {Way: telling.Mail, Down: d.mail.Down, Set: d.mail.SetDown},
		},
	}
	return door.Handler()
}

// sent lists what arrived, newest first.
func (d *demo) sent() []web.Sent {
	var out []web.Sent
	for _, a := range d.messages.Log("") {
		if a.Sent {
			out = append(out, web.Sent{Way: telling.SMS, To: a.To, Text: a.Text, At: a.At, Tries: a.Tries})
		}
	}
	for _, a := range d.mail.Log() {
		if a.Sent {
			out = append(out, web.Sent{Way: telling.Mail, To: a.To, Subject: a.Subject, Text: a.Text, At: a.At, Tries: a.Tries})
		}
	}
	slices.SortStableFunc(out, func(a, b web.Sent) int { return b.At.Compare(a.At) })
	return out
}
