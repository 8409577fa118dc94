package casework

// consultRows are the acts of consults and public notices (rulebook §2.3).
func consultRows() []Row {
	return []Row{
		{Verb: VerbStartConsult, Who: handle, Clocks: "+K8", Law: "XK26", guard: mayStartConsult},
		{Verb: VerbReplyConsult, Who: []Role{Reply}, Clocks: "-K8", Law: "XK26", guard: mayReplyConsult},
		{Verb: VerbConsultSilent, Who: byTimer, Clocks: "-K8", Law: "LOC"},
		{Verb: VerbWeighConsult, Who: handle, Law: "XK36, 38", guard: mayWeighConsult},
		{Verb: VerbPublishNotice, Who: handle, Clocks: "+K9", Law: "XK36, 46", guard: mayPublishNotice},
		{Verb: VerbObjectNotice, Who: []Role{Object}, Law: "XK36", guard: mayObjectNotice},
		{Verb: VerbAnswerObjection, Who: handle, Law: "XK36", guard: mayAnswerObjection},
		{Verb: VerbNoticeEnded, Who: byTimer, Clocks: "-K9", Law: "XK36"},
		{Verb: VerbNoticeInterrupted, Who: []Role{Timer, System}, Clocks: "-K9", Law: "I"},
	}
}

// consultEvents are the payloads of these acts.
var consultEvents = events{
	VerbStartConsult:      func() event { return &consultStarted{} },
	VerbReplyConsult:      func() event { return &consultReplied{} },
	VerbConsultSilent:     func() event { return &consultSilent{} },
	VerbWeighConsult:      func() event { return &consultWeighed{} },
	VerbRecordLateReply:   func() event { return &lateReply{} },
	VerbPublishNotice:     func() event { return &noticePublished{} },
	VerbObjectNotice:      func() event { return &noticeObjected{} },
	VerbAnswerObjection:   func() event { return &objectionAnswered{} },
	VerbNoticeEnded:       func() event { return &noticeEnded{} },
	VerbNoticeInterrupted: func() event { return &noticeInterrupted{} },
	VerbRecordDisplay:     func() event { return &displayRecorded{} },
	VerbLateObjection:     func() event { return &lateObjection{} },
}
