package casework

// VisitRectify asks the applicant to mend something (责令整改): K16 runs, and the decision clock runs on, because the
// law does not exclude this time (P8).
func (e Engine) VisitRectify(c *Case, m Moment, by Actor, in JudgeVisitInput) (Change, error) {
	return e.judgeVisit(c, m, by, VerbVisitRectify, VerdictRectify, in)
}
