package crypt

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // RFC 6238 as every authenticator app computes it
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// The form of the codes (RFC 6238): every authenticator app knows this one.
const (
	codeStep   = 30 // seconds
	codeDigits = 6
	codeDrift  = 1 // steps that clocks may differ, both ways
)

// NewCodeSecret draws the secret of a second factor: 160 bits, as RFC 4226 wants it.
func NewCodeSecret() []byte {
	b := make([]byte, 20)
	rand.Read(b)
	return b
}

// CodeText writes a secret as people type it into an app: base32 without padding.
func CodeText(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// CodeURI is the address that an authenticator app reads from a QR code.
func CodeURI(secret []byte, issuer, account string) string {
	q := url.Values{"secret": {CodeText(secret)}, "issuer": {issuer}}
	return "otpauth://totp/" + url.PathEscape(issuer+":"+account) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// Code is the code of a step.
func Code(secret []byte, step int64) string {
	mac := hmac.New(sha1.New, secret)
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(step))
	mac.Write(counter[:])
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	return fmt.Sprintf("%0*d", codeDigits, (binary.BigEndian.Uint32(sum[at:])&0x7fffffff)%1_000_000)
}

// CodeStep is the step of a moment.
func CodeStep(at time.Time) int64 { return at.Unix() / codeStep }

// FittingStep answers the step whose code was typed, now or one step beside, if it is later than the last that was
// taken; ok is false for a wrong code and for one that was used. It always compares every step.
func FittingStep(secret []byte, code string, at time.Time, last int64) (step int64, ok bool) {
	for s := CodeStep(at) - codeDrift; s <= CodeStep(at)+codeDrift; s++ {
		if Equal(Code(secret, s), code) && s > last && !ok {
			step, ok = s, true
		}
	}
	return step, ok
}

// oneTimeLetters are what nobody takes for another: no 0 and O, no 1, l and I.
const oneTimeLetters = "abcdefghjkmnpqrstuvwxyz23456789"

// NewOneTime draws a password or recovery code that is read to somebody and typed once: 16 letters in fours, 79 bits.
func NewOneTime() string {
	var b strings.Builder
	for i := 0; i < 16; i++ {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(oneTimeLetters[draw(len(oneTimeLetters))])
	}
	return b.String()
}

// draw draws a number below n (at most 256), each as likely.
func draw(n int) int {
	var b [1]byte
	for {
		rand.Read(b[:])
		if int(b[0]) < 256/n*n {
			return int(b[0]) % n
		}
	}
}
