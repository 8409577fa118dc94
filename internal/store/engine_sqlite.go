package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"lianban/internal/base/fault"
)

// sqliteEngine is one file: a single writer goroutine that puts several waiting units into one commit, and a
// pool of readers that cannot write.
type sqliteEngine struct {
	readers *sql.DB
	cached  statements
	writer  *writer
}

// busyTimeout is how long SQLite waits for a lock of another process.
const busyTimeout = 5 * time.Second

// Full durability: every commit waits for the disk, as one that was answered must survive a power cut. What
// a SAVEPOINT would put back is kept in memory, not in a temporary file.
const writerPragmas = "&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=temp_store(MEMORY)" +
	"&_pragma=cache_size(-32768)&_pragma=wal_autocheckpoint(4000)&_pragma=journal_size_limit(67108864)&_txlock=immediate"

func openSQLite(ctx context.Context, path string, o Options) (*sqliteEngine, error) {
	if err := prepareFolder(path); err != nil {
		return nil, err
	}
	file := "file:" + (&url.URL{Path: path}).EscapedPath() +
		fmt.Sprintf("?_pragma=busy_timeout(%d)", cmp.Or(o.busy, busyTimeout).Milliseconds())
	pragmas := writerPragmas
	if o.Throwaway {
		pragmas = strings.Replace(pragmas, "synchronous(FULL)", "synchronous(OFF)", 1)
	}
	db, err := sql.Open("sqlite", file+pragmas)
	if err != nil {
		return nil, openFault(err, path)
	}
	db.SetMaxOpenConns(1)
	if err := migrate(ctx, db, "sqlite"); err != nil {
		db.Close()
		return nil, openFault(err, path)
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		db.Close()
		return nil, openFault(err, path)
	}
	readers, err := sql.Open("sqlite", file+"&_pragma=query_only(1)")
	if err != nil {
		db.Close()
		return nil, openFault(err, path)
	}
	n := max(4, runtime.NumCPU())
	readers.SetMaxOpenConns(n)
	readers.SetMaxIdleConns(n)
	e := &sqliteEngine{readers: readers, writer: newWriter(db, conn, o.Waiting)}
	e.cached.prepare = readers.PrepareContext
	return e, nil
}

// prepareFolder makes the folder of the file and finds out whether it can be written.
func prepareFolder(path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		f := fault.New(fault.Unavailable, "store.folder", "folder", dir)
		f.Cause = err
		return f
	}
	probe, err := os.CreateTemp(dir, ".lianban-*")
	if err != nil {
		f := fault.New(fault.Unavailable, "store.folder", "folder", dir)
		f.Cause = err
		return f
	}
	probe.Close()
	return os.Remove(probe.Name())
}

// openFault turns what SQLite says while opening into a sentence.
func openFault(err error, path string) error {
	var f *fault.Fault
	if errors.As(err, &f) {
		return err
	}
	key := "store.open"
	var e *sqlite.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			key = "store.damaged"
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			key = "store.locked"
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
			key = "store.readonly"
		case sqlite3.SQLITE_FULL:
			key = "store.full"
		}
	}
	f = fault.New(fault.Unavailable, key, "file", path)
	f.Cause = err
	return f
}

func (e *sqliteEngine) name() string { return "sqlite" }

func (e *sqliteEngine) ping(ctx context.Context) error { return e.readers.PingContext(ctx) }

func (e *sqliteEngine) close() error {
	err := e.writer.close()
	e.cached.close()
	return errors.Join(e.readers.Close(), err)
}

func (e *sqliteEngine) write(ctx context.Context, b *batch) error {
	return e.writer.do(ctx, func(ctx context.Context, w *writer) error {
		for _, s := range b.statements {
			if _, err := w.exec(ctx, s.sql, s.args); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *sqliteEngine) exec(ctx context.Context, text string, args ...any) (n int64, err error) {
	err = e.writer.do(ctx, func(ctx context.Context, w *writer) error {
		res, err := w.exec(ctx, text, args)
		if err == nil {
			n, err = res.RowsAffected()
		}
		return err
	})
	return n, err
}

func (e *sqliteEngine) returning(ctx context.Context, dest []any, text string, args ...any) error {
	return e.writer.do(ctx, func(ctx context.Context, w *writer) error {
		err := w.conn.QueryRowContext(ctx, text, args...).Scan(dest...)
		if errors.Is(err, sql.ErrNoRows) {
			return errNoRow
		}
		return sqliteError(err)
	})
}

func (e *sqliteEngine) query(ctx context.Context, each func(row) error, text string, args ...any) error {
	rows, err := e.rows(ctx, text, args)
	if err != nil {
		return sqliteError(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return sqliteError(rows.Err())
}

func (e *sqliteEngine) rows(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	st, err := e.cached.get(ctx, text)
	if err != nil {
		return nil, err
	}
	if st == nil {
		return e.readers.QueryContext(ctx, text, args...)
	}
	return st.QueryContext(ctx, args...)
}

// sqliteError recognises violated constraints, a lock that another process held too long, and a full disk.
func sqliteError(err error) error {
	var e *sqlite.Error
	if err == nil || !errors.As(err, &e) {
		return err
	}
	switch e.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_CHECK,
		sqlite3.SQLITE_CONSTRAINT_ROWID:
		return &clash{table: sqliteTable(e.Error()), cause: err}
	}
	key := ""
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY:
		key = "store.busy"
	case sqlite3.SQLITE_FULL:
		key = "store.disk_full"
	default:
		return err
	}
	f := fault.New(fault.Unavailable, key)
	f.Cause = err
	return f
}

// sqliteTable finds the table in "constraint failed: UNIQUE constraint failed: journal.case_id, journal.seq (1555)". A CHECK is
// reported by its name, which our schema begins with the table and a double underscore.
func sqliteTable(message string) string {
	rest := message[strings.LastIndex(message, "failed: ")+len("failed: "):]
	if i := strings.Index(rest, "__"); i > 0 {
		return rest[:i]
	}
	table, _, _ := strings.Cut(rest, ".")
	return table
}

// statements keeps prepared statements by their text.
type statements struct {
	prepare func(context.Context, string) (*sql.Stmt, error)
	mu      sync.Mutex
	byText  map[string]*sql.Stmt
}

// mostStatements bounds the cache. Texts are few (constants, and lists padded to powers of two), but filters
// combine.
const mostStatements = 512

// get answers the prepared statement of a text, or nil when there is no room for another one.
func (c *statements) get(ctx context.Context, text string) (*sql.Stmt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if st := c.byText[text]; st != nil {
		return st, nil
	}
	if len(c.byText) == mostStatements {
		return nil, nil
	}
	st, err := c.prepare(context.WithoutCancel(ctx), text)
	if err != nil {
		return nil, err
	}
	if c.byText == nil {
		c.byText = map[string]*sql.Stmt{}
	}
	c.byText[text] = st
	return st, nil
}

func (c *statements) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, st := range c.byText {
		st.Close()
	}
	c.byText = nil
}
