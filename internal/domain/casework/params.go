package casework

// Parameters are the numbers that the law leaves open (rulebook §7); a city file may change them.
// Lengths are working days unless the name says otherwise.
type Parameters struct {
	AnswerDays          int // K1, 行政许可法32(4): 5
	SupplementDays      int // K2: 15
	DecisionDays        int // K3 of a licence whose own law says nothing, 行政许可法42: 20
	JointDays           int // K5, 行政许可法42: 45
	DeliveryDays        int // K7, 行政许可法44: 10
	ReleaseBefore       int // release_by_limit fires so many days before K7 ends: 3
	ChoiceDays          int // K21: 20
	CollectDays         int // K22, calendar days: 30
	SupplementMore      int // K2 once more: 10
	PayDays             int // K17, calendar days: 15
	ReliefDays          int // K18: 10
	ReapplyDays         int // K23, calendar days: 30
	VerifyMonths        int // K19, months: 2
	BreachDays          int // K20: 15
	BarYears            int // K26 after fraud, 行政许可法79: 3
	RectifyDays         int // K16, after a site visit: 15
	VisitAhead          int // calendar days within which a site visit is planned: 60
	ConsultDays         int // K8, where the package gives none: 7
	EscalateAfter       int // a late clock goes to the supervisor so many days after its due day: 3
	PromiseMemoryMonths int // who broke a promise promises nothing for so many months; a local rule is needed: 12
	PublicServiceDays   int // a paper announced in public counts as served so many calendar days later: 30
	RemedyReviewDays    int // 行政复议, calendar days: 60
	RemedySuitMonths    int // 行政诉讼, months: 6

	ExtendDays        int // of K3, once, 行政许可法42(1): 10
	JointExtendDays   int // of K5, once, 行政许可法42(2): 15
	HearingAskDays    int // K11, 行政许可法47: 5
	HearingHoldDays   int // K12, 行政许可法47: 20
	HearingNoticeDays int // K13, days strictly between the notice and the hearing, 行政许可法48: 7
	ClarifyDays       int // K14: 5
	ContestDays       int // K28, where the package gives none: 5
	ReexamineDays     int // K29: 10
	ReviewDays        int // an answer to a bad review; a local rule is needed (Dezhou 5, Sichuan 15): 5
}

// DefaultParameters are the national numbers, and the rulebook's defaults where no national rule is known.
func DefaultParameters() Parameters {
	return Parameters{
		AnswerDays: 5, SupplementDays: 15, DecisionDays: 20, JointDays: 45, DeliveryDays: 10, ReleaseBefore: 3,
		SupplementMore: 10, PayDays: 15, ReliefDays: 10, ReapplyDays: 30, VerifyMonths: 2, BreachDays: 15, BarYears: 3,
		ChoiceDays: 20, CollectDays: 30, RectifyDays: 15, ConsultDays: 7, VisitAhead: 60, EscalateAfter: 3, PublicServiceDays: 30, PromiseMemoryMonths: 12, RemedyReviewDays: 60, RemedySuitMonths: 6,
		ExtendDays: 10, JointExtendDays: 15, HearingAskDays: 5, HearingHoldDays: 20, HearingNoticeDays: 7, ClarifyDays: 5,
		ContestDays: 5, ReexamineDays: 10, ReviewDays: 5,
	}
}
