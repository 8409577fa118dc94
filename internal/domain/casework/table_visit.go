package casework

// visitRows are the acts of site inspections (rulebook §2.3).
func visitRows() []Row {
	return []Row{
		{Verb: VerbScheduleVisit, Who: []Role{LeadVisit, Handle}, Law: "XK34 P8", guard: mayScheduleVisit},
		{Verb: VerbVisitPass, Who: handle, Law: "XK34", guard: mayJudgeVisit},
		{Verb: VerbVisitRectify, Who: handle, Clocks: "+K16", Law: "XK34 P8", guard: mayJudgeVisit},
		{Verb: VerbVisitFail, Who: handle, Law: "XK34", guard: mayJudgeVisit},
		{Verb: VerbVisitNotHeld, Who: []Role{LeadVisit, Handle}, Law: "XK34", guard: mayJudgeVisit},
		{Verb: VerbVisitRectified, Who: own, Clocks: "-K16", Law: "LOC", guard: mayReportVisit},
		{Verb: VerbVisitRectifyOver, Who: byTimer, Clocks: "-K16", Law: "LOC"},
	}
}

// visitEvents are the payloads of these acts.
var visitEvents = events{
	VerbScheduleVisit:    func() event { return &visitScheduled{} },
	VerbVisitPass:        func() event { return &visitJudged{} },
	VerbVisitRectify:     func() event { return &visitJudged{} },
	VerbVisitFail:        func() event { return &visitJudged{} },
	VerbVisitNotHeld:     func() event { return &visitJudged{} },
	VerbVisitRectified:   func() event { return &visitRectified{} },
	VerbVisitRectifyOver: func() event { return &visitRectifyOver{} },
}
