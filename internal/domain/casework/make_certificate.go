package casework

type made struct {
	Gives []string `json:"gives,omitempty"` // slugs of the certificates and other results
}

func (ev *made) apply(_ *Case, it *ItemCase, en *Entry) { it.Made = en.Day }

// makeCertificate makes what the grant gives (制证, 行政许可法39). An item that gives no paper of its own hands
// over its decision.
func (w *work) makeCertificate(it *ItemCase) {
	w.record(VerbMakeCertificate, it, w.today, engineActor, &made{Gives: it.Gives})
	if len(it.Gives) > 0 {
		w.issue("certificate", it, w.today, map[string]string{"decided": it.Decided.String()},
			map[string][]string{"gives": it.Gives})
	}
}
