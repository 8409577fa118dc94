// Package message sends short messages and e-mail to people outside the portal.
package message

import (
	"context"
	"time"
)

// Message is one message to one person.
type Message struct {
	ID      string // idempotency key: the gateway sends one message for one ID
	Channel string // sms | email
	To      string // telephone number or address
	Subject string // of an e-mail
	Text    string
	At      time.Time
}

// Sender sends. Fault: Unavailable message.down; the message then waits in the outbox.
type Sender interface {
	Send(ctx context.Context, m Message) error
}
