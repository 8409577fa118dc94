package filing

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// ChooseCompany lists the enterprises among which the applicant must choose before a draft of the scenario starts:
// none unless it is an enterprise's matter and they act for more than one. Faults: Login filing.login, NotFound
// plan.no_scenario.
func (s *Service) ChooseCompany(ctx context.Context, who permission.Principal, scenario string) ([]store.Company, error) {
	person, err := signedIn(who)
	if err != nil {
		return nil, err
	}
	sc, ok := s.Catalogue.Scenario(scenario)
	if !ok {
		return nil, fault.New(fault.NotFound, "plan.no_scenario", "scenario", scenario)
	}
	if sc.Audience != "enterprise" {
		return nil, nil
	}
	all, err := s.Store.Companies(ctx, person)
	if err != nil || len(all) < 2 {
		return nil, err
	}
	return all, nil
}
