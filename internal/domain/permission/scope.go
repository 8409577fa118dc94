package permission

import (
	"slices"

	"github.com/cedar-policy/cedar-go"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// Guard decides. It holds the policies and the tree of areas and never changes, so all doors share one.
type Guard struct {
	tree     *Tree
	policies *cedar.PolicySet
}

// NewGuard makes a guard of the policies of this package and a tree of areas.
func NewGuard(tree *Tree) *Guard { return &Guard{tree: tree, policies: shipped()} }

// Subtree answers an area and everything below it; nothing for an unknown area.
func (g *Guard) Subtree(area string) []string { return g.tree.Subtree(area) }

// Reach answers where a principal holds a permission: areas with everything below them, and departments (nil: every).
// It is for lists of what lies in areas and departments; nothing where a policy forbids the permission altogether.
func (s Scope) Reach(want Permission) []Clause {
	out := []Clause{}
	if !s.Principal.Active || Mixes(s.Principal.Posts) {
		return out
	}
	for _, post := range s.Principal.Posts {
		c := Clause{Areas: s.guard.tree.Subtree(post.Area)}
		if !post.EveryDepartment {
			c.Departments = []string{post.Department}
		}
		if post.Has(want) && len(c.Areas) > 0 && (post.EveryDepartment || post.Department != "") {
			out = append(out, c)
		}
	}
	return out
}

// Scope is what one principal may reach.
type Scope struct {
	guard     *Guard
	Principal Principal
}

// Scope answers the scope of a principal.
func (g *Guard) Scope(p Principal) Scope { return Scope{guard: g, Principal: p} }

// Allow answers nil if the principal may, and otherwise what Scope.Allow answers.
func (g *Guard) Allow(p Principal, want Permission, r Resource) error {
	return g.Scope(p).Allow(want, r)
}

// Allow answers nil if the act is permitted. Otherwise a fault: Forbidden that names the missing right or
// the rule that forbids, with the parameters "permission" and "policy" for the audit log.
func (s Scope) Allow(want Permission, r Resource) error { return s.Decide(want, r).Fault() }

// AllowAny permits what is permitted on at least one of the resources: a joint case through any of its item
// cases, a paper through any item that consumes it. The answer is the last fault; no resource is Forbidden.
func (s Scope) AllowAny(want Permission, resources ...Resource) error {
	err := Decision{Permission: want}.Fault()
	for _, r := range resources {
		if err = s.Allow(want, r); err == nil {
			return nil
		}
	}
	return err
}

// Filter answers what lists may show to the principal: exactly the rows that it may See.
func (s Scope) Filter() Filter { return s.filter(s.sees) }

// Watched answers what a board of due days may show to the principal: exactly the item cases that it may Watch.
func (s Scope) Watched() Filter { return s.filter(s.watches) }

func (s Scope) filter(shows func(Post) bool) Filter {
	p := s.Principal
	f := Filter{Trial: p.Trial}
	if !p.Active || p.ID == "" {
		return f
	}
	if p.Kind == Applicant {
		f.Any = []Clause{{Owners: p.persons()}}
		return f
	}
	if len(Administrators(p.Posts)) > 0 {
		return f // who administers sees no case
	}
	for _, post := range p.Posts {
		if c, ok := s.clause(post); ok && shows(post) {
			f.Any = append(f.Any, c)
		}
	}
	return f
}

func (s Scope) sees(post Post) bool {
	return slices.ContainsFunc(seeing, post.Has) || s.Principal.Trial && post.Has(Rehearse)
}

// watches says the same as sees and the policies office.supervise and office.set_right.
func (s Scope) watches(post Post) bool {
	return s.sees(post) || post.Has(Supervise) || post.Has(SetRight) && post.EveryDepartment
}

// clause answers the rows that one post covers, and whether there can be any.
func (s Scope) clause(post Post) (Clause, bool) {
	c := Clause{Areas: s.guard.tree.Subtree(post.Area)}
	if !post.EveryDepartment {
		c.Departments = []string{post.Department}
	}
	if !post.EveryScenario {
		c.Scenarios = append([]string{}, post.Scenarios...)
	}
	named := post.EveryDepartment || post.Department != ""
	return c, named && len(c.Areas) > 0 && (post.EveryScenario || len(c.Scenarios) > 0)
}

// seeing are the permissions that let their holder see what lies in the scope of the post: who may act must
// see. FileFor is not among them, because an outlet agent may file for a visitor without reading the cases
// of the neighbours; nor who only watches, nor what administers. Rehearse lets its holder see
// trial cases, and only while it rehearses. The policy office.see says the same, and a test compares them.
var seeing = []Permission{
	See, Answer, Handle, Sign, ExtendAgency, ExtendGovernment, LeadVisit, Fee, Relieve, HandOver,
}

// watching are the permissions that let their holder know where an item case stands: states, clocks and the words of
// the journal, no answers and no papers. Who sees knows that, too.
var watching = []Permission{SetRight, Supervise}

// Watch answers nil if the principal may know where an item case stands, and otherwise the fault of See.
func (s Scope) Watch(r Resource) error {
	err := s.Allow(See, r)
	for _, p := range watching {
		if err != nil && s.Allow(p, r) == nil {
			return nil
		}
	}
	return err
}

// persons answers for whom an applicant acts, itself first.
func (p Principal) persons() []string {
	all := []string{p.ID}
	for _, other := range p.ActsFor {
		if other != "" {
			all = append(all, other)
		}
	}
	return all
}

// Decision is the answer to one question, with what an audit log keeps of it.
type Decision struct {
	Permission Permission
	Allowed    bool
	Forbidden  bool          // a rule forbids it, whatever the posts say
	Policy     string        // @id of the policy that decided; none if nothing permitted
	For        ident.StaffID // for whom the principal stood in, when it was another's post that permitted
	Errors     []string
}

// Fault turns a denial into the fault that doors show, and permission into nil.
func (d Decision) Fault() error {
	switch {
	case len(d.Errors) > 0:
		f := fault.New(fault.Internal, "permission.policy_error", "permission", string(d.Permission))
		f.Cause = policyError(d.Errors)
		return f
	case d.Allowed:
		return nil
	case d.Forbidden:
		return fault.New(fault.Forbidden, "permission."+d.Policy, "permission", string(d.Permission), "policy", d.Policy)
	default:
		return fault.New(fault.Forbidden, "permission.missing."+string(d.Permission), "permission", string(d.Permission))
	}
}
