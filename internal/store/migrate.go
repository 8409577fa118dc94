package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"strings"
	"testing/fstest"

	"github.com/pressly/goose/v3"
	gooselock "github.com/pressly/goose/v3/lock"

	"lianban/internal/base/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// dialects are what the tokens of a migration become.
var dialects = map[string]*strings.Replacer{
	"sqlite": strings.NewReplacer("{{KEY}}", "TEXT", "{{INT}}", "INTEGER", "{{BOOL}}", "INTEGER",
		"{{BYTES}}", "BLOB", "{{SERIAL}}", "INTEGER PRIMARY KEY AUTOINCREMENT", "{{STRICT}}", "STRICT",
		"{{ACTOR_ID}}", "json_extract(actor, '$.id')", "{{ACTOR_KIND}}", "json_extract(actor, '$.kind')"),
	"postgres": strings.NewReplacer("{{KEY}}", `TEXT COLLATE "C"`, "{{INT}}", "BIGINT", "{{BOOL}}", "BOOLEAN",
		"{{BYTES}}", "BYTEA", "{{SERIAL}}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "{{STRICT}}", "",
		"{{ACTOR_ID}}", "(actor::json->>'id')", "{{ACTOR_KIND}}", "(actor::json->>'kind')"),
}

// render writes the migrations in the words of an engine.
func render(engine string) (fs.FS, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	out := fstest.MapFS{}
	for _, name := range names {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		rendered := dialects[engine].Replace(string(text))
		out[strings.TrimPrefix(name, "migrations/")] = &fstest.MapFile{Data: []byte(rendered)}
	}
	return out, nil
}

// migrate brings the schema up to date. Nodes that start together wait for each other on PostgreSQL; a
// database that a newer program has written is left alone.
func migrate(ctx context.Context, db *sql.DB, engine string) error {
	files, err := render(engine)
	if err != nil {
		return err
	}
	dialect := goose.DialectSQLite3
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true), goose.WithTableName("schema_version")}
	if engine == "postgres" {
		dialect = goose.DialectPostgres
		locker, err := gooselock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(dialect, db, files, options...)
	if err != nil {
		return err
	}
	sources := p.ListSources()
	newest := sources[len(sources)-1].Version
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	if have > newest {
		return fault.New(fault.Unavailable, "store.newer")
	}
	if have == newest {
		return nil
	}
	_, err = p.Up(ctx)
	return err
}
