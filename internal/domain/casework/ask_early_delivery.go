package casework

// AskEarlyDelivery releases withheld results for good (提前领取); an act on the joint case.
func (e Engine) AskEarlyDelivery(c *Case, m Moment, by Actor) (Change, error) {
	return Change{}, nil
}
