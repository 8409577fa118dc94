package casework

// ChooseStandAloneInput is the input of ChooseStandAlone.
type ChooseStandAloneInput struct {
	Target
}

// ChooseStandAlone goes on without the failed prerequisite (单独办理): every hold edge of the item now stands alone, and the substitute papers join its list.
func (e Engine) ChooseStandAlone(c *Case, m Moment, by Actor, in ChooseStandAloneInput) (Change, error) {
	return Change{}, nil
}
