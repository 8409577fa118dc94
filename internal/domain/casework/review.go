package casework

// ReviewInput is the input of Review.
type ReviewInput struct {
	Target
	Opinion string
}

// Review reviews a draft (审核), the second of three hands.
func (e Engine) Review(c *Case, m Moment, by Actor, in ReviewInput) (Change, error) {
	return Change{}, nil
}
