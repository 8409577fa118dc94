package casework

// besideRows are the acts that change no state (rulebook §2.5); each is still one verb and one entry.
func besideRows() []Row {
	hurried := []State{Received, Accepted, Granted} // a clock of the agency runs
	rows := []Row{
		{Verb: VerbClaim, From: OnDesk, Who: []Role{Handle, Answer}, Law: "I", guard: mayClaim},
		{Verb: VerbTransferOfficer, From: OnDesk, Who: []Role{Handle, Answer, Sign, System}, Law: "I"},
		{Verb: VerbUrge, From: hurried, Who: []Role{Own, Supervise}, Law: "I", guard: mayUrge},
		{Verb: VerbSupervise, From: hurried, Who: supervise, Law: "LOC", guard: maySupervise},
		{Verb: VerbAnswerSupervision, From: States, Who: []Role{Handle, Sign}, Law: "LOC", guard: mayAnswerSupervision},
		{Verb: VerbCloseSupervision, From: States, Who: supervise, Law: "LOC", guard: mayCloseSupervision},
		{Verb: VerbRemind, From: States, Who: byTimer, Law: "I"},
		{Verb: VerbWarn, From: States, Who: byTimer, Law: "I"},
		{Verb: VerbOverdue, From: States, Who: byTimer, Law: "I"},
		{Verb: VerbEscalate, From: States, Who: byTimer, Law: "I"},
		{Verb: VerbAddMaterial, From: live, Who: applicant, Law: "XK31"},
		{Verb: VerbRecordDisplay, From: accepted, Who: bySystem, Law: "I", guard: mayRecordDisplay},
		{Verb: VerbRecordLateReply, From: accepted, Who: []Role{Reply, Handle}, Law: "I", guard: mayRecordLateReply},
		{Verb: VerbLateObjection, From: accepted, Who: handle, Law: "I", guard: mayRecordLateObjection},
		{Verb: VerbServeDocument, From: States, Who: []Role{HandOver}, Law: "M P9"},
		{Verb: VerbRecordEvent, From: live, Who: []Role{Own, FileFor, Answer, Handle, System}, Law: "I", guard: mayRecordEvent},
		{Verb: VerbAskForEvent, Joint: true, Who: byTimer, Law: "I"}, // a gate is of the joint case
		{Verb: VerbRecomputeClock, From: States, Who: bySystem, Law: "I P14"},
		{Verb: VerbMigrateVersion, Joint: true, Who: bySystem, Law: "I P14"},    // a version is of the joint case
		{Verb: VerbHandOverPaper, Joint: true, Who: []Role{HandOver}, Law: "I"}, // a bag of papers is of the joint case
		{Verb: VerbConsentToShare, From: live, Who: applicant, Law: "PI13 PI14"},
		{Verb: VerbRecordShare, From: live, Who: bySystem, Law: "PI29 I", guard: mayUseConsent},
		{Verb: VerbWithdrawConsent, From: live, Who: applicant, Law: "PI15", guard: mayUseConsent},
		{Verb: VerbRateItem, From: append([]State{Granted}, ended()...), Who: own, Law: "M", Apart: true},
		{Verb: VerbArchive, Joint: true, Who: byTimer, Law: "M"},
	}
	for i := range rows {
		rows[i].Group = Beside
	}
	return rows
}
