package store

import (
	"context"
	"errors"
	"io"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"lianban/internal/base/fault"
)

// postgresEngine is a pool of native pgx connections. A batch is one message of PostgreSQL's extended
// protocol: an implicit transaction that needs one round trip.
type postgresEngine struct {
	pool    *pgxpool.Pool
	readers *pgxpool.Pool // its sessions are read-only, as SQLite's readers are
}

// writeTimeout ends a write that PostgreSQL does not answer. A write does not end when its reader goes away:
// the outcome would be unknown and the connection lost.
const writeTimeout = 30 * time.Second

func openPostgres(ctx context.Context, url string) (*postgresEngine, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, urlFault(err)
	}
	cfg.MaxConns = max(cfg.MaxConns, 10)
	if cfg.ConnConfig.RuntimeParams["application_name"] == "" {
		cfg.ConnConfig.RuntimeParams["application_name"] = "lianban"
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, urlFault(err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		f := fault.New(fault.Unavailable, "store.unreachable", "server", cfg.ConnConfig.Host)
		f.Cause = err
		return nil, f
	}
	db := stdlib.OpenDBFromPool(pool)
	err = migrate(ctx, db, "postgres")
	db.Close()
	if err != nil {
		pool.Close()
		return nil, fault.Wrap(err, "migrating")
	}
	readOnly := cfg.Copy()
	readOnly.ConnConfig.RuntimeParams["default_transaction_read_only"] = "on"
	readers, err := pgxpool.NewWithConfig(ctx, readOnly)
	if err != nil {
		pool.Close()
		return nil, fault.Wrap(err, "opening the readers")
	}
	return &postgresEngine{pool: pool, readers: readers}, nil
}

// detached answers a context for a write: it does not end when the one who asked goes away.
func detached(ctx context.Context) (context.Context, context.CancelFunc, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTimeout)
	return ctx, cancel, nil
}

// urlFault says that the address is wrong. The cause is dropped: it may hold the password.
func urlFault(error) error { return fault.New(fault.Invalid, "store.url") }

func (e *postgresEngine) name() string { return "postgres" }

func (e *postgresEngine) ping(ctx context.Context) error { return e.pool.Ping(ctx) }

func (e *postgresEngine) close() error {
	e.readers.Close()
	e.pool.Close()
	return nil
}

func (e *postgresEngine) write(ctx context.Context, b *batch) error {
	ctx, cancel, err := detached(ctx)
	if err != nil {
		return err
	}
	defer cancel()
	message := &pgx.Batch{}
	for _, s := range b.statements {
		message.Queue(s.sql, s.args...)
	}
	answers := e.pool.SendBatch(ctx, message)
	var first error
	for range b.statements {
		if _, err := answers.Exec(); err != nil {
			first = err
			break
		}
	}
	// Close reads the end of the implicit transaction: only without an error is it committed.
	if err := answers.Close(); first == nil {
		first = err
	}
	return postgresError(first)
}

func (e *postgresEngine) exec(ctx context.Context, sql string, args ...any) (int64, error) {
	ctx, cancel, err := detached(ctx)
	if err != nil {
		return 0, err
	}
	defer cancel()
	tag, err := e.pool.Exec(ctx, sql, args...)
	return tag.RowsAffected(), postgresError(err)
}

func (e *postgresEngine) returning(ctx context.Context, dest []any, sql string, args ...any) error {
	ctx, cancel, err := detached(ctx)
	if err != nil {
		return err
	}
	defer cancel()
	err = e.pool.QueryRow(ctx, sql, args...).Scan(dest...)
	if errors.Is(err, pgx.ErrNoRows) {
		return errNoRow
	}
	return postgresError(err)
}

func (e *postgresEngine) query(ctx context.Context, each func(row) error, sql string, args ...any) error {
	rows, err := e.readers.Query(ctx, sql, args...)
	if err != nil {
		return postgresError(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return postgresError(rows.Err())
}

// postgresError recognises violated constraints, lost races and a server that went away.
func postgresError(err error) error {
	if err == nil {
		return nil
	}
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch e.Code {
		case "23505", "23514": // unique_violation, check_violation
			return &clash{table: e.TableName, cause: err}
		case "40001", "40P01": // serialization_failure, deadlock_detected
			return &clash{table: "cases", cause: err}
		case "22021", "22P05": // character_not_in_repertoire, untranslatable_character: what was asked holds no text
			f := fault.New(fault.Invalid, "store.unreadable")
			f.Cause = err
			return f
		}
		if class := e.Code[:2]; class != "57" && class != "53" && class != "08" {
			return err
		}
	} else if !lostServer(err) {
		return err
	}
	f := fault.New(fault.Unavailable, "store.unanswered")
	f.Cause = err
	return f
}

// lostServer says whether the connection failed, not the statement.
func lostServer(err error) bool {
	var connecting *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connecting) || errors.As(err, &network) || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, context.DeadlineExceeded) || pgconn.SafeToRetry(err)
}
