package casework

// feeRows are the acts of fees (rulebook §2.3).
func feeRows() []Row {
	return []Row{
		{Verb: VerbAssessFee, From: inDecision(), Who: []Role{Fee}, Clocks: "+K17", Law: "XK58"},
		{Verb: VerbRequestRelief, From: inDecision(), Who: own, Clocks: "-K17 +K18", Law: "LOC"},
		{Verb: VerbGrantReliefFull, From: inDecision(), Who: []Role{Relieve}, Clocks: "-K18", Law: "LOC"},
		{Verb: VerbDecideRelief, From: inDecision(), Who: []Role{Relieve}, Clocks: "-K18 +K17", Law: "LOC"},
		{Verb: VerbPay, From: inDecision(), Who: own, Clocks: "-K17", Law: "XK58"},
		{Verb: VerbPayExpired, From: inDecision(), Who: byTimer, Clocks: "-K17", Law: "LOC"},
		{Verb: VerbTerminateUnpaid, To: to(Terminated), Who: sign, Clocks: "-all", Law: "LOC P10"},
		{Verb: VerbLatePayment, From: ended(), Who: bySystem, Law: "I"},
		{Verb: VerbRefund, From: append(inDecision(), ended()...), Who: []Role{Fee}, Law: "I"},
	}
}

// feeEvents are the payloads of these acts.
var feeEvents = events{}
