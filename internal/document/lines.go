package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lianban/internal/base/lang"
)

// clean makes a text printable: other white space becomes a space, control characters vanish because they
// have no form. Line ends stay.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

// wrap breaks a text into lines of a width; the first line has less room by indent. Chinese breaks between
// any two characters except before a closing and after an opening mark; words and numbers stay whole unless
// they are longer than a line.
func (p *pen) wrap(s string, size, width, indent float64) []string {
	var lines []string
	for _, part := range strings.Split(clean(s), "\n") {
		room := width
		if len(lines) == 0 {
			room -= indent
		}
		line, used := "", 0.0
		for _, a := range p.atoms(part, size, width) {
			w := p.width(a, size)
			if line != "" && used+p.width(strings.TrimRight(a, " "), size) > room+1e-9 {
				lines = append(lines, strings.TrimRight(line, " "))
				line, used, room = "", 0, width
				if a = strings.TrimLeft(a, " "); a == "" {
					continue
				}
				w = p.width(a, size)
			}
			line, used = line+a, used+w
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// atoms cuts a text into what may not be broken.
func (p *pen) atoms(s string, size, width float64) []string {
	noStart, noEnd := lang.Chinese().Say("document.break.no_start"), lang.Chinese().Say("document.break.no_end")
	var atoms []string
	glue := false // the next character belongs to the last atom
	for _, r := range s {
		last := len(atoms) - 1
		for strings.ContainsRune(noStart, r) && last > 0 && strings.TrimSpace(atoms[last]) == "" { // a space before the mark is no place to break either
			atoms[last-1] += atoms[last]
			atoms, last = atoms[:last], last-1
		}
		joins := last >= 0 && (glue || strings.ContainsRune(noStart, r) || (isWord(r) && endsInWord(atoms[last])))
		glue = strings.ContainsRune(noEnd, r)
		if joins && p.width(atoms[last]+string(r), size) <= width {
			atoms[last] += string(r)
			continue
		}
		atoms = append(atoms, string(r))
	}
	return atoms
}

// isWord says whether a character belongs to a word or number of an alphabet.
func isWord(r rune) bool { return r < 0x2e80 && !unicode.IsSpace(r) }

func endsInWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isWord(r)
}
