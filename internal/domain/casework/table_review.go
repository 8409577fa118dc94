package casework

// reviewRows are the acts of review (rulebook §2.3). None of them is built yet.
func reviewRows() []Row {
	reply, lead, fee, relieve := []Role{Reply}, []Role{LeadVisit}, []Role{Fee}, []Role{Relieve}
	rows := []Row{
		{Verb: "start_consult", Who: handle, Clocks: "+K8", Law: "XK26"},
		{Verb: "reply_consult", Who: reply, Clocks: "-K8", Law: "XK26"},
		{Verb: "consult_silent", Who: byTimer, Clocks: "-K8", Law: "LOC"},
		{Verb: "publish_notice", Who: handle, Clocks: "+K9", Law: "XK36, 46"},
		{Verb: "object_notice", Who: []Role{Object}, Law: "XK36"},
		{Verb: "answer_objection", Who: handle, Law: "XK36"},
		{Verb: "notice_ended", Who: byTimer, Clocks: "-K9", Law: "XK36"},
		{Verb: "notice_interrupted", Who: bySystem, Clocks: "-K9", Law: "I"},
		{Verb: "call_experts", Who: handle, Clocks: "K3 K4 pause +K10", Law: "XK45"},
		{Verb: "expert_opinion", Who: reply, Clocks: "K3 K4 resume -K10", Law: "XK45"},
		{Verb: "expert_announced_end", Who: byTimer, Clocks: "K3 K4 resume -K10", Law: "XK45 P7"},
		{Verb: "restate_length", Who: handle, Clocks: "K3 K4 pause +K10", Law: "XK45 P7"},
		{Verb: "replace_experts", Who: handle, Law: "I"},
		{Verb: "schedule_visit", Who: []Role{LeadVisit, Handle}, Law: "XK34 P8"},
		{Verb: "visit_pass", Who: handle, Law: "XK34"},
		{Verb: "visit_rectify", Who: handle, Clocks: "+K16", Law: "XK34 P8"},
		{Verb: "visit_fail", Who: handle, Law: "XK34"},
		{Verb: "visit_not_held", Who: lead, Law: "XK34"},
		{Verb: "report_visit_rectified", Who: own, Clocks: "-K16", Law: "LOC"},
		{Verb: "visit_rectify_expired", Who: byTimer, Clocks: "-K16", Law: "LOC"},
		{Verb: "assess_fee", From: inDecision(), Who: fee, Clocks: "+K17", Law: "XK58"},
		{Verb: "request_relief", From: inDecision(), Who: own, Clocks: "-K17 +K18", Law: "LOC"},
		{Verb: "grant_relief_full", From: inDecision(), Who: relieve, Clocks: "-K18", Law: "LOC"},
		{Verb: "decide_relief_rest_due", From: inDecision(), Who: relieve, Clocks: "-K18 +K17", Law: "LOC"},
		{Verb: "pay", From: inDecision(), Who: own, Clocks: "-K17", Law: "XK58"},
		{Verb: "pay_expired", From: inDecision(), Who: byTimer, Clocks: "-K17", Law: "LOC"},
		{Verb: "terminate_unpaid", To: to(Terminated), Who: sign, Clocks: "-all", Law: "LOC P10"},
		{Verb: "late_payment", From: ended(), Who: bySystem, Law: "I"},
		{Verb: "refund", From: append(inDecision(), ended()...), Who: fee, Law: "I"},
		{Verb: "suspend", Who: handle, Clocks: "K3 K4 pause +K10", Law: "XK45"},
		{Verb: "resume", Who: handle, Clocks: "K3 K4 resume -K10", Law: "XK45"},
		{Verb: "announced_end", Who: byTimer, Clocks: "K3 K4 resume -K10", Law: "XK45 P7"},
		{Verb: "tell_hearing_right", Who: handle, Clocks: "+K11", Law: "XK46, 47 P11"},
		{Verb: "request_hearing", Who: []Role{Own, Object}, Clocks: "-K11 +K12 K3 K4 pause", Law: "XK47, 45"},
		{Verb: "hearing_right_expired", Who: byTimer, Clocks: "-K11", Law: "XK47"},
		{Verb: "close_hearing", Who: handle, Clocks: "-K12 K3 K4 resume", Law: "XK48"},
		{Verb: "ask_clarification", Who: handle, Clocks: "+K14", Law: "I P3"},
		{Verb: "clarify", Who: own, Clocks: "-K14", Law: "I"},
		{Verb: "clarification_expired", Who: byTimer, Clocks: "-K14", Law: "I"},
		{Verb: "fill_gap", Who: applicant, Clocks: "-K15", Law: "RQ"},
		{Verb: "gap_expired", To: to(Terminated), Who: byTimer, Clocks: "-all", Law: "RQ P13"},
		{Verb: "sign_commitment", From: intake, Who: own, Clocks: "K4 anew", Law: "CN42"},
		{Verb: "withdraw_commitment", From: intake, Who: own, Clocks: "K4 anew", Law: "CN42"},
		{Verb: "extend_decision", Who: []Role{ExtendAgency}, Clocks: "K3+10", Law: "XK42-1"},
	}
	for i := range rows {
		rows[i].Group = Review
		if rows[i].From == nil {
			rows[i].From = accepted
		}
	}
	return rows
}

// inDecision is where a fee can be open: before the decision or before the certificate.
func inDecision() []State { return []State{Accepted, Granted} }

// ended is every state in which nothing more is decided.
func ended() []State {
	var out []State
	for _, s := range States {
		if !s.Live() && s != Granted {
			out = append(out, s)
		}
	}
	return out
}
