package casework

// afterEvents are the payloads of what follows a decision or sets it right; their rows stand in table_decision.go and
// table_intake.go.
var afterEvents = events{}
