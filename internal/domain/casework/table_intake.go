package casework

// intakeRows are the acts of filing and intake (rulebook §2.2).
func intakeRows() []Row {
	return []Row{
		{Verb: VerbSubmit, Group: Intake, Joint: true, To: to(Received, Waiting), Who: applicant, Clocks: "+K1", Law: "XK29, 32"},
		{Verb: VerbRelease, Group: Intake, From: to(Waiting, Held), To: received, Who: bySystem, Clocks: "-K21 +K1", Law: "I P1"},
		{Verb: VerbHold, Group: Intake, From: to(Waiting, Accepted), To: to(Held), Stays: accepted, Who: bySystem, Clocks: "+K21", Law: "LOC"},
		{Verb: VerbLapse, Group: Intake, From: to(Waiting, Held), To: to(Lapsed), Who: bySystem, Clocks: "-all", Law: "I P1"},
		{Verb: VerbHoldExpired, Group: Intake, From: to(Held, Accepted), To: to(Lapsed), Stays: accepted, Who: byTimer, Clocks: "-K21", Law: "LOC"},
		{Verb: VerbWaitAgain, Group: Intake, From: to(Held), To: to(Waiting), Who: bySystem, Clocks: "-K21", Law: "I"},
		{Verb: VerbChooseStandAlone, Group: Intake, From: to(Held, Accepted), To: to(Waiting), Stays: accepted, Who: own, Clocks: "-K21", Law: "I", guard: mayStandAlone},
		{Verb: VerbCorrectOnTheSpot, Group: Intake, From: received, Who: applicant, Law: "XK32(3)"},
		{Verb: VerbRequestSupplement, Group: Intake, From: received, To: to(SupplementRequested), Who: answer, Clocks: "-K1 +K2", Law: "XK32(4)", guard: mayAskAgain},
		{Verb: VerbExtendSupplement, Group: Intake, From: to(SupplementRequested), Who: answer, Clocks: "K2+", Law: "LOC P4", guard: mayExtendSupplement},
		{Verb: VerbSupply, Group: Intake, From: to(SupplementRequested), To: received, Who: applicant, Clocks: "-K2 +K1", Law: "XK32(5)"},
		{Verb: VerbSupplementExpired, Group: Intake, From: to(SupplementRequested), To: to(Terminated), Who: byTimer, Clocks: "-all", Law: "LOC P4"},
		{Verb: VerbOfferGap, Group: Intake, From: received, Who: answer, Law: "RQ", guard: mayOfferGap},
		{Verb: VerbPromiseGap, Group: Intake, From: received, Who: own, Law: "RQ", guard: mayAnswerGap},
		{Verb: VerbRefuseGapOffer, Group: Intake, From: received, Who: own, Law: "RQ", guard: mayAnswerGap},
		{Verb: VerbAccept, Group: Intake, From: received, To: accepted, Who: answer, Clocks: "-K1 +K3 +K4 +K5 +K6 +K15", Law: "XK32(5)", guard: mayAccept},
		{Verb: VerbDeemAccepted, Group: Intake, From: received, To: accepted, Who: byTimer, Clocks: "-K1 +K3 +K4 +K5 +K6", Law: "XK32(4) P5"},
		{Verb: VerbSetAsideDeemed, Group: Intake, From: accepted, To: to(SupplementRequested), Who: []Role{SetRight}, Clocks: "-K3 -K4 +K2", Law: "I P6", guard: maySetAside},
		{Verb: VerbDecline, Group: Intake, From: received, To: to(Declined), Who: answer, Clocks: "-all", Law: "XK32, 78"},
		{Verb: VerbReturn, Group: Intake, From: received, To: to(Returned, Received), Who: answer, Clocks: "-all", Law: "XK32(2)"},
		{Verb: VerbDeclareNotNeeded, Group: Intake, From: received, To: to(NotNeeded), Who: answer, Clocks: "-all", Law: "XK32(1)"},
		{Verb: VerbWithdraw, Group: Intake, From: live, To: to(Withdrawn), Who: own, Clocks: "-all", Law: "M"},
		{Verb: VerbReapply, Group: Intake, From: to(Refused, Declined, Returned, Withdrawn, Terminated, Lapsed, Revoked), To: to(Waiting, Held, Received), Who: own, Clocks: "+K1", Law: "I P12", guard: mayReapply},
	}
}
