package store_test

import (
	"fmt"
	"testing"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

// Whoever searches for nonsense all day pushes out old nonsense, and the table stays small.
func TestTheBacklogOfSearchesStaysSmall(t *testing.T) {
	t.Parallel()
	at := clock.NewFrozen(storetest.Start)
	o := storetest.Options()
	o.Clock = at
	s := storetest.Open(t, store.WithMostSearches(o, 3))
	for i := range 5 {
		if err := s.CountMissedSearch(t.Context(), fmt.Sprint("w", i)); err != nil {
			t.Fatal(err)
		}
		at.Move(time.Second)
	}
	got, err := s.MissedSearches(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, x := range got {
		words = append(words, x.Words)
	}
	if fmt.Sprint(words) != "[w4 w3 w2]" {
		t.Errorf("kept %v", words)
	}
}
