package casework

// ReturnInput is the input of ReturnToRightBody.
type ReturnInput struct {
	Target
	Body       string // name of the right body, as printed
	Department string // its slug, when it is in the city
	Area       string // its area, when it is in the city
	Reason     string
}

// ReturnToRightBody says that another body has the power (退件, 行政许可法32(2)). With Department the item moves on inside the same joint case and keeps its receipt day; without, the item ends.
func (e Engine) ReturnToRightBody(c *Case, m Moment, by Actor, in ReturnInput) (Change, error) {
	return Change{}, nil
}
