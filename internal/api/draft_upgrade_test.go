package api_test

import (
	"context"
	"net/http"
	"os"
	"slices"
	"testing"

	"lianban/internal/app/filing"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/pack/packtest"
)

// past is a history of one older release after which drafts must move.
type past struct {
	filing.Versions
	old *scenario.Catalogue
}

func (p past) Under(context.Context, string, string, string) (*scenario.Catalogue, error) {
	return p.old, nil
}
func (past) Number(context.Context, string, string, string) (int, error) { return 2, nil }
func (past) Running(context.Context, string, string, string) (string, error) {
	return scenario.RunningUpgrade, nil
}

func TestADraftMovesToWhatWasPublishedMeanwhile(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.applicant("王小满", "370699199605210027")
	var d draft
	c.ask(http.StatusCreated, &d, http.MethodPost, "/api/v1/drafts", map[string]any{
		"scenario": "restaurant", "area": "zhifu", "applicant": "owner",
		"answers": map[string]any{"catering_size": "small", "venue_area": 45, "wants_sign": false},
	})
	at := "/api/v1/drafts/" + d.ID + "/upgrade"
	c.refused(http.StatusConflict, "filing.no_upgrade", http.MethodGet, at, nil)

	now, _, err := pack.Load(packtest.Edited(t, os.DirFS(*packsDir), "scenarios/restaurant/scenario.yaml", "promise: 11 working days", "promise: 12 working days"))
	if err != nil {
		t.Fatal(err)
	}
	h.deps.Filing.Versions, h.deps.Filing.Catalogue = past{old: h.deps.Filing.Catalogue}, now
	c.ask(http.StatusOK, &d, http.MethodGet, "/api/v1/drafts/"+d.ID, nil)
	if d.Check.Ready || len(d.Check.Open) != 1 || d.Check.Open[0].Code != "filing.upgrade_first" {
		t.Fatalf("a draft of an older version: %+v", d.Check)
	}
	var u struct {
		Version int64
		Shown   string
		Must    bool
		Promise []string
		Items   []struct{ Name string }
	}
	c.ask(http.StatusOK, &u, http.MethodGet, at, nil)
	if !u.Must || !slices.Equal(u.Promise, []string{"11个工作日", "12个工作日"}) || len(u.Items) != 0 {
		t.Errorf("what would change: %+v", u)
	}
	c.refused(http.StatusConflict, "filing.upgrade_changed", http.MethodPost, at, map[string]any{"version": u.Version, "shown": "another"})
	c.refused(http.StatusConflict, "store.draft_changed", http.MethodPost, at, map[string]any{"version": u.Version + 1, "shown": u.Shown})
	c.ask(http.StatusOK, &d, http.MethodPost, at, map[string]any{"version": u.Version, "shown": u.Shown})
	if slices.ContainsFunc(d.Check.Open, func(o struct{ Section, Field, Code, Message string }) bool {
		return o.Code == "filing.upgrade_first"
	}) {
		t.Errorf("after the move: %+v", d.Check.Open)
	}
	c.refused(http.StatusConflict, "filing.no_upgrade", http.MethodPost, at, map[string]any{"shown": u.Shown})
}
