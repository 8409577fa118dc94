package document

import (
	"strconv"
	"strings"
)

// receipt writes the joint receipt (收件凭证), or the one for papers that were supplied.
func (w *writer) receipt() {
	if w.doc.Slot != "" {
		w.suppliedReceipt()
		return
	}
	w.need("filed_at", "channel")
	w.title("title.receipt")
	w.para(w.say("receipt.lead", "filed_at", w.moment("filed_at"), "channel", w.say("channel."+w.doc.Data["channel"])))
	w.receivedTable()
	w.waitingTable()
	w.keptTable()
	w.facts("law", w.law(w.doc.Data["ground"]))
	w.para(w.say("receipt.end"))
	w.sheet.office = w.say("office.window", "area", w.area())
}

func (w *writer) receivedTable() {
	items := w.doc.Lists["received_items"]
	if len(items) == 0 {
		return
	}
	t := &table{
		caption: w.say("receipt.received"), widths: []float64{5, 4, 4},
		heads: []string{w.say("head.item"), w.say("head.department"), w.say("head.answer_due")},
	}
	for i, item := range items {
		t.rows = append(t.rows, []string{
			item, w.department(w.cell("received_departments", i), w.rowArea("received_areas", i)),
			w.dayText("received_answer_due", w.cell("received_answer_due", i)),
		})
	}
	w.add(block{table: t})
}

func (w *writer) waitingTable() {
	items := w.doc.Lists["waiting_items"]
	if len(items) == 0 {
		return
	}
	t := &table{
		caption: w.say("receipt.waiting"), widths: []float64{5, 4, 4},
		heads: []string{w.say("head.item"), w.say("head.department"), w.say("head.waits_for")},
	}
	for i, item := range items {
		t.rows = append(t.rows, []string{
			item, w.department(w.cell("waiting_departments", i), w.rowArea("waiting_areas", i)),
			strings.ReplaceAll(w.cell("waiting_for", i), ", ", w.say("comma")),
		})
	}
	w.add(block{table: t, paras: []string{w.say("receipt.waiting.note")}})
}

// keptTable lists what the window keeps of the applicant's papers (纸件保管): the receipt is their proof of it.
func (w *writer) keptTable() {
	names := w.doc.Lists["kept_names"]
	if len(names) == 0 {
		return
	}
	t := &table{
		caption: w.say("receipt.kept"), widths: []float64{6, 3, 4},
		heads: []string{w.say("head.paper"), w.say("head.amount"), w.say("head.bag")},
	}
	for i, name := range names {
		amount := w.say("amount."+w.cell("kept_originals", i), "n", w.cell("kept_copies", i))
		t.rows = append(t.rows, []string{name, amount, w.cell("kept_bags", i)})
	}
	w.add(block{table: t, paras: []string{w.say("receipt.kept.note")}})
}

// rowArea answers whose office a row means: an item of the city may stand in a county's case.
func (w *writer) rowArea(list string, i int) string {
	if area := w.cell(list, i); area != "" {
		return area
	}
	return w.doc.Data["area"]
}

func (w *writer) suppliedReceipt() {
	kind := "supplied"
	switch {
	case w.doc.Data["attempt"] != "": // 再次申请
		kind = "reapplied"
	case w.doc.Data["answer_due"] == "": // 补齐: the papers of a promise start no answer anew
		kind = "filled"
	}
	w.title("title." + kind)
	w.para(w.say(kind+".lead", "day", w.day("day")))
	if supplied := w.doc.Lists["supplied"]; len(supplied) > 0 {
		t := &table{
			caption: w.say("supplied.list"), widths: []float64{1, 8},
			heads: []string{w.say("head.number"), w.say("head.what")},
		}
		for i, slug := range supplied {
			t.rows = append(t.rows, []string{strconv.Itoa(i + 1), w.asked(slug)})
		}
		w.add(block{table: t})
	}
	if w.doc.Data["answer_due"] != "" {
		w.para(w.say("supplied.end", "due", w.day("answer_due")))
	}
	w.facts("law", w.law(w.doc.Data["ground"]))
}

// asked names a material or a field: the answers to a supplement do not say which they are.
func (w *writer) asked(slug string) string {
	slug, _, _ = strings.Cut(slug, "~")
	if w.city.Names != nil {
		if name := w.city.Names.Material(slug); name != "" {
			return name
		}
	}
	return w.field(slug)
}

