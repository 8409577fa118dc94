package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/queue"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

// The unit of work of docs/adr/0004-queue.md and the performance goals: a submission is a case with a form of
// 60 fields and 6 item cases, its journal, due rows, messages, receipt and snapshot; a change loads the case,
// moves one item case and writes entry, due rows and message. Every answer is durable.

// clients is how many work at once.
const clients = 16

func submission(seq int64) store.Filing {
	ch := storetest.NewCase(seq, 6)
	storetest.Issue(&ch, "receipt")
	for i := range ch.Case.Items {
		storetest.Tell(&ch, fmt.Sprintf("department:department%d", i), "arrived")
	}
	storetest.Tell(&ch, "person:person-1", "submitted")
	fields := map[string]string{}
	for i := range 60 {
		fields[fmt.Sprintf("field_%02d", i)] = strings.Repeat("值", 8)
	}
	data, _ := json.Marshal(fields)
	return store.Filing{Change: ch, Snapshot: store.Snapshot{Data: data, DeclaredAt: storetest.Start}}
}

// answer is the moved item case of a change.
func answer(c *casework.Case) (casework.Change, error) {
	ch := casework.Change{Case: c}
	it := c.Items[c.Seq%len(c.Items)]
	it.State, it.Version = casework.Accepted, it.Version+1
	it.Clocks[0].History.Stop++
	storetest.Act(&ch, "accept", "")
	storetest.Tell(&ch, "person:person-1", "accepted")
	return ch, nil
}

func eachEngine(b *testing.B, run func(b *testing.B, s *store.Store)) {
	for _, e := range []struct {
		name  string
		fresh func(testing.TB) storetest.Database
	}{{"sqlite", sqliteDatabase}, {"postgres", postgresDatabase}} {
		b.Run(e.name, func(b *testing.B) { run(b, e.fresh(b)(b, storetest.Options())) })
	}
}

// perSecond drives clients and reports what they did in a second.
func perSecond(b *testing.B, what string, do func(n int64) error) {
	var n atomic.Int64
	b.SetParallelism(max(1, clients/2))
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := do(n.Add(1)); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), what+"/s")
}

func BenchmarkSubmission(b *testing.B) {
	eachEngine(b, func(b *testing.B, s *store.Store) {
		perSecond(b, "submissions", func(n int64) error {
			_, err := s.Create(b.Context(), storetest.Once(), func() (store.Filing, error) { return submission(n), nil })
			return err
		})
	})
}

func BenchmarkChange(b *testing.B) {
	eachEngine(b, func(b *testing.B, s *store.Store) {
		ids := make([]ident.CaseID, 500)
		for i := range ids {
			ids[i] = storetest.File(b, s, submission(int64(i+1)).Change).ID
		}
		perSecond(b, "changes", func(n int64) error {
			_, err := s.Apply(b.Context(), store.ByID(ids[n%int64(len(ids))]), answer)
			return err
		})
	})
}

// BenchmarkWholeCase is one submission and 24 changes.
func BenchmarkWholeCase(b *testing.B) {
	eachEngine(b, func(b *testing.B, s *store.Store) {
		perSecond(b, "cases", func(n int64) error {
			ch, err := s.Create(b.Context(), storetest.Once(), func() (store.Filing, error) { return submission(n), nil })
			for range 24 {
				if err == nil {
					_, err = s.Apply(b.Context(), store.ByID(ch.Case.ID), answer)
				}
			}
			return err
		})
	})
}

// BenchmarkLoneChange is one client alone: group commit must not make it wait.
func BenchmarkLoneChange(b *testing.B) {
	eachEngine(b, func(b *testing.B, s *store.Store) {
		id := storetest.File(b, s, submission(1).Change).ID
		for b.Loop() {
			if _, err := s.Apply(b.Context(), store.ByID(id), answer); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkWorklist reads the first page, with strips and counts, of one department among many cases.
// LIANBAN_BENCH_CASES says how many; 2,000 unless told.
func BenchmarkWorklist(b *testing.B) {
	many := 2000
	if v := os.Getenv("LIANBAN_BENCH_CASES"); v != "" {
		fmt.Sscan(v, &many)
	}
	eachEngine(b, func(b *testing.B, s *store.Store) {
		for i := range many {
			storetest.File(b, s, submission(int64(i+1)).Change)
		}
		scope := storetest.Department("department0", "zhifu")
		for b.Loop() {
			if _, err := s.Worklist(b.Context(), store.Filter{Scope: scope}, store.Page{}); err != nil {
				b.Fatal(err)
			}
			if _, err := s.Counts(b.Context(), scope, "staff-1", 20000); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkChangeWithQueue is BenchmarkChange on SQLite with a delivery woken per change: without a queue, with
// the queue's file beside the store's, and with both in one file (docs/adr/0004-queue.md).
func BenchmarkChangeWithQueue(b *testing.B) {
	for _, where := range []string{"none", "beside", "same"} {
		b.Run(where, func(b *testing.B) {
			dir := b.TempDir()
			file := map[string]string{"none": "a.db", "beside": "a.db", "same": "a-queue.db"}[where]
			s := opened(b, "sqlite:"+dir+"/"+file, storetest.Options())
			wake := func(string) {}
			var delivered atomic.Int64
			if where != "none" {
				q, err := queue.Open(b.Context(), queue.Options{Database: "sqlite:" + dir + "/a.db", Logger: storetest.Options().Logger})
				if err != nil {
					b.Fatal(err)
				}
				q.Handle(queue.Sweep, func(context.Context, queue.Task) error { return nil })
				q.Handle(queue.Deliver, func(context.Context, queue.Task) error { delivered.Add(1); return nil })
				if err := q.Start(b.Context()); err != nil {
					b.Fatal(err)
				}
				defer q.Stop(context.Background())
				wake = q.Wake
			}
			ids := make([]ident.CaseID, 200)
			for i := range ids {
				ids[i] = storetest.File(b, s, submission(int64(i+1)).Change).ID
			}
			perSecond(b, "changes", func(n int64) error {
				_, err := s.Apply(b.Context(), store.ByID(ids[n%int64(len(ids))]), answer)
				wake(fmt.Sprint("person:", n%500))
				return err
			})
			b.ReportMetric(float64(delivered.Load())/b.Elapsed().Seconds(), "deliveries/s")
		})
	}
}
