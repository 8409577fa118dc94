// Package storetest is the suite that every engine of the store passes, and what other rooms' tests need of
// it: an opened store, a small sealer, and cases to put into it.
package storetest

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// Start is the moment at which the suite's clock stands.
var Start = time.Date(2026, 9, 29, 10, 0, 0, 0, clock.Zone)

// sealer is AES-256-GCM with one fixed key: small, but real.
type sealer struct{ aead cipher.AEAD }

// Sealer answers a sealer for tests; all of them share one key.
func Sealer() store.Sealer {
	block, err := aes.NewCipher([]byte("a key of 32 bytes for tests only"))
	if err != nil {
		panic(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return sealer{aead}
}

func (s sealer) Seal(aad string, plain []byte) ([]byte, error) {
	nonce := make([]byte, s.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return s.aead.Seal(nonce, nonce, plain, []byte(aad)), nil
}

func (s sealer) Open(aad string, sealed []byte) ([]byte, error) {
	n := s.aead.NonceSize()
	if len(sealed) < n {
		return nil, errors.New("too short to be sealed")
	}
	return s.aead.Open(nil, sealed[:n], sealed[n:], []byte(aad))
}

func (s sealer) Index(purpose, value string) []byte {
	mac := hmac.New(sha256.New, []byte("a key for tests only "+purpose))
	mac.Write([]byte(value))
	return mac.Sum(nil)[:16]
}

// Options are options for tests: a clock that stands at Start, and as due rows whatever clocks a case says
// that it has (the Stop day of each clock's history stands for the answer of the calendar).
func Options() store.Options {
	return store.Options{Clock: clock.NewFrozen(Start), Seal: Sealer(), Logger: slog.New(slog.DiscardHandler), Dues: Dues}
}

// Dues answers one timer per clock of a case, due on its Stop day.
func Dues(c *casework.Case) []casework.Due {
	var dues []casework.Due
	for _, it := range c.Items {
		for _, k := range it.Clocks {
			dues = append(dues, casework.Due{Case: c.ID, Slot: it.Slot, Kind: k.Kind, Day: k.History.Stop})
		}
	}
	return dues
}

// fresh is a SQLite file with the schema and nothing in it: the migrations run once per test binary.
var fresh = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "lianban-fresh-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "fresh.db")
	s, err := store.Open(context.Background(), "sqlite:"+path, Options())
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// URL answers the address of a fresh SQLite database that is gone after the test. How an empty folder becomes one
// is tested in internal/store.
func URL(t testing.TB) string {
	t.Helper()
	file, err := fresh()
	path := filepath.Join(t.TempDir(), "lianban.db")
	if err == nil {
		err = os.WriteFile(path, file, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

// Open opens a fresh SQLite store that is closed and gone after the test; other rooms' tests use it.
func Open(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), URL(t), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
