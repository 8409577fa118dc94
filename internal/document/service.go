package document

import "strings"

// ServiceRecord is the record that a paper was served by other means than the e-account (文书送达回证).
const ServiceRecord = "service_record"

// serviceKinds are what casework must have frozen into the record of a service.
var serviceKinds = map[string]kind{
	ServiceRecord: {data: []string{"document_no", "document_kind", "way", "on", "served", "evidence"}, write: (*writer).serviceRecord},
}

// serviceRecord writes which paper was served, when, how and on what evidence; of a negative one also until when it can be
// reviewed, counted from the service.
func (w *writer) serviceRecord() {
	w.title("title.service_record")
	w.para(w.say("service_record.lead", "applicant", w.doc.Data["applicant"]))
	title := w.say("title." + strings.TrimPrefix(w.doc.Data["document_kind"], "decision_"))
	w.facts(
		"served_kind", title, "served_no", w.doc.Data["document_no"], "item", w.doc.Data["item_name"],
		"served_way", w.say("service_way."+w.doc.Data["way"]), "served_done", w.day("on"), "served_day", w.day("served"),
		"served_who", w.doc.Data["name"], "served_evidence", w.doc.Data["evidence"], "handed_by", w.doc.Data["by"],
	)
	if w.doc.Data["way"] == "public" {
		w.para(w.say("service_record.public"))
	}
	if w.doc.Data["review_until"] != "" {
		w.remedies()
	}
}
