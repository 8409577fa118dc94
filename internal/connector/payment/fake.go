package payment

import (
	"context"
	"fmt"
	"net/url"
	"sync"
	"time"

	"lianban/internal/base/fault"
)

// kept is how many bills the fake remembers.
const kept = 500

// Fake is the payment system of the demo: no money moves. Its page stands at /payments/demo of our own portal.
type Fake struct {
	mu    sync.Mutex
	bills map[string]Bill
	order []string // of bills, oldest first
	money map[string][]Money
	count int
	down  bool
}

// NewFake makes a payment system that works.
func NewFake() *Fake { return &Fake{bills: map[string]Bill{}, money: map[string][]Money{}} }

// Begin remembers a bill and answers the page of the fake.
func (f *Fake) Begin(_ context.Context, b Bill) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		return "", fault.New(fault.Unavailable, "payment.down")
	}
	if _, known := f.bills[b.Order]; !known {
		if f.order = append(f.order, b.Order); len(f.order) > kept {
			delete(f.bills, f.order[0])
			delete(f.money, f.order[0])
			f.order = append([]string(nil), f.order[1:]...)
		}
	}
	f.bills[b.Order] = b
	return "/payments/demo?order=" + url.QueryEscape(b.Order), nil
}

// Bill answers a bill that was begun.
func (f *Fake) Bill(order string) (Bill, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, ok := f.bills[order]
	return b, ok
}

// Pay plays the payer: the bill is paid once, however often the button is pressed.
func (f *Fake) Pay(order string, at time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, ok := f.bills[order]
	if !ok {
		return false
	}
	if len(f.money[order]) == 0 {
		f.count++
		receipt := fmt.Sprintf("DEMO%s%05d", at.UTC().Format("20060102150405"), f.count)
		f.money[order] = []Money{{Provider: "demo", Receipt: receipt, Order: order, Fen: b.Fen, At: at}}
	}
	return true
}

// Came answers what the payer paid.
func (f *Fake) Came(_ context.Context, order string) ([]Money, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		return nil, fault.New(fault.Unavailable, "payment.down")
	}
	return append([]Money(nil), f.money[order]...), nil
}

// SetDown switches the system off and on.
func (f *Fake) SetDown(down bool) {
	f.mu.Lock()
	f.down = down
	f.mu.Unlock()
}
