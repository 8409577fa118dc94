package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tidy makes typed words readable: valid text in one line, not longer than MostWords. cut says that something at
// the end was left out.
func tidy(words string) (tidied string, cut bool) {
	words = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(words, ""), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	if utf8.RuneCountInString(words) <= MostWords {
		return words, false
	}
	return strings.TrimSpace(string([]rune(words)[:MostWords])), true
}

// fold keeps letters, digits and Chinese characters, makes letters small and wide signs narrow.
func fold(s string) string { return strings.Map(foldRune, s) }

// foldRune answers -1 for what does not count.
func foldRune(r rune) rune {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return unicode.ToLower(r)
	}
	return -1
}

// pairs are the neighbouring characters of a folded text, each pair once.
type pairs []uint64

func pairsOf(s string) pairs {
	var out pairs
	last := rune(-1)
	for _, r := range s {
		if p := pairOf(last, r); last >= 0 && !slices.Contains(out, p) {
			out = append(out, p)
		}
		last = r
	}
	return out
}

func pairOf(a, b rune) uint64 { return uint64(a)<<32 | uint64(b) }

// bloom holds one bit for each pair: texts without a common bit have no common pair.
func (p pairs) bloom() uint64 {
	var b uint64
	for _, x := range p {
		b |= 1 << (x * 0x9E3779B97F4A7C15 >> 58)
	}
	return b
}

// common counts the pairs of p that are in q.
func (p pairs) common(q pairs) (n int) {
	for _, x := range p {
		for _, y := range q {
			if x == y {
				n++
				break
			}
		}
	}
	return n
}

// mark cuts a text where it has the words, or pieces of at least two characters of them.
func mark(text, words string) []Part {
	if text == "" {
		return nil
	}
	least := min(2, utf8.RuneCountInString(words))
	runes := []rune(text)
	var out []Part
	plain := 0
	for i := 0; i < len(runes); {
		n := longest(runes[i:], words, least)
		if n == 0 {
			i++
			continue
		}
		if i > plain {
			out = append(out, Part{Text: string(runes[plain:i])})
		}
		out = append(out, Part{Text: string(runes[i : i+n]), Mark: true})
		i += n
		plain = i
	}
	if plain < len(runes) {
		out = append(out, Part{Text: string(runes[plain:])})
	}
	return out
}

// longest answers how many characters at the beginning of a text stand in the words as they do here; 0 if fewer
// than least. Signs do not count, and none is marked at either end.
func longest(text []rune, words string, least int) (n int) {
	var b strings.Builder
	counted := 0
	for i, r := range text {
		f := foldRune(r)
		if f < 0 {
			if i == 0 {
				return 0
			}
			continue
		}
		b.WriteRune(f)
		if !strings.Contains(words, b.String()) {
			break
		}
		if counted++; counted >= least {
			n = i + 1
		}
	}
	if least == 0 {
		return 0
	}
	return n
}
