package queue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"
	_ "modernc.org/sqlite" // the driver
)

// args is a task as River knows it.
type args struct {
	Task
}

// Kind is River's name of all our tasks; the lane is River's queue.
func (args) Kind() string { return "task" }

// worker does River's jobs with our handlers.
type worker struct {
	river.WorkerDefaults[args]
	do Handler
}

func (w *worker) Work(ctx context.Context, job *river.Job[args]) error {
	return w.do(ctx, job.Args.Task)
}

// client is River on a database whose transactions are Tx.
type client[Tx any] struct {
	river  *river.Client[Tx]
	driver riverdriver.Driver[Tx]
	config *river.Config
	every  time.Duration
	close  func() error
}

// schema holds River's tables on PostgreSQL.
const schema = "river"

func openPostgres(ctx context.Context, o Options) (backend, error) {
	cfg, err := pgxpool.ParseConfig(o.Database)
	if err != nil {
		return nil, errors.New("the address of the database is wrong") // the cause may hold the password
	}
	cfg.MaxConns = 5
	cfg.ConnConfig.RuntimeParams["application_name"] = "lianban-queue"
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	c, err := open(ctx, riverpgxv5.New(pool), o, schema, func() error { pool.Close(); return nil })
	if err != nil {
		pool.Close()
		return nil, err
	}
	return c, nil
}

// openSQLite opens a file of its own next to the store's. It holds nothing that a crash may not take, so it
// does not wait for the disk.
func openSQLite(ctx context.Context, path string, o Options) (backend, error) {
	path = strings.TrimSuffix(path, filepath.Ext(path)) + "-queue.db"
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+
		"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // River's own advice
	c, err := open(ctx, riversqlite.New(db), o, "", db.Close)
	if err != nil {
		db.Close()
		return nil, err
	}
	return c, nil
}

func open[Tx any](ctx context.Context, driver riverdriver.Driver[Tx], o Options, schema string, close func() error) (*client[Tx], error) {
	quiet := slog.New(slog.DiscardHandler)
	if schema != "" {
		if err := driver.GetExecutor().Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+schema); err != nil {
			return nil, fmt.Errorf("making the schema: %w", err)
		}
	}
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Schema: schema, Logger: quiet})
	if err != nil {
		return nil, err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return nil, fmt.Errorf("migrating: %w", err)
	}
	config := &river.Config{
		Schema:                      schema,
		Logger:                      slog.New(errorsOnly{o.Logger.Handler()}),
		Queues:                      map[string]river.QueueConfig{},
		Workers:                     river.NewWorkers(),
		JobTimeout:                  o.Timeout,
		RescueStuckJobsAfter:        o.Timeout + 30*time.Second,
		MaxAttempts:                 5,
		CompletedJobRetentionPeriod: 10 * time.Minute,
		CancelledJobRetentionPeriod: time.Hour,
		DiscardedJobRetentionPeriod: 24 * time.Hour,
		FetchPollInterval:           500 * time.Millisecond,
		FetchCooldown:               50 * time.Millisecond,
	}
	for lane, n := range lanes {
		config.Queues[string(lane)] = river.QueueConfig{MaxWorkers: n}
	}
	return &client[Tx]{driver: driver, config: config, every: o.Every, close: close}, nil
}

func (c *client[Tx]) start(ctx context.Context, work Handler) error {
	if err := river.AddWorkerSafely(c.config.Workers, &worker{do: work}); err != nil {
		return err
	}
	var err error
	if c.river, err = river.NewClient(c.driver, c.config); err != nil {
		return err
	}
	return c.river.Start(context.WithoutCancel(ctx))
}

func (c *client[Tx]) add(ctx context.Context, tasks []Task) ([]bool, error) {
	if c.river == nil {
		return nil, errors.New("the queue was not started")
	}
	if len(tasks) == 0 {
		return nil, nil
	}
	many := make([]river.InsertManyParams, len(tasks))
	for i, task := range tasks {
		many[i] = river.InsertManyParams{Args: args{task}, InsertOpts: c.options(task.Lane)}
	}
	results, err := c.river.InsertMany(ctx, many)
	if err != nil {
		return nil, err
	}
	fresh := make([]bool, len(tasks))
	for i, r := range results {
		fresh[i] = !r.UniqueSkippedAsDuplicate
	}
	return fresh, nil
}

// atWork are the states of a job that still keeps its place.
var atWork = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
	rivertype.JobStateScheduled, rivertype.JobStateRetryable}

// options says what is unique. A period goes into the key of both unique lanes, so that the task of a node
// that was killed blocks its successor for that period only; it stays "running" until River rescues it.
func (c *client[Tx]) options(lane Lane) *river.InsertOpts {
	o := &river.InsertOpts{Queue: string(lane)}
	switch lane {
	case Sweep:
		o.MaxAttempts = 1
		o.UniqueOpts = river.UniqueOpts{ByArgs: true, ByQueue: true, ByPeriod: c.every}
	case Deliver:
		o.MaxAttempts = 1
		o.UniqueOpts = river.UniqueOpts{ByArgs: true, ByQueue: true, ByPeriod: blocked, ByState: atWork}
	}
	return o
}

// blocked is how long the delivery of a node that was killed keeps others from its target at most. A
// delivery that is still running after that may get company: messages may come twice, which their
// receivers know from the identifier.
const blocked = 10 * time.Second

func (c *client[Tx]) stop(ctx context.Context) error {
	var err error
	if c.river != nil {
		if err = c.river.Stop(ctx); err != nil {
			hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			err = c.river.StopAndCancel(hard)
		}
	}
	return errors.Join(err, c.close())
}

// errorsOnly lets River's mistakes through; what handlers answer is logged by us.
type errorsOnly struct{ slog.Handler }

func (h errorsOnly) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && h.Handler.Enabled(ctx, level)
}

func (h errorsOnly) WithAttrs(attrs []slog.Attr) slog.Handler {
	return errorsOnly{h.Handler.WithAttrs(attrs)}
}

func (h errorsOnly) WithGroup(name string) slog.Handler { return errorsOnly{h.Handler.WithGroup(name)} }
