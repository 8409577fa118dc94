package material

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

var rules = rapid.Custom(func(t *rapid.T) Rule {
	r := Rule{Copies: rapid.IntRange(0, 3).Draw(t, "copies"), IssuedWithin: rapid.IntRange(0, 90).Draw(t, "within"),
		Original: rapid.Bool().Draw(t, "original"), Background: rapid.SampledFrom([]string{"", "white", "blue"}).Draw(t, "background")}
	for _, f := range []string{"jpg", "pdf", "png"} {
		if rapid.Bool().Draw(t, f) {
			r.Formats = append(r.Formats, f)
		}
	}
	r.Size = Range{Min: rapid.Int64Range(0, 5).Draw(t, "min"), Max: rapid.Int64Range(0, 9).Draw(t, "max")}
	return r
})

// The strictest rule does not depend on the order of consumers, and merging with itself changes nothing.
// A merge that left no format is an error (M504), so associativity is asked of the others.
func TestMergeKnowsNoOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := rules.Draw(t, "a"), rules.Draw(t, "b"), rules.Draw(t, "c")
		ab, clash := Merge(a, b)
		ba, same := Merge(b, a)
		if !reflect.DeepEqual(ab, ba) || len(clash) != len(same) {
			t.Errorf("%+v and %+v", ab, ba)
		}
		if aa, _ := Merge(a, a); !reflect.DeepEqual(aa, a) {
			t.Errorf("%+v merged with itself is %+v", a, aa)
		}
		bc, also := Merge(b, c)
		if len(clash)+len(also) > 0 {
			return
		}
		left, _ := Merge(ab, c)
		right, _ := Merge(a, bc)
		if !reflect.DeepEqual(left, right) {
			t.Errorf("%+v and %+v", left, right)
		}
	})
}

func TestMergeSaysWhatIsLeftOfNothing(t *testing.T) {
	t.Parallel()
	_, clash := Merge(
		Rule{Formats: []string{"jpg"}, Size: Range{Max: 40_000}, Background: "white"},
		Rule{Formats: []string{"pdf"}, Size: Range{Min: 100_000}, Background: "blue"})
	if want := []string{"formats", "size", "background"}; !reflect.DeepEqual(clash, want) {
		t.Errorf("clash %v, want %v", clash, want)
	}
	r, clash := Merge(Rule{Formats: []string{"png", "jpg"}, Size: Range{Max: 2}, Copies: 1}, Rule{Formats: []string{"jpg", "pdf"}, Size: Range{Max: 1}, Original: true})
	want := Rule{Formats: []string{"jpg"}, Size: Range{Max: 1}, Copies: 1, Original: true}
	if !reflect.DeepEqual(r, want) || clash != nil {
		t.Errorf("got %+v, %v", r, clash)
	}
}
