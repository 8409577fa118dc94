package filing

import (
	"context"
	"time"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

const (
	warnAtOnce = 100       // drafts that are warned of in one go
	warnSlack  = time.Hour // a warning that is late by less counts as one in time
)

// WarnDrafts tells the persons of drafts that can be submitted from today on, and of those that will be deleted soon: a week before, and a day before. Doing it twice, or on
// two nodes at once, tells nobody twice. Whoever could not be told in time, because the program stood still, gets the
// last day all the same.
func (s *Service) WarnDrafts(ctx context.Context) error {
	for {
		now := s.Clock.Now()
		drafts, err := s.Store.DraftsToWarn(ctx, now, warnAtOnce)
		if err != nil {
			return err
		}
		for _, w := range drafts {
			if err := s.warnDraft(ctx, w, now); err != nil {
				return err
			}
		}
		if len(drafts) < warnAtOnce {
			return nil
		}
	}
}

func (s *Service) warnDraft(ctx context.Context, w store.DraftWarning, now time.Time) error {
	expires := w.ExpiresAt
	if last := store.DraftWarnings[len(store.DraftWarnings)-1]; expires.Before(now.Add(last - warnSlack)) {
		expires = now.Add(last)
	}
	var next time.Time
	for _, before := range store.DraftWarnings {
		if at := expires.Add(-before); at.After(now) {
			next = at
			break
		}
	}
	name := w.Scenario
	if sc, ok := s.Catalogue.Scenario(w.Scenario); ok {
		name = sc.Name
	}
	m := casework.Message{
		Target: "person:" + string(w.Person), Kind: "draft_expiring", At: now,
		Data: map[string]string{"scenario": name, "draft": string(w.ID), "due": calendar.DayOf(expires).String()},
	}
	if w.WarnAt.Before(w.ExpiresAt.Add(-store.DraftWarnings[0] - warnSlack)) { // it was set for the day on which it can be submitted
		m.Kind = "draft_can_be_filed"
		delete(m.Data, "due")
		if sc, ok := s.Catalogue.ScenarioIn(w.Scenario, w.Area); ok && sc.Campaign != nil {
			m.Kind, m.Data["due"] = "draft_campaign_open", sc.Campaign.Closes.String()
		}
	}
	if err := s.Store.WarnDraft(ctx, w, expires, next, m); err != nil {
		return err
	}
	s.told(casework.Change{Messages: []casework.Message{m}})
	return nil
}
