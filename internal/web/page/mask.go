package page

import "strings"

// MaskedPhone hides the middle of a telephone number: 138****2290.
func MaskedPhone(s string) string {
	const head, tail = 3, 4
	if len(s) <= head+tail {
		return s
	}
	return s[:head] + strings.Repeat("*", len(s)-head-tail) + s[len(s)-tail:]
}

// MaskedMail hides the name in an e-mail address: w***@example.org.
func MaskedMail(s string) string {
	name, host, _ := strings.Cut(s, "@")
	runes := []rune(name)
	return string(runes[:min(1, len(runes))]) + "***@" + host
}
