package proof

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// covered proves that a node of the diagram tries every answer that can make a difference.
func (w *walker) covered(n node, s *state) error {
	tried := map[string]bool{}
	var values []any
	for _, e := range n.Then {
		j := written(e.Answer)
		if tried[j] {
			return w.wrong("%q tries %s twice", n.Ask, j)
		}
		tried[j] = true
		values = append(values, e.Answer)
	}
	for _, must := range w.answersOf(n.Ask, s) {
		if !tried[written(must)] {
			return w.wrong("%q is never answered with %s", n.Ask, written(must))
		}
	}
	slug := slugOf(n.Ask)
	if f := w.pack.field(slug); f != nil && text(f, "type") == "number" {
		return w.sides(slug, f, values)
	}
	if len(values) == 0 {
		return w.wrong("%q has no answer", n.Ask)
	}
	return nil
}

// answersOf lists the answers that must be tried, of everything but numbers and texts.
func (w *walker) answersOf(ask string, s *state) []any {
	p := w.pack
	if ask == "applicant" {
		return anys(keys(p.sc, "applicants"))
	}
	if least, most, ok := p.repeats(ask); ok {
		out := []any{least}
		if p.listed(ask) && most > least {
			out = append(out, least+1)
		}
		return out
	}
	if slices.Contains(p.menus(), ask) {
		return w.picksOf(at(p.sc, "choices", ask), s)
	}
	slug := slugOf(ask)
	f := p.field(slug)
	switch options := keys(f, "options"); {
	case text(f, "type") == "yes_no":
		return []any{true, false}
	case text(f, "type") == "choices":
		return groups(options, false)
	default:
		return anys(options)
	}
}

// written is an answer as text; the order of a set means nothing.
func written(v any) string {
	switch x := v.(type) {
	case []any:
		v = slices.Sorted(slices.Values(texts(x)))
	case []string:
		v = slices.Sorted(slices.Values(x))
	}
	if list, ok := v.([]string); ok && list == nil {
		v = []string{}
	}
	j, _ := json.Marshal(v)
	return string(j)
}

func (w *walker) picksOf(menu object, s *state) []any {
	var offered []string
	for _, u := range w.pack.uses {
		if !offers(menu, u) {
			continue
		}
		if _, repeats := s.counts[u.topic]; !repeats {
			if holds, err := s.holds(u.when, place{}); err == nil && !holds {
				continue
			}
		}
		offered = append(offered, u.name)
	}
	least, most := bounds(menu)
	return slices.DeleteFunc(groups(offered, true), func(g any) bool {
		n := len(g.([]string))
		return n < least || most > 0 && n > most
	})
}

func bounds(menu object) (least, most int) {
	n := func(k string) int {
		if v, ok := map[string]int{"one": 1, "two": 2, "three": 3}[text(menu, k)]; ok {
			return v
		}
		v, _ := strconv.Atoi(text(menu, k))
		return v
	}
	if e := n("exactly"); e > 0 {
		return e, e
	}
	return n("at_least"), n("at_most")
}

// groups lists the sets that must be tried: all of up to four things, else each alone and all together.
func groups(all []string, empty bool) []any {
	var out []any
	if len(all) > 4 {
		for _, x := range all {
			out = append(out, []string{x})
		}
		out = append(out, all)
	} else {
		for bits := 1; bits < 1<<len(all); bits++ {
			var set []string
			for i, x := range all {
				if bits&(1<<i) != 0 {
					set = append(set, x)
				}
			}
			out = append(out, set)
		}
	}
	if empty {
		out = append(out, []string{})
	}
	return out
}

func anys(list []string) []any {
	var out []any
	for _, x := range list {
		out = append(out, x)
	}
	return out
}

var conditionText = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)

// sides proves that a number is tried on every side of every number with which something compares it.
func (w *walker) sides(field string, f object, values []any) error {
	seen := map[float64]bool{}
	for _, quoted := range conditionText.FindAllString(w.pack.texts, -1) {
		var condition string
		if json.Unmarshal([]byte(quoted), &condition) != nil || !strings.Contains(condition, field) {
			continue
		}
		for _, c := range w.pack.eval.cuts(condition, field, w.pack.constants) {
			seen[c] = true
		}
	}
	cuts := slices.Sorted(maps.Keys(seen))
	least, low := number(text(f, "least"))
	most, high := number(text(f, "most"))
	tried := func(from, to float64, inclusive bool) bool {
		if low && to < least || high && from > most || !inclusive && (low && to <= least || high && from >= most) {
			return true // no lawful answer lies there
		}
		return slices.ContainsFunc(values, func(v any) bool {
			x, ok := plain(v, "number").(float64)
			return ok && (inclusive && x == from || !inclusive && x > from && x < to)
		})
	}
	before := -1e300
	for _, c := range cuts {
		if !tried(before, c, false) {
			return w.wrong("%q is never tried between %g and %g", field, before, c)
		}
		if !tried(c, c, true) {
			return w.wrong("%q is never tried at %g", field, c)
		}
		before = c
	}
	if !tried(before, 1e300, false) {
		return w.wrong("%q is never tried above %g", field, before)
	}
	return nil
}

// constants answers the number of a parameter, or all of a table.
func (p *pack) constants(name string) []float64 {
	q := p.things["parameters"][name]
	var out []float64
	if n, ok := number(text(q, "value")); ok {
		out = append(out, n)
	}
	for _, option := range keys(q, "values") {
		if n, ok := number(text(at(q, "values"), option)); ok {
			out = append(out, n)
		}
	}
	return out
}
