package document

// ContestAnswer is the answer to who objected to an automatic decision (复核决定书).
const ContestAnswer = "contest_answer"

// contestKinds are what casework must have frozen into that answer.
var contestKinds = map[string]kind{
	ContestAnswer: {data: append([]string{"decided", "contested", "contest", "outcome", "reason"}, remedies...), write: (*writer).contestAnswer},
}

// contestAnswer writes what a person found who looked again at a decision of rules, with the reasons and the remedies.
func (w *writer) contestAnswer() {
	w.title("title.contest_answer")
	w.para(w.say("contest_answer.lead", "day", w.day("contested")), w.say("contest_answer."+w.doc.Data["outcome"]))
	w.facts(
		"item", w.doc.Data["item_name"], "decided", w.day("decided"), "contest", w.doc.Data["contest"], "reason", w.doc.Data["reason"],
		"corrected_from", w.doc.Data["old"], "changed_to", w.doc.Data["new"],
	)
	if w.doc.Data["outcome"] == "changed" {
		w.para(w.say("contest_answer.end"))
	}
	w.remedies()
}
