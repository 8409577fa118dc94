package casework

// Role is the permission under which somebody acts (rulebook §2.1, a closed list).
type Role string

// The roles of the table of verbs.
const (
	Own              Role = "own"               // the applicant, or who has a recorded mandate
	FileFor          Role = "file_for"          // files and hands in for a visitor
	Answer           Role = "answer"            // form check with the department's seal
	Handle           Role = "handle"            // runs the review of an item
	Sign             Role = "sign"              // signs a decision, never one's own proposal
	ExtendAgency     Role = "extend_agency"     // head of the agency
	ExtendGovernment Role = "extend_government" // head of the people's government of that level
	Reply            Role = "reply"             // answers a consultation or expert call
	Object           Role = "object"            // objects to a running notice; third parties
	LeadVisit        Role = "lead_visit"        // runs joint visits
	Fee              Role = "fee"               // assesses fees and refunds
	Relieve          Role = "relieve"           // decides relief
	HandOver         Role = "hand_over"         // hands over results and paper
	SetRight         Role = "set_right"         // legal supervisor
	Supervise        Role = "supervise"         // watches over clocks, urges and presses (督办)
	Timer            Role = "timer"             // a clock that ran out
	System           Role = "system"            // the engine
)

// Roles are all roles, in the order of the rulebook.
var Roles = []Role{
	Own, FileFor, Answer, Handle, Sign, ExtendAgency, ExtendGovernment, Reply, Object, LeadVisit, Fee, Relieve,
	HandOver, SetRight, Supervise, Timer, System,
}

// engineOnly says that no person ever acts in this role.
func (r Role) engineOnly() bool { return r == Timer || r == System }

// forApplicant says that an actor speaks for the applicant: the applicant, or a clerk for a visitor.
func (a Actor) forApplicant() bool { return a.Kind == "applicant" || a.Role == FileFor }

// may says whether an actor can act in a role. The app decides permission; this holds what no permission can
// give: an applicant never decides, staff never act as the applicant, and the engine's roles are nobody's.
func (a Actor) may(r Role) bool {
	if a.Role != "" && a.Role != r {
		return false
	}
	switch a.Kind {
	case "applicant":
		return r == Own || r == Object
	case "staff":
		return r != Own && !r.engineOnly()
	case "api":
		return !r.engineOnly()
	case "system":
		return r == System
	case "timer":
		return r == Timer
	}
	return false
}
