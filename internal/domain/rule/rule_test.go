package rule

import (
	"math/big"
	"slices"
	"strings"
	"testing"
)

func env(t *testing.T) *Env {
	t.Helper()
	weight := Fact{Name: "weight", Kind: Number, Unit: "tonnes"}
	e, err := NewEnv(Decl{
		Facts: []Fact{{Name: "size", Kind: Text, Options: []string{"small", "large"}}, {Name: "area", Kind: Number, Unit: "square metres"},
			{Name: "limit", Kind: Number, Unit: "square metres"}, {Name: "field_area", Kind: Number, Unit: "hectares"},
			{Name: "sign", Kind: Bool}, {Name: "picks", Kind: TextList}, weight},
		Lists: map[string][]Fact{"vehicle": {weight}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestHoldsSaysWhichFactsAreNeeded(t *testing.T) {
	t.Parallel()
	e := env(t)
	for _, c := range []struct {
		source string
		facts  Facts
		want   Truth
		needed string
	}{
		{`area >= limit && size == "small"`, Facts{"area": 100.0, "limit": 300.0}, False, ""},
		{`area >= limit && size == "small"`, Facts{"area": 400.0, "limit": 300.0}, Unknown, "size"},
		{`area >= limit && size == "small"`, Facts{"area": 400.0, "limit": 300.0, "size": "small"}, True, ""},
		{`sign || area > 3`, Facts{"sign": true}, True, ""},
		{`sign || area > 3`, Facts{}, Unknown, "area sign"},
		{`"x" in picks`, Facts{"picks": []string{"x"}}, True, ""},
		{`vehicle.exists(v, v.weight > 4.5)`, Facts{"vehicle": []map[string]any{{"weight": 3.0}, {"weight": 6.0}}}, True, ""},
		{`vehicle.all(v, v.weight > 4.5)`, Facts{"vehicle": []map[string]any{{"weight": 3.0}, {"weight": 6.0}}}, False, ""},
	} {
		p, problems := e.Compile(c.source, Bool)
		if len(problems) > 0 {
			t.Fatalf("%s: %v", c.source, problems)
		}
		got, needed, err := p.Holds(c.facts)
		if err != nil || got != c.want || strings.Join(needed, " ") != c.needed {
			t.Errorf("%s with %v: %v, needs %v, %v", c.source, c.facts, got, needed, err)
		}
	}
}

func TestCompileFindsMistakes(t *testing.T) {
	t.Parallel()
	e := env(t)
	for source, want := range map[string]string{
		`siz == "small"`:                    "C301 near size",
		`size == "smal"`:                    "C302",
		`size in ["small", "huge"]`:         "C302",
		`area > field_area`:                 "C304",
		`area`:                              "C301",
		`area >`:                            "C301",
		`sign == "yes"`:                     "C301",
		`vehicle.exists(v, v.weigth > 4.5)`: "C301",
	} {
		_, problems := e.Compile(source, Bool)
		if len(problems) == 0 {
			t.Errorf("%s passes", source)
			continue
		}
		code, near, _ := strings.Cut(want, " near ")
		if problems[0].Code != code || near != "" && problems[0].Near != near || problems[0].Column < 1 {
			t.Errorf("%s: %+v, want %s", source, problems[0], want)
		}
	}
}

func TestACostlyConditionIsStopped(t *testing.T) {
	t.Parallel()
	e := env(t)
	p, problems := e.Compile(`vehicle.all(a, vehicle.all(b, vehicle.all(c, a.weight + b.weight + c.weight > 0)))`, Bool)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	many := make([]map[string]any, 200)
	for i := range many {
		many[i] = map[string]any{"weight": 1.0}
	}
	if _, _, err := p.Holds(Facts{"vehicle": many}); err == nil {
		t.Error("eight million comparisons passed")
	}
}

func TestExactMakesNoRoundingErrors(t *testing.T) {
	t.Parallel()
	e := env(t)
	p, problems := e.Compile(`area * 0.7 * limit - 0.1 - 0.2`, Number)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got, err := p.Exact(map[string]*big.Rat{"area": big.NewRat(3935, 1000), "limit": big.NewRat(1, 10)})
	if err != nil || Decimal(got) != "-0.02455" {
		t.Errorf("got %s, %v", Decimal(got), err)
	}
	if p, problems = e.Compile(`sign ? 1.0 : 2.0`, Number); len(problems) > 0 {
		t.Fatal(problems)
	}
	if _, err := p.Exact(nil); err == nil {
		t.Error("a formula with a condition passed")
	}
}

func TestCutsAreTheNumbersThatAConditionCanTell(t *testing.T) {
	t.Parallel()
	e := env(t)
	param := func(name string) ([]*big.Rat, bool) { return []*big.Rat{big.NewRat(300, 1)}, name == "limit" }
	p, _ := e.Compile(`area >= limit || 50 < area && area != 12.5`, Bool)
	cuts, ok := p.Cuts("area", param)
	var got []string
	for _, c := range cuts {
		got = append(got, Decimal(c))
	}
	if !ok || !slices.Equal(got, []string{"12.5", "50", "300"}) {
		t.Errorf("got %v, %v", got, ok)
	}
	p, _ = e.Compile(`area * 2.0 > limit`, Bool)
	if _, ok := p.Cuts("area", param); ok {
		t.Error("a product has no cuts")
	}
}

func TestNearestGuessesTypingMistakes(t *testing.T) {
	t.Parallel()
	names := []string{"business_licence", "business_plan", "days", "trips"}
	for wrong, want := range map[string]string{"busines_licence": "business_licence", "dayz": "days", "tirps": "trips", "zzz": ""} {
		if got := Nearest(wrong, names); got != want {
			t.Errorf("%s: got %q, want %q", wrong, got, want)
		}
	}
}

func TestSpanInWorkingDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		s      Span
		days   int
		approx bool
	}{
		{Span{10, WorkingDays, true}, 10, false}, {Span{20, CalendarDays, true}, 15, true},
		{Span{1, CalendarDays, true}, 1, true}, {Span{1, Months, true}, 22, true},
	} {
		if d, a := c.s.InWorkingDays(); d != c.days || a != c.approx {
			t.Errorf("%v: %d, %v", c.s, d, a)
		}
	}
}
