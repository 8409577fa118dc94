// Package officer is the department's door (部门审批): the worklist by legal clock, the case page with exactly
// what an item consumes, one page for every act with its effect in words, and why a date is what it is.
//
// Every page is drawn from a view model of plain values (view_*.go) by a templ component of the same name, and
// works without script. Handlers translate what app/handling answers into view models and decide nothing.
package officer
