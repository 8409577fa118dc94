package casework

// DeclineInput is the input of Decline.
type DeclineInput struct {
	Target
	Reason  string
	Grounds string // law, as printed
}

// Decline declines an application before acceptance (不予受理) with reason and remedies (行政许可法32).
func (e Engine) Decline(c *Case, m Moment, by Actor, in DeclineInput) (Change, error) {
	return Change{}, nil
}
