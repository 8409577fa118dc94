package casework

// DeliverInput is the input of Deliver.
type DeliverInput struct {
	Target
	Channel string // e_account, window, post
}

// Deliver hands the result over (送达): the applicant opens it in the e-account, or collects it at the window (行政许可法44).
func (e Engine) Deliver(c *Case, m Moment, by Actor, in DeliverInput) (Change, error) {
	return Change{}, nil
}
