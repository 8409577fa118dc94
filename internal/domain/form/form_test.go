package form

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

func TestCleanKeepsWhatPeopleMean(t *testing.T) {
	t.Parallel()
	options := []Option{{"small", "小餐饮"}, {"regular", "一般餐饮"}}
	for name, c := range map[string]struct {
		spec Spec
		in   any
		want any
	}{
		"full-width number":     {Spec{Type: Number}, "１２６．５", json.Number("126.5")},
		"number with thousands": {Spec{Type: Number}, "1,200 ", json.Number("1200")},
		"number of JSON":        {Spec{Type: Number}, 3.935, json.Number("3.935")},
		"ID number":             {Spec{Type: IDNumber}, " 11010519491231002x", "11010519491231002X"},
		"full-width ID number":  {Spec{Type: IDNumber}, "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"},
		"credit code":           {Spec{Type: USCC}, "91350100m000100y43", "91350100M000100Y43"},
		"phone":                 {Spec{Type: Phone}, "+86 138-0013-8000", "13800138000"},
		"landline":              {Spec{Type: Phone}, "0535-6688999", "05356688999"},
		"day":                   {Spec{Type: Date}, "2026/3/1", "2026-03-01"},
		"yes":                   {Spec{Type: YesNo}, "yes", true},
		"no":                    {Spec{Type: YesNo}, false, false},
		"choice":                {Spec{Type: Choice, Options: options}, "small", "small"},
		"account":               {Spec{Type: BankAccount}, "6222 0216 0600 1234 567", "6222021606001234567"},
		"text keeps its width":  {Spec{Type: Text}, "  海风小馆（Ａ店）\n", "海风小馆（Ａ店）"},
		"hidden characters":     {Spec{Type: Text}, "王\u200b伟\u202e", "王伟"},
		"nothing":               {Spec{Type: Number}, "  ", nil},
	} {
		got, wrong := Clean(c.spec, c.in)
		if wrong != nil || got != c.want {
			t.Errorf("%s: got %#v, %v, want %#v", name, got, wrong, c.want)
		}
	}
}

func TestCleanRefusesWithAReasonThatMends(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spec Spec
		in   any
		want string
	}{
		"words for a number":       {Spec{Type: Number}, "一百二", "field.number"},
		"exponent":                 {Spec{Type: Number}, "1e9", "field.number"},
		"below the range":          {Spec{Type: Number, Limits: Limits{Least: "1", Most: "10"}}, "0.5", "field.range"},
		"above the bound":          {Spec{Type: Number, Limits: Limits{Most: "10"}}, "10.01", "field.too_large"},
		"below the bound":          {Spec{Type: Number, Limits: Limits{Least: "1"}}, "0", "field.too_small"},
		"one wrong digit":          {Spec{Type: IDNumber}, "110105194912310021", "field.id_number.check"},
		"no such day of birth":     {Spec{Type: IDNumber}, "110105194913310022", "field.id_number.day"},
		"short ID number":          {Spec{Type: IDNumber}, "1101051949123100", "field.id_number.length"},
		"letter not in the code":   {Spec{Type: USCC}, "91350100O000100Y43", "field.uscc.characters"},
		"wrong check of the code":  {Spec{Type: USCC}, "91350100M000100Y44", "field.uscc.check"},
		"phone too short":          {Spec{Type: Phone}, "1380013800", "field.phone"},
		"no such day":              {Spec{Type: Date}, "2026-02-30", "field.date"},
		"no option":                {Spec{Type: Choice, Options: []Option{{"a", "甲"}}}, "b", "field.not_an_option"},
		"no option among choices":  {Spec{Type: Choices, Options: []Option{{"a", "甲"}}}, []any{"a", "b"}, "field.not_an_option"},
		"text too long":            {Spec{Type: Text, Limits: Limits{Longest: 2}}, "三个字", "field.too_long"},
		"text of no stated length": {Spec{Type: Text}, strings.Repeat("长", 1001), "field.too_long"},
		"list for a text":          {Spec{Type: Text}, []any{"x"}, "field.wrong_kind"},
		"account with letters":     {Spec{Type: BankAccount}, "6222021606001234abc", "field.bank_account"},
	} {
		_, wrong := Clean(c.spec, c.in)
		if wrong == nil || wrong.Key != c.want {
			t.Errorf("%s: got %v, want %s", name, wrong, c.want)
			continue
		}
		if said := lang.Chinese().SayMap("fault."+wrong.Key, wrong.Params); strings.ContainsAny(said, "{[") {
			t.Errorf("%s: %q is no whole sentence", name, said)
		}
	}
}

func TestValidateNamesEveryProblemAndDropsHiddenFields(t *testing.T) {
	t.Parallel()
	specs := []Spec{
		{Key: "phone", Label: "联系电话", Type: Phone, Required: true},
		{Key: "area", Label: "面积", Type: Number, Required: true},
		{Key: "promise", Label: "承诺", Type: YesNo, Required: true, MustBeYes: true},
		{Key: "name", Label: "名称", Type: Text, Required: true},
		{Key: "note", Label: "备注", Type: Text},
	}
	clean, err := Validate(specs, map[string]any{"phone": "12", "promise": "no", "name": " 海风 ", "hidden": "x"})
	f := fault.Of(err)
	var got []string
	for _, x := range f.Fields {
		got = append(got, x.Name+" "+x.Key)
	}
	if want := "phone field.phone, area field.required, promise field.must_agree"; strings.Join(got, ", ") != want || f.Kind != fault.Invalid {
		t.Errorf("got %v", f)
	}
	if len(clean) != 1 || clean["name"] != "海风" {
		t.Errorf("clean %v", clean)
	}
	if _, err := Validate(specs, map[string]any{"phone": "13800138000", "area": 1, "promise": true, "name": "海风"}); err != nil {
		t.Errorf("a whole form is refused: %v", err)
	}
}

// Every single wrong digit and every swap of two different neighbours is found, as GB 11643 promises.
func TestIDNumberFindsEveryWrongDigit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const right = "11010519491231002X"
		i := rapid.IntRange(0, 16).Draw(t, "i")
		b := []byte(right)
		if rapid.Bool().Draw(t, "swap") && i < 16 && b[i] != b[i+1] {
			b[i], b[i+1] = b[i+1], b[i]
		} else {
			b[i] = '0' + (b[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		}
		if CheckIDNumber(string(b)) == "" {
			t.Errorf("%s passes", b)
		}
	})
}

func TestNarrowIsTheStricterAndKnowsNoOrder(t *testing.T) {
	t.Parallel()
	limits := rapid.Custom(func(t *rapid.T) Limits {
		number := func(name string) string { return rapid.SampledFrom([]string{"", "1", "2.5", "10", "9"}).Draw(t, name) }
		return Limits{Least: number("least"), Most: number("most"), Longest: rapid.IntRange(0, 3).Draw(t, "longest")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := limits.Draw(t, "a"), limits.Draw(t, "b")
		if Narrow(a, b) != Narrow(b, a) || Narrow(a, a) != a {
			t.Errorf("%+v and %+v", a, b)
		}
		spec := Spec{Type: Number, Limits: Narrow(a, b)}
		for _, v := range []string{"0", "1", "2.5", "5", "9", "10", "11"} {
			_, both := Clean(spec, v)
			_, first := Clean(Spec{Type: Number, Limits: a}, v)
			_, second := Clean(Spec{Type: Number, Limits: b}, v)
			if (both == nil) != (first == nil && second == nil) {
				t.Errorf("%s within %+v, %+v and %+v", v, spec.Limits, a, b)
			}
		}
	})
}
