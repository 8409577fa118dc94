package casework

// AcceptInput is the input of Accept.
type AcceptInput struct {
	Target
}

// Accept accepts an application that is complete and in form (受理): K1 stops, K3 and K4 start (行政许可法32(5)).
func (e Engine) Accept(c *Case, m Moment, by Actor, in AcceptInput) (Change, error) {
	return Change{}, nil
}
