// Package mail sends e-mail to people outside the portal, over SMTP.
package mail

import (
	"context"
	"time"
)

// Message is one e-mail to one person. Texts carry no personal data beyond the address: a mailbox is read by others.
type Message struct {
	ID      string    // the same for every attempt; becomes the Message-ID
	To      string    // name@host
	Subject string    // one line
	Text    string    // plain text, lines end with \n
	At      time.Time // the date that the e-mail shows
}

// Sender sends. Faults: Unavailable mail.down, then the message waits in the outbox; Invalid mail.refused, then
// trying again is useless.
type Sender interface {
	Send(ctx context.Context, m Message) error
}
