package proof

import (
	"encoding/json"
	"slices"
)

// state is what has been answered on the way through the diagram.
type state struct {
	pack      *pack
	applicant string
	counts    map[string]int // by repeated topic
	picks     map[string][]string
	answers   map[string]any // by key of a question
	busy      map[string]bool
}

func (p *pack) start() *state {
	return &state{pack: p, counts: map[string]int{}, picks: map[string][]string{}, answers: map[string]any{}, busy: map[string]bool{}}
}

// place is the instance in which a condition is read.
type place struct {
	topic string
	n     int // 0: none
}

// in is the place of a thing of a topic in instance n, seen from another.
func (from place) in(topic string, n int) place {
	if n > 0 {
		return place{topic, n}
	}
	return from
}

// instances answers the instances of a topic as seen from a place; 0 where it does not repeat.
func (s *state) instances(topic string, from place) []int {
	n, repeats := s.counts[topic]
	switch {
	case !repeats:
		return []int{0}
	case from.n > 0 && from.topic == topic:
		return []int{from.n}
	}
	out := make([]int, n)
	for i := range out {
		out[i] = i + 1
	}
	return out
}

// holds decides a condition; errOpen if an answer is missing for it.
func (s *state) holds(condition string, where place) (bool, error) {
	switch condition {
	case "always":
		return true, nil
	case "never":
		return false, nil
	}
	v, err := s.pack.eval.value(condition, func(name string) (any, bool) { return s.fact(name, where) })
	if err != nil {
		return false, err
	}
	b, ok := v.(bool)
	if !ok {
		return false, errOpen
	}
	return b, nil
}

// fact answers one name of a condition; false if it is not known.
func (s *state) fact(name string, where place) (any, bool) {
	p := s.pack
	switch {
	case name == "applicant":
		return s.applicant, true
	case name == "channel":
		return "portal", true
	case p.things["parameters"][name] != nil:
		return s.parameter(p.things["parameters"][name], where)
	case slices.Contains(p.menus(), name):
		return s.menu(name)
	}
	if n, repeats := s.counts[name]; repeats {
		return s.list(name, n)
	}
	return s.field(name, where)
}

func (s *state) parameter(q object, where place) (any, bool) {
	value := text(q, "value")
	if by := text(q, "by"); by != "" {
		option, ok := s.field(by, where)
		if !ok {
			return nil, false
		}
		name, _ := option.(string)
		value = text(at(q, "values"), name)
	}
	n, ok := number(value)
	return n, ok
}

func (s *state) menu(slug string) (any, bool) {
	shown, err := s.holds(condition(at(s.pack.sc, "choices", slug)), place{})
	if err != nil {
		return nil, false
	}
	picked, answered := s.picks[slug]
	if !shown {
		return []string{}, true
	}
	return picked, answered
}

// list answers the instances of a repeated topic, once nothing of them is open.
func (s *state) list(topic string, n int) (any, bool) {
	out := []map[string]any{}
	for i := 1; i <= n; i++ {
		one := map[string]any{}
		for _, q := range keys(s.pack.sc, "questions") {
			if text(s.pack.field(q), "topic") != topic {
				continue
			}
			v, ok := s.field(q, place{topic, i})
			if ok {
				one[q] = v
			} else if s.open(q, place{topic, i}) {
				return nil, false
			}
		}
		out = append(out, one)
	}
	return out, true
}

// open says that a question is or may still be asked.
func (s *state) open(field string, where place) bool {
	shown, err := s.holds(condition(s.pack.sc["questions"].(object)[field]), where)
	return err != nil || shown
}

// field answers a fact of the dictionary: given, answered, or its value where it is not asked.
func (s *state) field(slug string, where place) (any, bool) {
	f, sc := s.pack.field(slug), s.pack.sc
	if f == nil {
		return nil, false
	}
	n := 0
	if _, repeats := s.counts[text(f, "topic")]; repeats {
		if where.topic != text(f, "topic") {
			return nil, false
		}
		n = where.n
	}
	k := key(slug, n)
	if s.busy[k] {
		return nil, false
	}
	s.busy[k] = true
	defer delete(s.busy, k)
	if given, ok := at(sc, "given")[slug]; ok {
		return s.given(given, where)
	}
	if q, asked := at(sc, "questions")[slug]; asked {
		shown, err := s.holds(condition(q), where)
		switch {
		case err != nil:
			return nil, false
		case shown:
			v, ok := s.answers[k]
			return v, ok
		}
	}
	return otherwise(f)
}

func (s *state) given(v any, where place) (any, bool) {
	expression, ok := v.(string)
	if !ok {
		return v, true // yes or no
	}
	x, err := s.pack.eval.value(expression, func(name string) (any, bool) { return s.fact(name, where) })
	return x, err == nil
}

func otherwise(f object) (any, bool) {
	v, ok := f["otherwise"]
	if t, isText := v.(string); isText && text(f, "type") == "number" {
		return number(t)
	}
	return v, ok
}

// plain makes an answer of the diagram one that conditions compare.
func plain(v any, kind string) any {
	switch x := v.(type) {
	case json.Number:
		n, _ := x.Float64()
		return n
	case string:
		if n, ok := number(x); ok && kind == "number" {
			return n
		}
	case []any:
		return texts(x)
	}
	return v
}

func texts(list []any) []string {
	out := []string{}
	for _, x := range list {
		t, _ := x.(string)
		out = append(out, t)
	}
	return out
}
