package permission

import "slices"

// Filter is what a list may show, in neutral terms that the store translates to SQL: a row is in if its
// Trial equals the filter's and at least one clause matches. No clause: nothing.
type Filter struct {
	Trial bool
	Any   []Clause
}

// Clause is a conjunction. A nil list does not restrict; an empty one matches nothing.
type Clause struct {
	Areas       []string // the subtree, expanded to slugs
	Departments []string
	Scenarios   []string
	Owners      []string // PersonIDs of who filed
}

// Row is what a filter looks at: an item case, or the joint case itself with an empty Department.
//
// A list of joint cases shows a case if the row of the case itself or the row of one of its item cases
// matches.
type Row struct {
	Area, Department, Scenario, Owner string
	Trial                             bool
}

// None says that no row can match, so that a store need not ask.
func (f Filter) None() bool { return len(f.Any) == 0 }

// Matches says whether a row is in; the store's SQL must answer the same.
func (f Filter) Matches(r Row) bool {
	return r.Trial == f.Trial && slices.ContainsFunc(f.Any, func(c Clause) bool { return c.matches(r) })
}

func (c Clause) matches(r Row) bool {
	in := func(list []string, value string) bool { return list == nil || slices.Contains(list, value) }
	return in(c.Areas, r.Area) && in(c.Departments, r.Department) &&
		in(c.Scenarios, r.Scenario) && in(c.Owners, r.Owner)
}
