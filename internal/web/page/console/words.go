package console

import (
	"strings"
	"unicode/utf8"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

// Say answers a text that all desks share: the key stands below "console." in base/lang.
func Say(key string, pairs ...any) string { return lang.Chinese().Say("console."+key, pairs...) }

// FaultText is the sentence of an error that came from below.
func FaultText(err error) string {
	f := fault.Of(err)
	return lang.Chinese().SayMap("fault."+f.Key, f.Params)
}

// Masked hides the middle of a name that is a person's for sure: 王*军, 孙*. Where an enterprise's may stand,
// page.MaskName leaves it readable.
func Masked(name string) string {
	runes := []rune(name)
	switch n := utf8.RuneCountInString(name); {
	case n < 2:
		return name
	case n == 2:
		return string(runes[:1]) + "*"
	default:
		return string(runes[:1]) + strings.Repeat("*", n-2) + string(runes[n-1:])
	}
}
