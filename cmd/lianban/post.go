package main

import (
	"strings"
	"time"

	"lianban/internal/app/telling"
	"lianban/internal/base/fault"
	"lianban/internal/connector/mail"
	"lianban/internal/connector/message"
	"lianban/internal/connector/outbound"
	"lianban/internal/crypt"
)

// post is how messages leave a real city.
type post struct {
	Messages     string `help:"Address of the gateway for short messages; without it they wait in the outbox."`
	MessagesSign string `name:"messages-sign" help:"Signature before every short message, in the brackets that the gateway demands."`
	SMTP         string `name:"smtp" help:"Mail server: smtp://user@host:587 (STARTTLS) or smtps://user@host:465; without it no e-mail is offered."`
	SMTPPassword string `name:"smtp-password" help:"Password of the mail server; better from the environment." env:"LIANBAN_SMTP_PASSWORD"`
	MailFrom     string `name:"mail-from" help:"Who writes: name <no-reply@host>."`
	Quiet        string `help:"Hours in which nobody's telephone rings, in Beijing time; none: no such hours." default:"21:00-08:00"`
}

// ways are the connectors of messages, and the hours in which they rest.
type ways struct {
	messages message.Sender // nil: short messages wait
	mail     mail.Sender    // nil: no e-mail
	quiet    telling.Quiet
}

// connect makes the connectors that are configured. Faults: Invalid cli.messages, cli.smtp, telling.quiet.
func (p post) connect() (ways, error) {
	var w ways
	var err error
	if w.quiet, err = telling.ParseQuiet(p.Quiet); err != nil {
		return w, err
	}
	if p.Messages != "" {
		client, err := message.NewClient(message.Config{Outbound: outbound.Config{URL: p.Messages}, Sign: p.MessagesSign})
		if err != nil {
			return w, fault.New(fault.Invalid, "cli.messages", "reason", err.Error())
		}
		w.messages = client
	}
	if p.SMTP == "" {
		return w, nil
	}
	c, err := mail.ParseURL(p.SMTP)
	if err == nil {
		c.From, c.Password = p.MailFrom, crypt.NewSecret(p.SMTPPassword)
		w.mail, err = mail.NewClient(c)
	}
	if err != nil {
		return w, fault.New(fault.Invalid, "cli.smtp", "reason", strings.TrimPrefix(err.Error(), "mail: "))
	}
	return w, nil
}

// tell wires the room of messages: how they leave, and what they say about this site.
func (h *house) tell(w ways, base string, sample bool) {
	h.telling = &telling.Service{
		Store: h.store, Clock: h.clock, Now: time.Now, Quiet: w.quiet, Mail: w.mail != nil,
		Site: h.city(sample).Name, Link: base,
	}
}
