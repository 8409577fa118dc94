package filing

import (
	"context"
	"maps"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// ExploreInput is what somebody said on a scenario's page: who they are and their answers.
type ExploreInput struct {
	Scenario string
	Area     string
	Role     string         // empty: the first
	Answers  map[string]any // by question key; texts as written are accepted
	Without  []string       // optional uses that are left out
}

// Explore compiles a plan for somebody who only looks. What registers might know is assumed to be known:
// the page shows what can be expected, the draft what is true. Faults: NotFound plan.no_scenario,
// plan.no_area; Invalid with one field per answer that cannot be used.
func (s *Service) Explore(_ context.Context, in ExploreInput) (*scenario.Plan, error) {
	return s.Catalogue.Compile(in.Scenario, in.Area, scenario.Situation{
		Applicant: in.Role, Answers: in.Answers, Known: scenario.Known{All: true},
		Chooses: scenario.Chooses{Without: in.Without}, Today: s.today(),
	})
}

// Remember keeps the answers of somebody who only looks, so that their page has an address that can be kept
// and printed. Nothing in it is personal: only answers of the guide.
func (s *Service) Remember(ctx context.Context, in ExploreInput) (ident.DraftID, error) {
	p, err := s.Explore(ctx, in)
	if err != nil {
		return "", err
	}
	f := &Filing{Plan: p}
	f.Draft = store.Draft{
		ID: ident.DraftID(ident.New()), Scenario: in.Scenario, Area: in.Area, CreatedAt: s.Clock.Now(), Step: "plan",
	}
	f.Work = Work{Role: in.Role, Answers: in.Answers, Chooses: scenario.Chooses{Without: in.Without}}
	f.Work.Known.All = true
	return f.Draft.ID, s.save(ctx, f)
}

// Recall answers a remembered plan. Fault: NotFound store.no_draft.
func (s *Service) Recall(ctx context.Context, id ident.DraftID) (*Filing, error) {
	f, err := s.open(ctx, permission.Principal{}, id)
	if err != nil {
		return nil, err
	}
	if f.Draft.Person != "" {
		return nil, fault.New(fault.NotFound, "store.no_draft")
	}
	return f, nil
}

// cloneAnswers copies answers so that a draft never shares a map with its plan.
func cloneAnswers(a map[string]any) map[string]any {
	if a == nil {
		return map[string]any{}
	}
	return maps.Clone(a)
}
