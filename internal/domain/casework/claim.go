package casework

// ClaimInput is the input of Claim.
type ClaimInput struct {
	Target
}

// Claim takes an item into one's own hands (承办).
func (e Engine) Claim(c *Case, m Moment, by Actor, in ClaimInput) (Change, error) {
	return Change{}, nil
}
