package casework

// SendBackInput is the input of SendBack.
type SendBackInput struct {
	Target
	Reason string
}

// SendBack sends a draft back to its handler.
func (e Engine) SendBack(c *Case, m Moment, by Actor, in SendBackInput) (Change, error) {
	return Change{}, nil
}
