package casework

// SubmitInput is the input of Submit.
type SubmitInput struct {
	// Case is the plan as compiled: identity, applicant, items (without state) and edges. The engine adds
	// states, receipts and clocks; it keeps identifiers that are set and draws those that are not.
	Case *Case
	// ReviewHash is the hash of what the applicant saw on "check your answers", SubmittedHash of what came.
	ReviewHash, SubmittedHash string
	// SnapshotHash is the hash of the immutable snapshot that is stored with the case.
	SnapshotHash string
	// OrderAgreed: the applicant saw which items wait for which, and agreed (needed when an edge has a start gate).
	OrderAgreed bool
}

// Submit files the case (提交): items that wait for nothing are received on this day, the others wait.
func (e Engine) Submit(m Moment, by Actor, in SubmitInput) (Change, error) {
	return Change{}, nil
}
