package officer

// consultDeeds are the acts of consults and public notices.
func consultDeeds() []deed { return nil }