// acceptance writes the acceptance (受理通知书). An acceptance by silence is nobody's notice: the platform
// records what the law says, and no office signs (行政许可法 art. 32 para. 1 no. 4).
func (w *writer) acceptance() {
	if w.doc.Data["deemed"] == "yes" {
		w.title("title.deemed")
		w.para(w.say("deemed.lead", "received", w.day("received"), "law", w.law("xk32_4")))
		w.sheet.office, w.sheet.remark = w.say("office.platform"), w.say("deemed.remark")
	} else if len(w.doc.Lists["gap_materials"]) > 0 {
		w.title("title.gap_acceptance")
		w.para(w.say("gap_acceptance.lead", "received", w.day("received"), "accepted", w.day("accepted")))
	} else {
		w.title("title.acceptance")
		w.para(w.say("acceptance.lead", "received", w.day("received"), "accepted", w.day("accepted")))
	}
	w.facts(
		"item", w.doc.Data["item_name"], "accepted", w.day("accepted"), "promised", w.due("promised"),
		"statutory", w.statutory(), "law", w.law(w.doc.Data["ground"]),
	)
	if len(w.doc.Lists["gap_materials"]) > 0 {
		w.facts("gap_papers", w.materials("gap_materials"), "gap_until", w.due("gap"))
		w.para(w.say("gap_acceptance.end"))
	}
	w.para(w.say("acceptance.end"))
}

// statutory writes the statutory due day, or that the place publishes it.
func (w *writer) statutory() string {
	if due := w.due("statutory"); due != "" {
		return due
	}
	return w.say("statutory.local")
}

// nonAcceptance writes why an application is not accepted, who is right, and the remedies (行政许可法 art. 32).
func (w *writer) nonAcceptance() {
	outcome := w.doc.Data["outcome"]
	w.title("title.non_acceptance")
	key := "non_acceptance.lead"
	if specific := key + "." + outcome; w.texts.Has("document." + specific) {
		key = specific
	}
	w.para(w.say(key, "day", w.day("day")))
	w.facts(
		"item", w.doc.Data["item_name"], "reason", w.doc.Data["reason"], "right_body", w.doc.Data["right_body"],
		"grounds", w.grounds(), "law", w.law(w.doc.Data["ground"]),
	)
	w.remedies()
}

// supplement writes everything that is missing, once (一次性补正).
func (w *writer) supplement() {
	w.title("title.supplement")
	w.para(w.say("supplement.lead", "received", w.day("received")))
	t := &table{
		caption: w.say("supplement.list"), widths: []float64{1.2, 4, 6, 5},
		heads: []string{w.say("head.number"), w.say("head.what"), w.say("head.reason"), w.say("head.rule")},
	}
	for i, reason := range w.doc.Lists["reasons"] {
		what := w.cell("materials", i)
		if what != "" {
			what = w.material(what)
		} else {
			what = w.field(w.cell("fields", i))
		}
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), what, reason, w.cell("rules", i)})
	}
	w.add(block{table: t})
	w.facts("supply_until", w.say("due", "day", w.day("due"), "length", w.spell("days", "unit")))
	w.para(w.say("supplement.how"), w.say("supplement.end"))
	w.facts("law", w.law(w.doc.Data["ground"]))
}

// intakeNotice writes everything that a visitor must still bring, once (一次性告知单).
func (w *writer) intakeNotice() {
	w.title("title.intake_notice")
	w.para(w.say("intake_notice.lead", "day", w.day("day")))
	t := &table{
		caption: w.say("intake_notice.list"), widths: []float64{1.2, 4, 6, 5},
		heads: []string{w.say("head.number"), w.say("head.what"), w.say("intake_notice.problem"), w.say("intake_notice.why")},
	}
	for i, reason := range w.doc.Lists["reasons"] {
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), w.cell("names", i), reason, w.cell("rules", i)})
	}
	w.add(block{table: t})
	w.facts("intake_reason", w.doc.Data["reason"], "law", w.law(w.doc.Data["ground"]))
	w.para(w.say("intake_notice.end", "no", w.doc.No), w.say("intake_notice.once"))
	w.sheet.office = w.say("office.window", "area", w.area())
}

// spell writes a length whose number and unit stand under these keys.
func (w *writer) spell(days, unit string) string {
	if w.doc.Data[days] == "" {
		return ""
	}
	return w.texts.Say("document.unit."+w.doc.Data[unit], "n", w.doc.Data[days])
}

