package casework

// consultRows are the acts of consults and public notices (rulebook §2.3).
func consultRows() []Row {
	return []Row{
		{Verb: VerbStartConsult, Who: handle, Clocks: "+K8", Law: "XK26"},
		{Verb: VerbReplyConsult, Who: []Role{Reply}, Clocks: "-K8", Law: "XK26"},
		{Verb: VerbConsultSilent, Who: byTimer, Clocks: "-K8", Law: "LOC"},
		{Verb: VerbPublishNotice, Who: handle, Clocks: "+K9", Law: "XK36, 46"},
		{Verb: VerbObjectNotice, Who: []Role{Object}, Law: "XK36"},
		{Verb: VerbAnswerObjection, Who: handle, Law: "XK36"},
		{Verb: VerbNoticeEnded, Who: byTimer, Clocks: "-K9", Law: "XK36"},
		{Verb: VerbNoticeInterrupted, Who: bySystem, Clocks: "-K9", Law: "I"},
	}
}

// consultEvents are the payloads of these acts.
var consultEvents = events{}
