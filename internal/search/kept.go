package search

import (
	"regexp"
	"strings"
	"unicode"
)

// MostKept is how many characters of a search without a hit are kept.
const MostKept = 40

// What could be a person: long numbers, also with blanks and dashes between or an X at the end, and mail addresses.
var (
	longNumber = regexp.MustCompile(`\d(?:[\s\-.·]*\d){5,}[xX]?`)
	mailbox    = regexp.MustCompile(`\S+@\S+`)
)

// masked stands for what was taken out.
const masked = "***"

// Kept answers what may be kept of a search that found nothing: the words alone, small and in one line, with long
// numbers and mail addresses masked, at most MostKept characters. Nothing about who searched. Empty: nothing is kept.
func Kept(words string) string {
	words = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case unicode.IsControl(r):
			return ' '
		case unicode.IsDigit(r) && r > '9':
			return '0' // another script's digit is as telling as ours
		}
		return unicode.ToLower(r)
	}, strings.ToValidUTF8(words, ""))
	words = longNumber.ReplaceAllString(mailbox.ReplaceAllString(words, masked), masked)
	words = strings.Join(strings.Fields(words), " ")
	if fold(words) == "" {
		return ""
	}
	if r := []rune(words); len(r) > MostKept {
		words = strings.TrimSpace(string(r[:MostKept]))
	}
	return words
}
