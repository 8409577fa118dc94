package document

import "strconv"

// Papers of fees.
const (
	FeeNotice      = "fee_notice"      // 缴费通知书
	ReliefDecision = "relief_decision" // 减免决定书
	PaymentReceipt = "payment_receipt" // 缴费票据
	RefundNotice   = "refund_notice"   // 退费通知书
)

// feeKinds are what casework must have frozen into papers about money.
var feeKinds = map[string]kind{
	FeeNotice:      {data: []string{"order", "full", "amount"}, lists: []string{"line_names", "line_formulas", "line_amounts"}, write: (*writer).feeNotice},
	ReliefDecision: {data: append([]string{"order", "full", "relieved", "amount", "share", "reason"}, remedies...), write: (*writer).reliefDecision},
	PaymentReceipt: {data: []string{"order", "receipt", "amount", "paid_on"}, lists: []string{"line_names"}, write: (*writer).paymentReceipt},
	RefundNotice:   {data: []string{"order", "amount", "number"}, write: (*writer).refundNotice},
}

// feeNotice writes what must be paid, until when, and why this amount (缴费通知书, 行政许可法58).
func (w *writer) feeNotice() {
	w.title("title.fee_notice")
	lead := "fee_notice.lead"
	if w.doc.Data["due"] == "" {
		lead = "fee_notice.nothing"
	}
	w.para(w.say(lead, "amount", w.yuan("amount"), "due", w.day("due")))
	w.facts("order", w.doc.Data["order"], "amount", w.yuan("amount"), "pay_until", w.day("due"), "grounds", w.grounds())
	t := &table{
		caption: w.say("fee_notice.lines"), widths: []float64{4, 6, 3, 2, 3},
		heads: []string{w.say("head.fee"), w.say("head.formula"), w.say("head.each"), w.say("head.times"), w.say("head.yuan")},
	}
	for i, name := range w.doc.Lists["line_names"] {
		t.rows = append(t.rows, []string{name, w.cell("line_formulas", i), w.cell("line_exact", i), w.cell("line_times", i), w.cell("line_amounts", i)})
	}
	w.add(block{table: t})
	w.feeValues()
	for i, term := range w.doc.Lists["line_terms"] {
		if n, _ := strconv.Atoi(term); n > 1 {
			w.para(w.say("fee_notice.term", "n", term, "whole", w.cell("line_whole", i), "times", w.cell("line_times", i)))
		}
	}
	if rate := w.doc.Data["late_rate"]; rate != "" {
		w.para(w.say("fee_notice.late", "rate", rate))
	}
	if len(w.doc.Lists["reliefs"]) > 0 {
		w.para(w.say("fee_notice.relief", "reliefs", w.joined("reliefs")))
	}
	w.para(w.say("fee_notice.how"))
}

// feeValues writes what stands for the names of the formula.
func (w *writer) feeValues() {
	names := w.doc.Lists["value_names"]
	if len(names) == 0 {
		return
	}
	t := &table{caption: w.say("fee_notice.values"), widths: []float64{5, 4, 7}, heads: []string{w.say("head.value"), w.say("head.number_of"), w.say("head.rule")}}
	for i, name := range names {
		t.rows = append(t.rows, []string{name, w.cell("value_numbers", i), w.cell("value_basis", i)})
	}
	w.add(block{table: t})
}

func (w *writer) joined(list string) string {
	text := ""
	for i, x := range w.doc.Lists[list] {
		if i > 0 {
			text += w.say("comma")
		}
		text += x
	}
	return text
}

func (w *writer) yuan(key string) string { return w.say("yuan", "n", w.doc.Data[key]) }

// reliefDecision writes how much is taken off, which share that is, and why (减免决定书). The office of the heading signs.
func (w *writer) reliefDecision() {
	w.title("title.relief_decision")
	lead := "relief_decision.lead"
	switch {
	case w.doc.Data["relieved"] == "0.00":
		lead = "relief_decision.none"
	case w.doc.Data["amount"] == "0.00":
		lead = "relief_decision.full"
	}
	w.para(w.say(lead, "asked", w.day("asked"), "heading", w.doc.Data["heading"], "relieved", w.yuan("relieved"), "amount", w.yuan("amount")))
	w.facts(
		"item", w.doc.Data["item_name"], "order", w.doc.Data["order"], "full", w.yuan("full"), "relieved", w.yuan("relieved"),
		"share", w.say("percent", "n", w.doc.Data["share"]), "rest", w.yuan("amount"), "pay_until", w.day("due"),
		"heading", w.doc.Data["heading"], "grounds", w.grounds(), "reason", w.doc.Data["reason"],
	)
	w.remedies()
	if d := w.doc.Data["relief_department"]; d != "" {
		w.sheet.office = w.department(d, w.reliefArea())
	}
}

func (w *writer) reliefArea() string {
	if a := w.doc.Data["relief_area"]; a != "" {
		return a
	}
	return w.doc.Data["area"]
}

// paymentReceipt writes what was paid (票据).
func (w *writer) paymentReceipt() {
	w.title("title.payment_receipt")
	w.para(w.say("payment_receipt.lead", "amount", w.yuan("amount"), "day", w.day("paid_on")))
	surcharge := ""
	if s := w.doc.Data["surcharge"]; s != "" && s != "0.00" {
		surcharge = w.yuan("surcharge")
	}
	w.facts(
		"fee", w.joined("line_names"), "order", w.doc.Data["order"], "amount", w.yuan("amount"), "surcharge", surcharge,
		"paid_on", w.day("paid_on"), "receipt_no", w.doc.Data["receipt"],
	)
	w.para(w.say("payment_receipt.end"))
}

// refundNotice writes what went back (退费通知书).
func (w *writer) refundNotice() {
	w.title("title.refund_notice")
	w.para(w.say("refund_notice.lead", "amount", w.yuan("amount")))
	w.facts("item", w.doc.Data["item_name"], "order", w.doc.Data["order"], "amount", w.yuan("amount"), "refund_no", w.doc.Data["number"])
	w.para(w.say("refund_notice.end"))
}
