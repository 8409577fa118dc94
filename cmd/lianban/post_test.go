package main

import (
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

// What is wrong with the ways of messages is said before anything is opened.
func TestSettingsOfMessagesAreCheckedAtTheStart(t *testing.T) {
	t.Parallel()
	good := post{Quiet: "22:00-07:30", Messages: "https://gateway.example/sms", SMTP: "smtp://robot@mail.example.org", MailFrom: "联办 <no-reply@example.org>"}
	w, err := good.connect()
	if err != nil || w.messages == nil || w.mail == nil || w.quiet.None() {
		t.Errorf("%+v, %v", w, err)
	}
	if w, err := (post{Quiet: "none"}).connect(); err != nil || w.messages != nil || w.mail != nil || !w.quiet.None() {
		t.Errorf("%+v, %v", w, err)
	}
	for want, change := range map[string]func(*post){
		"telling.quiet": func(p *post) { p.Quiet = "late" },
		"cli.messages":  func(p *post) { p.Messages = "http://gateway.example" },
		"cli.smtp":      func(p *post) { p.MailFrom = "" },
	} {
		p := good
		change(&p)
		if _, err := p.connect(); fault.Of(err).Key != want || !lang.Chinese().Has("fault."+want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}
