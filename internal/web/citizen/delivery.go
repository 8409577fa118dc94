package citizen

import (
	"net/http"
	"strconv"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// delivery draws the step on which the person says how the results should arrive; wrong is why it was not kept.
func (v *visit) delivery(status int, f *filing.Filing, d filing.Delivery, wrong error) error {
	at := draftURL(f, filing.StepDelivery)
	fr, now, all := v.stepFrame(f, filing.StepDelivery, say("delivery.title"))
	p := SectionPage{
		Scenario: f.Plan.Scenario.Name, Heading: fr.Title, Lead: say("delivery.lead"), Step: now, Steps: all,
		Save: at + "/save", Later: at + "/save-later", Version: strconv.FormatInt(f.Draft.Version, 10),
		Fields: v.deliveryFields(f.Ways(), d, wrong),
	}
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
	}
	v.show(status, Section(fr, p))
	return nil
}

// deliveryFields ask for the way, and for a letter its address; the person's own name and telephone number stand
// there already.
func (v *visit) deliveryFields(ways []string, d filing.Delivery, wrong error) []page.Field {
	word := func(name string) string { return lang.Chinese().Say("filing.delivery." + name) }
	if d.Recipient == "" && d.Phone == "" && wrong == nil {
		d.Recipient, d.Phone = v.who.Name, v.who.Person.Phone
	}
	letter := []page.Field{
		{Kind: page.Text, Name: "recipient", Label: word("recipient"), Value: d.Recipient, Longest: 40},
		{Kind: page.Phone, Name: "phone", Label: word("phone"), Value: d.Phone},
		{Kind: page.Address, Name: "address", Label: word("address"), Help: say("delivery.address_help"), Value: d.Address, Longest: 200},
	}
	way := page.Field{Kind: page.OneOf, Name: "way", Label: word("way"), Value: d.Way}
	for _, w := range ways {
		o := page.Option{Value: w, Label: word(w), Hint: say("delivery." + w)}
		if w == casework.ByPost {
			o.Reveal = letter
		}
		way.Options = append(way.Options, o)
	}
	fields := []page.Field{way}
	if wrong != nil {
		problems := problemsOf(wrong)
		markProblems(fields, problems)
		markProblems(letter, problems)
	}
	return fields
}

// writtenDelivery is what was posted.
func (v *visit) writtenDelivery() filing.Delivery {
	return filing.Delivery{
		Way: v.r.PostFormValue("way"), Recipient: v.r.PostFormValue("recipient"), Phone: v.r.PostFormValue("phone"), Address: v.r.PostFormValue("address"),
	}
}

// keepDelivery saves the step. "Go on later" keeps what can be used and asks again for the rest.
func (v *visit) keepDelivery(f *filing.Filing, later bool) error {
	in := v.writtenDelivery()
	saved, err := v.d.Filing.SaveDelivery(v.r.Context(), v.who.Principal, f.Draft.ID, v.version(), in)
	switch {
	case fault.Is(err, fault.Invalid) && !later:
		return v.delivery(http.StatusUnprocessableEntity, f, in, err)
	case err != nil && !fault.Is(err, fault.Invalid):
		return err
	case later:
		return v.goTo("/drafts")
	}
	return v.goTo(draftURL(saved, saved.Next(filing.StepDelivery)))
}

// deliveryRows say how the results will arrive, in the rows of a list; the applicant's own address is shown whole,
// the telephone number is masked.
func deliveryRows(d filing.Delivery) []page.Row {
	word := func(name string) string { return lang.Chinese().Say("filing.delivery." + name) }
	rows := []page.Row{{Name: word("way"), Value: word(d.Way)}}
	if d.Way == casework.ByPost && d.Address != "" {
		rows = append(rows, page.Row{Name: word("recipient"), Value: d.Recipient}, page.Row{Name: word("phone"), Value: maskedPhone(d.Phone)},
			page.Row{Name: word("address"), Value: d.Address})
	}
	return rows
}

// wishOf is how the applicant of a case wants the results.
func wishOf(c *casework.Case) filing.Delivery {
	if c.Delivery == nil {
		return filing.Delivery{Way: c.Deliverable()[0]}
	}
	return filing.Delivery(*c.Delivery)
}

// askChangeDelivery asks how the results should arrive from now on.
func askChangeDelivery(v *visit) error {
	f, err := v.follow()
	if err != nil {
		return err
	}
	if err := v.mayChangeDelivery(f.Case); err != nil {
		return err
	}
	v.confirmDelivery(http.StatusOK, f.Case, wishOf(f.Case), nil)
	return nil
}

func (v *visit) mayChangeDelivery(c *casework.Case) error {
	return casework.Why(c, "", casework.VerbChangeDelivery, casework.Actor{Kind: "applicant", ID: v.who.ID})
}

func (v *visit) confirmDelivery(status int, c *casework.Case, d filing.Delivery, wrong error) {
	p := ConfirmPage{
		Heading: say("delivery.change"), Effects: []string{say("delivery.effect")}, Stays: []string{say("delivery.stays")},
		Fields: v.deliveryFields(c.Deliverable(), d, wrong), Post: caseURL(c) + "/change-delivery", Button: say("delivery.button"),
		Cancel: page.Link{Label: say("delivery.cancel"), Href: caseURL(c)}, Calm: true,
	}
	fr := v.formFrame(p.Heading, p.Cancel.Href)
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
	}
	v.show(status, Confirm(fr, p))
}

func changeDelivery(v *visit) error {
	f, err := v.follow()
	if err != nil {
		return err
	}
	in := v.writtenDelivery()
	c, err := v.d.Filing.ChangeDelivery(v.r.Context(), v.who.Principal, f.Case.No, in, "")
	if fault.Is(err, fault.Invalid) {
		v.confirmDelivery(http.StatusUnprocessableEntity, f.Case, in, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(caseURL(c) + "#h-collect")
}

// codeRows show the collection code (取件码) while a result waits: the window asks for it, whoever comes.
func (v *visit) codeRows(c *casework.Case) []page.Row {
	code := v.d.Filing.Engine.Code
	if code == nil {
		return nil
	}
	for _, it := range c.Current() {
		if it.State == casework.Granted && it.Tendered != nil {
			return []page.Row{{Name: say("delivery.code"), Value: code(c), Note: say("delivery.code_note")}}
		}
	}
	return nil
}
