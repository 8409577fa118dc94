package officer

// visitDeeds are the acts of site inspections and automatic decisions.
func visitDeeds() []deed { return nil }
