package filing

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// settingMoves is where it is kept how far cases have been moved.
const settingMoves = "versions.moves"

// moves is how far the submitted cases of the scenarios that a release changed have been gone through.
type moves struct {
	Release  int64        `json:"release"`            // everything up to this one is done
	Next     int64        `json:"next,omitempty"`     // release that is being gone through; 0: none
	Scenario string       `json:"scenario,omitempty"` // the last that was looked at
	After    ident.CaseID `json:"after,omitempty"`    // its last case that was looked at
	Once     time.Time    `json:"once,omitzero"`      // when they had been gone through once; the second time is for cases that another node filed meanwhile
}

const (
	migrateAtOnce = 100             // cases that one sweep looks at
	migrateAgain  = 2 * time.Minute // by then every node serves the release, and nobody files on an older one
)

// MigrateCases moves submitted cases to the version that counts, where all versions since theirs say so (换成新版), and keeps
// why others stay. One call looks at a bounded number of cases and goes on where the last one ended, on any node; a case that
// moved moves no more. Where nothing was published it reads two rows.
func (s *Service) MigrateCases(ctx context.Context) error {
	if s.Versions == nil {
		return nil
	}
	last, err := s.Store.LastRelease(ctx)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	m, err := s.readMoves(ctx)
	if err != nil || m.Release == last.Seq {
		return err
	}
	if m.Next != last.Seq { // another release was published: all that was not done is gone through from the start
		m = moves{Release: m.Release, Next: last.Seq}
	}
	if m.Scenario == "" && s.Clock.Now().Before(m.Once.Add(migrateAgain)) {
		return nil
	}
	list, err := s.Store.MigratingSince(ctx, m.Release)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return s.keepMoves(ctx, moves{Release: last.Seq})
	}
	release, cat, err := s.Versions.Counting(ctx)
	if err != nil || release.Seq != last.Seq {
		return err
	}
	failed := s.migrateSome(ctx, &m, list, remember(s.Versions), cat)
	return errors.Join(failed, s.keepMoves(ctx, m))
}

// migrateSome goes on for a bounded number of cases. One that cannot be looked at is logged and left.
func (s *Service) migrateSome(ctx context.Context, m *moves, list []string, book Versions, cat *scenario.Catalogue) error {
	var failed []error
	left := migrateAtOnce
	for _, slug := range list {
		if slug < m.Scenario {
			continue
		}
		if slug > m.Scenario {
			m.Scenario, m.After = slug, ""
		}
		ids, err := s.Store.LiveCases(ctx, slug, m.After, left)
		if err != nil {
			return errors.Join(append(failed, err)...)
		}
		for _, id := range ids {
			if err := s.migrate(ctx, id, book, cat); err != nil {
				s.Log.Error("a case cannot be looked at for a new version", "case", string(id), "error", err.Error())
				failed = append(failed, err)
			}
			m.After = id
		}
		if left -= len(ids); left == 0 {
			return errors.Join(failed...)
		}
	}
	if m.Once.IsZero() {
		*m = moves{Release: m.Release, Next: m.Next, Once: s.Clock.Now()}
	} else {
		*m = moves{Release: m.Next}
	}
	return errors.Join(failed...)
}

func (s *Service) readMoves(ctx context.Context) (m moves, err error) {
	text, err := s.Store.Setting(ctx, settingMoves)
	if err == nil && text != "" {
		err = fault.Wrap(json.Unmarshal([]byte(text), &m), "reading how far cases moved")
	}
	return m, err
}

func (s *Service) keepMoves(ctx context.Context, m moves) error {
	text, err := json.Marshal(m)
	if err != nil {
		return fault.Wrap(err, "writing how far cases moved")
	}
	return s.Store.SetSetting(ctx, settingMoves, string(text))
}

// Prediction is what a publication would do to the submitted cases of a scenario: how many would move and why others would
// stay.
type Prediction struct {
	Moved  int
	Stayed []Stayed // most first
	More   bool     // there are more cases than were looked at
}

// Stayed is how many cases stay on their version for one reason.
type Stayed struct {
	Why   string // one of the words above
	Cases int
}

// PredictMoves says what would become of at most so many live cases of a scenario, in a book in which the publication counts
// already. It writes nothing.
func (s *Service) PredictMoves(ctx context.Context, slug string, most int) (Prediction, error) {
	var p Prediction
	_, cat, err := s.Versions.Counting(ctx)
	if err != nil {
		return p, err
	}
	stayed, book := map[string]int{}, remember(s.Versions)
	ids, err := s.Store.LiveCases(ctx, slug, "", most+1)
	if err != nil {
		return p, err
	}
	if len(ids) > most {
		p.More, ids = true, ids[:most]
	}
	for _, id := range ids {
		why, ok, err := s.wouldMove(ctx, id, book, cat)
		switch {
		case err != nil:
			return p, err
		case ok && why == "":
			p.Moved++
		case ok:
			stayed[why]++
		}
	}
	p.Stayed = stayedBy(stayed)
	return p, nil
}

// wouldMove says why a case would stay; "": it would move. ok is false where the publication says nothing of it.
func (s *Service) wouldMove(ctx context.Context, id ident.CaseID, book Versions, cat *scenario.Catalogue) (why string, ok bool, err error) {
	c, err := s.Store.Case(ctx, store.ByID(id))
	if err != nil {
		return "", false, err
	}
	m, err := s.asOf(c).moving(ctx, c, book, cat)
	if err != nil || m == nil {
		return "", false, err
	}
	if m.why == "" {
		_, err = s.Engine.MigrateVersion(c, s.moment(), m.input(c))
		m.why = refusedMove(err)
	}
	if m.why != "" {
		err = nil
	}
	return m.why, true, err
}

func stayedBy(counts map[string]int) []Stayed {
	var out []Stayed
	for why, n := range counts {
		out = append(out, Stayed{Why: why, Cases: n})
	}
	slices.SortFunc(out, func(a, b Stayed) int {
		if a.Cases != b.Cases {
			return b.Cases - a.Cases
		}
		if a.Why < b.Why {
			return -1
		}
		return 1
	})
	return out
}

// remembered asks the same once: most cases of a scenario were begun on one of a few versions.
type remembered struct {
	Versions
	moves map[[3]string]movesTo
}

type movesTo struct {
	to store.ScenarioVersion
	ok bool
}

func remember(v Versions) *remembered {
	return &remembered{Versions: v, moves: map[[3]string]movesTo{}}
}

// Moves implements Versions.
func (r *remembered) Moves(ctx context.Context, slug, area, hash string) (store.ScenarioVersion, bool, error) {
	key := [3]string{slug, area, hash}
	if x, ok := r.moves[key]; ok {
		return x.to, x.ok, nil
	}
	to, ok, err := r.Versions.Moves(ctx, slug, area, hash)
	if err == nil {
		r.moves[key] = movesTo{to, ok}
	}
	return to, ok, err
}
