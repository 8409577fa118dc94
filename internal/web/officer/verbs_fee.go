package officer

// feeDeeds are the acts of fees, registration and what follows a grant.
func feeDeeds() []deed { return nil }
