package casework

// decisionRows are the acts of decision and after (rulebook §2.4). review is the second of three hands
// (design §6.2); collect_expired serves what nobody collected. Before the day on which a campaign publishes, grant,
// refuse and auto_grant are written as seal_result (publish_result.go).
func decisionRows() []Row {
	rows := []Row{
		{Verb: VerbProposeGrant, From: accepted, Who: handle, Law: "XK34, 37", guard: mayProposeGrant},
		{Verb: VerbProposeRefuse, From: accepted, Who: handle, Law: "XK38", guard: mayProposeRefuse},
		{Verb: VerbReview, From: accepted, Who: []Role{Handle, Sign}, Law: "I", guard: mayReview},
		{Verb: VerbSendBack, From: accepted, Who: []Role{Sign, Handle}, Law: "I", guard: maySendBack},
		{Verb: VerbGrant, From: accepted, To: granted, Who: sign, Clocks: "-K3 -K4 -K24 +K7", Law: "XK38, 40", guard: mayGrant},
		{Verb: VerbRefuse, From: accepted, To: to(Refused), Who: sign, Clocks: "-all", Law: "XK38", guard: mayRefuse},
		{Verb: VerbSealResult, From: accepted, Who: bySystem, Clocks: "-K3 -K4 -K24", Law: "I"},
		{Verb: VerbPublishResult, From: accepted, To: to(Granted, Refused), Who: byTimer, Clocks: "+K7 +K28", Law: "I"},
		{Verb: VerbAutoGrant, From: accepted, To: granted, Who: bySystem, Clocks: "-K3 -K4 -K24 +K7 +K28", Law: "LOC P22", guard: mayDecideAutomatically},
		{Verb: VerbAutoFallBack, From: accepted, Who: bySystem, Law: "LOC", guard: mayDecideAutomatically},
		{Verb: VerbAskForAPerson, From: live, Who: own, Law: "LOC P22", guard: mayAskForAPerson},
		{Verb: VerbContestDecision, From: inHand, Who: applicant, Clocks: "-K28 +K29", Law: "LOC P22", guard: mayContest},
		{Verb: VerbContestExpired, From: inHand, Who: byTimer, Clocks: "-K28", Law: "LOC P22"},
		{Verb: VerbReexamineDecision, From: inHand, Who: handle, Law: "LOC P22", guard: mayReexamine},
		{Verb: VerbAnswerContest, From: inHand, Who: sign, Clocks: "-K29", Law: "LOC P22", guard: mayAnswerContest},
		{Verb: VerbDeemRenewed, From: accepted, To: granted, Who: byTimer, Clocks: "-all +K7", Law: "XK50"},
		{Verb: VerbEnterRegister, From: granted, Who: handle, Law: "LOC", guard: mayEnter},
		{Verb: VerbMakeCertificate, From: granted, Who: []Role{Handle, System}, Law: "XK39", guard: mayMake},
		{Verb: VerbTenderResult, From: granted, Who: []Role{HandOver, System}, Clocks: "-K7 +K22", Law: "XK44 P9", guard: mayTender},
		{Verb: VerbReleaseByLimit, From: granted, Who: byTimer, Clocks: "-K7 +K22", Law: "XK44"},
		{Verb: VerbAskEarlyDelivery, Joint: true, Who: own, Law: "I"},
		{Verb: VerbChangeDelivery, Joint: true, Who: own, Law: "I"},
		{Verb: VerbDeliver, From: granted, To: to(Delivered), Who: []Role{Own, HandOver}, Clocks: "-K7 -K22", Law: "XK44", guard: mayDeliver},
		{Verb: VerbRefuseHandOver, From: granted, Who: []Role{HandOver}, Law: "XK44 P9", guard: mayDeliver},
		{Verb: VerbCollectExpired, From: granted, To: to(Delivered), Who: byTimer, Clocks: "-K22", Law: "M P9"},
		{Verb: VerbVerifyCommitment, From: inHand, Who: handle, Clocks: "-K19", Law: "CN42", guard: mayVerify},
		{Verb: VerbFindBreach, From: inHand, Who: handle, Clocks: "-K19 +K20", Law: "CN42", guard: mayVerify},
		{Verb: VerbReportRectified, From: inHand, Who: own, Clocks: "-K20", Law: "CN42", guard: mayReportRectified},
		{Verb: VerbBreachRectifyOver, From: inHand, Who: byTimer, Clocks: "-K20", Law: "CN42"},
		{Verb: VerbRevoke, From: inHand, To: to(Revoked), Who: sign, Clocks: "-all", Law: "XK69, 70, 79", guard: mayRevoke},
		{Verb: VerbCorrectCertificate, From: inHand, Who: []Role{Handle, Sign}, Law: "M", guard: mayCorrect},
		{Verb: VerbReopenByReview, From: to(Refused, Declined, Returned, Terminated), To: accepted, Who: []Role{SetRight}, Clocks: "+K3", Law: "M"},
		{Verb: VerbExtendJoint, Joint: true, Who: []Role{ExtendGovernment}, Clocks: "K5+15", Law: "XK42-2"},
		{Verb: VerbJointConcluded, Joint: true, Who: bySystem, Clocks: "-K5 -K6", Law: "XK26"},
		{Verb: VerbJointReopened, Joint: true, Who: bySystem, Law: "I"},
	}
	for i := range rows {
		rows[i].Group = Decision
	}
	return rows
}
