package casework

// Parameters are the numbers that the law leaves open (rulebook §7); a city file may change them.
// Lengths are working days unless the name says otherwise.
type Parameters struct {
	AnswerDays       int // K1, 行政许可法32(4): 5
	SupplementDays   int // K2: 15
	DecisionDays     int // K3 of a licence whose own law says nothing, 行政许可法42: 20
	JointDays        int // K5, 行政许可法42: 45
	DeliveryDays     int // K7, 行政许可法44: 10
	ReleaseBefore    int // release_by_limit fires so many days before K7 ends: 3
	ChoiceDays       int // K21: 20
	CollectDays      int // K22, calendar days: 30
	SupplementMore   int // K2 once more: 10
	PayDays          int // K17, calendar days: 15
	ReliefDays       int // K18: 10
	ReapplyDays      int // K23, calendar days: 30
	VerifyMonths     int // K19, months: 2
	BreachDays       int // K20: 15
	BarYears         int // K26 after fraud, 行政许可法79: 3
	EscalateAfter    int // a late clock goes to the supervisor so many days after its due day: 3
	RemedyReviewDays int // 行政复议, calendar days: 60
	RemedySuitMonths int // 行政诉讼, months: 6
}

// DefaultParameters are the national numbers, and the rulebook's defaults where no national rule is known.
func DefaultParameters() Parameters {
	return Parameters{
		AnswerDays: 5, SupplementDays: 15, DecisionDays: 20, JointDays: 45, DeliveryDays: 10, ReleaseBefore: 3,
		SupplementMore: 10, PayDays: 15, ReliefDays: 10, ReapplyDays: 30, VerifyMonths: 2, BreachDays: 15, BarYears: 3,
		ChoiceDays: 20, CollectDays: 30, EscalateAfter: 3, RemedyReviewDays: 60, RemedySuitMonths: 6,
	}
}
