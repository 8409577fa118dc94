package filing

import (
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// newConsult freezes who is asked, and whether silence is no objection: only where the package cites a law.
func newConsult(_ *scenario.Plan, it scenario.Item, n scenario.StepNode, s *casework.Step) {
	s.Asked = &casework.Asked{SilenceConsents: n.Silence == "no objection"}
	if s.Asked.SilenceConsents {
		basis := s.Basis
		if len(n.SilenceBasis) > 0 { // the package says which of its references grounds the silence
			basis = nil
			for _, r := range n.SilenceBasis {
				basis = append(basis, r.Name)
			}
		}
		s.Asked.SilenceBasis = strings.Join(basis, lang.Chinese().Say("filing.list_comma"))
	}
	for _, body := range n.Asks {
		s.Asked.Requests = append(s.Asked.Requests, casework.Request{Department: body.Slug, Name: body.Name, Area: it.Office.Area})
	}
}

// newNotice freezes what is shown.
func newNotice(_ *scenario.Plan, _ scenario.Item, n scenario.StepNode, s *casework.Step) {
	s.Notice = &casework.Notice{Material: n.Shows}
}
