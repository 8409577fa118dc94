package citizen

import (
	"net/http"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// showResults is C20.
func showResults(v *visit) error {
	f, err := v.follow()
	if err != nil {
		return err
	}
	c := f.Case
	p := ResultsPage{No: string(c.No), Name: caseName(c), Collect: v.collect(f)}
	for _, d := range f.Documents {
		if withheld(c, d) {
			continue
		}
		r := v.result(d)
		if it := c.Latest(d.Slot); it != nil && d.Kind == resultKind(f, it) && it.State == casework.Granted && it.Tendered != nil && it.Tendered.Channel == casework.ByAccount {
			r.Take = &page.Post{To: itemURL(c, it.Slot) + "/deliver", Label: say("results.take")}
		}
		if d.Kind == "certificate" {
			p.Results = append(p.Results, r)
		} else {
			p.Papers = append(p.Papers, r)
		}
	}
	for _, it := range c.Current() {
		switch {
		case it.State.Live() && len(it.Gives) > 0:
			p.Wait = append(p.Wait, say("results.wait", "item", it.Name))
		case it.State == casework.Granted && it.Tendered == nil && c.JointConclusion && !c.EarlyDelivery:
			p.Early = &page.Post{To: caseURL(c) + "/ask-early-delivery", Label: say("results.early")}
		}
	}
	v.show(http.StatusOK, Results(v.caseFrame(c, say("results.title"), page.Link{Label: say("results.title")}), p))
	return nil
}

// resultKind is the paper that is the result of an item: its certificate, or the decision where it gives none.
func resultKind(f *filing.Followed, it *casework.ItemCase) string {
	for _, d := range f.Documents {
		if d.Slot == it.Slot && d.Kind == "certificate" {
			return d.Kind
		}
	}
	return "decision_grant"
}

func (v *visit) result(d casework.Document) Result {
	return Result{
		Name: documentName(d), No: d.No, By: d.Data["office"], When: v.moment(d.At), Sample: v.d.Frame(v.r).Demo != nil,
		Links: []page.Link{{Label: say("results.download"), Href: "/documents/" + string(d.ID) + "/pdf"}, {Label: say("results.view"), Href: "/documents/" + string(d.ID)}},
	}
}

// takeResult takes a result into the account (送达).
func takeResult(v *visit) error {
	no, err := v.caseNo()
	if err != nil {
		return err
	}
	c, err := v.d.Filing.Deliver(v.r.Context(), v.who.Principal, no, v.r.PathValue("item"), "")
	if err != nil {
		return err
	}
	return v.goTo(caseURL(c) + "/results")
}

func askEarlyDelivery(v *visit) error {
	no, err := v.caseNo()
	if err != nil {
		return err
	}
	c, err := v.d.Filing.AskEarlyDelivery(v.r.Context(), v.who.Principal, no, "")
	if err != nil {
		return err
	}
	return v.goTo(caseURL(c) + "/results")
}

func (v *visit) document() (casework.Document, error) {
	d, err := v.d.Filing.Document(v.r.Context(), v.who.Principal, ident.DocumentID(v.r.PathValue("document")))
	if err == nil && v.d.Printer == nil {
		err = fault.New(fault.Unavailable, "citizen.no_printer")
	}
	return d, err
}

// showDocument shows an official paper as a page.
func showDocument(v *visit) error {
	d, err := v.document()
	if err != nil {
		return err
	}
	inside, err := v.d.Printer.HTML(v.r.Context(), d)
	if err != nil {
		return err
	}
	f := v.frame(documentName(d))
	f.Back = &page.Link{Label: say("document.back"), Href: "/cases/" + d.Data["case_no"]}
	v.show(http.StatusOK, Document(f, DocumentPage{Inside: string(inside), PDF: "/documents/" + string(d.ID) + "/pdf"}))
	return nil
}

// printDocument hands an official paper out as PDF.
func printDocument(v *visit) error {
	d, err := v.document()
	if err != nil {
		return err
	}
	b, err := v.d.Printer.PDF(v.r.Context(), d)
	if err != nil {
		return err
	}
	page.FileHeaders(v.w.Header(), d.No+".pdf", "application/pdf", true)
	_, _ = v.w.Write(b) // the browser went away: nobody left to tell
	return nil
}
