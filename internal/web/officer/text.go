package officer

import (
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

// say answers a text of this door: the key stands below "officer." in base/lang.
func say(key string, pairs ...any) string {
	return lang.Chinese().Say("officer."+key, pairs...)
}

func has(key string) bool { return lang.Chinese().Has("officer." + key) }

// join puts words into one list: A、B、C.
func join(words []string) string { return strings.Join(words, say("comma")) }

// faultText is the sentence of an error that came from below.
func faultText(err error) string {
	f := fault.Of(err)
	return lang.Chinese().SayMap("fault."+f.Key, f.Params)
}
