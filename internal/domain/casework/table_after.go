package casework

// afterEvents are the payloads of what follows a decision or sets it right; their rows stand in table_decision.go and
// table_intake.go.
var afterEvents = events{
	VerbWaitAgain:          func() event { return &waitsAgain{} },
	VerbCorrectOnTheSpot:   func() event { return &materialAdded{} },
	VerbExtendSupplement:   func() event { return &supplementExtended{} },
	VerbAddMaterial:        func() event { return &materialAdded{} },
	VerbSetAsideDeemed:     func() event { return &deemedSetAside{} },
	VerbReapply:            func() event { return &reapplied{} },
	VerbReopenByReview:     func() event { return &reopenedByReview{} },
	VerbJointReopened:      func() event { return &jointReopened{} },
	VerbRevoke:             func() event { return &revoked{} },
	VerbCorrectCertificate: func() event { return &corrected{} },
	VerbContestDecision:    func() event { return &contested{} },
	VerbContestExpired:     func() event { return &contestExpired{} },
	VerbReexamineDecision:  func() event { return &reexamined{} },
	VerbAnswerContest:      func() event { return &contestAnswered{} },
}
