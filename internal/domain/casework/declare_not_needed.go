package casework

// DeclareNotNeededInput is the input of DeclareNotNeeded.
type DeclareNotNeededInput struct {
	Target
	Reason  string
	Grounds string
}

// DeclareNotNeeded says that no permission is needed in law (无需办理, 行政许可法32(1)); dependants count it as satisfied.
func (e Engine) DeclareNotNeeded(c *Case, m Moment, by Actor, in DeclareNotNeededInput) (Change, error) {
	return Change{}, nil
}
