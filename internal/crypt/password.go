package crypt

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The cost of a password hash (OWASP's first choice for argon2id): about 35 ms and 19 MiB.
const (
	argonTime    = 2
	argonMemory  = 19 * 1024 // KiB
	argonThreads = 1
	saltSize     = 16
	hashSize     = 32
)

// Passwords hashes and verifies with argon2id, a few at a time: memory is what an attacker would exhaust.
type Passwords struct{ seats chan struct{} }

// NewPasswords makes a hasher that works on at most so many passwords at once.
func NewPasswords(atOnce int) *Passwords {
	return &Passwords{seats: make(chan struct{}, max(1, atOnce))}
}

// ErrNotAHash says that a stored text is no hash of ours.
var ErrNotAHash = errors.New("crypt: not an argon2id hash")

// Hash answers the hash of a password as PHC text: $argon2id$v=19$m=19456,t=2,p=1$salt$hash.
// It waits for a seat as long as the context lives.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltSize)
	rand.Read(salt)
	h := phc{time: argonTime, memory: argonMemory, threads: argonThreads, salt: salt}
	sum, err := p.work(ctx, password, h, hashSize)
	if err != nil {
		return "", err
	}
	h.sum = sum
	return h.String(), nil
}

// Verify says whether the password is the one behind a stored hash. With an empty hash, as for an unknown
// name, it works just as long and answers false, so that nobody learns which names exist.
func (p *Passwords) Verify(ctx context.Context, stored, password string) (bool, error) {
	h := phc{time: argonTime, memory: argonMemory, threads: argonThreads, salt: make([]byte, saltSize), sum: make([]byte, hashSize)}
	if stored != "" {
		var err error
		if h, err = parsePHC(stored); err != nil {
			return false, err
		}
	}
	sum, err := p.work(ctx, password, h, uint32(len(h.sum)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(sum, h.sum) == 1 && stored != "", nil
}

// Outdated says whether a stored hash was made at another cost, so that the next login should renew it.
func (p *Passwords) Outdated(stored string) bool {
	h, err := parsePHC(stored)
	return err != nil || h.time != argonTime || h.memory != argonMemory || h.threads != argonThreads
}

func (p *Passwords) work(ctx context.Context, password string, h phc, size uint32) ([]byte, error) {
	select {
	case p.seats <- struct{}{}:
		defer func() { <-p.seats }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(password), h.salt, h.time, h.memory, h.threads, size), nil
}

// phc is a parsed hash text.
type phc struct {
	time, memory uint32
	threads      uint8
	salt, sum    []byte
}

func (h phc) String() string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, h.memory, h.time, h.threads, b64(h.salt), b64(h.sum))
}

// parsePHC reads a hash text and refuses costs that could only come from a damaged or planted row.
func parsePHC(s string) (phc, error) {
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return phc{}, ErrNotAHash
	}
	var h phc
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &h.memory, &h.time, &h.threads); err != nil || n != 3 {
		return phc{}, ErrNotAHash
	}
	var err1, err2 error
	h.salt, err1 = base64.RawStdEncoding.DecodeString(parts[4])
	h.sum, err2 = base64.RawStdEncoding.DecodeString(parts[5])
	if errors.Join(err1, err2) != nil || len(h.salt) < 8 || len(h.sum) < 16 || len(h.sum) > 64 ||
		h.memory < 8 || h.memory > 1<<20 || h.time < 1 || h.time > 16 || h.threads < 1 || h.threads > 16 {
		return phc{}, ErrNotAHash
	}
	return h, nil
}
