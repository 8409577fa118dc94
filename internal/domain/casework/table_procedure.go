package casework

// procedureRows are the acts of expert reviews, special procedures, hearings, clarifications and extensions (rulebook §2.3).
func procedureRows() []Row {
	return []Row{
		{Verb: VerbCallExperts, Who: handle, Clocks: "K3 K4 pause +K10", Law: "XK45"},
		{Verb: VerbExpertOpinion, Who: []Role{Reply}, Clocks: "K3 K4 resume -K10", Law: "XK45"},
		{Verb: VerbExpertAnnouncedEnd, Who: byTimer, Clocks: "K3 K4 resume -K10", Law: "XK45 P7"},
		{Verb: VerbRestateLength, Who: handle, Clocks: "K3 K4 pause +K10", Law: "XK45 P7"},
		{Verb: VerbReplaceExperts, Who: handle, Law: "I"},
		{Verb: VerbSuspend, Who: handle, Clocks: "K3 K4 pause +K10", Law: "XK45"},
		{Verb: VerbResume, Who: handle, Clocks: "K3 K4 resume -K10", Law: "XK45"},
		{Verb: VerbAnnouncedEnd, Who: byTimer, Clocks: "K3 K4 resume -K10", Law: "XK45 P7"},
		{Verb: VerbTellHearingRight, Who: handle, Clocks: "+K11", Law: "XK46, 47 P11"},
		{Verb: VerbRequestHearing, Who: []Role{Own, Object}, Clocks: "-K11 +K12 K3 K4 pause", Law: "XK47, 45"},
		{Verb: VerbHearingExpired, Who: byTimer, Clocks: "-K11", Law: "XK47"},
		{Verb: VerbCloseHearing, Who: handle, Clocks: "-K12 K3 K4 resume", Law: "XK48"},
		{Verb: VerbAskClarification, Who: handle, Clocks: "+K14", Law: "I P3"},
		{Verb: VerbClarify, Who: own, Clocks: "-K14", Law: "I"},
		{Verb: VerbClarifyExpired, Who: byTimer, Clocks: "-K14", Law: "I"},
		{Verb: VerbExtendDecision, Who: []Role{ExtendAgency}, Clocks: "K3+10", Law: "XK42-1"},
	}
}

// procedureEvents are the payloads of these acts.
var procedureEvents = events{}
