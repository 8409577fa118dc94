package document

// gapPromise writes the promise to bring papers later (容缺受理承诺书), as the applicant signed it.
func (w *writer) gapPromise() {
	w.title("title.gap_promise")
	w.para(w.say("gap_promise.lead", "day", w.day("day")))
	w.facts("item", w.doc.Data["item_name"], "gap_papers", w.materials("materials"), "gap_days", w.say("gap_promise.days", "length", w.spell("days", "unit")))
	w.para(w.say("gap_promise.end"))
	w.signedByApplicant()
}

// commitment writes the notification-commitment (告知承诺书), as the applicant signed it.
func (w *writer) commitment() {
	w.title("title.commitment")
	w.para(w.say("commitment.lead", "day", w.day("day")))
	w.facts(
		"item", w.doc.Data["item_name"], "promised_what", w.doc.Data["text"], "spared_papers", w.materials("papers"), "spared_steps", w.rows("steps"),
		"promised", w.spell("promised_days", "promised_unit"), "grounds", w.doc.Data["ground"],
	)
	w.para(w.say("commitment.end"))
	w.signedByApplicant()
}

// signedByApplicant puts the applicant where an office signs, with the digest of the text that was signed.
func (w *writer) signedByApplicant() {
	w.facts("signature", w.doc.Data["signature"])
	w.sheet.office = w.say("office.applicant", "name", w.doc.Data["applicant"])
}

// termination writes that and why an item ended before its decision (终止办理通知书), with the remedies.
func (w *writer) termination() {
	w.title("title.termination")
	w.para(w.say("termination.lead."+w.doc.Data["cause"], "due", w.day("due")))
	w.facts("item", w.doc.Data["item_name"], "gap_papers", w.materials("materials"))
	w.para(w.say("termination.end"))
	w.remedies()
}

// breachNotice writes what was found not to be as promised, and until when it is to be mended (整改通知书).
func (w *writer) breachNotice() {
	w.title("title.breach_notice")
	w.para(w.say("breach_notice.lead"))
	w.facts("item", w.doc.Data["item_name"], "findings", w.doc.Data["findings"], "mend_until", w.day("due"))
	w.para(w.say("breach_notice.end"))
}

// revocation writes that a grant is taken away (撤销、注销决定书, 行政许可法 arts 69, 70), with the remedies.
func (w *writer) revocation() {
	cause := w.doc.Data["cause"]
	if cause == "cancel" {
		w.title("title.cancellation")
	} else {
		w.title("title.revocation")
	}
	w.para(w.say("revocation.lead." + cause))
	w.facts(
		"item", w.doc.Data["item_name"], "reason", w.doc.Data["reason"], "grounds", w.doc.Data["grounds"], "heard", w.doc.Data["heard"],
		"compensation", w.doc.Data["compensation"],
	)
	w.para(w.say("revocation.end"))
	w.remedies()
}

// materials joins the names of materials that stand in a list.
func (w *writer) materials(list string) string {
	text := ""
	for i, slug := range w.doc.Lists[list] {
		if i > 0 {
			text += w.say("comma")
		}
		text += w.material(slug)
	}
	return text
}

// rows joins a list that is text already.
func (w *writer) rows(list string) string {
	text := ""
	for i, row := range w.doc.Lists[list] {
		if i > 0 {
			text += w.say("comma")
		}
		text += row
	}
	return text
}
