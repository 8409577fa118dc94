package rule

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, text string) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestEvaluateAnswersWhatJSONCanHold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		expr, vars, want string
	}{
		{`a > 3 && b == "x"`, `{"a": 4, "b": "x"}`, `true`},
		{`a + 0.5`, `{"a": 1}`, `1.5`},
		{`size(l) + 1`, `{"l": ["a", "b"]}`, `3`},
		{`a == 1`, `{"a": 1}`, `true`},
		{`1 == 1.0 && 1 != 1.5`, `{}`, `true`},
		{`a in [1, 2, 3]`, `{"a": 2}`, `true`},
		{`a in [1, 2, 3]`, `{"a": 2.5}`, `false`},
		{`1 in l`, `{"l": [1, 2]}`, `true`},
		{`l == [1, 2]`, `{"l": [1, 2]}`, `true`},
		{`size(l) == a`, `{"l": [1, 2], "a": 2}`, `true`},
		{`m.a == 1 && m["b"].c[0] == "x"`, `{"m": {"a": 1, "b": {"c": ["x"]}}}`, `true`},
		{`has(m.a) || has(m.b)`, `{"m": {"c": 1}}`, `false`},
		{`n == null`, `{"n": null}`, `true`},
		{`true || m.none`, `{"m": {}}`, `true`}, // CEL: what is settled needs no other side
		{`vehicles.exists(v, v.weight > 4.5)`, `{"vehicles": [{"weight": 3}, {"weight": 6}]}`, `true`},
		{`vehicles.filter(v, v.weight > 4.5).map(v, v.plate)`, `{"vehicles": [{"weight": 3, "plate": "鲁F1"}, {"weight": 6, "plate": "鲁F2"}]}`, `["鲁F2"]`},
		{`{"a": [1, 2.5, "x", null, true], 2: "two"}`, `{}`, `{"2": "two", "a": [1, 2.5, "x", null, true]}`},
		{`timestamp("2026-09-29T16:30:00+08:00")`, `{}`, `"2026-09-29T08:30:00Z"`},
		{`duration("90s")`, `{}`, `"90s"`},
		{`b"ab"`, `{}`, `"YWI="`},
		{`type(a)`, `{"a": 1}`, `"double"`},
		{`uint(7)`, `{}`, `7`},
		{`"联办".size()`, `{}`, `2`},
		{`[]`, `{}`, `[]`},
	} {
		v, err := Evaluate(c.expr, read(t, c.vars))
		if err != nil {
			t.Errorf("%s with %s: %v", c.expr, c.vars, err)
			continue
		}
		got, err := json.Marshal(v)
		if err != nil {
			t.Errorf("%s: %v", c.expr, err)
			continue
		}
		if diff := cmp.Diff(read(t, `{"v":`+c.want+`}`), read(t, `{"v":`+string(got)+`}`)); diff != "" {
			t.Errorf("%s with %s: %s", c.expr, c.vars, diff)
		}
	}
}

// An error is never "no".
func TestEvaluateFailsLoudly(t *testing.T) {
	t.Parallel()
	many := make([]any, 3000)
	for i := range many {
		many[i] = 1.0
	}
	for name, c := range map[string]struct {
		expr string
		vars map[string]any
	}{
		"no value":               {`a > 3`, nil},
		"no value, settled":      {`true || a`, nil},
		"no member":              {`m.a == 1`, read(t, `{"m": {}}`)},
		"no element":             {`l[3] == 1`, read(t, `{"l": [1]}`)},
		"text and number":        {`a == "1"`, read(t, `{"a": 1}`)},
		"text and number, order": {`a < "1"`, read(t, `{"a": 1}`)},
		"yes or no and null":     {`a == null`, read(t, `{"a": true}`)},
		"text in numbers":        {`a in [1, 2]`, read(t, `{"a": "1"}`)},
		"double plus whole":      {`a + 1`, read(t, `{"a": 1}`)},
		"inside an object":       {`m.a + 1 > 1`, read(t, `{"m": {"a": 1}}`)},
		"not a condition":        {`a && true`, read(t, `{"a": 1}`)},
		"whole overflow":         {`9223372036854775807 + 1 > 0`, nil},
		"division by zero":       {`1 / 0 == 1`, nil},
		"infinity":               {`a * 1e300`, read(t, `{"a": 1e300}`)},
		"not a number":           {`a / 0.0`, read(t, `{"a": 0}`)},
		"cost":                   {`l.all(x, l.all(y, x == y))`, map[string]any{"l": many}},
		"not a day":              {`timestamp("yesterday")`, nil},
		"syntax":                 {`a >`, read(t, `{"a": 1}`)},
		"nothing":                {``, nil},
		"too long":               {`"` + string(make([]byte, 3000)) + `" == ""`, nil},
		"unknown function":       {`readFile("/etc/passwd")`, nil},
		"keys that meet":         {`{1: "a", "1": "b"}`, nil},
	} {
		if v, err := Evaluate(c.expr, c.vars); err == nil {
			t.Errorf("%s: %s answers %v", name, c.expr, v)
		}
	}
}

// A pack may write 300 for 300.0, and what is known about the condition stays known.
func TestAWholeNumberEqualsItsDouble(t *testing.T) {
	t.Parallel()
	e := env(t)
	for _, source := range []string{`area == 300`, `300 == area`, `area in [300, 400]`, `area != 12 && area == 300`, `vehicle.exists(v, v.weight == 5)`} {
		p, problems := e.Compile(source, Bool)
		if len(problems) > 0 {
			t.Errorf("%s: %v", source, problems)
			continue
		}
		if got, needed, err := p.Holds(Facts{"area": 300.0, "vehicle": []map[string]any{{"weight": 5.0}}}); got != True || err != nil {
			t.Errorf("%s: %v, %v, %v", source, got, needed, err)
		}
	}
	p, _ := e.Compile(`area == 300 || area > 50`, Bool)
	if cuts, ok := p.Cuts("area", nil); !ok || len(cuts) != 2 {
		t.Errorf("cuts %v, %v", cuts, ok)
	}
	for _, source := range []string{`size == 3`, `sign == 1`, `area == "300"`, `size in [1]`} {
		if _, problems := e.Compile(source, Bool); len(problems) == 0 {
			t.Errorf("%s passes", source)
		}
	}
}
