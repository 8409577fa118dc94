package crypt

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"log/slog"
)

// NewToken draws a bearer token or session id: 32 bytes of chance as 43 characters that fit a URL.
func NewToken() Secret {
	b := make([]byte, 32)
	rand.Read(b)
	return NewSecret(base64.RawURLEncoding.EncodeToString(b))
}

// TokenDigest answers what is stored in place of a token: its SHA-256 in hex. A token has full entropy, so a
// plain hash is enough, and a stolen table opens no door.
func TokenDigest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Equal compares two texts in constant time for equal lengths.
func Equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// Secret is a text that never shows itself: fmt, slog and JSON all write "***". The value hides behind a
// pointer because fmt would print a plain string in an unexported field without asking its methods.
type Secret struct{ value *string }

const redacted = "***"

// NewSecret wraps a text.
func NewSecret(s string) Secret { return Secret{value: &s} }

// Reveal answers the text. Call it only where the secret is used.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Empty says whether there is nothing to hide.
func (s Secret) Empty() bool { return s.Reveal() == "" }

// Format writes the redaction for every verb.
func (s Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, redacted) }

// String answers the redaction.
func (s Secret) String() string { return redacted }

// LogValue answers the redaction.
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText answers the redaction, for JSON and other encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// UnmarshalText reads a secret from a configuration.
func (s *Secret) UnmarshalText(b []byte) error {
	*s = NewSecret(string(b))
	return nil
}
