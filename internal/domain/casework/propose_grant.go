package casework

// ProposeGrantInput is the input of ProposeGrant.
type ProposeGrantInput struct {
	Target
	Opinion string
	Grounds string
}

// ProposeGrant drafts a grant (拟准予).
func (e Engine) ProposeGrant(c *Case, m Moment, by Actor, in ProposeGrantInput) (Change, error) {
	return Change{}, nil
}
