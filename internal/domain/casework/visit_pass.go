package casework

// VisitPass finds on the spot that the item's conditions are met (勘验通过); two officers were there.
func (e Engine) VisitPass(c *Case, m Moment, by Actor, in JudgeVisitInput) (Change, error) {
	return e.judgeVisit(c, m, by, VerbVisitPass, VerdictPass, in)
}
