package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AssessFee says for how many years a yearly fee is asked for at once.
type AssessFee struct {
	Seen
	Times int `json:"times,omitempty" minimum:"0" maximum:"70" doc:"Years that are paid for at once, of a fee that is due every year; 0: the first year"`
}

// DecideRelief takes a part of a fee off, or nothing.
type DecideRelief struct {
	Seen
	Relieved int64  `json:"relieved" minimum:"0" doc:"Fen that are taken off; 0: the request is refused"`
	Reason   string `json:"reason" maxLength:"2000" doc:"As printed"`
}

// FeeReason is the reason of an act about a fee.
type FeeReason struct {
	Seen
	Reason string `json:"reason" maxLength:"2000" doc:"As printed"`
}

// Refund notes that money went back.
type Refund struct {
	Seen
	Order  string `json:"order,omitempty" maxLength:"60" doc:"Number of the payment order; empty: the first of the item that owes money"`
	Number string `json:"number" maxLength:"100" doc:"Of the refund in the money system"`
}

// EnterRegister is an entry in a register.
type EnterRegister struct {
	Seen
	Number string `json:"number" maxLength:"100" doc:"Of the entry"`
}

// RequestRelief asks for a relief from a fee.
type RequestRelief struct {
	Heading string `json:"heading,omitempty" maxLength:"100" doc:"Slug of the relief; empty: the only one"`
	Reason  string `json:"reason" maxLength:"1000"`
}

// ReportPayment is money that a payment system took.
type ReportPayment struct {
	Order    string `json:"order" maxLength:"60" doc:"Number of the payment order"`
	Provider string `json:"provider" maxLength:"60" doc:"Name of the payment system"`
	Receipt  string `json:"receipt" maxLength:"100" doc:"Its number of this money; the same pair of provider and receipt is the same money"`
	Fen      int64  `json:"fen" minimum:"1"`
	On       string `json:"on,omitempty" format:"date" doc:"On which the payer paid; empty: today"`
}

// PaymentTaken says what became of reported money.
type PaymentTaken struct {
	No    ident.CaseNo `json:"no"`
	Order string       `json:"order"`
	Back  bool         `json:"back" doc:"The order asked for nothing: money is due back"`
}

type requestReliefIn struct {
	ItemPath
	Key
	Body RequestRelief
}

type reportPaymentIn struct{ Body ReportPayment }

type paymentOut struct{ Body PaymentTaken }

func (d *door) feeActs(a huma.API) {
	h := d.Handling
	act(a, d, "assess-fee", "Serve the payment order of an item",
		func(ctx context.Context, who permission.Principal, t handling.Target, in AssessFee) (*casework.Case, error) {
			return h.AssessFee(ctx, who, t, in.Times)
		})
	act(a, d, "grant-relief-full", "Take a whole fee off; never one's own assessment",
		func(ctx context.Context, who permission.Principal, t handling.Target, in FeeReason) (*casework.Case, error) {
			return h.GrantReliefFull(ctx, who, t, in.Reason)
		})
	act(a, d, "decide-relief", "Take a part of a fee off or nothing; never one's own assessment",
		func(ctx context.Context, who permission.Principal, t handling.Target, in DecideRelief) (*casework.Case, error) {
			return h.DecideRelief(ctx, who, t, in.Relieved, in.Reason)
		})
	act(a, d, "terminate-unpaid", "End an item whose fee stayed unpaid",
		func(ctx context.Context, who permission.Principal, t handling.Target, in FeeReason) (*casework.Case, error) {
			return h.TerminateUnpaid(ctx, who, t, in.Reason)
		})
	act(a, d, "refund", "Note that money which was due back went back",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Refund) (*casework.Case, error) {
			return h.Refund(ctx, who, t, in.Order, in.Number)
		})
	act(a, d, "enter-register", "Make the entry in the register, after the fee and before the certificate",
		func(ctx context.Context, who permission.Principal, t handling.Target, in EnterRegister) (*casework.Case, error) {
			return h.EnterRegister(ctx, who, t, in.Number)
		})
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/request-relief", "request-relief", "Ask for a relief from a fee"), d.requestRelief)
	o := post(tagCases, "/payments", "report-payment", "Report money that came in for a payment order")
	o.Description = "For the payment system, with the right to assess the fees of the item's department. It may report the same receipt as often as it likes. Money for an order that asks for nothing more is never refused: it becomes due back."
	huma.Register(a, o, d.reportPayment)
}

func (d *door) requestRelief(ctx context.Context, in *requestReliefIn) (*caseOut, error) {
	c, err := d.Filing.RequestRelief(ctx, caller(ctx), in.No, in.Slot, in.Body.Heading, in.Body.Reason, in.once())
	if err != nil {
		return nil, under(body, nil, err)
	}
	return d.caseOut(c), nil
}

func (d *door) reportPayment(ctx context.Context, in *reportPaymentIn) (*paymentOut, error) {
	m := filing.Money{Provider: in.Body.Provider, Receipt: in.Body.Receipt, Order: in.Body.Order, Fen: in.Body.Fen}
	if in.Body.On != "" {
		day, err := calendar.ParseDay(in.Body.On)
		if err != nil {
			return nil, fault.New(fault.Invalid, "api.request").With("on", "api.form.date")
		}
		m.On = day
	}
	c, err := d.Filing.ReportPayment(ctx, caller(ctx), m)
	if err != nil {
		return nil, under(body, nil, err)
	}
	out := &paymentOut{Body: PaymentTaken{No: c.No, Order: m.Order}}
	if it, _, _, ok := c.FeeOrderNo(m.Order); ok {
		out.Body.Back = it.RefundDue() > 0
	}
	return out, nil
}
