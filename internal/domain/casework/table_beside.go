package casework

// besideRows are the acts that change no state (rulebook §2.5); each is still one verb and one entry.
func besideRows() []Row {
	hurried := []State{Received, Accepted, Granted} // a clock of the agency runs
	rows := []Row{
		{Verb: VerbClaim, From: OnDesk, Who: []Role{Handle, Answer}, Law: "I", Offered: true, guard: mayClaim},
		{Verb: VerbTransferOfficer, From: OnDesk, Who: []Role{Handle, Answer, Sign, System}, Law: "I", Offered: true},
		{Verb: VerbUrge, From: hurried, Who: []Role{Own, Supervise}, Law: "I", Offered: true, guard: mayUrge},
		{Verb: VerbSupervise, From: hurried, Who: supervise, Law: "LOC", Offered: true, guard: maySupervise},
		{Verb: VerbAnswerSupervision, From: States, Who: []Role{Handle, Sign}, Law: "LOC", Offered: true, guard: mayAnswerSupervision},
		{Verb: VerbCloseSupervision, From: States, Who: supervise, Law: "LOC", Offered: true, guard: mayCloseSupervision},
		{Verb: VerbRemind, From: States, Who: byTimer, Law: "I", Offered: true},
		{Verb: VerbWarn, From: States, Who: byTimer, Law: "I", Offered: true},
		{Verb: VerbOverdue, From: States, Who: byTimer, Law: "I", Offered: true},
		{Verb: VerbEscalate, From: States, Who: byTimer, Law: "I", Offered: true},
		{Verb: VerbAddMaterial, From: live, Who: applicant, Law: "XK31", Offered: true},
		{Verb: VerbRecordDisplay, From: accepted, Who: bySystem, Law: "I", Offered: true, guard: mayRecordDisplay},
		{Verb: VerbRecordLateReply, From: accepted, Who: []Role{Reply, Handle}, Law: "I", Offered: true, guard: mayRecordLateReply},
		{Verb: VerbLateObjection, From: accepted, Who: handle, Law: "I", Offered: true, guard: mayRecordLateObjection},
		{Verb: VerbServeDocument, From: States, Who: []Role{HandOver}, Law: "M P9", Offered: true},
		{Verb: VerbRecordEvent, From: live, Who: []Role{Own, FileFor, Answer, Handle, System}, Law: "I", Offered: true, guard: mayRecordEvent},
		{Verb: VerbAskForEvent, Joint: true, Who: byTimer, Law: "I", Offered: true}, // a gate is of the joint case
		{Verb: VerbRecomputeClock, From: States, Who: bySystem, Law: "I P14", Offered: true},
		{Verb: VerbMigrateVersion, Joint: true, Who: bySystem, Law: "I P14", Offered: true},    // a version is of the joint case
		{Verb: VerbHandOverPaper, Joint: true, Who: []Role{HandOver}, Law: "I", Offered: true}, // a bag of papers is of the joint case
		{Verb: VerbConsentToShare, From: live, Who: applicant, Law: "PI13 PI14", Offered: true},
		{Verb: VerbRecordShare, From: live, Who: bySystem, Law: "PI29 I", Offered: true, guard: mayUseConsent},
		{Verb: VerbWithdrawConsent, From: live, Who: applicant, Law: "PI15", Offered: true, guard: mayUseConsent},
		{Verb: VerbRateItem, From: append([]State{Granted}, ended()...), Who: own, Law: "M", Offered: true, Apart: true},
		{Verb: VerbArchive, Joint: true, Who: byTimer, Law: "M", Offered: true},
	}
	for i := range rows {
		rows[i].Group = Beside
	}
	return rows
}
