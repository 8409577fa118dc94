package search

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
)

// A guess is made when nothing fits: a scenario whose words share telling pairs of characters with what was typed. How telling
// a pair is says in how few scenarios it stands: 证照 in many, 球赛 in one. It is shown as a guess, and the words are counted as
// not found all the same.
const (
	guessFit  = 30  // points; a hit has at least leastHit
	leastTold = 3.0 // what the shared pairs must tell together: one pair that stands in six scenarios of 127
	halfSaid  = 0.5 // of the characters typed must be in shared pairs
	sureTold  = 4.5 // … or fewer, where what they tell points to one or two scenarios
	someSaid  = 0.3 //
	keepTold  = 0.7 // of the best guess must another tell to be shown beside it
	guessFrom = 10  // candidates
)

// countPairs counts in how many scenarios each pair of characters stands.
func (x *Index) countPairs() {
	x.holds = map[uint64]int{}
	for _, e := range x.entries {
		if e.kind == Scenario {
			x.scenarios++
			for p := range e.telling() {
				x.holds[p]++
			}
		}
	}
}

// telling are the pairs of characters of the words for a thing. Papers are used by too many things to tell anything.
func (e *entry) telling() map[uint64]bool {
	out := map[uint64]bool{}
	for i := range e.words {
		if w := &e.words[i]; w.of != ofMaterial {
			for _, p := range w.pairs {
				out[p] = true
			}
		}
	}
	return out
}

// guesses answers at most three scenarios that could be meant, the likeliest first.
func (x *Index) guesses(asked []query) []Hit {
	type guess struct {
		Hit
		told float64
	}
	var out []guess
	bare := asked[len(asked)-1] // without what people say around it
	wanted := append(bare.bleve(), in(fieldChars, spaced(bare.text), 0.5))
	for _, c := range x.ask(bleve.NewDisjunctionQuery(wanted...), guessFrom, Scenario) {
		said, share, told := x.shares(c.entry, []rune(bare.text))
		if share < halfSaid || told < leastTold {
			if share < someSaid || told < sureTold {
				continue
			}
		}
		h := c.shown(asked[0].text)
		h.Fit, h.Why, h.near = guessFit, say("why.guess", "said", strings.Join(said, say("why.guess.and"))), c.near
		out = append(out, guess{h, math.Round(told*share*1e6) / 1e6})
	}
	slices.SortStableFunc(out, func(a, b guess) int { return cmp.Compare(b.told, a.told) })
	var hits []Hit
	for _, g := range out[:min(len(out), mostNear)] {
		if g.told >= keepTold*out[0].told {
			hits = append(hits, g.Hit)
		}
	}
	return hits
}

// shares says what of a text stands in pairs in the words for a thing: the pieces, the share of the characters, and what the
// pairs tell, the sum of the logarithms of how many scenarios there are for each that has the pair.
func (x *Index) shares(e *entry, text []rune) (said []string, share, told float64) {
	have := e.telling()
	n, piece := 0, -1
	end := func(i int) {
		if piece >= 0 {
			said, n, piece = append(said, string(text[piece:i])), n+i-piece, -1
		}
	}
	for i := 1; i < len(text); i++ {
		p := pairOf(text[i-1], text[i])
		if !have[p] {
			end(i)
			continue
		}
		if piece < 0 {
			piece = i - 1
		}
		told += math.Log(float64(x.scenarios) / float64(x.holds[p]))
	}
	end(len(text))
	return said, float64(n) / float64(max(1, len(text))), told
}
