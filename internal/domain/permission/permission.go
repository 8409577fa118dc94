// Package permission says who may do what with which case. The rules stand in policies/*.cedar, where a
// reviewer can read them without Go; this package gives them the facts and turns their answer into a fault.
// Everything that no policy permits is denied.
//
// One Scope yields both the final say (Allow) and the condition for lists (Filter), and a property test
// holds that they agree: a row is in the list exactly if its reader may see it.
package permission

// Permission is one right out of a closed list (rulebook §2.1). Its Chinese sentence is the text
// "permission.<slug>".
type Permission string

// The closed list of permissions.
const (
	// See: see the cases in one's scope, and one's own.
	See Permission = "see"
	// Own: act in one's own case, or under a recorded mandate (委托, 监护, 管理人, 帮办).
	Own Permission = "own"
	// FileFor: file and hand in for a visitor.
	FileFor Permission = "file_for"
	// Answer: form check, that is notices of supplement, acceptance and decline; for another department
	// only where the item delegates it.
	Answer Permission = "answer"
	// Handle: run the review of an item of one's own department.
	Handle Permission = "handle"
	// Sign: sign a decision of one's own department; never one's own proposal.
	Sign Permission = "sign"
	// ExtendAgency: extend the decision as head of the agency (行政许可法 art. 42 para. 1).
	ExtendAgency Permission = "extend_agency"
	// ExtendGovernment: extend the joint ceiling as head of the people's government (art. 42 para. 2).
	ExtendGovernment Permission = "extend_government"
	// Reply: answer a consultation or an expert call that is addressed to one's own body.
	Reply Permission = "reply"
	// Object: object to a running public notice, as an identified person.
	Object Permission = "object"
	// LeadVisit: run joint site visits.
	LeadVisit Permission = "lead_visit"
	// Fee: assess fees and refunds.
	Fee Permission = "fee"
	// Relieve: decide on relief from a fee.
	Relieve Permission = "relieve"
	// HandOver: hand over results and keep paper in custody.
	HandOver Permission = "hand_over"
	// SetRight: as legal supervisor, set aside a deemed act on evidence, record a court's or review order.
	SetRight Permission = "set_right"
	// Supervise: see what is due in an area, urge departments and open supervision orders (督办).
	Supervise Permission = "supervise"
	// Rehearse: play an applicant in trial work (演练), and read the trial cases of one's scope; as designer of scenarios.
	Rehearse Permission = "rehearse"
	// AdministerStaff: as system administrator (系统管理员) create and close accounts of staff, record absence, put up
	// the banner; gives no rights.
	AdministerStaff Permission = "administer_staff"
	// AdministerRights: as security administrator (安全管理员) give and take posts, reset codes, unlock, lock; never
	// one's own account.
	AdministerRights Permission = "administer_rights"
	// Audit: as audit administrator (审计管理员) read who did what; nothing else.
	Audit Permission = "audit"
)

// All answers the closed list in the order of the rulebook.
func All() []Permission {
	return []Permission{
		See, Own, FileFor, Answer, Handle, Sign, ExtendAgency, ExtendGovernment, Reply, Object,
		LeadVisit, Fee, Relieve, HandOver, SetRight, Supervise, Rehearse, AdministerStaff, AdministerRights, Audit,
	}
}

// Administers says whether a permission is one of the three administrators' (三员): system, security, audit. They
// watch each other, so no account holds two of them, and none of them handles cases.
func (p Permission) Administers() bool {
	return p == AdministerStaff || p == AdministerRights || p == Audit
}

// Valid says whether a permission is on the closed list.
func (p Permission) Valid() bool {
	for _, q := range All() {
		if p == q {
			return true
		}
	}
	return false
}

// TextKey is the key of the sentence that explains the permission to people.
func (p Permission) TextKey() string { return "permission." + string(p) }
