package citizen

import (
	"slices"
	"strings"
	"unicode"

	"lianban/internal/domain/scenario"
)

// found is a scenario that fits what somebody typed, and the everyday words that led to it.
type found struct {
	of      *scenario.Scenario
	matched string // empty: the name itself
	score   int
}

// find looks for scenarios by name, everyday words and summary: whole words first, then shared pairs of characters.
// A sentence such as 我想开个饭馆 finds what shares enough pairs with it.
func find(all []*scenario.Scenario, words string) []found {
	words = plain(words)
	if words == "" {
		return nil
	}
	var out []found
	for _, sc := range all {
		best := found{of: sc, score: fit(plain(sc.Name), words) + 10}
		if best.score == 10 {
			best.score = 0
		}
		for _, also := range sc.Also {
			if s := fit(plain(also), words); s > best.score {
				best.score, best.matched = s, also
			}
		}
		if strings.Contains(plain(sc.Summary), words) {
			best.score = max(best.score, 20)
		}
		if best.score >= 20 {
			out = append(out, best)
		}
	}
	slices.SortStableFunc(out, func(a, b found) int { return b.score - a.score })
	return out
}

// fit says how well a name fits typed words: 100 the same, 80 one holds the other, else the share of common pairs of
// characters of the shorter one, in percent and at most 70; below a half it is chance.
func fit(name, words string) int {
	switch {
	case name == "" || words == "":
		return 0
	case name == words:
		return 100
	case len([]rune(words)) > 1 && strings.Contains(name, words), len([]rune(name)) > 1 && strings.Contains(words, name):
		return 80
	}
	a, b := pairs(name), pairs(words)
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	common := 0
	for p := range a {
		if b[p] {
			common++
		}
	}
	share := common * 100 / min(len(a), len(b))
	if share < 50 {
		return 0
	}
	return min(70, share)
}

func pairs(s string) map[string]bool {
	r := []rune(s)
	out := map[string]bool{}
	for i := 0; i+1 < len(r); i++ {
		out[string(r[i:i+2])] = true
	}
	return out
}

// plain drops spaces and punctuation and turns letters small.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// nearest answers the scenarios that share the most characters with the words, for a search without a hit.
func nearest(all []*scenario.Scenario, words string, n int) []*scenario.Scenario {
	words = plain(words)
	shared := func(sc *scenario.Scenario) (k int) {
		text := plain(sc.Name + strings.Join(sc.Also, "") + sc.Summary)
		for _, r := range words {
			if strings.ContainsRune(text, r) {
				k++
			}
		}
		return k
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b *scenario.Scenario) int { return shared(b) - shared(a) })
	return sorted[:min(n, len(sorted))]
}
