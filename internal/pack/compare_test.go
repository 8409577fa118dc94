package pack_test

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"lianban/internal/pack"
	"lianban/internal/pack/packtest"
	"lianban/packs"
)

func edition(t *testing.T, fsys fs.FS) *pack.Edition {
	t.Helper()
	e, err := pack.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func said(c pack.Changed) []string {
	var out []string
	for _, x := range c.Changes {
		out = append(out, fmt.Sprintf("%s | %s | %s | %s → %s", x.Who, x.Thing, x.What, x.Old, x.New))
	}
	slices.Sort(out)
	return out
}

var freight = os.DirFS("testdata/freight")

func TestADifferenceSaysWhoNoticesWhat(t *testing.T) {
	t.Parallel()
	old := edition(t, freight)
	now := edition(t, packtest.Edited(t, freight,
		"library/items.yaml", "limit: {promised: 5 working days, statutory: 20 working days, basis: licensing_law_42}", "limit: {promised: 3 working days, statutory: 20 working days, basis: licensing_law_42}",
		"library/items.yaml", "        safety_rules: {when: always, commitment: safety_commitment}", "        # safety_rules",
		"library/items.yaml", `special_kind != "ordinary"`, `special_kind == "tank"`,
		"library/fields.yaml", "ask: 这辆车的总质量是多少吨？", "ask: 这辆车多重？",
		"library/ground.yaml", "transport: 交通运输局", "transport: 交通局",
	))
	changed := pack.Compare(old, now)
	if len(changed) == 0 || changed[0].Scenario != "freight" || changed[0].Area != "" {
		t.Fatalf("%+v", changed)
	}
	got := said(changed[0])
	for _, want := range []string{
		"applicant | 事项“道路货物运输经营许可” | 时限·承诺 | 5个工作日 → 3个工作日",
		"applicant | 事项“道路货物运输经营许可” | 要·材料·“安全生产管理制度” | 都要 → ",
		"applicant | 事项“道路运输证配发” | 要·材料·“达标车型核查表” | 专用车辆类型不是“普通货车” → 专用车辆类型是“罐车”",
		"applicant | 数据元“车辆总质量” | 问法 | 这辆车的总质量是多少吨？ → 这辆车多重？",
		"department | 部门“交通局” | 名称 | 交通运输局 → 交通局",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("missing %q in\n%s", want, strings.Join(got, "\n"))
		}
	}
	if slices.ContainsFunc(changed, func(c pack.Changed) bool { return c.Scenario == "utilities" }) {
		t.Error("a scenario that reaches nothing of this changed")
	}
	days := func(c pack.Changed) (before, after int) { return c.Before[0].Designed, c.After[0].Designed }
	if before, after := days(changed[0]); before != 10 || after != 8 {
		t.Errorf("days of the example: %d → %d", before, after)
	}
}

func TestTheSamePacksDoNotDiffer(t *testing.T) {
	t.Parallel()
	// neither comments, nor the order of keys, nor another language change the content
	now := edition(t, packtest.Edited(t, freight, "library/fields.yaml", "name: 车辆总质量\n    type: number", "en: Weight\n    type: number # tonnes\n    name: 车辆总质量"))
	if got := pack.Compare(edition(t, freight), now); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestAnAreaDiffersFromTheCityReadably(t *testing.T) {
	t.Parallel()
	local := pack.Local(edition(t, packs.FS), "longkou", "restaurant")
	if len(local) != 1 || local[0].AreaName != "龙口市" || local[0].Old == local[0].New {
		t.Fatalf("%+v", local)
	}
	got := said(local[0])
	for _, want := range []string{
		"applicant | 参数“需要做消防检查的面积起点” | 数值 | 300平方米 → 500平方米",
		"applicant | 事项“食品经营许可” | 时限·承诺 | 10个工作日 → 8个工作日",
		"officer | 事项“食品经营许可” | 步骤·“现场勘验”·用时 | 5个工作日 → 2个工作日",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("missing %q in\n%s", want, strings.Join(got, "\n"))
		}
	}
}

// What would take something from those who applied, and what would lose their answers, is not published.
func TestRefusalsOfAPublication(t *testing.T) {
	t.Parallel()
	old := edition(t, freight)
	for name, c := range map[string]struct {
		running string
		edits   []string
		want    []string
	}{
		"a longer limit is not migrated": {"migrate", []string{
			"library/items.yaml", "limit: {promised: 5 working days, statutory", "limit: {promised: 6 working days, statutory"}, []string{"O806"}},
		"a longer limit may finish": {"finish", []string{
			"library/items.yaml", "limit: {promised: 5 working days, statutory", "limit: {promised: 6 working days, statutory"}, nil},
		"a shorter limit is migrated": {"migrate", []string{
			"library/items.yaml", "limit: {promised: 5 working days, statutory", "limit: {promised: 4 working days, statutory"}, nil},
		"a slug is not changed in silence": {"finish", []string{
			"library/fields.yaml", "plate: {name", "number_plate: {name",
			"library/materials.yaml", "[plate]", "[number_plate]",
			"library/items.yaml", "fields: [plate, vehicle_weight]", "fields: [number_plate, vehicle_weight]",
			"scenarios/examples.yaml", "with: [plate", "with: [number_plate"}, []string{"O807"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			now := edition(t, packtest.Edited(t, freight, c.edits...))
			var got []string
			for _, f := range pack.Refusals(old, now, pack.Compare(old, now), func(pack.Changed) string { return c.running }) {
				got = append(got, f.Code)
				if strings.Contains(f.String(), "[") {
					t.Error(f.String())
				}
			}
			if !slices.Equal(slices.Compact(got), c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestTheHashOfATreeIsThatOfItsFiles(t *testing.T) {
	t.Parallel()
	a := pack.TreeHash(map[string][]byte{"a.yaml": []byte("1"), "b.yaml": []byte("2")})
	if a != pack.TreeHash(map[string][]byte{"b.yaml": []byte("2"), "a.yaml": []byte("1")}) {
		t.Error("the order of files counts")
	}
	if a == pack.TreeHash(map[string][]byte{"a.yaml": []byte("1"), "c.yaml": []byte("2")}) {
		t.Error("the name of a file does not count")
	}
}
