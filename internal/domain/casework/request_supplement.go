package casework

// RequestSupplementInput is the input of RequestSupplement.
type RequestSupplementInput struct {
	Target
	Defects []Defect
}

// RequestSupplement tells everything that is missing, once (一次性补正): K1 stops, K2 starts (行政许可法32(4)).
func (e Engine) RequestSupplement(c *Case, m Moment, by Actor, in RequestSupplementInput) (Change, error) {
	return Change{}, nil
}
