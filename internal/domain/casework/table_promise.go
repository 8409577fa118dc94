package casework

// promiseRows are the acts of papers that follow later and of commitments (rulebook §2.3).
func promiseRows() []Row {
	return []Row{
		{Verb: VerbFillGap, Who: applicant, Clocks: "-K15", Law: "RQ", guard: mayFillGap},
		{Verb: VerbGapExpired, To: to(Terminated), Who: byTimer, Clocks: "-all", Law: "RQ P13"},
		{Verb: VerbSignCommitment, From: intake, Who: own, Clocks: "K4 anew", Law: "CN42", guard: maySignCommitment},
		{Verb: VerbWithdrawCommitment, From: intake, Who: own, Clocks: "K4 anew", Law: "CN42", guard: mayWithdrawCommitment},
	}
}

// promiseEvents are the payloads of these acts.
var promiseEvents = events{
	VerbOfferGap:           func() event { return &gapOffered{} },
	VerbPromiseGap:         func() event { return &gapPromised{} },
	VerbRefuseGapOffer:     func() event { return &gapRefused{} },
	VerbFillGap:            func() event { return &gapFilled{} },
	VerbGapExpired:         func() event { return &gapBroken{} },
	VerbSignCommitment:     func() event { return &commitmentSigned{} },
	VerbWithdrawCommitment: func() event { return &commitmentWithdrawn{} },
	VerbVerifyCommitment:   func() event { return &commitmentFound{} },
	VerbFindBreach:         func() event { return &commitmentFound{} },
	VerbReportRectified:    func() event { return &breachRectified{} },
	VerbBreachRectifyOver:  func() event { return &commitmentFound{} },
}
