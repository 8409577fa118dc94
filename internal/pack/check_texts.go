package pack

import (
	"slices"
	"strings"
	"unicode"
)

// longestSentence is how many characters a plain sentence may have.
const longestSentence = 40

// plainKeys are the texts that people read; names are official and stay as they are.
var plainKeys = []string{"ask", "why", "help", "say", "summary", "note", "offline_note", "missed"}

// texts finds sentences that are too long, half-width punctuation and words of the office (T901).
func (c *checker) texts() {
	jargon := strings.Fields(say("pack.words.jargon"))
	for _, kind := range c.tree.keys {
		for _, e := range kind.value.keys {
			c.read(e.value, jargon)
		}
	}
	for _, o := range c.overlays {
		for _, kind := range patched {
			if n := o.node.get(kind); n != nil {
				c.read(n, jargon)
			}
		}
	}
}

func (c *checker) read(n *node, jargon []string) {
	for _, e := range n.keys {
		if e.name == "en" {
			continue // translations have their own punctuation
		}
		if e.value.form == mapping {
			c.read(e.value, jargon)
			continue
		}
		if e.value.form == scalar && slices.Contains(plainKeys, e.name) {
			c.lint(e.value, jargon)
		}
		if e.value.form == scalar && e.name == "ask" {
			c.question(e.value)
		}
	}
}

func (c *checker) lint(n *node, jargon []string) {
	for _, s := range strings.FieldsFunc(n.text, func(r rune) bool { return strings.ContainsRune(fullStops, r) }) {
		if len([]rune(s)) > longestSentence {
			c.add("T901", n.pos, "text", s)
			c.warn()
		}
	}
	if halfWidth(n.text) {
		c.addVariant("T901", "punctuation", n.pos, "text", n.text)
		c.warn()
	}
	for _, j := range jargon {
		word, plain, _ := strings.Cut(j, "=")
		if strings.Contains(n.text, word) {
			c.addVariant("T901", "jargon", n.pos, "word", word, "plain", plain)
			c.warn()
		}
	}
}

// longestQuestion is how many characters a question may have, so that it fits two lines of a phone.
const longestQuestion = 30

// question finds questions that are hard to answer (T902): no question at all, two noes in one, or too long. What stands
// after the question mark is a hint.
func (c *checker) question(n *node) {
	asked, _, is := strings.Cut(n.text, questionMark)
	noes := 0
	for _, w := range strings.Fields(say("pack.words.noes")) {
		noes += strings.Count(asked, w)
	}
	for _, w := range strings.Fields(say("pack.words.either")) { // a choice or a fixed word, no negation
		noes -= strings.Count(asked, w)
	}
	variant := ""
	switch {
	case !is:
	case noes > 1:
		variant = "noes"
	case len([]rune(asked)) > longestQuestion:
		variant = "long"
	default:
		return
	}
	c.addVariant("T902", variant, n.pos, "text", n.text)
	c.warn()
}

// questionMark ends a question: full-width.
const questionMark = "\uff1f"

// fullStops end a sentence: ideographic full stop, and the full-width exclamation, question mark and semicolon.
const fullStops = "\u3002\uff01\uff1f\uff1b"

// halfWidth finds an ASCII comma, stop, colon, semicolon, question or exclamation mark beside a Chinese character.
func halfWidth(s string) bool {
	r := []rune(s)
	for i, c := range r {
		if !strings.ContainsRune(",.;:?!()", c) {
			continue
		}
		if i > 0 && unicode.Is(unicode.Han, r[i-1]) || i+1 < len(r) && unicode.Is(unicode.Han, r[i+1]) {
			return true
		}
	}
	return false
}
