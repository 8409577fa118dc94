package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lianban/internal/domain/form"
)

// MaskName hides the middle of a name: 王*军, 孙*. An enterprise's name is public and stays: it is long and Chinese, and
// has no dot within as the names of peoples have who write theirs longer.
func MaskName(name string) string {
	runes := []rune(name)
	enterprise := !strings.ContainsAny(name, "·•") && strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	switch n := utf8.RuneCountInString(name); {
	case n < 2 || n > 6 && enterprise:
		return name
	case n == 2:
		return string(runes[:1]) + "*"
	default:
		return string(runes[:1]) + strings.Repeat("*", n-2) + string(runes[n-1:])
	}
}

// MaskID hides the middle of an identity number: 3706**********0823.
func MaskID(s string) string { return hide(s, 4, 4) }

// MaskPhone hides the middle of a telephone number: 138****2290.
func MaskPhone(s string) string { return hide(s, 3, 4) }

func hide(s string, head, tail int) string {
	if len(s) <= head+tail {
		return s
	}
	return s[:head] + strings.Repeat("*", len(s)-head-tail) + s[len(s)-tail:]
}

// MaskValue masks what was shown of a value by its type.
func MaskValue(t form.Type, shown string) string {
	switch t {
	case form.IDNumber, form.BankAccount:
		return MaskID(shown)
	case form.Phone:
		return MaskPhone(shown)
	}
	return shown
}

// MaskMail hides the name in an e-mail address: w***@example.org.
func MaskMail(s string) string {
	name, host, _ := strings.Cut(s, "@")
	runes := []rune(name)
	return string(runes[:min(1, len(runes))]) + "***@" + host
}
