package filing

import (
	"strings"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// The steps of consults and public notices, as the plan has them at submission.
func init() {
	stepMakers[casework.Consult] = newConsult
	stepMakers[casework.PublicNotice] = newNotice
}

// newConsult freezes who is asked, and whether silence is no objection: only where the package cites a law.
func newConsult(_ *scenario.Plan, it scenario.Item, n scenario.StepNode, s *casework.Step) {
	s.Asked = &casework.Asked{SilenceConsents: n.Silence == "no objection"}
	if s.Asked.SilenceConsents {
		s.Asked.SilenceBasis = strings.Join(s.Basis, ", ")
	}
	for _, body := range n.Asks {
		s.Asked.Requests = append(s.Asked.Requests, casework.Request{Department: body.Slug, Name: body.Name, Area: it.Office.Area})
	}
	s.Excluded = excludedBy(n)
}

// newNotice freezes what is shown.
func newNotice(_ *scenario.Plan, _ scenario.Item, n scenario.StepNode, s *casework.Step) {
	s.Notice = &casework.Notice{Material: n.Shows}
	s.Excluded = excludedBy(n)
}

// excludedBy is the law by which the time of a step does not count; the compiler puts it last.
func excludedBy(n scenario.StepNode) string {
	if n.Counted || len(n.Basis) == 0 {
		return ""
	}
	return n.Basis[len(n.Basis)-1].Name
}
