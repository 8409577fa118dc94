package demo

import (
	"strings"

	"lianban/internal/web/page"
)

// MessagesPage is what the played gateway and mail server were given.
type MessagesPage struct {
	Plays []PlayView
	Held  []Line // not arrived
	Sent  []Line // arrived, newest first
}

// PlayView is one played system with its switch.
type PlayView struct {
	Way    string
	Name   string
	State  page.Tag
	Post   string // address of the switch
	Button string
	Value  string // of "down"
	Down   bool
}

// Line is one message.
type Line struct {
	Way     string
	State   page.Tag
	To      string // masked
	Subject string
	Text    string
	Say     string // when, and how often it was tried
}

// Paras are the lines of the text that say something.
func (l Line) Paras() []string {
	var out []string
	for _, p := range strings.Split(l.Text, "\n") {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}
