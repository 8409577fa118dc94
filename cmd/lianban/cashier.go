package main

import (
	"context"

	"lianban/internal/app/filing"
	"lianban/internal/base/clock"
	"lianban/internal/connector/payment"
	"lianban/internal/domain/calendar"
)

// cashier lends a payment system to filing.
type cashier struct{ of payment.Payments }

// Begin opens a payment.
func (c cashier) Begin(ctx context.Context, b filing.Bill) (string, error) {
	return c.of.Begin(ctx, payment.Bill(b))
}

// Came answers what came in, by the day on which it was paid.
func (c cashier) Came(ctx context.Context, order string) ([]filing.Money, error) {
	came, err := c.of.Came(ctx, order)
	out := make([]filing.Money, 0, len(came))
	for _, m := range came {
		out = append(out, filing.Money{Provider: m.Provider, Receipt: m.Receipt, Order: m.Order, Fen: m.Fen, On: calendar.DayOf(m.At)})
	}
	return out, err
}

// till is the payment page of the sample city.
type till struct {
	of    *payment.Fake
	clock clock.Clock
}

// Bill answers what an order asks for.
func (t till) Bill(order string) (what string, fen int64, back string, ok bool) {
	b, ok := t.of.Bill(order)
	return b.What, b.Fen, b.Back, ok
}

// Pay plays the payer.
func (t till) Pay(order string) bool { return t.of.Pay(order, t.clock.Now()) }
