package casework

// reviewRows are the acts of review (rulebook §2.3), group by group.
func reviewRows() []Row {
	var rows []Row
	for _, part := range [][]Row{consultRows(), procedureRows(), visitRows(), feeRows(), promiseRows()} {
		rows = append(rows, part...)
	}
	for i := range rows {
		rows[i].Group = Review
		if rows[i].From == nil {
			rows[i].From = accepted
		}
	}
	return rows
}

// inDecision is where a fee can be open: before the decision or before the certificate.
func inDecision() []State { return []State{Accepted, Granted} }

// ended is every state in which nothing more is decided.
func ended() []State {
	var out []State
	for _, s := range States {
		if !s.Live() && s != Granted {
			out = append(out, s)
		}
	}
	return out
}
