package casework

// WithdrawInput is the input of Withdraw.
type WithdrawInput struct {
	Target
	Reason string
}

// Withdraw withdraws one item, or with no Slot every item that is still live (撤回申请).
func (e Engine) Withdraw(c *Case, m Moment, by Actor, in WithdrawInput) (Change, error) {
	return Change{}, nil
}
