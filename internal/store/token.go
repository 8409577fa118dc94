package store

import (
	"context"
	"time"

	"lianban/internal/base/ident"
)

// Token is a bearer token of the HTTP API. The database knows only its SHA-256.
type Token struct {
	ID        string
	Person    ident.PersonID // or
	Staff     ident.StaffID
	Name      string // what the owner calls it
	Scopes    []string
	CreatedAt time.Time
	ExpiresAt time.Time
	Revoked   bool
}

// AddToken writes a token with its secret.
func (s *Store) AddToken(ctx context.Context, t Token, secret string) error { panic("filled in next") }

// TokenOf finds the token of a secret that is neither expired nor revoked. Fault: Login store.no_token.
func (s *Store) TokenOf(ctx context.Context, secret string) (Token, error) { panic("filled in next") }

// RevokeToken ends a token.
func (s *Store) RevokeToken(ctx context.Context, id string) error { panic("filled in next") }

// Answer is the first answer that a script got for an idempotency key.
type Answer struct {
	Status int
	Body   []byte
}

// Recall finds the answer that was remembered under a key. Fault: Conflict store.key_reused.
func (s *Store) Recall(ctx context.Context, once Once) (Answer, bool, error) { panic("filled in next") }

// Remember keeps the answer to a request; the first one stays.
func (s *Store) Remember(ctx context.Context, once Once, a Answer) error { panic("filled in next") }

// Setting reads a setting of the installation (the demo clock's offset, pack hashes); "" when it is not set.
func (s *Store) Setting(ctx context.Context, key string) (string, error) { panic("filled in next") }

// SetSetting writes a setting.
func (s *Store) SetSetting(ctx context.Context, key, value string) error { panic("filled in next") }
