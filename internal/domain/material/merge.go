package material

import (
	"slices"
	"sort"
)

// megabyte is 10^6 bytes: what people see on their phones, and the smaller of the two readings.
const megabyte = 1_000_000

// Default is the rule for papers about which nobody says anything.
func Default() Rule {
	return Rule{Formats: []string{"jpg", "pdf", "png"}, Size: Range{Max: 10 * megabyte}}
}

// WithDefaults fills in what a material's own rule leaves open.
func (r Rule) WithDefaults() Rule {
	d := Default()
	if len(r.Formats) == 0 {
		r.Formats = d.Formats
	}
	if r.Size == (Range{}) {
		r.Size = d.Size
	}
	return r
}

// Merge answers the strictest of both rules (pack format §4.1) and the names of the properties for which
// nothing is left. It is commutative, associative and idempotent.
func Merge(a, b Rule) (Rule, []string) {
	var clash []string
	r := Rule{
		Formats:      common(a.Formats, b.Formats),
		Size:         a.Size.and(b.Size),
		Pixels:       a.Pixels.and(b.Pixels),
		Pages:        a.Pages.and(b.Pages),
		Background:   a.Background,
		Original:     a.Original || b.Original,
		Copies:       max(a.Copies, b.Copies),
		IssuedWithin: shortest(a.IssuedWithin, b.IssuedWithin),
	}
	if len(a.Formats) > 0 && len(b.Formats) > 0 && len(r.Formats) == 0 {
		clash = append(clash, "formats")
	}
	for _, x := range []struct {
		name string
		r    Range
	}{{"size", r.Size}, {"pixels", r.Pixels}, {"pages", r.Pages}} {
		if x.r.empty() {
			clash = append(clash, x.name)
		}
	}
	switch {
	case a.Background == "":
		r.Background = b.Background
	case b.Background != "" && a.Background != b.Background:
		clash = append(clash, "background")
		r.Background = min(a.Background, b.Background)
	}
	return r, clash
}

func (r Range) and(s Range) Range {
	out := Range{Min: max(r.Min, s.Min), Max: r.Max}
	if r.Max == 0 || s.Max != 0 && s.Max < r.Max {
		out.Max = s.Max
	}
	return out
}

func (r Range) empty() bool { return r.Max != 0 && r.Min > r.Max }

func common(a, b []string) []string {
	if len(a) == 0 {
		return sorted(b)
	}
	if len(b) == 0 {
		return sorted(a)
	}
	var out []string
	for _, f := range sorted(a) {
		if slices.Contains(b, f) {
			out = append(out, f)
		}
	}
	return out
}

func sorted(s []string) []string {
	out := slices.Clone(s)
	sort.Strings(out)
	return slices.Compact(out)
}

func shortest(a, b int) int {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
