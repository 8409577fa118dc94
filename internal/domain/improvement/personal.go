package improvement

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"lianban/internal/domain/casework"
)

// The lengths of numbers by which people are found: of a mobile telephone, and from the old identity card on.
const (
	phoneDigits    = 11
	identityDigits = 15
)

// hasNumber says that a text holds the number of a telephone, an identity card or a case, also written with full-width
// digits, spaces or hyphens between.
func hasNumber(text string) bool {
	run, first, second := 0, rune(0), rune(0)
	found := func() bool {
		return run == phoneDigits && first == '1' && second >= '3' || run >= identityDigits
	}
	for _, c := range text {
		switch {
		case c >= '０' && c <= '９':
			c += '0' - '０'
			fallthrough
		case c >= '0' && c <= '9':
			if run++; run == 1 {
				first = c
			} else if run == 2 {
				second = c
			}
		case run > 0 && (c == ' ' || c == '-' || c == '–' || c == '　' || c == '－'):
		default:
			if found() {
				return true
			}
			run = 0
		}
	}
	return found()
}

// shortestName is how long a name must be before its being in a text says anything.
const shortestName = 2

// names says that a text names its applicant, or the shop or company that the case is about.
func names(text string, c *casework.Case) bool {
	for _, name := range []string{c.Applicant.Name, c.Subject} {
		if utf8.RuneCountInString(name) >= shortestName && strings.Contains(text, name) {
			return true
		}
	}
	return false
}

func itoa(n int) string { return strconv.Itoa(n) }
