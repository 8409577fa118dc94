package filing

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/domain/permission"
	"lianban/internal/search"
)

// SearchAnswer is what a search gave, SearchHit one thing that it found: what the doors name, because they do not
// know the search room.
type (
	SearchAnswer = search.Answer
	SearchHit    = search.Hit
	SearchPart   = search.Part
)

// The kinds of hits.
const (
	FoundScenario = search.Scenario
	FoundItem     = search.Item
	FoundMaterial = search.Material
)

// MostSearched is how many characters of a search are looked at.
const MostSearched = search.MostWords

// Search finds what the words mean, at most so many hits. Words that find nothing are counted for those who write
// the synonyms: the words alone, masked and cut (search.Kept); that this cannot be written down is no reason not to
// answer. What somebody looks for who rehearses is nobody's need and is not counted. Fault: Unavailable filing.no_search where no index is built.
func (s *Service) Search(ctx context.Context, who permission.Principal, words string, most int) (SearchAnswer, error) {
	if s.Finder == nil {
		return SearchAnswer{}, fault.New(fault.Unavailable, "filing.no_search")
	}
	a := s.Finder.Find(words, most)
	if kept := search.Kept(words); (len(a.Hits) == 0 || a.Guessed) && !a.Empty && most > 0 && kept != "" && !who.Trial {
		if err := s.Store.CountMissedSearch(ctx, kept); err != nil {
			s.Log.WarnContext(ctx, "a search without a hit was not counted", "error", err.Error())
		}
	}
	return a, nil
}
