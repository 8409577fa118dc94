package casework

// visitRows are the acts of site inspections (rulebook §2.3).
func visitRows() []Row {
	return []Row{
		{Verb: VerbScheduleVisit, Who: []Role{LeadVisit, Handle}, Law: "XK34 P8"},
		{Verb: VerbVisitPass, Who: handle, Law: "XK34"},
		{Verb: VerbVisitRectify, Who: handle, Clocks: "+K16", Law: "XK34 P8"},
		{Verb: VerbVisitFail, Who: handle, Law: "XK34"},
		{Verb: VerbVisitNotHeld, Who: []Role{LeadVisit}, Law: "XK34"},
		{Verb: VerbVisitRectified, Who: own, Clocks: "-K16", Law: "LOC"},
		{Verb: VerbVisitRectifyOver, Who: byTimer, Clocks: "-K16", Law: "LOC"},
	}
}

// visitEvents are the payloads of these acts.
var visitEvents = events{}
