package access

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"lianban/internal/base/fault"
)

// The rules for passwords follow NIST SP 800-63B: long enough, not among the commonest, nothing about letters and
// digits that people answer with "Password1!".
const (
	shortest = 10  // characters
	longest  = 128 // characters: more only feeds the hash
)

//go:embed common_passwords.txt
var commonText string

// common are passwords of at least ten characters that everybody tries first.
var common = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, line := range strings.Fields(commonText) {
		m[line] = true
	}
	return m
})

// checkPassword adds to bad why a password cannot be taken.
func checkPassword(bad *fault.Fault, field, login, password string) {
	n := utf8.RuneCountInString(password)
	low := strings.ToLower(password)
	rest := strings.ReplaceAll(low, login, "")
	switch {
	case n < shortest:
		bad.With(field, "access.staff.password", "least", "10")
	case n > longest:
		bad.With(field, "access.password.long", "most", "128")
	case login != "" && utf8.RuneCountInString(rest) < shortest/2:
		bad.With(field, "access.password.login")
	case common()[low] || oneLetter(low):
		bad.With(field, "access.password.common")
	}
}

// oneLetter says that a password is one letter over and over.
func oneLetter(p string) bool { return p != "" && strings.Trim(p, string([]rune(p)[0])) == "" }
