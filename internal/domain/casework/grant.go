package casework

// GrantInput is the input of Grant.
type GrantInput struct {
	Target
}

// Grant signs a drafted grant (准予): K3 and K4 stop, K7 starts, dependants are released (行政许可法38).
func (e Engine) Grant(c *Case, m Moment, by Actor, in GrantInput) (Change, error) {
	return Change{}, nil
}
