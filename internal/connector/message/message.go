// Package message sends short messages and e-mail to people outside the portal.
package message

import (
	"context"
	"time"
)

// The channels.
const (
	SMS   = "sms"
	Email = "email"
)

// Message is one message to one person. Texts carry no personal data beyond the address: a telephone may lie
// on a table.
type Message struct {
	ID      string    `json:"id"`      // idempotency key: the gateway sends one message for one ID
	Channel string    `json:"channel"` // SMS or Email
	To      string    `json:"to"`      // telephone number or address
	Subject string    `json:"subject,omitempty"`
	Text    string    `json:"text"`
	At      time.Time `json:"at"`
}

// Sender sends. Faults: Unavailable message.down, then the message waits in the outbox; Invalid
// message.refused, then trying again is useless.
type Sender interface {
	Send(ctx context.Context, m Message) error
}
