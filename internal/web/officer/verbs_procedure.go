package officer

// procedureDeeds are the acts of expert reviews, special procedures, hearings, clarifications and extensions.
func procedureDeeds() []deed { return nil }
