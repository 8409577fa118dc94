package casework

// Settle applies every deemed act whose due day ended before the moment, oldest first, and every warning that
// is due. Settling twice changes nothing: the second Change has no entries. Every act settles first by itself.
func (e Engine) Settle(c *Case, m Moment) (Change, error) {
	return Change{}, nil
}

// Dues answers all armed timers of the case; the store replaces the due rows of the case with them.
func (e Engine) Dues(c *Case) []Due { return nil }
