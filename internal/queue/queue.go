// Package queue decides who does background work and when: it is River, and no other room knows River. No
// legal fact lives here. Due rows and outbox rows are the store's; a task that is lost is found by the next
// sweep, and every handler may be called twice.
package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"lianban/internal/base/ident"
)

// Lane is a queue of its own: work in one lane never delays another lane.
type Lane string

// The lanes.
const (
	Sweep   Lane = "sweep"   // look for due cases and undelivered messages; one at a time over all nodes
	Deliver Lane = "deliver" // deliver the messages of one target; one per target over all nodes
	Notify  Lane = "notify"  // mail and short messages
	Bulk    Lane = "bulk"    // exports, re-indexing
)

// lanes are how many tasks of each lane a node does at once.
var lanes = map[Lane]int{Sweep: 1, Deliver: 8, Notify: 4, Bulk: 1}

// Task is one piece of work.
type Task struct {
	Lane Lane            `json:"lane"`
	Name string          `json:"name"`           // Deliver: the target; Notify, Bulk: what kind of work; Sweep: "" or why
	Data json.RawMessage `json:"data,omitempty"` // JSON, the spaces in it may change; no personal data
}

// Handler does a task. An error of Notify and Bulk is tried again, five times in all; Sweep and Deliver come
// again by themselves. The context ends when the task takes too long or the process stops.
type Handler func(ctx context.Context, task Task) error

// Options is what a queue needs.
type Options struct {
	// Database is the address that the store was opened with. On PostgreSQL the queue has tables of its own
	// in the schema "river" and a small pool; next to SQLite's file it has a file of its own, name-queue.db,
	// that may be deleted whenever the program stands still (docs/adr/0004-queue.md says why).
	Database string
	Logger   *slog.Logger  // nil: slog.Default()
	Every    time.Duration // how often a sweep is due, over all nodes together; 0 = 5 seconds
	Timeout  time.Duration // how long one task may take; 0 = one minute
}

// Queue is the background work of one node.
type Queue struct {
	opt     Options
	backend backend
	mu      sync.Mutex
	hands   map[Lane]Handler
	wakes   chan string
	stop    context.CancelFunc
	loops   sync.WaitGroup
}

// backend is River on one of the two databases.
type backend interface {
	start(ctx context.Context, work Handler) error
	// add inserts tasks; fresh answers for each whether it was inserted or stood there already.
	add(ctx context.Context, tasks []Task) (fresh []bool, err error)
	stop(ctx context.Context) error
}

// Open prepares the tables of the queue. Handlers are registered next, then Start is called.
func Open(ctx context.Context, o Options) (*Queue, error) {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Every == 0 {
		o.Every = 5 * time.Second
	}
	if o.Timeout == 0 {
		o.Timeout = time.Minute
	}
	q := &Queue{opt: o, hands: map[Lane]Handler{}, wakes: make(chan string, 1024)}
	var err error
	if path, ok := strings.CutPrefix(o.Database, "sqlite:"); ok {
		q.backend, err = openSQLite(ctx, strings.TrimPrefix(path, "//"), o)
	} else {
		q.backend, err = openPostgres(ctx, o)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the queue: %w", err)
	}
	return q, nil
}

// Handle registers the handler of a lane; before Start.
func (q *Queue) Handle(lane Lane, h Handler) {
	q.mu.Lock()
	q.hands[lane] = h
	q.mu.Unlock()
}

// Start begins to work. The first sweep comes at once. ctx is only for starting; Stop ends the work.
func (q *Queue) Start(ctx context.Context) error {
	if err := q.backend.start(ctx, q.work); err != nil {
		return fmt.Errorf("starting the queue: %w", err)
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	q.stop = stop
	q.loops.Go(func() { q.sweeping(running) })
	q.loops.Go(func() { q.waking(running) })
	return nil
}

// Stop takes no new task, waits for the running ones until ctx ends, and then cancels them.
func (q *Queue) Stop(ctx context.Context) error {
	if q.stop != nil {
		q.stop()
		q.loops.Wait()
	}
	return q.backend.stop(ctx)
}

// Wake says that a target has a new message. It never waits and may be lost: the sweep finds the message.
func (q *Queue) Wake(target string) {
	select {
	case q.wakes <- target:
	default:
	}
}

// Add puts a task into its lane. A Deliver task that stands there already is not added twice.
func (q *Queue) Add(ctx context.Context, tasks ...Task) error {
	_, err := q.backend.add(ctx, tasks)
	return err
}

// SweepNow asks for a sweep before the next one is due, as when a demo's clock was moved.
func (q *Queue) SweepNow(ctx context.Context) error {
	return q.Add(ctx, Task{Lane: Sweep, Name: ident.New()})
}

// work does one task.
func (q *Queue) work(ctx context.Context, task Task) (err error) {
	q.mu.Lock()
	h := q.hands[task.Lane]
	q.mu.Unlock()
	if h == nil {
		return errors.New("no handler for the lane " + string(task.Lane))
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a handler panicked: %v", p)
		}
		if err != nil {
			q.opt.Logger.Warn("background work failed", "lane", task.Lane, "name", task.Name, "err", err)
		}
	}()
	return h(ctx, task)
}

// sweeping puts a sweep into its lane again and again. Every node does so, and River keeps one per period:
// no node depends on another one's clock or life.
func (q *Queue) sweeping(ctx context.Context) {
	tick := time.NewTicker(q.opt.Every)
	defer tick.Stop()
	for {
		if _, err := q.backend.add(ctx, []Task{{Lane: Sweep}}); err != nil && ctx.Err() == nil {
			q.opt.Logger.Warn("no sweep could be queued", "err", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Wakes are collected for a while and queued together, at most so many at a time: a burst of changes costs
// the queue little, as the targets of later changes are mostly waiting already.
const (
	together = 200 * time.Millisecond
	most     = 64
)

// waking queues deliveries for the targets that were woken, many at once. A target whose delivery is
// running is kept for another round: the running one may have looked before the message came.
func (q *Queue) waking(ctx context.Context) {
	waiting := map[string]bool{}
	tick := time.NewTicker(together)
	defer tick.Stop()
	for {
		select {
		case target := <-q.wakes:
			waiting[target] = true
			continue
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		if len(waiting) == 0 {
			continue
		}
		tasks := make([]Task, 0, most)
		for target := range waiting {
			if tasks = append(tasks, Task{Lane: Deliver, Name: target}); len(tasks) == most {
				break
			}
		}
		fresh, err := q.backend.add(ctx, tasks)
		if err != nil {
			clear(waiting) // the sweep finds them
			continue
		}
		for i, task := range tasks {
			if fresh[i] {
				delete(waiting, task.Name)
			}
		}
	}
}
