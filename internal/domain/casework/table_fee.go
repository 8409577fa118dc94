package casework

// feeRows are the acts of fees (rulebook §2.3). Money that nobody asked for can come in any state, and goes back in any.
func feeRows() []Row {
	return []Row{
		{Verb: VerbAssessFee, From: inDecision(), Who: []Role{Fee}, Clocks: "+K17", Law: "XK58", guard: mayAssess},
		{Verb: VerbRequestRelief, From: inDecision(), Who: own, Clocks: "-K17 +K18", Law: "LOC", guard: mayRequestRelief},
		{Verb: VerbGrantReliefFull, From: inDecision(), Who: []Role{Relieve}, Clocks: "-K18", Law: "LOC", guard: mayGrantReliefFull},
		{Verb: VerbDecideRelief, From: inDecision(), Who: []Role{Relieve}, Clocks: "-K18 +K17", Law: "LOC", guard: mayDecideRelief},
		{Verb: VerbPay, From: inDecision(), Who: own, Clocks: "-K17", Law: "XK58", guard: mayPay},
		{Verb: VerbPayExpired, From: inDecision(), Who: byTimer, Clocks: "-K17", Law: "LOC"},
		{Verb: VerbTerminateUnpaid, To: to(Terminated), Who: sign, Clocks: "-all", Law: "LOC P10", guard: mayTerminateUnpaid},
		{Verb: VerbLatePayment, From: States, Who: bySystem, Law: "I"},
		{Verb: VerbRefund, From: States, Who: []Role{Fee}, Law: "I", guard: mayRefund},
	}
}

// feeEvents are the payloads of these acts.
var feeEvents = events{
	VerbAssessFee:       func() event { return &feeAssessed{} },
	VerbRequestRelief:   func() event { return &reliefAsked{} },
	VerbGrantReliefFull: func() event { return &reliefDecided{} },
	VerbDecideRelief:    func() event { return &reliefDecided{} },
	VerbPay:             func() event { return &paid{} },
	VerbPayExpired:      func() event { return &payOverdue{} },
	VerbTerminateUnpaid: func() event { return &ending{} },
	VerbLatePayment:     func() event { return &paidLate{} },
	VerbRefund:          func() event { return &refunded{} },
	VerbEnterRegister:   func() event { return &entered{} },
}
