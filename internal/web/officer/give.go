package officer

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// meet reads whom the item can be given to, for the act that asks for a colleague.
func (f *file) meet(d deed) (err error) {
	if d.verb == casework.VerbTransferOfficer {
		f.mates, err = f.v.d.Handling.Colleagues(f.v.R.Context(), f.resource(), f.Item.Handler)
		if err == nil && len(f.mates) == 0 && f.allowed(d) == nil {
			err = fault.New(fault.NotNow, "officer.no_colleague")
		}
	}
	return err
}

// colleagues are the choices of whom to give it to.
func (f *file) colleagues() []page.Option {
	var out []page.Option
	for _, m := range f.mates {
		out = append(out, page.Option{Value: string(m.ID), Label: say("act.to.one", "name", m.Name, "title", m.Title)})
	}
	return out
}

// order is the latest supervision order on the item.
func (f *file) order() *Order {
	o := f.Item.LastOrder()
	if o == nil {
		return nil
	}
	out := &Order{What: o.What, Open: o.State() == casework.OrderOpen}
	out.Title = say("order."+string(o.State()), "opened", console.DayText(o.Opened), "due", console.BindingDay(o.Due),
		"answered", console.DayText(o.Answered), "closed", console.DayText(o.Closed))
	if o.Answer != "" {
		out.Answer = say("order.answer", "text", o.Answer)
	}
	if o.Conclusion != "" {
		out.Note = say("order.conclusion", "text", o.Conclusion)
	}
	return out
}

// urged says how often the item was urged.
func (f *file) urged() string {
	u := f.Item.Urged
	if u.Times == 0 {
		return ""
	}
	return say("urged", "n", u.Times, "day", console.DayText(u.Last()))
}
