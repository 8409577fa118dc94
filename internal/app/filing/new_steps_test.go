package filing

import (
	"slices"
	"sync"
	"testing"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/packs"
)

// shipped is the shipped packs, read once.
var shipped = sync.OnceValues(func() (*scenario.Catalogue, error) {
	c, _, err := pack.Load(packs.FS)
	return c, err
})

// A creditors' notice of 45 days hangs 45 calendar days, and the law that excludes its time is the one that the pack names
// for it: neither is guessed from what the plan counts in working days.
func TestANoticeKeepsItsUnitAndTheLawThatExcludesIt(t *testing.T) {
	t.Parallel()
	cat, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		scenario, area, item string
		answers              map[string]any
		want                 casework.Limit
		excluded             string
	}{
		{"company_cancel", "zhifu", "cancel_notice", map[string]any{"company_kind": "limited", "cancel_obstacles": []any{"clear"}, "debts_settled": true, "notice_state": "not_yet"}, casework.Limit{Days: 20, Calendar: true}, "market_entity_33"},
		{"sea_use", "yantai", "sea_approval", map[string]any{"sea_class": "cable", "sea_area": "3.935", "sea_changes_shape": false, "near_military": false, "wants_relief": false, "sea_years": "40"}, casework.Limit{Days: 10}, "sea_report_rules"},
	} {
		p, err := cat.Compile(x.scenario, x.area, scenario.Situation{Known: scenario.Known{All: true}, Answers: x.answers})
		if err != nil {
			t.Fatal(x.scenario, err)
		}
		found := false
		for _, it := range p.Items {
			for _, s := range newSteps(p, it) {
				if it.Item != x.item || s.Kind != casework.PublicNotice {
					continue
				}
				found = true
				if s.Length.Days != x.want.Days || s.Length.Calendar != x.want.Calendar {
					t.Errorf("%s: the notice hangs %+v, want %+v", x.scenario, s.Length, x.want)
				}
				if law := cat.Library().References[x.excluded]; law == nil || s.Excluded != law.Name {
					t.Errorf("%s: its time is excluded by %q, want %+v", x.scenario, s.Excluded, law)
				}
			}
		}
		if !found {
			t.Errorf("%s has no notice", x.scenario)
		}
	}
}

// The exam of the same case is what the rule about passing it looks at, not only the register.
func TestARuleNamesTheItemThatGivesItsFact(t *testing.T) {
	t.Parallel()
	cat, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	p, err := cat.Compile("ride_driver", "yantai", scenario.Situation{Known: scenario.Known{All: true}, Answers: map[string]any{"licensed_three_years": true, "passed_exam": false}})
	if err != nil {
		t.Fatal(err)
	}
	given, rules := map[string]string{}, 0
	for _, it := range p.Items {
		for _, s := range newSteps(p, it) {
			if s.Auto == nil {
				continue
			}
			for _, r := range s.Auto.Rules {
				rules++
				for _, x := range r.Reads {
					given[x.Field] = x.GivenBy
				}
			}
		}
	}
	if rules < 6 || given["ride_exam_passed"] != "ride_exam.take" || given["driving_crime"] != "" {
		t.Errorf("%d rules, given %v", rules, given)
	}
}

// A notice that follows an appointment follows what the appointment follows: who runs no step does not open the gate.
func TestAStepWaitsThroughStepsThatAreNotFrozen(t *testing.T) {
	t.Parallel()
	node := func(id, kind string, after ...string) scenario.StepNode {
		return scenario.StepNode{ID: id, Kind: kind, Slots: []string{"sea.new"}, After: after}
	}
	p := &scenario.Plan{Steps: []scenario.StepNode{
		node("sea.new/form_check", "form_check"),
		node("sea.new/first", casework.ExpertReview, "sea.new/form_check"),
		node("sea.new/beside", casework.ExpertReview, "sea.new/form_check", "other.new/decision"),
		node("sea.new/query", "query", "sea.new/first"),
		node("sea.new/appointment", "appointment", "sea.new/query", "sea.new/beside"),
		node("sea.new/last", casework.ExpertReview, "sea.new/appointment", "sea.new/first"),
		{ID: "other.new/decision", Kind: "decision", Slots: []string{"other.new"}, After: []string{"sea.new/first"}},
	}}
	after := map[string][]string{}
	for _, s := range newSteps(p, scenario.Item{Slot: "sea.new"}) {
		after[s.ID] = s.After
	}
	if got := after["last"]; !slices.Equal(got, []string{"first", "beside"}) {
		t.Errorf("the last review waits for %v, want the first and the one beside it, each once", got)
	}
	if len(after["first"]) != 0 || len(after["beside"]) != 0 {
		t.Errorf("form check and other items are no steps to wait for: %v", after)
	}
}
