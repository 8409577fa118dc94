package queue_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"lianban/internal/queue"
	"lianban/internal/store/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// engines makes a fresh database for each of the two.
var engines = map[string]func(testing.TB) string{
	"SQLite":     func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "lianban.db") },
	"PostgreSQL": func(t testing.TB) string { return pgtest.Database(t, "queue", nil) },
}

func onBoth(t *testing.T, test func(t *testing.T, database string)) {
	t.Parallel()
	for name, fresh := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, fresh(t))
		})
	}
}

// node opens a queue; handlers is called before it starts.
func node(t *testing.T, database string, handlers func(*queue.Queue)) *queue.Queue {
	t.Helper()
	q, err := queue.Open(t.Context(), queue.Options{Database: database, Every: time.Second, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	q.Handle(queue.Sweep, func(context.Context, queue.Task) error { return nil })
	handlers(q)
	if err := q.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := q.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
	return q
}

// await waits for something that must happen.
func await[T any](t *testing.T, c <-chan T, what string) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(time.Minute):
		t.Fatal("waited in vain for " + what)
	}
	return v
}

func TestSweepsComeByThemselves(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		swept := make(chan struct{}, 100)
		node(t, database, func(q *queue.Queue) {
			q.Handle(queue.Sweep, func(context.Context, queue.Task) error {
				swept <- struct{}{}
				return errors.New("a sweep that fails does not end the sweeping")
			})
		})
		for range 3 {
			await(t, swept, "a sweep")
		}
	})
}

func TestASweepCanBeAskedFor(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		swept := make(chan struct{}, 100)
		q, err := queue.Open(t.Context(), queue.Options{Database: database, Every: time.Hour, Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { q.Stop(context.Background()) })
		q.Handle(queue.Sweep, func(context.Context, queue.Task) error { swept <- struct{}{}; return nil })
		if err := q.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		await(t, swept, "the sweep of the start")
		for range 2 {
			if err := q.SweepNow(t.Context()); err != nil {
				t.Fatal(err)
			}
			await(t, swept, "the sweep that was asked for")
		}
	})
}

func TestOneDeliveryPerTargetAndNoneIsMissed(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		begun, free := make(chan string, 100), make(chan struct{})
		var at atomic.Int32
		q := node(t, database, func(q *queue.Queue) {
			q.Handle(queue.Deliver, func(_ context.Context, task queue.Task) error {
				if task.Name == "a" && at.Add(1) > 1 {
					t.Error("two deliveries to one target at once")
				}
				begun <- task.Name
				if task.Name == "a" {
					<-free
					at.Add(-1)
				}
				return nil
			})
		})
		for range 5 {
			q.Wake("a")
		}
		if name := await(t, begun, "the delivery to a"); name != "a" {
			t.Fatalf("delivered to %s", name)
		}
		q.Wake("b") // another target does not wait
		if name := await(t, begun, "the delivery to b"); name != "b" {
			t.Fatalf("delivered to %s", name)
		}
		q.Wake("a") // came while a is being delivered to
		free <- struct{}{}
		if name := await(t, begun, "the second delivery to a"); name != "a" {
			t.Fatalf("delivered to %s", name)
		}
		close(free)
	})
}

func TestWorkThatFailsIsDoneAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		done := make(chan queue.Task, 10)
		var tries atomic.Int32
		q := node(t, database, func(q *queue.Queue) {
			q.Handle(queue.Bulk, func(_ context.Context, task queue.Task) error {
				if tries.Add(1) == 1 {
					panic("the first time")
				}
				done <- task
				return nil
			})
		})
		want := queue.Task{Lane: queue.Bulk, Name: "export", Data: json.RawMessage(`{"year":2026}`)}
		if err := q.Add(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		got := await(t, done, "the second try")
		var data struct{ Year int }
		if err := json.Unmarshal(got.Data, &data); err != nil || got.Name != want.Name || data.Year != 2026 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestStopWaitsForWhatIsRunning(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		begun, free := make(chan struct{}), make(chan struct{})
		var finished atomic.Bool
		q, err := queue.Open(t.Context(), queue.Options{Database: database, Every: time.Hour, Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		q.Handle(queue.Sweep, func(context.Context, queue.Task) error {
			close(begun)
			<-free
			finished.Store(true)
			return nil
		})
		if err := q.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		await(t, begun, "the first sweep")
		stopped := make(chan error)
		go func() { stopped <- q.Stop(context.Background()) }()
		close(free)
		if err := await(t, stopped, "the end"); err != nil || !finished.Load() {
			t.Errorf("stopped with %v, finished: %v", err, finished.Load())
		}
	})
}

func TestAnotherNodeCarriesOn(t *testing.T) {
	t.Parallel()
	database := engines["PostgreSQL"](t)
	swept := make(chan string, 1000)
	by := func(name string) func(*queue.Queue) {
		return func(q *queue.Queue) {
			q.Handle(queue.Sweep, func(context.Context, queue.Task) error { swept <- name; return nil })
		}
	}
	first, err := queue.Open(t.Context(), queue.Options{Database: database, Every: time.Second, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	by("first")(first)
	if err := first.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	await(t, swept, "a sweep of the first node")
	node(t, database, by("second"))
	if err := first.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	for await(t, swept, "a sweep of the second node") != "second" {
	}
}
