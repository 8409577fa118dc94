package casework

// ProposeRefuseInput is the input of ProposeRefuse.
type ProposeRefuseInput struct {
	Target
	Opinion            string // internal
	Reason             string // printed
	Grounds            string // law, as printed
	PrerequisiteFailed bool   // the ground is that a prerequisite failed
}

// ProposeRefuse drafts a refusal (拟不予许可) with its reason and law (行政许可法38).
func (e Engine) ProposeRefuse(c *Case, m Moment, by Actor, in ProposeRefuseInput) (Change, error) {
	return Change{}, nil
}
