package casework

// VisitFail finds on the spot that the conditions are not met and cannot be mended (勘验不通过): the item can no longer
// be granted; a refusal on this ground, or the applicant's withdrawal, ends it. The others of the visit go on.
func (e Engine) VisitFail(c *Case, m Moment, by Actor, in JudgeVisitInput) (Change, error) {
	return e.judgeVisit(c, m, by, VerbVisitFail, VerdictFail, in)
}
