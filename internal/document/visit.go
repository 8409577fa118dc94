package document

import "strings"

// visitNotice writes when and where officers come, and who (现场勘验通知书, 行政许可法 art. 34).
func (w *writer) visitNotice() {
	w.title("title.visit_notice")
	w.para(w.say("visit_notice.lead"))
	w.facts("visit_day", w.visitMoment(), "visit_place", w.doc.Data["visit_place"], "officers", w.listed("officers"))
	if len(w.doc.Lists["items"]) > 1 {
		t := &table{caption: w.say("visit_notice.items"), widths: []float64{1}, heads: []string{w.say("head.item")}}
		for _, item := range w.doc.Lists["items"] {
			t.rows = append(t.rows, []string{item})
		}
		w.add(block{paras: []string{w.say("visit_notice.joint")}, table: t})
	}
	w.para(w.say("visit_notice.end"))
	w.facts("law", w.law(w.doc.Data["ground"]))
}

// visitRecord writes what was found on the spot, with a line to sign on (现场勘验记录).
func (w *writer) visitRecord() {
	w.title("title.visit_record")
	w.para(w.say("visit_record.lead", "day", w.day("visit_day")))
	photos := ""
	if n := w.doc.Data["photos"]; n != "" && n != "0" {
		photos = w.say("photos.count", "n", n)
	}
	w.facts(
		"item", w.doc.Data["item_name"], "visit_day", w.visitMoment(), "visit_place", w.doc.Data["visit_place"],
		"officers", w.listed("officers"), "verdict", w.say("verdict."+w.doc.Data["verdict"]), "record", w.doc.Data["record"],
		"rectify", w.doc.Data["rectify"], "photos", photos, "law", w.law(w.doc.Data["ground"]),
	)
	w.para(w.say("visit_record.end"), w.say("visit_record.sign"))
}

// rectifyNotice writes what must be mended and until when (整改通知书).
func (w *writer) rectifyNotice() {
	w.title("title.rectify_notice")
	w.para(w.say("rectify_notice.lead", "day", w.day("visit_day")))
	w.facts(
		"rectify", w.doc.Data["rectify"], "rectify_due", w.say("due", "day", w.day("due"), "length", w.spell("days", "unit")),
		"officers", w.listed("officers"), "law", w.law(w.doc.Data["ground"]),
	)
	w.para(w.say("rectify_notice.how", "due", w.day("due")), w.say("rectify_notice.end"))
}

// visitMoment writes the day and, where it is known, the hour of a visit.
func (w *writer) visitMoment() string {
	return strings.TrimSpace(w.day("visit_day") + " " + w.doc.Data["visit_time"])
}

// listed joins the rows of a list.
func (w *writer) listed(list string) string { return strings.Join(w.doc.Lists[list], w.say("comma")) }
