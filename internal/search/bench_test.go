package search_test

import (
	"fmt"
	"maps"
	"testing"

	"lianban/internal/domain/scenario"
	"lianban/internal/search"
)

// crowd is a catalogue of n scenarios: the sample city's, again and again under other names.
func crowd(b testing.TB, n int) *scenario.Catalogue {
	b.Helper()
	c := city()
	if c.err != nil {
		b.Fatal(c.err)
	}
	base := c.catalogue.Library()
	lib := &scenario.Library{
		Fields: base.Fields, Materials: base.Materials, Items: base.Items, Scenarios: maps.Clone(base.Scenarios),
	}
	for i := 0; len(lib.Scenarios) < n; i++ {
		for _, sc := range base.Scenarios {
			if len(lib.Scenarios) == n {
				break
			}
			other := *sc
			other.Slug = fmt.Sprintf("%s_%d", sc.Slug, i)
			other.Name = string(rune('一'+i)) + sc.Name
			lib.Scenarios[other.Slug] = &other
		}
	}
	return scenario.NewCatalogue(lib, nil)
}

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{5, 127} {
		cat := crowd(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				x, err := search.New(cat, city().synonyms)
				if err != nil {
					b.Fatal(err)
				}
				if x.Size() == 0 {
					b.Fatal("nothing can be found")
				}
				if err := x.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{5, 127} {
		x, err := search.New(crowd(b, n), city().synonyms)
		if err != nil {
			b.Fatal(err)
		}
		for _, words := range []string{"我想开个饭馆", "shengxiaohai", "营业执照换地址", "造飞船"} {
			b.Run(fmt.Sprintf("%d/%s", n, words), func(b *testing.B) {
				for b.Loop() {
					x.Find(words, 20)
				}
			})
		}
	}
}
