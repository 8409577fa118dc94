package casework

import (
	"fmt"
	"strconv"
	"strings"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// letters mark the kind of a document in its number.
var letters = map[string]string{
	"receipt": "R", "acceptance": "A", "non_acceptance": "N", "supplement": "S", "decision_grant": "G",
	"decision_refuse": "X", "withdrawal": "W", "certificate": "C", "acknowledgement": "D",
	"gap_promise": "P", "termination": "T", "commitment": "K", "breach_notice": "B", "revocation": "V",
	"fee_notice": "F", "relief_decision": "FR", "payment_receipt": "FP", "refund_notice": "FB",
	"special_procedure": "Z", "hearing_right": "H", "hearing_notice": "Y", "extension": "E", "clarification": "Q",
	"visit_notice": "I", "visit_record": "J", "rectify_notice": "M",
	"service_record": "DR", "consult_letter": "L", "public_notice": "U", "objection_answer": "O", "contest_answer": "RX",
}

// issue freezes an official document (文书). Its number is the case number, the item's place, the letter of
// its kind and the number of the journal entry that it belongs to: unique without any counter.
func (w *work) issue(kind string, it *ItemCase, day calendar.Day, data map[string]string, lists map[string][]string) {
	d := Document{
		ID: ident.DocumentID(w.m.NewID()), Case: w.c.ID, Kind: kind, At: w.at, Lists: lists,
		No: fmt.Sprintf("%s-%02d%s%d", w.c.No, w.c.number(it), letters[kind], w.c.Seq),
		Data: map[string]string{
			"case_no": string(w.c.No), "scenario": w.c.Scenario, "scenario_name": w.c.ScenarioName,
			"applicant": w.c.Applicant.Name, "applicant_kind": w.c.Applicant.Kind, "subject": w.c.Subject,
			"area": w.c.Area, "day": day.String(), "trial": yes(w.c.Trial),
		},
	}
	if it != nil {
		d.Slot = it.Slot
		for k, v := range map[string]string{
			"item": it.Item, "item_name": it.Name, "department": it.Department, "area": it.Area, "regime": it.Regime,
			"item_no": string(it.ID), "received": it.Received.String(),
		} {
			d.Data[k] = v
		}
	}
	for k, v := range data {
		d.Data[k] = v
	}
	w.ch.Documents = append(w.ch.Documents, d)
}

// remedies are the ways to have a negative decision reviewed, with their last days (行政复议法, 行政诉讼法):
// days of K27, counted from the day on which the decision was served.
func (w *work) remedies(served calendar.Day, data map[string]string) map[string]string {
	r := w.e.remedies(served)
	data["review_days"] = strconv.Itoa(r.ReviewDays)
	data["review_until"] = r.ReviewUntil.String()
	data["suit_months"] = strconv.Itoa(r.SuitMonths)
	data["suit_until"] = r.SuitUntil.String()
	return data
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// limitData prints a limit: days, unit, due day of its clock, and where it comes from.
func (w *work) limitData(data map[string]string, name, kind string, it *ItemCase) {
	k := it.running(kind)
	if k == nil {
		return
	}
	a := w.e.project(k, w.today)
	data[name+"_days"] = strconv.Itoa(k.Rule.Length)
	data[name+"_unit"] = string(k.Rule.Unit)
	data[name+"_due"] = a.Due.String()
	data[name+"_ground"] = k.Rule.Ground
	data[name+"_provisional"] = yes(a.Provisional)
}

// cites answers a key of the licence law (行政许可法) for a licence, and nothing for any other regime.
func (it *ItemCase) cites(law string) string {
	if it.licence() {
		return law
	}
	return ""
}

// issueReceipt issues the joint receipt (收件凭证): it names every item that is received, and every item that
// waits with what it waits for, which counts as the one-time notice for that paper (P1); and every paper that a window keeps.
func (w *work) issueReceipt(day calendar.Day, kept []KeptPaper) {
	lists := map[string][]string{}
	add := func(key, value string) { lists[key] = append(lists[key], value) }
	for _, it := range w.c.Current() {
		if it.State != Waiting {
			add("received_items", it.Name)
			add("received_departments", it.Department)
			add("received_answer_due", it.running("K1").Told.String())
			continue
		}
		var names []string
		for _, e := range w.c.edgesTo(it.Slot) {
			if e.Gate == GateStart {
				names = append(names, w.c.Latest(e.From).Name)
			}
		}
		for _, g := range w.c.Awaited(it) {
			if has(g.Start, it.Slot) {
				names = append(names, g.Name)
			}
		}
		add("waiting_items", it.Name)
		add("waiting_departments", it.Department)
		add("waiting_for", strings.Join(names, ", "))
	}
	for _, p := range kept {
		add("kept_names", p.Name)
		add("kept_originals", yes(p.Original))
		add("kept_copies", strconv.Itoa(p.Copies))
		add("kept_bags", p.Bag)
	}
	ground := ""
	if w.c.licence() {
		ground = "xk32"
	}
	w.issue("receipt", nil, day, map[string]string{
		"channel": w.c.Channel, "filed_at": w.c.FiledAt.In(calendar.Zone).Format("2006-01-02 15:04"),
		"items": strconv.Itoa(len(w.c.Current())), "joint_conclusion": yes(w.c.JointConclusion),
		"joint_promise": strconv.Itoa(w.c.JointPromise), "ground": ground,
	}, lists)
}

// issueAcceptance issues the acceptance (受理通知书) with its due days.
func (w *work) issueAcceptance(it *ItemCase, day calendar.Day) {
	ground := "xk32_5"
	if it.Deemed {
		ground = "xk32_4"
	}
	data := map[string]string{"accepted": it.Accepted.String(), "deemed": yes(it.Deemed), "ground": it.cites(ground)}
	w.limitData(data, "promised", "K4", it)
	w.limitData(data, "statutory", "K3", it)
	var lists map[string][]string
	if it.Gap != nil && it.Gap.State == GapPromised { // 容缺受理通知书: it names the papers and the day
		w.limitData(data, "gap", "K15", it)
		lists = map[string][]string{"gap_materials": it.Gap.Materials}
	}
	w.issue("acceptance", it, day, data, lists)
}
