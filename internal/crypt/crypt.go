// Package crypt keeps secrets: field encryption with envelope keys, blind indexes, passwords, tokens, and a
// type whose value never reaches a log.
//
// Software cryptography is not a certified cryptographic module (商用密码产品认证); the README says so.
package crypt

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
)

// Sealer encrypts single values and makes them findable.
type Sealer interface {
	// Seal encrypts a value and binds it to its place: aad is "table|column|row id", and a sealed value
	// that is copied to another place does not open there.
	Seal(aad string, plain []byte) ([]byte, error)
	// Open decrypts what Seal made under any key of the ring. It fails with ErrDamaged if a bit or the
	// place is wrong, and with ErrUnknownKey if the ring lacks the key.
	Open(aad string, sealed []byte) ([]byte, error)
	// Index answers 16 bytes that are equal for equal values of one purpose ("person.id_number") and tell
	// nothing else without the key. The caller normalises the value first.
	Index(purpose, value string) []byte
}

// What Open says of a value that it cannot answer.
var (
	ErrDamaged    = errors.New("crypt: the sealed value is damaged or stands in the wrong place")
	ErrUnknownKey = errors.New("crypt: the key that sealed this value is not on the ring")
)

const (
	keySize   = 32 // AES-256
	nonceSize = 12
	indexSize = 16
	version1  = 1 // AES-256-GCM
	headSize  = 1 + 4 + nonceSize
)

// Digits answers six digits that belong to a value of one purpose and tell nothing without the key: a code to say at
// a counter. A million guesses find it, so whoever checks it must count them.
func Digits(s Sealer, purpose, value string) string {
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(s.Index(purpose, value))%1_000_000)
}

// Seal encrypts under the newest key: version, key id, nonce, ciphertext with tag. The head is covered too.
//
// Nonces are random, so a key may seal 2^32 values (NIST SP 800-38D §8.3); Rotate long before.
func (k *Keys) Seal(aad string, plain []byte) ([]byte, error) {
	id, aead := k.newest()
	head := make([]byte, headSize, headSize+len(plain)+aead.Overhead())
	head[0] = version1
	binary.BigEndian.PutUint32(head[1:], id)
	rand.Read(head[5:])
	return aead.Seal(head, head[5:headSize], plain, bound(head[:5], aad)), nil
}

// Open decrypts what Seal made.
func (k *Keys) Open(aad string, sealed []byte) ([]byte, error) {
	if len(sealed) < headSize || sealed[0] != version1 {
		return nil, ErrDamaged
	}
	id := binary.BigEndian.Uint32(sealed[1:])
	aead, ok := k.byID(id)
	if !ok {
		return nil, fmt.Errorf("%w (key %d)", ErrUnknownKey, id)
	}
	plain, err := aead.Open(nil, sealed[5:headSize], sealed[headSize:], bound(sealed[:5], aad))
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}

// KeyID answers the number of the key that sealed a value, so that a sweep finds what to seal anew.
func KeyID(sealed []byte) (uint32, bool) {
	if len(sealed) < headSize || sealed[0] != version1 {
		return 0, false
	}
	return binary.BigEndian.Uint32(sealed[1:]), true
}

// Index answers the blind index of a value. It does not depend on the data keys, so rotation keeps it.
func (k *Keys) Index(purpose, value string) []byte {
	mac := hmac.New(sha256.New, k.indexKey(purpose))
	mac.Write([]byte(value))
	return mac.Sum(nil)[:indexSize]
}

func bound(head []byte, aad string) []byte {
	return append(append(make([]byte, 0, len(head)+len(aad)), head...), aad...)
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
