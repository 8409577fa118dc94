package document

// specialProcedure writes the notice of a special procedure (特别程序告知书, 行政许可法 art. 45): how long it takes, and the day
// by which the item will now be decided.
func (w *writer) specialProcedure() {
	w.title("title.special_procedure")
	lead := "special_procedure.lead"
	if w.doc.Data["excluded"] != "yes" {
		lead = "special_procedure.lead.counted"
	}
	w.para(w.say(lead, "procedure", w.doc.Data["procedure"], "until", w.day("until"), "length", w.spell("announced_days", "announced_unit")))
	w.facts(
		"item", w.doc.Data["item_name"], "procedure", w.doc.Data["procedure"], "experts", w.doc.Data["who"], "reason", w.doc.Data["reason"],
		"until", w.day("until"), "promised", w.due("promised"), "statutory", w.due("statutory"), "grounds", w.doc.Data["basis"],
		"law", w.law(w.doc.Data["ground"]),
	)
	w.para(w.say("special_procedure.end"))
}

// hearingRight writes that a hearing can be asked for (听证告知书, 行政许可法 art. 46, 47).
func (w *writer) hearingRight() {
	w.title("title.hearing_right")
	w.para(w.say("hearing_right.lead"))
	w.facts("item", w.doc.Data["item_name"], "matter", w.doc.Data["matter"], "ask_until", w.day("due"), "law", w.law(w.doc.Data["ground"]))
	w.para(w.say("hearing_right.how"), w.say("hearing_right.end"))
}

// hearingNotice writes when and where a hearing is (听证通知书, 行政许可法 art. 48).
func (w *writer) hearingNotice() {
	w.title("title.hearing_notice")
	w.para(w.say("hearing_notice.lead"))
	w.facts(
		"item", w.doc.Data["item_name"], "matter", w.doc.Data["matter"], "hearing_day", w.day("hearing_day"), "time", w.doc.Data["time"],
		"place", w.doc.Data["place"], "law", w.law(w.doc.Data["ground"]),
	)
	w.para(w.say("hearing_notice.end"))
}

// extension writes why a limit was extended and until when (延期告知书, 行政许可法 art. 42).
func (w *writer) extension() {
	w.title("title.extension")
	key := "extension.lead.agency"
	if w.doc.Data["head"] == "government" {
		key = "extension.lead.government"
		w.sheet.office = w.say("office.government", "area", w.area())
	}
	w.para(w.say(key, "n", w.doc.Data["extended_days"]))
	w.facts(
		"item", w.doc.Data["item_name"], "reason", w.doc.Data["reason"], "extended_due", w.day("due"), "law", w.law(w.doc.Data["ground"]),
	)
	w.para(w.say("extension.end"))
}

// clarification writes the question that was asked after acceptance (补充说明通知).
func (w *writer) clarification() {
	w.title("title.clarification")
	w.para(w.say("clarification.lead"))
	w.facts("item", w.doc.Data["item_name"], "question", w.doc.Data["question"], "answer_until", w.day("due"))
	w.para(w.say("clarification.how"), w.say("clarification.end"))
}
