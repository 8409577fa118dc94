package casework

// Verb is an act: one row of the table, one file name on each floor, one kind of journal entry.
type Verb string

// The verbs that are offered. The others stand in the table by name and answer "not now" with the reason.
const (
	VerbSubmit            Verb = "submit"
	VerbRelease           Verb = "release"
	VerbHold              Verb = "hold"
	VerbLapse             Verb = "lapse"
	VerbHoldExpired       Verb = "hold_expired"
	VerbChooseStandAlone  Verb = "choose_stand_alone"
	VerbRequestSupplement Verb = "request_supplement"
	VerbSupply            Verb = "supply"
	VerbSupplementExpired Verb = "supplement_expired"
	VerbAccept            Verb = "accept"
	VerbDeemAccepted      Verb = "deem_accepted"
	VerbDecline           Verb = "decline"
	VerbReturn            Verb = "return_to_right_body"
	VerbDeclareNotNeeded  Verb = "declare_not_needed"
	VerbWithdraw          Verb = "withdraw"
	VerbProposeGrant      Verb = "propose_grant"
	VerbProposeRefuse     Verb = "propose_refuse"
	VerbReview            Verb = "review"
	VerbSendBack          Verb = "send_back"
	VerbGrant             Verb = "grant"
	VerbRefuse            Verb = "refuse"
	VerbMakeCertificate   Verb = "make_certificate"
	VerbTenderResult      Verb = "tender_result"
	VerbReleaseByLimit    Verb = "release_by_limit"
	VerbAskEarlyDelivery  Verb = "ask_early_delivery"
	VerbChangeDelivery    Verb = "change_delivery"
	VerbDeliver           Verb = "deliver"
	VerbRefuseHandOver    Verb = "refuse_hand_over"
	VerbCollectExpired    Verb = "collect_expired"
	VerbJointConcluded    Verb = "joint_concluded"
	VerbClaim             Verb = "claim"
	VerbTransferOfficer   Verb = "transfer_officer"
	VerbRemind            Verb = "remind"
	VerbWarn              Verb = "warn"
	VerbOverdue           Verb = "overdue"
	VerbEscalate          Verb = "escalate"
)
