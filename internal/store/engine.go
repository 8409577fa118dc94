package store

import (
	"context"
	"errors"
	"strings"
)

// statement is one SQL text with its arguments.
type statement struct {
	sql  string
	args []any
}

// batch is what is written together or not at all. Its statements run in order and nobody looks at their
// answers: whatever must not happen is a constraint that fails (a primary key taken by the winner of a race,
// a version check), so that PostgreSQL gets everything in one message.
type batch struct {
	statements []statement
}

func (b *batch) add(sql string, args ...any) {
	b.statements = append(b.statements, statement{sql, args})
}

// row is one row of an answer.
type row interface {
	Scan(dest ...any) error
}

// engine is a database: SQLite or PostgreSQL.
type engine interface {
	// write executes a batch: all or nothing, and durable when it answers nil.
	write(ctx context.Context, b *batch) error
	// exec executes one writing statement and answers how many rows it touched.
	exec(ctx context.Context, sql string, args ...any) (int64, error)
	// returning executes one writing statement and scans the one row that it returns.
	returning(ctx context.Context, dest []any, sql string, args ...any) error
	// query reads; it sees every write that was answered before, and cannot write.
	query(ctx context.Context, each func(row) error, sql string, args ...any) error
	name() string
	ping(ctx context.Context) error
	close() error
}

// clash is a violated constraint: somebody else was first. table is where it happened.
type clash struct {
	table string
	cause error
}

func (c *clash) Error() string { return "clash on " + c.table + ": " + c.cause.Error() }
func (c *clash) Unwrap() error { return c.cause }

// clashOn says whether the error is a violated constraint of one of the tables.
func clashOn(err error, tables ...string) bool {
	var c *clash
	if !errors.As(err, &c) {
		return false
	}
	for _, t := range tables {
		if c.table == t {
			return true
		}
	}
	return false
}

// errNoRow is answered by one when there is no row.
var errNoRow = errors.New("no row")

// one reads exactly one row.
func one(ctx context.Context, e engine, dest []any, sql string, args ...any) error {
	found := false
	err := e.query(ctx, func(r row) error {
		found = true
		return r.Scan(dest...)
	}, sql, args...)
	if err == nil && !found {
		return errNoRow
	}
	return err
}

// first reads the first row with a scan function.
func first[T any](ctx context.Context, e engine, scan func(row) (T, error), sql string, args ...any) (T, error) {
	rows, err := all(ctx, e, scan, sql, args...)
	if err != nil || len(rows) == 0 {
		var zero T
		if err == nil {
			err = errNoRow
		}
		return zero, err
	}
	return rows[0], nil
}

// all reads all rows with one scan function.
func all[T any](ctx context.Context, e engine, scan func(row) (T, error), sql string, args ...any) ([]T, error) {
	var out []T
	err := e.query(ctx, func(r row) error {
		v, err := scan(r)
		if err == nil {
			out = append(out, v)
		}
		return err
	}, sql, args...)
	return out, err
}

// params collects arguments and answers their placeholders, for texts that are built from parts.
type params []any

// put adds one argument and answers its placeholder.
func (p *params) put(v any) string {
	*p = append(*p, v)
	return placeholder(len(*p))
}

// in answers "col IN (…)". The list is padded to a power of two with its last value, so that lists of
// different lengths share few statement texts. An empty list matches nothing.
func in[T any](p *params, col string, list []T) string {
	if len(list) == 0 {
		return "1 = 0"
	}
	n := 1
	for n < len(list) {
		n *= 2
	}
	marks := make([]string, n)
	for i := range marks {
		marks[i] = p.put(list[min(i, len(list)-1)])
	}
	return col + " IN (" + strings.Join(marks, ", ") + ")"
}
