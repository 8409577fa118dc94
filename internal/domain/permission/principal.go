package permission

import (
	"slices"

	"lianban/internal/base/ident"
)

// PrincipalKind is the kind of who acts.
type PrincipalKind string

// The kinds of principals.
const (
	Applicant PrincipalKind = "applicant" // 办事人: a person or the agent of an enterprise
	Staff     PrincipalKind = "staff"     // 工作人员
	Client    PrincipalKind = "client"    // a system that uses the API under posts of its own
)

// Principal is who acts, as far as a decision needs it.
type Principal struct {
	Kind    PrincipalKind `json:"kind"`
	ID      string        `json:"id"`   // PersonID, StaffID, or the name of the client
	Name    string        `json:"name"` // for the journal; no decision reads it
	Active  bool          `json:"active"`
	Trial   bool          `json:"trial,omitempty"`    // the session rehearses: it lives among trial cases only
	ActsFor []string      `json:"acts_for,omitempty"` // applicants: PersonIDs with a mandate that holds today
	Posts   []Post        `json:"posts,omitempty"`    // staff and clients
}

// Post (岗位) is one bundle of permissions with its scope. A zero post covers nothing: "every" must be said.
type Post struct {
	Area            string       `json:"area"`                 // slug; the post covers its whole subtree
	Department      string       `json:"department,omitempty"` // slug
	EveryDepartment bool         `json:"every_department,omitempty"`
	Scenarios       []string     `json:"scenarios,omitempty"` // slugs
	EveryScenario   bool         `json:"every_scenario,omitempty"`
	Permissions     []Permission `json:"permissions"`

	// For is whose post it is, for whom the principal stands in while they are away (代理); empty: the principal's own.
	For ident.StaffID `json:"for,omitempty"`
}

// Lent answers the post as a deputy holds it for somebody who is away, and whether anything is left of it: what
// administers is never lent.
func (p Post) Lent(of ident.StaffID) (Post, bool) {
	p.For = of
	p.Permissions = slices.DeleteFunc(slices.Clone(p.Permissions), Permission.Administers)
	return p, len(p.Permissions) > 0
}

// Administrators answers which of the three administrators these posts make their holder, each once.
func Administrators(posts []Post) []Permission {
	var out []Permission
	for _, p := range []Permission{AdministerStaff, AdministerRights, Audit} {
		if slices.ContainsFunc(posts, func(x Post) bool { return x.Has(p) }) {
			out = append(out, p)
		}
	}
	return out
}

// Mixes says whether these posts hold together what one account must not: two of the three administrators, or one
// of them and the handling of cases.
func Mixes(posts []Post) bool {
	hats := Administrators(posts)
	desk := func(p Permission) bool { return !p.Administers() }
	return len(hats) > 1 || len(hats) == 1 && slices.ContainsFunc(posts, func(x Post) bool {
		return slices.ContainsFunc(x.Permissions, desk)
	})
}

// Has says whether the post carries the permission, whatever its scope.
func (p Post) Has(want Permission) bool {
	for _, have := range p.Permissions {
		if have == want {
			return true
		}
	}
	return false
}

// Has says whether any post of the principal carries the permission, whatever its scope: good for what a
// menu offers, never for whether an act is allowed.
func (p Principal) Has(want Permission) bool {
	for _, post := range p.Posts {
		if post.Has(want) {
			return true
		}
	}
	return p.Kind == Applicant && (want == Own || want == See || want == Object)
}

// ResourceType is the kind of thing that an act touches.
type ResourceType string

// The types of resources; they are the entity types of the policies.
const (
	JointCase ResourceType = "JointCase" // 联办件
	ItemCase  ResourceType = "ItemCase"  // 子办件
	Draft     ResourceType = "Draft"     // 草稿
	Document  ResourceType = "Document"  // 文书
	Paper     ResourceType = "Paper"     // 材料
	Request   ResourceType = "Request"   // a consultation or expert call; Department is the body that is asked
	Notice    ResourceType = "Notice"    // a running public notice (公示)
	Account   ResourceType = "Account"   // an account of staff; ID is its StaffID
	AuditLog  ResourceType = "AuditLog"  // who did what, in the whole house
	House     ResourceType = "House"     // what runs: banner, tasks, health; trial work
)

// Resource is what the act touches. Documents and papers carry the department and area of the item case
// they belong to; a paper that several items consume is asked about once for each of them (AllowAny).
type Resource struct {
	Type       ResourceType
	ID         string
	Area       string // slug: whose departments decide
	Department string // slug; a joint case and a draft have none
	Scenario   string // slug
	Owner      ident.PersonID
	Clerk      ident.StaffID // drafts: who enters it for a visitor
	Proposer   ident.StaffID // item cases: who proposed the decision that lies before the signer
	ProposedIn ident.StaffID // item cases: in whose place the proposer stood; empty: in nobody's
	Delegated  bool          // item cases: the item lets the window answer in the department's name
	Trial      bool
}
