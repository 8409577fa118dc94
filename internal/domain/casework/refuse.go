package casework

// RefuseInput is the input of Refuse.
type RefuseInput struct {
	Target
}

// Refuse signs a drafted refusal (不予许可) with remedies (行政许可法38).
func (e Engine) Refuse(c *Case, m Moment, by Actor, in RefuseInput) (Change, error) {
	return Change{}, nil
}
