package window

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Whatever is posted, the desk answers with a page of its own: what cannot be used is refused, never a broken page.
func TestNonsenseIsRefusedNotBroken(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	at := d.begin()
	d.post(at+"/materials/business_licence/keep", url.Values{"version": {d.version()}, "shelf": {"B-12"}})
	long := strings.Repeat("长", 1_500)
	forms := []url.Values{{}}
	for _, x := range []string{"", "-1", "99999999999999999999", "\x00\xff\xfe", "../..", "<b>%s</b>", long, "2026-02-30"} {
		f := url.Values{}
		for _, name := range []string{
			"name", "id_no", "phone", "notice", "for", "thing", "area", "other_name", "other_id_no", "until.year", "until.month", "until.day", "card", "q",
			"version", "ask-applicant", "ask-catering_size", "ask-venue_area", "ask-wants_sign", "contact_phone", "material", "way", "recipient", "address",
			"shelf", "reason", "shown", "declared", "informed", "order", "how", "no", "kind", "copies", "once", "piece", "to", "words", "results",
			"capacity", "mandate", "checked", "code", "carrier", "tracking", "cause", "refusal", "batch", "counted", "note", "seen", "from", "all",
		} {
			f[name] = []string{x, x}
		}
		forms = append(forms, f)
	}
	bag := "/window/custody/ZF-260929-001"
	for _, path := range []string{
		"/window/intakes/start", "/window/intakes/read-card", "/window/intakes/find", at + "/save", at + "/park", at + "/submit", at + "/show-customer",
		at + "/confirm", at + "/refuse", at + "/materials/business_licence/upload", at + "/materials/x/phone", at + "/materials/x/keep",
		at + "/materials/business_licence/keep", at + "/pieces/x/return", at + "/papers/x/remove", "/window/intakes/x/save", "/window/intakes/%00/save",
		"/window/cases/x/supplements/y/supply", "/window/cases/x/supplements/y/z/upload", "/window/searches", "/window/custody/keep", bag + "/move",
		bag + "/return", "/window/custody/x/move", "/window/deliveries/find", "/window/deliveries/x/hand-over", "/window/deliveries/x/post",
		"/window/deliveries/x/refuse-hand-over", "/window/batches/pack", "/window/batches/x/unpack", "/window/batches/x/hand-over",
		"/window/batches/x/receive", "/window/batches/x/report-difference", "/window/batches/x/take-back", "/scan/x/upload", at + "/discard",
	} {
		for i, f := range forms {
			d.post(path, f)
			if d.status >= http.StatusInternalServerError && d.status != http.StatusServiceUnavailable {
				t.Errorf("%s, form %d: %d", path, i, d.status)
			}
		}
	}
	for _, path := range []string{
		"/window/custody?where=x&q=%00%ff&after=x", "/window/custody?before=x", "/window/custody?q=" + url.QueryEscape(long), "/window/cases?after=x", "/window/batches?after=%00",
		"/window/deliveries?after=x", "/window/deliveries/searches/x", "/window/papers/%00", "/window/documents/%ff", "/window/custody/%00", "/scan/%ff",
		"/window/batches/%00", "/window/custody/keep?no=%ff", at + "?material=%ff", at + "/materials/%ff/phone",
	} {
		d.get(path)
		if d.status >= http.StatusInternalServerError {
			t.Errorf("GET %s: %d", path, d.status)
		}
	}
}
