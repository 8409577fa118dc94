package officer

import (
	"strings"

	"lianban/internal/base/lang"
)

// say answers a text of this door: the key stands below "officer." in base/lang.
func say(key string, pairs ...any) string {
	return lang.Chinese().Say("officer."+key, pairs...)
}

func has(key string) bool { return lang.Chinese().Has("officer." + key) }

// join puts words into one list: A、B、C.
func join(words []string) string { return strings.Join(words, say("comma")) }

// joinNotes puts a note behind another, if there is one.
func joinNotes(first, second string) string {
	if first == "" {
		return second
	}
	return join([]string{first, second})
}
