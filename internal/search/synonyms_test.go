package search_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"lianban/internal/search"
)

func load(text string) (*search.Synonyms, error) {
	return search.LoadSynonyms(fstest.MapFS{"synonyms.yaml": {Data: []byte(text)}}, search.SynonymsFile)
}

func TestSynonymsSayWhereTheyAreWrong(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"reviewed: soon\n":                         "synonyms.yaml:1: reviewed: want a day like",
		"means:\n  用海: [租海, 租海]\n":                 "synonyms.yaml:2: 租海 stands twice",
		"means:\n  用海: 租海\n":                       "synonyms.yaml:2: want a list of words",
		"means:\n  用海: [用海]\n":                     "synonyms.yaml:2: 用海 is its own name",
		"means:\n  用海: [租海]\n\n  用 海: [包海]\n":      "synonyms.yaml:4: 用 海 stands at synonyms.yaml:2 already",
		"means:\n  用海: [\"！\"]\n":                  "has no letter or character",
		"\nmeaning: {}\n":                          "synonyms.yaml:2: unknown key \"meaning\"",
		"means: [a]\n":                             "synonyms.yaml:1: want names and their values",
		"sounds:\n  海参: hai\n":                     "synonyms.yaml:2: 海参 has 2 characters",
		"sounds:\n  海参: hai shem\n":                "synonyms.yaml:2: \"shem\" is no syllable",
		"means:\n  用海: [租海\n":                      "synonyms.yaml:",
		"means:\n  用海: [租海, 租海]\nsounds: {参: x}\n": "synonyms.yaml:3",
	} {
		_, err := load(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestAMeaningThatNoPackHasIsNamed(t *testing.T) {
	t.Parallel()
	syn, err := load("means:\n  用海: [租海]\n  登月: [上月球]\n")
	if err != nil {
		t.Fatal(err)
	}
	_, err = search.New(city().catalogue, syn)
	if err == nil || err.Error() != "synonyms.yaml:3: no scenario, item or material has the name 登月" {
		t.Errorf("%v", err)
	}
}

func TestPacksWithoutSynonymsCanBeSearched(t *testing.T) {
	t.Parallel()
	syn, err := search.LoadSynonyms(fstest.MapFS{}, search.SynonymsFile)
	if err != nil {
		t.Fatal(err)
	}
	x, err := search.New(city().catalogue, syn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	if a := x.Find("新生儿出生", 3); len(a.Hits) == 0 || a.Hits[0].Slug != "newborn" {
		t.Errorf("%+v", a)
	}
	if a := x.Find("开饭馆", 3); len(a.Hits) > 0 && strings.Contains(a.Hits[0].Why, "“开饭馆”就是") {
		t.Errorf("nobody has reviewed that: %+v", a.Hits[0])
	}
}

// A reviewed reading beats the common one.
func TestAReviewedSoundIsHeard(t *testing.T) {
	t.Parallel()
	a := index(t).Find("yanghaishen", 3)
	if len(a.Hits) == 0 || a.Hits[0].Slug != "sea_use" || !strings.Contains(a.Hits[0].Why, "拼音") {
		t.Errorf("%+v", a.Hits)
	}
}

func TestWhoWantsAPaperReplacedIsNotLedToWhatConsumesIt(t *testing.T) {
	t.Parallel()
	x := index(t)
	if a := x.Find("户口本丢失", 5); len(a.Hits) != 0 && !a.Guessed {
		t.Errorf("%d hits (%s)", len(a.Hits), shown(a))
	}
	for _, words := range []string{"驾照换证", "补办驾照"} { // for that there is a scenario
		if a := x.Find(words, 5); len(a.Hits) == 0 || a.Hits[0].Slug != "traffic_services" {
			t.Errorf("%s: %s", words, shown(a))
		}
	}
	if a := x.Find("驾照", 5); len(a.Hits) == 0 {
		t.Error("the paper itself is no longer found")
	}
}

func TestWordsInAnotherOrderAreUnderstood(t *testing.T) {
	t.Parallel()
	for words, wants := range map[string]string{"户口要上": "newborn", "地址要换执照": "company_change"} {
		if place(index(t).Find(words, 5), wants) != 1 {
			t.Errorf("%s: %s", words, shown(index(t).Find(words, 5)))
		}
	}
}
