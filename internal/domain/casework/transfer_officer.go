package casework

import "lianban/internal/base/ident"

// TransferInput is the input of TransferOfficer.
type TransferInput struct {
	Target
	To     ident.StaffID
	Reason string
}

// TransferOfficer gives an item to another officer of the department.
func (e Engine) TransferOfficer(c *Case, m Moment, by Actor, in TransferInput) (Change, error) {
	return Change{}, nil
}
