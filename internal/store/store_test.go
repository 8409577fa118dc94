package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"lianban/internal/store"
	"lianban/internal/store/pgtest"
	"lianban/internal/store/storetest"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(crashVictim); url != "" {
		victim(url)
		return
	}
	os.Exit(pgtest.Run(m))
}

func opened(t testing.TB, url string, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), url, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func sqliteDatabase(t testing.TB) storetest.Database {
	url := "sqlite:" + filepath.Join(t.TempDir(), "data", "lianban.db")
	return func(t testing.TB, o store.Options) *store.Store { return opened(t, url, o) }
}

func postgresDatabase(t testing.TB) storetest.Database {
	url := pgtest.Database(t, "lianban", func(url string) error {
		s, err := store.Open(context.Background(), url, storetest.Options())
		if err != nil {
			return err
		}
		return s.Close()
	})
	return func(t testing.TB, o store.Options) *store.Store { return opened(t, url, o) }
}

func TestSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, sqliteDatabase)
}

func TestPostgreSQL(t *testing.T) {
	t.Parallel()
	storetest.Run(t, postgresDatabase)
}
