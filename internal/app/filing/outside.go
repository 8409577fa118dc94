package filing

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
)

// What a rehearsal (演练) may ask of other systems: nothing. This file is the only place of the house in which a register or
// a cashier is called; a test reads the sources for that. What a rehearsal would tell the world stays in the house in one
// place too: message in internal/store/case_write.go.

// PlayedRegisters are registers that are played inside the house: only such ones answer in a rehearsal.
type PlayedRegisters interface {
	Registers
	// Played says that nobody's records are read.
	Played()
}

// rehearsedOnly says that an answer would have to come from outside, which a rehearsal does not ask.
func rehearsedOnly() *fault.Fault { return fault.New(fault.Unavailable, "filing.rehearsal") }

// silent says that a register was not asked, because somebody rehearses.
func silent(err error) bool { return err != nil && fault.Of(err).Key == "filing.rehearsal" }

// AskRegister asks a register what it knows about somebody. Fault: Unavailable when it does not answer, filing.rehearsal when
// it may not be asked.
func AskRegister(ctx context.Context, r Registers, register string, about Subject, fields []string) (map[string]string, error) {
	if _, played := r.(PlayedRegisters); about.Trial && !played {
		return nil, rehearsedOnly()
	}
	return r.Lookup(ctx, register, about, fields)
}

// askCertificates asks the store of certificates. Faults: those of AskRegister.
func askCertificates(ctx context.Context, r Registers, about Subject) ([]Certificate, error) {
	if _, played := r.(PlayedRegisters); about.Trial && !played {
		return nil, rehearsedOnly()
	}
	return r.Certificates(ctx, about)
}

// beginPayment sends the payer to the cashier. In a rehearsal nobody pays: the order counts as paid, and the payer is back
// where it came from. Faults: Unavailable filing.no_cashier, payment.down.
func (s *Service) beginPayment(ctx context.Context, trial bool, b Bill) (address string, err error) {
	if trial {
		_, err = s.TakePayment(ctx, Money{Provider: rehearsedMoney, Receipt: b.Order, Order: b.Order, Fen: b.Fen})
		return b.Back, err
	}
	if s.Cashier == nil {
		return "", fault.New(fault.Unavailable, "filing.no_cashier")
	}
	return s.Cashier.Begin(ctx, b)
}

// rehearsedMoney is the provider of money that nobody paid.
const rehearsedMoney = "rehearsal"

// paymentsOf answers what the cashier took for an order; nothing of a rehearsal. Faults: those of beginPayment.
func (s *Service) paymentsOf(ctx context.Context, order string) ([]Money, error) {
	if no, ok := caseOf(order); ok && no.Trial() {
		return nil, nil
	}
	if s.Cashier == nil {
		return nil, fault.New(fault.Unavailable, "filing.no_cashier")
	}
	return s.Cashier.Came(ctx, order)
}

// bookable says that money may be booked: a rehearsal takes only what nobody paid, and a real case only what somebody did.
func bookable(c *casework.Case, m Money) bool { return c.Trial == (m.Provider == rehearsedMoney) }
