package casework

// SupplyInput is the input of Supply.
type SupplyInput struct {
	Target
	Answered []string // slugs of the materials and fields of the listed defects that are now answered
	All      bool     // "this is all": what is not answered will not come
	Note     string
}

// Supply answers a request to supplement (补正): K2 stops, K1 starts anew.
func (e Engine) Supply(c *Case, m Moment, by Actor, in SupplyInput) (Change, error) {
	return Change{}, nil
}
