package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// Token is a bearer token of the HTTP API. The database knows only its SHA-256. It ends in the machine's
// time, not by the legal clock.
type Token struct {
	ID        string
	Person    ident.PersonID // or
	Staff     ident.StaffID
	Name      string // what the owner calls it
	Scopes    []string
	CreatedAt time.Time
	ExpiresAt time.Time // zero: never
	Revoked   bool
}

// AddToken writes a token with its secret.
func (s *Store) AddToken(ctx context.Context, t Token, secret string) error {
	scopes, err := json.Marshal(t.Scopes)
	if err == nil {
		_, err = s.db.exec(ctx, `INSERT INTO tokens (id, secret, person, staff, name, scopes, created_at, expires_at, revoked)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, t.ID, tokenHash(secret), t.Person, t.Staff, t.Name,
			string(scopes), micros(t.CreatedAt), micros(t.ExpiresAt), t.Revoked)
	}
	return fault.Wrap(err, "adding a token")
}

const tokenColumns = "SELECT id, person, staff, name, scopes, created_at, expires_at, revoked FROM tokens WHERE "

func scanToken(r row) (t Token, err error) {
	var scopes string
	var created, expires int64
	err = r.Scan(&t.ID, &t.Person, &t.Staff, &t.Name, &scopes, &created, &expires, &t.Revoked)
	if err == nil {
		err = json.Unmarshal([]byte(scopes), &t.Scopes)
	}
	t.CreatedAt, t.ExpiresAt = moment(created), moment(expires)
	return t, err
}

// TokenOf finds the token of a secret that is neither expired nor revoked. Fault: Login store.no_token.
func (s *Store) TokenOf(ctx context.Context, secret string) (Token, error) {
	t, err := first(ctx, s.db, scanToken, tokenColumns+"secret = $1 AND revoked = FALSE AND (expires_at = 0 OR expires_at > $2)",
		tokenHash(secret), time.Now().UnixMicro())
	if errors.Is(err, errNoRow) {
		return t, fault.New(fault.Login, "store.no_token")
	}
	return t, fault.Wrap(err, "looking up a token")
}

// Tokens lists all tokens, newest first; for the administrator.
func (s *Store) Tokens(ctx context.Context) ([]Token, error) {
	ts, err := all(ctx, s.db, scanToken, tokenColumns+"1 = 1 ORDER BY created_at DESC, id DESC")
	return ts, fault.Wrap(err, "listing tokens")
}

// RevokeToken ends a token.
func (s *Store) RevokeToken(ctx context.Context, id string) error {
	_, err := s.db.exec(ctx, "UPDATE tokens SET revoked = TRUE WHERE id = $1", id)
	return fault.Wrap(err, "revoking a token")
}

// Setting reads a setting of the installation (the demo clock's offset, pack hashes); "" when it is not set.
func (s *Store) Setting(ctx context.Context, key string) (string, error) {
	var value string
	err := one(ctx, s.db, []any{&value}, "SELECT value FROM settings WHERE key = $1", key)
	if errors.Is(err, errNoRow) {
		return "", nil
	}
	return value, fault.Wrap(err, "reading a setting")
}

const setSetting = `INSERT INTO settings (key, value) VALUES ($1, $2)
	ON CONFLICT (key) DO UPDATE SET value = excluded.value`

// PutSetting writes a setting together with its entry in the audit log.
func PutSetting(key, value string) Write {
	return func(_ *Store, b *batch) error {
		b.add(setSetting, key, value)
		return nil
	}
}

// SetSetting writes a setting.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	_, err := s.db.exec(ctx, setSetting, key, value)
	return fault.Wrap(err, "writing a setting")
}
