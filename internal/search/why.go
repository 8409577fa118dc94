package search

import "strings"

// reason is the best way in which an entry fits the words.
type reason struct {
	points  int
	how     way
	of      source
	said    string // the piece of the words that fits
	word    string // the word that it fits, as it is written
	means   string // the name that the word stands for; empty: the word is a name
	passage bool   // word is a text about the entry
	asks    bool   // … and a question
}

func (r reason) or(o reason) reason {
	if o.points > r.points {
		return o
	}
	return r
}

// Worth of a text about a thing, and how many pairs of characters it must share.
const (
	passageWorth = 60
	leastPairs   = 3
)

// reason finds the word, or else the text, of an entry that fits a reading of the words best. In a renewal papers do
// not count, neither as what was found nor as what a scenario asks for.
func (e *entry) reason(q *query, renewal bool) reason {
	best := reason{}
	if renewal && e.kind == Material {
		return best
	}
	for i := range e.words {
		w := &e.words[i]
		if renewal && w.of == ofMaterial {
			continue
		}
		f := fit(q, w)
		points := f.points * worth[w.of] / 100
		if points <= best.points {
			continue
		}
		best = reason{points: points, how: f.how, of: w.of, said: q.piece(w, f), word: w.written, means: w.means}
	}
	if best.points >= passageWorth || q.size < 2 {
		return best
	}
	for i := range e.passages {
		if points := e.passages[i].fit(q); points > best.points {
			p := e.passages[i]
			best = reason{points: points, how: part, said: q.text, word: p.written, passage: true, asks: p.asks}
		}
	}
	return best
}

// fit says how well a text about a thing fits the words: it holds them, or most of their pairs.
func (p *passage) fit(q *query) int {
	if q.bloom&p.bloom == 0 {
		return 0
	}
	if strings.Contains(p.text, q.text) {
		return passageWorth * (60 + min(40, 10*q.size)) / 100
	}
	common := p.pairs.common(q.pairs)
	if common < leastPairs || 3*common < 2*len(q.pairs) {
		return 0
	}
	return passageWorth * min(common, len(q.pairs)) / len(q.pairs)
}

// piece is what of the words fits a word: the word itself if they hold it, else all of them.
func (q *query) piece(w *word, f fitted) string {
	if f.how == inside {
		return w.written
	}
	return q.text
}

// words is the reason as a sentence.
func (r reason) words(e *entry) string {
	switch {
	case r.passage && r.asks:
		return say("why.question", "question", r.word)
	case r.passage:
		return say("why.text", "said", r.said)
	}
	name, kind := r.means, "word"
	if name == "" {
		name, kind = r.word, "name"
	}
	text := say("why."+kind+"."+r.how.String(), "said", r.said, "word", r.word, "name", name)
	part := map[source]string{ofItem: "item", ofMaterial: "material"}[r.of]
	switch {
	case part == "":
		return text
	case kind == "name":
		return say("why."+part+".name", "name", name)
	}
	return say("why."+part+".word", "why", text)
}

// String names the sentence of a way.
func (h way) String() string {
	switch h {
	case same:
		return "same"
	case inside:
		return "inside"
	case part, loose, turned, sharing:
		return "near"
	case slip:
		return "slip"
	case sounding:
		return "sound"
	case spelling:
		return "spelling"
	case spelled:
		return "spelled"
	case initials:
		return "initials"
	case nowhere:
	}
	return "near"
}
