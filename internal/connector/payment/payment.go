// Package payment lets people pay at the city's payment system and asks it what came in. No number of a card ever enters
// this house.
package payment

import (
	"context"
	"time"
)

// Bill is what somebody is asked to pay.
type Bill struct {
	Order string `json:"order"` // number of the payment order: the idempotency key
	Fen   int64  `json:"fen"`
	What  string `json:"what"` // as the payer reads it
	Back  string `json:"back"` // address to which the payer returns
}

// Money is money that came in. Provider and Receipt name it for ever: the same pair is the same money.
type Money struct {
	Provider string    `json:"provider"`
	Receipt  string    `json:"receipt"`
	Order    string    `json:"order"`
	Fen      int64     `json:"fen"`
	At       time.Time `json:"at"` // when the payer paid
}

// Payments is a payment system. Fault of both: Unavailable payment.down.
type Payments interface {
	// Begin opens a payment and answers the address at which the payer pays. An order may be begun often.
	Begin(ctx context.Context, b Bill) (address string, err error)
	// Came answers what came in for an order, oldest first.
	Came(ctx context.Context, order string) ([]Money, error)
}
