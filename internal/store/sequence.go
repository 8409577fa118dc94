package store

import (
	"context"
	"sync"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// blocks are the numbers that this node has drawn and not yet given out.
type blocks struct {
	mu    sync.Mutex
	byKey map[blockKey]*block
}

type blockKey struct {
	name string
	day  calendar.Day
}

type block struct {
	mu        sync.Mutex
	next, end int64 // next … end-1 are free
	size      int64 // of the block drawn last
}

// Blocks double from the first to the largest size: a quiet counter has small gaps, a busy one few draws.
const (
	firstBlock   = 4
	largestBlock = 256
)

// NextCaseSeq answers the next number (from 1) for a case filed in an area on a day. Numbers come from
// blocks handed to this node: they are unique, on one node they rise, and gaps are normal.
func (s *Store) NextCaseSeq(ctx context.Context, area string, day calendar.Day) (int64, error) {
	return s.NextSeq(ctx, "case:"+area, day)
}

// NextSeq answers the next number of any counter that starts anew each day; the zero day never starts anew.
func (s *Store) NextSeq(ctx context.Context, name string, day calendar.Day) (int64, error) {
	b := s.blocks.of(blockKey{name, day})
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next == b.end {
		size := min(max(firstBlock, 2*b.size), largestBlock)
		var next int64
		err := s.db.returning(ctx, []any{&next}, `INSERT INTO sequences (name, day, next) VALUES ($1, $2, 1 + $3)
			ON CONFLICT (name, day) DO UPDATE SET next = sequences.next + $3 RETURNING next`, name, day.String(), size)
		if err != nil {
			return 0, fault.Wrap(err, "drawing a block of numbers")
		}
		b.next, b.end, b.size = next-size, next, size
	}
	n := b.next
	b.next++
	return n, nil
}

// of finds the block of a counter and forgets those of days before, which nobody draws from any more.
func (x *blocks) of(key blockKey) *block {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.byKey == nil {
		x.byKey = map[blockKey]*block{}
	}
	b := x.byKey[key]
	if b == nil {
		for k := range x.byKey {
			if k.name == key.name && k.day < key.day {
				delete(x.byKey, k)
			}
		}
		b = &block{}
		x.byKey[key] = b
	}
	return b
}
