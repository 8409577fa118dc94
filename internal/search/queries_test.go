package search_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/search"
	"lianban/packs"
)

// city is the sample city's packs and index, built once.
var city = sync.OnceValue(func() (c struct {
	catalogue *scenario.Catalogue
	synonyms  *search.Synonyms
	index     *search.Index
	err       error
}) {
	if c.catalogue, _, c.err = pack.Load(packs.FS); c.err != nil {
		return c
	}
	if c.synonyms, c.err = search.LoadSynonyms(packs.FS, search.SynonymsFile); c.err != nil {
		return c
	}
	c.index, c.err = search.New(c.catalogue, c.synonyms)
	return c
})

func index(t testing.TB) *search.Index {
	t.Helper()
	c := city()
	if c.err != nil {
		t.Fatal(c.err)
	}
	return c.index
}

// labelled is one query with the scenario that it means, or several between which nobody can know; "-": none.
type labelled struct{ half, words, wants string }

func queries(t testing.TB) []labelled {
	t.Helper()
	f, err := os.Open("testdata/queries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []labelled
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
			cells := strings.Split(line, "\t")
			if len(cells) != 3 {
				t.Fatalf("%q has %d cells", line, len(cells))
			}
			out = append(out, labelled{cells[0], cells[1], cells[2]})
		}
	}
	return out
}

// place answers where one of the wanted scenarios stands among the hits, from 1; 0: it does not. A query that means nothing
// here is right (1) when nothing is found, or what is shown says that it is a guess.
func place(a search.Answer, wants string) int {
	if wants == "-" {
		if len(a.Hits) == 0 || a.Guessed {
			return 1
		}
		return 0
	}
	return 1 + slices.IndexFunc(a.Hits, func(h search.Hit) bool {
		return h.Kind == search.Scenario && slices.Contains(strings.Split(wants, "|"), h.Slug)
	})
}

// bars are what each list must reach, in percent: in the first three, first, and foreign queries that find nothing.
// "new" was written after the rules, "blind" by somebody who knew nothing but the names of the scenarios; neither is tuned on,
// nor are their misses printed: they say how far everyday speech is understood. Its foreign words meet more papers and questions of real
// scenarios as the catalogue grows: 居住证 finds what asks for one.
var bars = map[string][3]float64{"tune": {95, 90, 80}, "held": {95, 90, 75}, "new": {75, 75, 75}, "blind": {95, 90, 70}}

// The labelled lists, each by itself.
func TestPeopleFindWhatTheyMean(t *testing.T) {
	t.Parallel()
	x, all := index(t), queries(t)
	if len(all) < 120 {
		t.Fatalf("only %d queries", len(all))
	}
	for _, half := range []string{"tune", "held", "new", "blind"} {
		n, first, third, none, noneRight := 0, 0, 0, 0, 0
		for _, q := range all {
			if q.half != half {
				continue
			}
			at := place(x.Find(q.words, 20), q.wants)
			if q.wants == "-" {
				none++
				noneRight += at
			} else {
				n++
				if at == 1 {
					first++
				}
				if at >= 1 && at <= 3 {
					third++
				}
			}
			if at != 1 && half != "new" && half != "blind" {
				t.Logf("%s: %q wants %s: place %d: %s", half, q.words, q.wants, at, shown(x.Find(q.words, 3)))
			}
		}
		t.Logf("%s: %d queries, top-3 %.1f %%, top-1 %.1f %%; %d of %d foreign queries find nothing",
			half, n, percent(third, n), percent(first, n), noneRight, none)
		if bar := bars[half]; percent(third, n) < bar[0] || percent(first, n) < bar[1] || percent(noneRight, none) < bar[2] {
			t.Errorf("%s: below %v %% in the first three, first, or of foreign queries refused", half, bar)
		}
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

func shown(a search.Answer) string {
	var out []string
	for _, h := range a.Hits {
		out = append(out, h.Slug+": "+h.Why)
	}
	return strings.Join(out, " | ")
}
