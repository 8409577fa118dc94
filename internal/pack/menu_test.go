package pack_test

import (
	"slices"
	"testing"

	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/packs"
)

// A menu is there only where its condition holds, lists only what the answers leave possible, and holds nothing up
// when nothing need be picked from it.
func TestMenusFollowTheAnswers(t *testing.T) {
	t.Parallel()
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		answers  map[string]any
		menu     string // the one menu that is there; empty: none
		options  []string
		complete bool
		items    []string
	}{
		"new card, nothing more": {
			answers:  map[string]any{"disability_card_wanted": true, "disability_card_matter": "new", "disability_relief": "none", "injury_care": false},
			menu:     "linked",
			options:  []string{"nursing_subsidy.apply", "disabled_training.register", "disabled_jobs.register", "resident_pension.disabled", "resident_medical.disabled"},
			complete: true,
			items:    []string{"disability_card.new"},
		},
		"cancelled card": {
			answers:  map[string]any{"disability_card_wanted": true, "disability_card_matter": "cancel"},
			complete: true,
			items:    []string{"disability_card.cancel"},
		},
		"valid card, nothing picked yet": {
			answers: map[string]any{"disability_card_wanted": false, "disability_grade": "three", "disability_relief": "minimum_living"},
			menu:    "services",
			options: []string{"living_subsidy.apply", "disabled_training.register", "disabled_jobs.register", "resident_pension.disabled", "resident_medical.disabled"},
		},
		"picked what the answers rule out": {
			answers: map[string]any{"disability_card_wanted": false, "disability_grade": "three", "disability_relief": "minimum_living", "services": []any{"nursing_subsidy.apply"}},
			menu:    "services",
			options: []string{"nursing_subsidy.apply", "living_subsidy.apply", "disabled_training.register", "disabled_jobs.register", "resident_pension.disabled", "resident_medical.disabled"},
		},
		"valid card, two picked": {
			answers:  map[string]any{"disability_card_wanted": false, "disability_grade": "three", "disability_relief": "minimum_living", "services": []any{"living_subsidy.apply", "disabled_jobs.register"}},
			menu:     "services",
			options:  []string{"living_subsidy.apply", "disabled_training.register", "disabled_jobs.register", "resident_pension.disabled", "resident_medical.disabled"},
			complete: true,
			items:    []string{"living_subsidy.apply", "disabled_jobs.register"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := cat.Compile("disability", "yantai", scenario.Situation{Applicant: "guardian", Known: scenario.Known{All: true}, Answers: c.answers})
			if err != nil {
				t.Fatal(err)
			}
			var menu string
			var options, items []string
			for _, m := range p.Menus {
				menu += m.Slug
				for _, o := range m.Options {
					options = append(options, o.Slug)
				}
				if !m.Late {
					t.Errorf("%s depends on answers, so it is asked after them", m.Slug)
				}
			}
			for _, it := range p.Items {
				items = append(items, it.Use)
			}
			slices.Sort(items)
			slices.Sort(c.items)
			if menu != c.menu || !slices.Equal(options, c.options) || p.Complete != c.complete || !slices.Equal(items, c.items) {
				t.Errorf("menu %q with %v, complete %v (missing %v), items %v", menu, options, p.Complete, p.Missing, items)
			}
		})
	}
}

// Once a stop holds, further answers change nothing: the enumeration tries none.
func TestStoppedSituationsAreWhole(t *testing.T) {
	t.Parallel()
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	sc, _ := cat.Scenario("construction_start")
	stopped := 0
	_, all, err := cat.Library().Situations(sc, 100_000, func(s scenario.Leaf) {
		if s.Answers["planning_permitted"] != false {
			return
		}
		stopped++
		if len(s.Answers) != 1 {
			t.Errorf("goes on asking: %v", s.Answers)
		}
	})
	if err != nil || !all || stopped != len(sc.Applicants) {
		t.Errorf("%d stopped situations, all %v: %v", stopped, all, err)
	}
}
