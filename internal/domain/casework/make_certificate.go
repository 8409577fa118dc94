package casework

import "lianban/internal/domain/calendar"

type made struct {
	Gives []string `json:"gives,omitempty"` // slugs of the certificates and other results
}

func (ev *made) apply(_ *Case, it *ItemCase, en *Entry) { it.Made = en.Day }

// makeCertificate makes what the grant gives (制证, 行政许可法39). An item that gives no paper of its own hands
// over its decision.
func (w *work) makeCertificate(it *ItemCase, day calendar.Day) {
	w.record(VerbMakeCertificate, it, day, engineActor, &made{Gives: it.Gives})
	if len(it.Gives) > 0 {
		w.issue("certificate", it, day, map[string]string{"decided": it.Decided.String()},
			map[string][]string{"gives": it.Gives})
	}
}