// grant writes the decision to grant (准予决定书, 行政许可法 art. 38 para. 1).
func (w *writer) grant() {
	w.title("title.grant")
	w.decision("grant.lead")
	w.facts(
		"item", w.doc.Data["item_name"], "accepted", w.day("accepted"), "decided", w.day("decided"),
		"grounds", w.grounds(), "gives", w.gives(),
	)
	if version := w.doc.Data["rules"]; version != "" { // P22: who decided is the agency, by rules of a version
		w.para(w.say("grant.rules", "version", version))
		if w.doc.Data["contest_until"] != "" {
			w.para(w.say("grant.contest", "day", w.day("contest_until")))
			defer w.remedies()
		}
	}
	if w.doc.Data["renewed"] != "" { // nobody decided: the paper says what it is
		w.para(w.say("grant.renewed", "day", w.day("renewed")))
	}
	end := "grant.end"
	if w.licence() {
		end = "grant.end.licence"
	}
	w.para(w.say(end))
}

// refuse writes the refusal with reasons and remedies (行政许可法 art. 38 para. 2).
func (w *writer) refuse() {
	w.title("title.refuse")
	w.decision("refuse.lead")
	w.facts(
		"item", w.doc.Data["item_name"], "accepted", w.day("accepted"), "decided", w.day("decided"),
		"reason", w.doc.Data["reason"], "grounds", w.grounds(),
	)
	w.remedies()
}

// decision writes the sentence that decides; it names the law only if there is one to name.
func (w *writer) decision(key string) {
	if g := w.grounds(); g != "" {
		w.para(w.say(key+".law", "accepted", w.day("accepted"), "grounds", g))
		return
	}
	w.para(w.say(key, "accepted", w.day("accepted")))
}

// remedies writes how a negative decision is reviewed, and until when.
func (w *writer) remedies() {
	w.add(block{heading: w.say("remedies"), paras: []string{
		w.say("remedies.review", "n", w.doc.Data["review_days"], "until", w.day("review_until")),
		w.say("remedies.suit", "n", w.doc.Data["suit_months"], "until", w.day("suit_until")),
	}})
}

// gives joins the names of what the grant produces.
func (w *writer) gives() string {
	text := ""
	for i, slug := range w.doc.Lists["gives"] {
		if i > 0 {
			text += w.say("comma")
		}
		text += w.material(slug)
	}
	return text
}

// withdrawal confirms that an application was withdrawn.
func (w *writer) withdrawal() {
	w.title("title.withdrawal")
	w.para(w.say("withdrawal.lead", "day", w.day("day")))
	w.facts("item", w.doc.Data["item_name"], "withdrawn_reason", w.doc.Data["reason"])
	w.para(w.say("withdrawal.end"))
}

// certificate writes what the grant produced: its name is the title.
func (w *writer) certificate() {
	w.sheet.title = w.gives()
	w.para(w.say("certificate.lead"))
	w.facts(
		"holder", w.doc.Data["applicant"], "subject", w.doc.Data["subject"], "item", w.doc.Data["item_name"],
		"issued", w.day("decided"),
	)
	if w.doc.Data["version"] != "" { // 更正: the old one is void
		w.facts("certificate_version", w.say("certificate.version", "n", w.doc.Data["version"], "day", w.day("day")),
			"corrected_from", w.doc.Data["old"], "corrected_to", w.doc.Data["new"])
		w.para(w.say("certificate.corrected"))
	}
}

// acknowledgement writes who received which results, when and how (送达回证), with a line to sign on.
func (w *writer) acknowledgement() {
	w.title("title.acknowledgement")
	post := w.doc.Data["channel"] == "post"
	lead := "acknowledgement.lead"
	if post {
		lead = "acknowledgement.lead.post"
	}
	w.para(w.say(lead, "at", w.moment("delivered_at")))
	t := &table{
		caption: w.say("acknowledgement.results"), widths: []float64{1, 6, 5},
		heads: []string{w.say("head.number"), w.say("head.item"), w.say("head.department")},
	}
	for i, item := range w.doc.Lists["items"] {
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), item, w.department(w.cell("departments", i), w.rowArea("areas", i))})
	}
	w.add(block{table: t})
	if post {
		w.facts("recipient", w.doc.Data["name"], "carrier", w.doc.Data["carrier"], "tracking", w.doc.Data["tracking"],
			"handed_by", w.doc.Data["by"], "law", w.law(w.doc.Data["ground"]))
	} else {
		w.facts("collector", w.doc.Data["name"], "capacity", w.say("capacity."+w.doc.Data["capacity"]), "mandate", w.doc.Data["mandate"],
			"checked", w.say("checked."+w.doc.Data["checked"]), "code", w.say("code."+w.doc.Data["code"]),
			"handed_by", w.doc.Data["by"], "law", w.law(w.doc.Data["ground"]))
		w.para(w.say("acknowledgement.sign"))
	}
	w.sheet.office = w.say("office.window", "area", w.area())
}
