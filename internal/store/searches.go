package store

import (
	"cmp"
	"context"
	"time"

	"lianban/internal/base/fault"
)

// MissedSearch is what people looked for and did not find (搜索未命中): the words, how often, and when. It never
// says who.
type MissedSearch struct {
	Words   string
	N       int
	FirstAt time.Time
	LastAt  time.Time
}

// mostSearches is how many different words are kept. Anybody can search, so anybody could fill the table: beyond
// this, what nobody has looked for the longest goes.
const mostSearches = 5000

// CountMissedSearch counts a search without a hit. The words must be fit to keep (search.Kept).
func (s *Store) CountMissedSearch(ctx context.Context, words string) error {
	b := &batch{}
	now := micros(s.now())
	b.add(`INSERT INTO searches (words, n, first_at, last_at) VALUES ($1, 1, $2, $2)
		ON CONFLICT (words) DO UPDATE SET n = searches.n + 1, last_at = $2`, words, now)
	b.add(`DELETE FROM searches WHERE last_at <= (SELECT last_at FROM searches ORDER BY last_at DESC LIMIT 1 OFFSET $1)`, cmp.Or(s.opt.searches, mostSearches))
	return fault.Wrap(s.db.write(ctx, b), "counting a search")
}

// MissedSearches lists at most so many searches without a hit: the most frequent first, then the latest.
func (s *Store) MissedSearches(ctx context.Context, most int) ([]MissedSearch, error) {
	rows, err := all(ctx, s.db, func(r row) (x MissedSearch, err error) {
		var first, last int64
		err = r.Scan(&x.Words, &x.N, &first, &last)
		x.FirstAt, x.LastAt = moment(first), moment(last)
		return x, err
	}, "SELECT words, n, first_at, last_at FROM searches ORDER BY n DESC, last_at DESC, words LIMIT $1", most)
	return rows, fault.Wrap(err, "listing searches")
}

// ForgetMissedSearch removes words from the backlog: somebody has written a synonym for them, or has seen that none
// is needed. Words that are not there are no fault.
func (s *Store) ForgetMissedSearch(ctx context.Context, words string) error {
	_, err := s.db.exec(ctx, "DELETE FROM searches WHERE words = $1", words)
	return fault.Wrap(err, "forgetting a search")
}
