package casework

import "lianban/internal/base/fault"

// Row is one verb of the rulebook §2: in which states it is lawful, where it leads, who may do it, what it
// does to clocks, and the law behind it.
type Row struct {
	Verb   Verb
	Group  Group
	Joint  bool    // an act on the joint case, not on an item
	From   []State // states in which it is lawful; none for joint acts
	To     []State // states to which it leads; none: the state stays
	Stays  []State // those of From in which it leaves the state as it is
	Who    []Role
	Clocks string // "-K1 +K3": stops K1, starts K3; "-all" stops every clock
	Law    string // XK = 行政许可法, RQ = 容缺受理 rules, CN42 = 国办发〔2020〕42号, LOC = a local rule is needed, I = inference
	Apart  bool   // it is done in another room and stands in no journal of a case (ADR 28)

	guard guard
}

// Group is the part of the rulebook in which a verb stands.
type Group string

// The groups of verbs.
const (
	Intake   Group = "intake"   // §2.2
	Review   Group = "review"   // §2.3
	Decision Group = "decision" // §2.4
	Beside   Group = "beside"   // §2.5, changes no state
)

// guard says why an act that the state allows is still not possible; nil means that it is.
type guard func(c *Case, it *ItemCase, by Actor) *fault.Fault

// Table is every verb of the rulebook, in its order.
var Table = func() []Row {
	var rows []Row
	for _, part := range [][]Row{intakeRows(), reviewRows(), decisionRows(), besideRows()} {
		rows = append(rows, part...)
	}
	return rows
}()

var rowOf = func() map[Verb]*Row {
	m := make(map[Verb]*Row, len(Table))
	for i := range Table {
		m[Table[i].Verb] = &Table[i]
	}
	return m
}()

// RowOf finds the row of a verb.
func RowOf(v Verb) (Row, bool) {
	r, ok := rowOf[v]
	if !ok {
		return Row{}, false
	}
	return *r, true
}

// Allows says whether the table allows the verb in this state to this role; guards may still say no.
func (r Row) Allows(s State, role Role) bool {
	return (r.Joint || has(r.From, s)) && has(r.Who, role)
}

func has[T comparable](list []T, x T) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// Leads answers the states to which the verb can lead from a state.
func (r Row) Leads(from State) []State {
	if len(r.To) == 0 || has(r.Stays, from) {
		return []State{from}
	}
	return r.To
}

// byEngine says that only the engine does it.
func (r Row) byEngine() bool {
	for _, role := range r.Who {
		if !role.engineOnly() {
			return false
		}
	}
	return true
}

// Short names for the columns of the table.
var (
	live      = []State{Waiting, Held, Received, SupplementRequested, Accepted}
	received  = []State{Received}
	accepted  = []State{Accepted}
	granted   = []State{Granted}
	inHand    = []State{Granted, Delivered}
	intake    = []State{Received, Accepted}
	applicant = []Role{Own, FileFor}
	own       = []Role{Own}
	answer    = []Role{Answer}
	handle    = []Role{Handle}
	sign      = []Role{Sign}
	supervise = []Role{Supervise}
	byTimer   = []Role{Timer}
	bySystem  = []Role{System}
)

func to(s ...State) []State { return s }
