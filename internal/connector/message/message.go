// Package message sends short messages to people outside the portal, through the city's gateway.
package message

import (
	"context"
	"time"
)

// SMS is the channel of a short message; gateways that know more channels tell them by it.
const SMS = "sms"

// Message is one message to one person. Texts carry no personal data beyond the address: a telephone may lie
// on a table.
type Message struct {
	ID      string    `json:"id"`      // idempotency key: the gateway sends one message for one ID
	Channel string    `json:"channel"` // SMS
	To      string    `json:"to"`      // telephone number
	Text    string    `json:"text"`
	At      time.Time `json:"at"`
}

// Sender sends. Faults: Unavailable message.down, then the message waits in the outbox; Invalid
// message.refused, then trying again is useless.
type Sender interface {
	Send(ctx context.Context, m Message) error
}
