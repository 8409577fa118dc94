package casework

// procedureRows are the acts of expert reviews, special procedures, hearings, clarifications and extensions (rulebook §2.3).
func procedureRows() []Row {
	return []Row{
		{Verb: VerbCallExperts, Who: handle, Clocks: "K3 K4 pause +K10", Law: "XK45", guard: mayCallExperts},
		{Verb: VerbExpertOpinion, Who: []Role{Reply, Handle}, Clocks: "K3 K4 resume -K10", Law: "XK45", guard: mayGiveOpinion},
		{Verb: VerbExpertAnnouncedEnd, Who: byTimer, Clocks: "K3 K4 resume -K10", Law: "XK45 P7"},
		{Verb: VerbRestateLength, Who: handle, Clocks: "K3 K4 pause +K10", Law: "XK45 P7", guard: mayRestate},
		{Verb: VerbReplaceExperts, Who: handle, Law: "I", guard: mayRestate},
		{Verb: VerbSuspend, Who: handle, Clocks: "K3 K4 pause +K10", Law: "XK45", guard: maySuspend},
		{Verb: VerbResume, Who: handle, Clocks: "K3 K4 resume -K10", Law: "XK45", guard: mayResume},
		{Verb: VerbAnnouncedEnd, Who: byTimer, Clocks: "K3 K4 resume -K10", Law: "XK45 P7"},
		{Verb: VerbTellHearingRight, Who: handle, Clocks: "+K11", Law: "XK46, 47 P11", guard: mayTellHearingRight},
		{Verb: VerbRequestHearing, Who: []Role{Own, Object}, Clocks: "-K11 +K12 K3 K4 pause", Law: "XK47, 45", guard: mayRequestHearing},
		{Verb: VerbHearingExpired, Who: byTimer, Clocks: "-K11", Law: "XK47"},
		{Verb: VerbSetHearing, Who: handle, Clocks: "K13", Law: "XK48 P11", guard: maySetHearing},
		{Verb: VerbCloseHearing, Who: handle, Clocks: "-K12 K3 K4 resume", Law: "XK48", guard: mayCloseHearing},
		{Verb: VerbAskClarification, Who: handle, Clocks: "+K14", Law: "I P3", guard: mayAskClarification},
		{Verb: VerbClarify, Who: own, Clocks: "-K14", Law: "I", guard: mayClarify},
		{Verb: VerbClarifyExpired, Who: byTimer, Clocks: "-K14", Law: "I"},
		{Verb: VerbExtendDecision, Who: []Role{ExtendAgency}, Clocks: "K3+10", Law: "XK42-1", guard: mayExtendDecision},
	}
}

// procedureEvents are the payloads of these acts.
var procedureEvents = events{
	VerbCallExperts:        func() event { return &expertsCalled{} },
	VerbExpertOpinion:      func() event { return &expertOpinion{} },
	VerbExpertAnnouncedEnd: func() event { return &expertsOverrun{} },
	VerbRestateLength:      func() event { return &expertsCalled{} },
	VerbReplaceExperts:     func() event { return &expertsReplaced{} },
	VerbSuspend:            func() event { return &suspended{} },
	VerbResume:             func() event { return &procedureClosed{} },
	VerbAnnouncedEnd:       func() event { return &procedureClosed{} },
	VerbTellHearingRight:   func() event { return &hearingTold{} },
	VerbRequestHearing:     func() event { return &hearingAsked{} },
	VerbHearingExpired:     func() event { return &hearingNotAsked{} },
	VerbSetHearing:         func() event { return &hearingSet{} },
	VerbCloseHearing:       func() event { return &hearingClosed{} },
	VerbAskClarification:   func() event { return &clarificationAsked{} },
	VerbClarify:            func() event { return &clarified{} },
	VerbClarifyExpired:     func() event { return &clarificationExpired{} },
	VerbExtendDecision:     func() event { return &extended{} },
	VerbExtendJoint:        func() event { return &extended{} },
	VerbRecomputeClock:     func() event { return &recomputed{} },
	VerbMigrateVersion:     func() event { return &migrated{} },
}
