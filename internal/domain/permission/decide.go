package permission

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/cedar-policy/cedar-go"
)

//go:embed policies/*.cedar
var policyFiles embed.FS

// shipped parses the policies once; a test parses them too, so a mistake cannot reach a running server.
var shipped = sync.OnceValue(func() *cedar.PolicySet {
	set, err := readPolicies(policyFiles)
	if err != nil {
		panic(err)
	}
	return set
})

// readPolicies reads every policy file; each policy is known by its @id, so that an audit log can name it.
func readPolicies(fsys fs.FS) (*cedar.PolicySet, error) {
	names, err := fs.Glob(fsys, "policies/*.cedar")
	if err != nil {
		return nil, err
	}
	set := cedar.NewPolicySet()
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		list, err := cedar.NewPolicyListFromBytes(name, text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for i, policy := range list {
			id := cedar.PolicyID(policy.Annotations()["id"])
			if id == "" {
				return nil, fmt.Errorf("%s: policy %d has no @id", name, i+1)
			}
			if !set.Add(id, policy) {
				return nil, fmt.Errorf("%s: @id(%q) stands twice", name, id)
			}
		}
	}
	return set, nil
}

// Decide asks the policies: an applicant once, staff and clients once for each post, because the area, the
// department, the scenario and the permission must come together in one post. The principal's own posts are asked
// first, then those of people for whom it stands in. What a policy forbids to one post another may permit only if
// the rule was about the post: who stands in for the proposer may still sign by a post of their own.
func (s Scope) Decide(want Permission, r Resource) Decision {
	d := Decision{Permission: want}
	if s.Principal.ID == "" {
		return d
	}
	facts := facts{areas: s.guard.tree.entities, principal: principalEntity(s.Principal), resource: s.guard.resourceEntity(r)}
	if s.Principal.Kind == Applicant {
		s.guard.ask(&d, facts, cedar.NewRecord(nil))
		return d
	}
	for _, post := range ownFirst(s.Principal.Posts) {
		one := Decision{Permission: want}
		if s.guard.ask(&one, facts, postContext(post)); one.Allowed || len(one.Errors) > 0 {
			one.For = post.For
			return one
		}
		if one.Forbidden {
			d = one
		}
	}
	return d
}

// ownFirst puts the posts of others behind the principal's own.
func ownFirst(posts []Post) []Post {
	return slices.SortedStableFunc(slices.Values(posts), func(a, b Post) int { return strings.Compare(string(a.For), string(b.For)) })
}

// ask puts one request to the policies and notes the answer in d.
func (g *Guard) ask(d *Decision, f facts, context cedar.Record) {
	verdict, why := cedar.Authorize(g.policies, f, cedar.Request{
		Principal: f.principal.UID,
		Action:    cedar.NewEntityUID("Action", cedar.String(d.Permission)),
		Resource:  f.resource.UID,
		Context:   context,
	})
	for _, e := range why.Errors {
		d.Errors = append(d.Errors, e.String())
	}
	if len(d.Errors) > 0 {
		return // a policy that failed was skipped: the answer cannot be trusted
	}
	d.Allowed = verdict == cedar.Allow
	if len(why.Reasons) > 0 {
		d.Policy = string(why.Reasons[0].PolicyID)
		for _, r := range why.Reasons { // several may say so: always the same one is named
			d.Policy = min(d.Policy, string(r.PolicyID))
		}
		d.Forbidden = !d.Allowed
	}
}

// facts are the entities of one request.
type facts struct {
	areas               cedar.EntityMap
	principal, resource cedar.Entity
}

// Get answers an entity; the policies ask only for what they name.
func (f facts) Get(uid cedar.EntityUID) (cedar.Entity, bool) {
	switch uid {
	case f.principal.UID:
		return f.principal, true
	case f.resource.UID:
		return f.resource, true
	}
	e, ok := f.areas[uid]
	return e, ok
}

func principalEntity(p Principal) cedar.Entity {
	kind, group := cedar.EntityType("Applicant"), "public"
	switch p.Kind {
	case Staff:
		kind, group = "Staff", "office"
	case Client:
		kind, group = "Client", "office"
	}
	var persons []string
	if p.Kind == Applicant {
		persons = p.persons()
	}
	return cedar.Entity{
		UID:     cedar.NewEntityUID(kind, cedar.String(p.ID)),
		Parents: cedar.NewEntityUIDSet(cedar.NewEntityUID("Group", cedar.String(group))),
		Attributes: cedar.NewRecord(cedar.RecordMap{
			"id":       cedar.String(p.ID),
			"active":   cedar.Boolean(p.Active),
			"trial":    cedar.Boolean(p.Trial),
			"acts_for": texts(persons),

			"administers": cedar.Boolean(len(Administrators(p.Posts)) > 0),
			"mixes":       cedar.Boolean(Mixes(p.Posts)),
		}),
	}
}

// resourceEntity puts the resource into its area; an area that the tree does not know is no area.
func (g *Guard) resourceEntity(r Resource) cedar.Entity {
	parents := cedar.NewEntityUIDSet()
	if _, known := g.tree.parent[r.Area]; known {
		parents = cedar.NewEntityUIDSet(areaUID(r.Area))
	}
	return cedar.Entity{
		UID:     cedar.NewEntityUID(cedar.EntityType(r.Type), cedar.String(r.ID)),
		Parents: parents,
		Attributes: cedar.NewRecord(cedar.RecordMap{
			"id":          cedar.String(r.ID),
			"department":  cedar.String(r.Department),
			"scenario":    cedar.String(r.Scenario),
			"owner":       cedar.String(r.Owner),
			"clerk":       cedar.String(r.Clerk),
			"proposer":    cedar.String(r.Proposer),
			"proposed_in": cedar.String(r.ProposedIn),
			"delegated":   cedar.Boolean(r.Delegated),
			"trial":       cedar.Boolean(r.Trial),
		}),
	}
}

func postContext(p Post) cedar.Record {
	held := make([]string, len(p.Permissions))
	for i, permission := range p.Permissions {
		held[i] = string(permission)
	}
	return cedar.NewRecord(cedar.RecordMap{"post": cedar.NewRecord(cedar.RecordMap{
		"area":             areaUID(p.Area),
		"department":       cedar.String(p.Department),
		"every_department": cedar.Boolean(p.EveryDepartment),
		"scenarios":        texts(p.Scenarios),
		"every_scenario":   cedar.Boolean(p.EveryScenario),
		"permissions":      texts(held),
		"for":              cedar.String(p.For),
	})})
}

func texts(list []string) cedar.Set {
	values := make([]cedar.Value, len(list))
	for i, s := range list {
		values[i] = cedar.String(s)
	}
	return cedar.NewSet(values...)
}

// policyError is what the policies said when they failed; it goes to the log.
type policyError []string

func (e policyError) Error() string { return strings.Join(e, "; ") }
