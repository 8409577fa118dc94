package casework

// promiseRows are the acts of papers that follow later and of commitments (rulebook §2.3).
func promiseRows() []Row {
	return []Row{
		{Verb: VerbFillGap, Who: applicant, Clocks: "-K15", Law: "RQ"},
		{Verb: VerbGapExpired, To: to(Terminated), Who: byTimer, Clocks: "-all", Law: "RQ P13"},
		{Verb: VerbSignCommitment, From: intake, Who: own, Clocks: "K4 anew", Law: "CN42"},
		{Verb: VerbWithdrawCommitment, From: intake, Who: own, Clocks: "K4 anew", Law: "CN42"},
	}
}

// promiseEvents are the payloads of these acts.
var promiseEvents = events{}
