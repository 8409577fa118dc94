package citizen

import (
	"net/http"
	"strings"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// Till is the page at which sample people pay; only the sample city has one.
type Till interface {
	// Bill answers what an order asks for, and where the payer returns to.
	Bill(order string) (what string, fen int64, back string, ok bool)
	// Pay plays the payer.
	Pay(order string) bool
}

// feeRows are the facts of a fee: what is asked for, why this amount, what was paid and what comes back.
func (v *visit) feeRows(it *casework.ItemCase) []page.Row {
	var out []page.Row
	for i := range it.Steps {
		s := &it.Steps[i]
		if s.Order == nil || s.Order.No == "" {
			continue
		}
		o := s.Order
		out = append(out, page.Row{Name: say("fee.amount"), Value: say("fee.yuan", "n", page.Money(o.Amount)), Note: say("fee.state."+string(s.State)) + say("fee.order", "no", o.No)})
		for _, l := range o.Lines {
			out = append(out, page.Row{Name: say("fee.why"), Value: feeWhy(l), Note: feeTerm(l)})
			if l.Basis != "" {
				out = append(out, page.Row{Name: say("fee.basis"), Value: l.Basis})
			}
		}
		if o.Approver != "" {
			out = append(out, page.Row{Name: say("fee.relieved"), Value: say("fee.relieved_say", "n", page.Money(o.Relieved), "share", casework.Share(o.Relieved, o.Full)), Note: o.Decided})
		}
		for _, p := range o.Payments {
			out = append(out, page.Row{Name: say("fee.paid"), Value: say("fee.yuan", "n", page.Money(p.Fen)), Note: say("fee.receipt", "day", day(p.On), "no", p.Receipt)})
		}
	}
	if back := it.RefundDue(); back > 0 {
		out = append(out, page.Row{Name: say("fee.refund"), Value: say("fee.yuan", "n", page.Money(back)), Note: say("fee.refund_say")})
	}
	for i := range it.Steps {
		if e := it.Steps[i].Entered; e != nil {
			out = append(out, page.Row{Name: say("fee.entered"), Value: e.No, Note: day(e.On)})
		}
	}
	return out
}

// feeWhy writes the formula with the numbers that stand in it.
func feeWhy(l casework.FeeLine) string {
	values := make([]string, len(l.Values))
	for i, x := range l.Values {
		values[i] = say("fee.value", "name", x.Name, "number", x.Value)
	}
	return say("fee.why_say", "formula", l.Formula, "exact", l.Exact, "unit", l.Unit, "values", joined(values))
}

// feeTerm sets what is asked for beside the whole term.
func feeTerm(l casework.FeeLine) string {
	if l.Whole <= l.Fen {
		return ""
	}
	return say("fee.term", "times", l.Times, "term", l.Term, "whole", page.Money(l.Whole))
}

// feeLinks lead to paying and to asking for a relief.
func (v *visit) feeLinks(c *casework.Case, it *casework.ItemCase) []page.Link {
	var out []page.Link
	who := casework.Actor{Kind: "applicant", Role: casework.Own, ID: v.who.ID}
	if casework.Why(c, it.Slot, casework.VerbPay, who) == nil {
		out = append(out, page.Link{Label: say("fee.pay"), Href: itemURL(c, it.Slot) + "/pay"})
	}
	if casework.Why(c, it.Slot, casework.VerbRequestRelief, who) == nil {
		out = append(out, page.Link{Label: say("fee.ask_relief"), Href: itemURL(c, it.Slot) + "/request-relief"})
	}
	return out
}

// payTodo says what must be paid, and until when.
func (v *visit) payTodo(c *casework.Case, it *casework.ItemCase) page.Todo {
	s := it.Payable()
	amount, surcharge := it.Owed(s, v.today)
	body := say("todo.pay_say", "item", it.Name, "amount", page.Money(amount))
	if s.State == casework.StepOverdue {
		body = say("todo.pay_late", "item", it.Name, "amount", page.Money(amount+surcharge))
	}
	for _, k := range v.d.Filing.Engine.ClockViews(c, it.Slot, v.today) {
		if k.Kind == "K17" && k.Stopped == 0 {
			body = say("todo.pay_until", "item", it.Name, "amount", page.Money(amount), "day", bindingDay(k.Due))
		}
	}
	t := page.Todo{Tone: page.Seal, Title: say("todo.pay"), Body: body, Button: page.Link{Label: say("fee.pay"), Href: itemURL(c, it.Slot) + "/pay"}}
	if casework.Why(c, it.Slot, casework.VerbRequestRelief, v.holder()) == nil {
		t.Other = page.Link{Label: say("todo.relief"), Href: itemURL(c, it.Slot) + "/request-relief"}
	}
	return t
}

// askPay says what is paid and why, before anybody leaves for the payment system.
func askPay(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	c := f.Case
	if err := casework.Why(c, it.Slot, casework.VerbPay, casework.Actor{Kind: "applicant", Role: casework.Own, ID: v.who.ID}); err != nil {
		return err
	}
	return v.confirmPay(c, it, "")
}

// confirmPay shows the order. With the address of the payment system the way there is a link, for the browser follows no
// form to another house, and beside it a code: who pays for a company often holds another telephone.
func (v *visit) confirmPay(c *casework.Case, it *casework.ItemCase, address string) error {
	o := it.Payable().Order
	amount, surcharge := it.Owed(it.Payable(), v.today)
	p := ConfirmPage{
		Heading: say("pay.title", "item", it.Name), Post: itemURL(c, it.Slot) + "/pay", Button: say("pay.button", "n", page.Money(amount+surcharge)),
		Cancel: page.Link{Label: say("pay.cancel"), Href: itemURL(c, it.Slot)}, Calm: true,
		Effects: []string{say("pay.order", "no", o.No), say("pay.amount", "n", page.Money(amount))},
		Stays:   []string{say("pay.safe")},
	}
	if surcharge > 0 {
		p.Effects = append(p.Effects, say("pay.surcharge", "n", page.Money(surcharge)))
	}
	for _, l := range o.Lines {
		p.Effects = append(p.Effects, feeWhy(l))
		if term := feeTerm(l); term != "" {
			p.Effects = append(p.Effects, term)
		}
		if l.Basis != "" {
			p.Effects = append(p.Effects, say("pay.basis", "law", l.Basis))
		}
	}
	if len(o.Reliefs) > 0 && it.Payable().State == casework.StepDue {
		p.Stays = append(p.Stays, say("pay.relief"))
	}
	if address != "" {
		p.Post, p.Button = itemURL(c, it.Slot)+"/paid", say("pay.look")
		p.Cancel = page.Link{Label: say("pay.later"), Href: itemURL(c, it.Slot)}
		p.Way = &PayWay{Go: page.Link{Label: say("pay.leave", "n", page.Money(amount+surcharge)), Href: address}, Code: address, Label: say("pay.code", "no", o.No)}
		if strings.HasPrefix(address, "/") { // the page of the sample city stands in this portal
			code, err := v.picture(address, p.Way.Label)
			if err != nil {
				return err
			}
			p.Way.Code, p.Way.Drawn = "", code
		}
	}
	v.show(http.StatusOK, Confirm(v.formFrame(p.Heading, itemURL(c, it.Slot)), p))
	return nil
}

// pay sends the payer to the payment system.
func pay(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	address, err := v.d.Filing.BeginPayment(v.r.Context(), v.who.Principal, f.Case.No, it.Slot, itemURL(f.Case, it.Slot))
	if err != nil {
		return err
	}
	return v.confirmPay(f.Case, it, address)
}

// lookPaid asks the payment system what came in: for who comes back before its notification.
func lookPaid(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	if s := it.Payable(); s != nil {
		if err := v.d.Filing.CollectPayment(v.r.Context(), s.Order.No); err != nil {
			return err
		}
	}
	return v.goTo(itemURL(f.Case, it.Slot))
}

// askRelief asks for the reasons of a relief.
func askRelief(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	if err := casework.Why(f.Case, it.Slot, casework.VerbRequestRelief, casework.Actor{Kind: "applicant", Role: casework.Own, ID: v.who.ID}); err != nil {
		return err
	}
	v.confirmRelief(http.StatusOK, f, it, nil)
	return nil
}

func (v *visit) confirmRelief(status int, f *filing.Followed, it *casework.ItemCase, wrong error) {
	c := f.Case
	p := ConfirmPage{
		Heading: say("relief.title", "item", it.Name), Post: itemURL(c, it.Slot) + "/request-relief", Button: say("relief.button"), Calm: true,
		Cancel:  page.Link{Label: say("relief.cancel"), Href: itemURL(c, it.Slot)},
		Effects: []string{say("relief.effect.stop"), say("relief.effect.days", "n", v.d.Filing.Engine.Params.ReliefDays), say("relief.once")},
	}
	heading := page.Field{Kind: page.OneOf, Name: "heading", Label: say("relief.heading"), Value: v.r.PostFormValue("heading")}
	if s := it.Payable(); s != nil {
		for _, r := range s.Order.Reliefs {
			p.Effects = append(p.Effects, say("relief.most", "name", r.Name, "n", page.Money(r.Fen), "share", casework.Share(r.Fen, s.Order.Full), "basis", r.Basis))
			heading.Options = append(heading.Options, page.Option{Value: r.Slug, Label: r.Name})
		}
	}
	if len(heading.Options) > 1 {
		p.Fields = append(p.Fields, heading)
	}
	p.Fields = append(p.Fields, page.Field{Kind: page.LongText, Name: "reason", Label: say("relief.reason"), Help: say("relief.reason_help"), Longest: 1000, Value: v.r.PostFormValue("reason")})
	fr := v.formFrame(p.Heading, p.Cancel.Href)
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		markProblems(p.Fields, p.Problems)
	}
	v.show(status, Confirm(fr, p))
}

