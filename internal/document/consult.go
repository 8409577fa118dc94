package document

import "strings"

// consultLetter asks other departments for their opinion (征求意见函).
func (w *writer) consultLetter() {
	w.title("title.consult_letter")
	w.sheet.addressee = w.say("addressee", "name", strings.Join(w.doc.Lists["bodies"], w.say("comma")))
	w.para(w.say("consult_letter.lead"), w.doc.Data["question"])
	var papers []string
	for _, slug := range w.doc.Lists["papers"] {
		papers = append(papers, w.material(slug))
	}
	silence := ""
	if law := w.doc.Data["silence_basis"]; law != "" {
		silence = w.say("consult_letter.silence", "law", law)
	}
	w.facts(
		"item", w.doc.Data["item_name"], "bodies", strings.Join(w.doc.Lists["bodies"], w.say("comma")), "papers", strings.Join(papers, w.say("comma")),
		"reply_until", w.day("due"), "silence", silence, "grounds", w.laws(),
	)
}

// laws are the references of Data as a list for people.
func (w *writer) laws() string { return strings.ReplaceAll(w.doc.Data["basis"], ", ", w.say("comma")) }

// publicNotice tells everybody what is decided on, and until when it can be objected to (公示). It names no person.
func (w *writer) publicNotice() {
	w.title("title.public_notice")
	w.sheet.addressee = w.say("addressee", "name", w.say("public_notice.to"))
	w.para(w.say("public_notice.lead"))
	w.para(strings.Split(strings.ReplaceAll(w.doc.Data["text"], "\r\n", "\n"), "\n")...)
	places := append([]string{w.say("public_notice.portal")}, w.doc.Lists["places"]...)
	w.facts(
		"item", w.doc.Data["item_name"], "notice_no", w.doc.Data["notice"], "notice_until", w.day("until"),
		"places", strings.Join(places, w.say("comma")), "grounds", w.laws(),
	)
	w.para(w.say("public_notice.end"))
}

// objectionAnswer answers an objection to a notice (异议答复书).
func (w *writer) objectionAnswer() {
	w.title("title.objection_answer")
	w.sheet.addressee = w.say("addressee", "name", w.say("objection_answer.to"))
	w.para(w.say("objection_answer.lead", "day", w.day("objected_on")), w.doc.Data["answer"])
	w.facts("item", w.doc.Data["item_name"], "objection_no", w.doc.Data["objection"], "notice_no", w.doc.Data["notice"])
	w.para(w.say("objection_answer.end"))
}
