package proof

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// deepest bounds the way through a diagram: a circle in it would never end.
const deepest = 200

// walker follows the diagram through every set of answers.
type walker struct {
	*file
	pack       *pack
	used       map[int]bool
	situations int
	said       []string // answers on the way, for errors
}

func (w *walker) wrong(form string, a ...any) error {
	where := strings.Join(w.said, ", ")
	if where != "" {
		where = " [" + where + "]"
	}
	return fmt.Errorf(form+"%s", append(a, where)...)
}

func (w *walker) walk(i int, s *state, depth int) error {
	if i < 0 || i >= len(w.Nodes) || depth > deepest {
		return w.wrong("node %d is not there", i)
	}
	n := w.Nodes[i]
	open, err := s.asks()
	switch {
	case err != nil:
		return w.wrong("%v", err)
	case n.Ask == "":
		if len(open) > 0 && !(n.Stop && s.stopped()) {
			return w.wrong("%q is never asked", open[0])
		}
		w.situations++
		return w.leaf(n, s)
	case !slices.Contains(open, n.Ask):
		return w.wrong("%q is asked, though it is no open question", n.Ask)
	}
	if err := w.covered(n, s); err != nil {
		return err
	}
	for _, edge := range n.Then {
		j, _ := json.Marshal(edge.Answer)
		w.said = append(w.said, n.Ask+"="+string(j))
		if err := w.walk(edge.Node, s.with(n.Ask, edge.Answer), depth+1); err != nil {
			return err
		}
		w.said = w.said[:len(w.said)-1]
	}
	return nil
}

func (w *walker) leaf(n node, s *state) error {
	if stopped := s.stopped(); stopped != n.Stop {
		return w.wrong("routed out is %v, the proof says %v", stopped, n.Stop)
	}
	if n.Stop {
		return nil
	}
	if len(n.Plan) != 2 {
		return w.wrong("%d plans, not one for silent and one for connected registers", len(n.Plan))
	}
	for known, i := range n.Plan {
		if i < 0 || i >= len(w.Plans) {
			return w.wrong("plan %d is not there", i)
		}
		w.used[i] = true
		if err := w.compare(w.Plans[i], s, known == 1); err != nil {
			return err
		}
	}
	return nil
}

// with is the state after one more answer.
func (s *state) with(ask string, answer any) *state {
	next := *s
	next.busy = map[string]bool{}
	switch _, _, repeats := s.pack.repeats(ask); {
	case ask == "applicant":
		next.applicant, _ = answer.(string)
	case repeats:
		next.counts = maps.Clone(s.counts)
		n, _ := answer.(float64)
		next.counts[ask] = int(n)
	case slices.Contains(s.pack.menus(), ask):
		next.picks = maps.Clone(s.picks)
		list, _ := answer.([]any)
		next.picks[ask] = texts(list)
	default:
		slug := slugOf(ask)
		next.answers = maps.Clone(s.answers)
		next.answers[ask] = plain(answer, text(s.pack.field(slug), "type"))
	}
	return &next
}

// asks lists what is to be asked now, in any order: who applies first, then how many, then menus and questions that are
// shown and have no answer.
func (s *state) asks() ([]string, error) {
	if s.applicant == "" {
		return []string{"applicant"}, nil
	}
	var out []string
	for _, topic := range keys(s.pack.sc, "repeat") {
		if _, ok := s.counts[topic]; !ok {
			out = append(out, topic)
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	undecided := ""
	look := func(k, when string, where place) {
		switch shown, err := s.holds(when, where); {
		case err != nil:
			undecided = k
		case shown:
			out = append(out, k)
		}
	}
	for _, m := range s.pack.menus() {
		if _, ok := s.picks[m]; !ok {
			look(m, condition(at(s.pack.sc, "choices", m)), place{})
		}
	}
	for _, q := range keys(s.pack.sc, "questions") {
		topic := text(s.pack.field(q), "topic")
		for _, n := range s.instances(topic, place{}) {
			if _, ok := s.answers[key(q, n)]; !ok {
				look(key(q, n), condition(at(s.pack.sc, "questions")[q]), place{}.in(topic, n))
			}
		}
	}
	if len(out) == 0 && undecided != "" && !s.stopped() {
		return nil, fmt.Errorf("whether %q is asked cannot be decided", undecided)
	}
	return out, nil
}

// stopped says that a stop holds, whatever else is answered. One that asks for the day never does here.
func (s *state) stopped() bool {
	return slices.ContainsFunc(keys(s.pack.sc, "stops"), func(stop string) bool {
		holds, err := s.holds(condition(at(s.pack.sc, "stops", stop)), place{})
		return err == nil && holds
	})
}
