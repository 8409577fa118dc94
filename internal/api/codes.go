package api

import (
	_ "embed"
	"strings"
	"sync"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

// codesText is written by the test of this file out of the source: one code a line, with its kinds.
//
//go:embed codes.txt
var codesText string

// Code is one code that a problem or one of its details may carry.
type Code struct {
	Code   string     `json:"code"`
	Kind   fault.Kind `json:"kind,omitempty"`   // empty: stands in errors only, for one place
	Status int        `json:"status,omitempty"` // HTTP status of a problem with this code
	Says   string     `json:"says"`             // its sentence in Chinese; {…} is filled in
}

// Codes lists every code of every problem, in the order of the alphabet. A code keeps its meaning; new ones come.
var Codes = sync.OnceValue(func() []Code {
	var out []Code
	for line := range strings.Lines(codesText) {
		name, kind, _ := strings.Cut(strings.TrimSpace(line), " ")
		c := Code{Code: name, Kind: fault.Kind(kind), Says: sentenceOf(name)}
		if c.Kind != "" {
			c.Status = statusOf[c.Kind]
		}
		for status, key := range formKeys {
			if key == name {
				c.Kind, c.Status = fault.Invalid, status
			}
		}
		if name == "api.method" {
			c.Status = 405
		}
		out = append(out, c)
	}
	return out
})

// sentenceOf answers the words of a code with the places where something is filled in.
func sentenceOf(code string) string {
	t := lang.Chinese()
	if t.Has("fault." + code) {
		return t.Say("fault." + code)
	}
	return t.Say(code)
}