func requestRelief(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.RequestRelief(v.r.Context(), v.who.Principal, f.Case.No, it.Slot, v.r.PostFormValue("heading"), v.r.PostFormValue("reason"), "")
	if fault.Is(err, fault.Invalid) {
		v.confirmRelief(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(itemURL(f.Case, it.Slot))
}

// showTill is the sample city's payment page.
func showTill(v *visit) error {
	what, fen, back, err := v.till()
	if err != nil {
		return err
	}
	order := v.r.URL.Query().Get("order")
	p := ConfirmPage{
		Heading: say("till.title"), Post: v.r.URL.RequestURI(), Button: say("till.button", "n", page.Money(fen)), Calm: true,
		Cancel:  page.Link{Label: say("till.cancel"), Href: back},
		Effects: []string{say("till.what", "what", what), say("pay.order", "no", order), say("pay.amount", "n", page.Money(fen))}, Stays: []string{say("till.demo")},
	}
	v.show(http.StatusOK, Confirm(v.formFrame(p.Heading, back), p))
	return nil
}

func payTill(v *visit) error {
	_, _, back, err := v.till()
	if err != nil {
		return err
	}
	order := v.r.URL.Query().Get("order")
	if !v.d.Till.Pay(order) {
		return fault.New(fault.NotFound, "casework.no_fee_order")
	}
	if err := v.d.Filing.CollectPayment(v.r.Context(), order); err != nil {
		return err
	}
	return v.goTo(back)
}

func (v *visit) till() (what string, fen int64, back string, err error) {
	if v.d.Till != nil {
		if what, fen, back, ok := v.d.Till.Bill(v.r.URL.Query().Get("order")); ok {
			return what, fen, back, nil
		}
	}
	return "", 0, "", fault.New(fault.NotFound, "casework.no_fee_order")
}
