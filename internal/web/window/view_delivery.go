package window

import (
	"net/url"

	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/batch"
	"lianban/internal/web/page/console"
)

// DeliveriesPage is page W10: the one exit for results.
type DeliveriesPage struct {
	Shell  console.Shell
	Done   string
	Errors []page.Problem
	Lead   string
	Found  bool // what one person has waiting
	Rows   []ReadyRow
	Print  string
	Next   string
	Prev   string
}

// ReadyRow is one joint case that has results waiting.
type ReadyRow struct {
	No, URL   string
	Applicant string // masked
	Scenario  string
	Ready     string
	Open      string // parts that are still with a department
	Way       page.Tag
	Due       string
}

// DeliveryPage is one joint case at the exit.
type DeliveryPage struct {
	Shell    console.Shell
	Done     string
	Errors   []page.Problem
	No       string
	Scenario string
	Masked   string // name of the applicant
	Way      page.Tag
	Results  []ResultRow
	Open     []ResultRow
	Before   []ResultRow
	Pieces   []BagPiece
	Papers   []page.Link // acknowledgements of delivery
	Refusals []MoveLine

	Coded     bool // a collection code exists
	Posts     bool // the applicant chose a letter
	Recipient string
	Phone     string
	Address   string

	Once   string
	Kept   url.Values // as it was typed
	Action func(act string) string
}

// ResultRow is one item of the case.
type ResultRow struct {
	Value  string
	Name   string
	Office string
	State  string
	Due    string
}

// chosen says whether a result is ticked: all are, until somebody has changed it.
func (p DeliveryPage) chosen(value string) bool {
	return p.Kept == nil || contains(p.Kept["results"], value)
}

func (p DeliveryPage) chosenPiece(value string) bool { return contains(p.Kept["piece"], value) }

func contains(list []string, x string) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// field makes one question of the page's forms, with what was typed and what must be mended.
func (p DeliveryPage) field(x page.Field) page.Field {
	x.Label, x.Value = batch.Say("delivery."+x.Name), p.Kept.Get(x.Name)
	for _, e := range p.Errors {
		if e.Field == x.Name {
			x.Error = e.Text
		}
	}
	return x
}

// collector are the questions about who stands at the window.
func (p DeliveryPage) collector() []page.Field {
	mandate := p.field(page.Field{Kind: page.Text, Name: "mandate", Help: batch.Say("delivery.mandate.help"), Longest: 60})
	capacity := p.field(page.Field{Kind: page.OneOf, Name: "capacity"})
	for _, c := range casework.Capacities {
		o := page.Option{Value: c, Label: batch.Say("capacity." + c)}
		if c == "mandate" {
			o.Reveal = []page.Field{mandate}
		}
		capacity.Options = append(capacity.Options, o)
	}
	if capacity.Value == "" {
		capacity.Value = "own"
	}
	checked := p.field(page.Field{Kind: page.OneOf, Name: "checked"})
	for _, c := range casework.Checks {
		checked.Options = append(checked.Options, page.Option{Value: c, Label: batch.Say("checked." + c)})
	}
	out := []page.Field{capacity, p.field(page.Field{Kind: page.Text, Name: "name", Help: batch.Say("delivery.name.help", "name", p.Masked), Longest: 40}), checked}
	if p.Coded {
		out = append(out, p.field(page.Field{Kind: page.Once, Name: "code", Help: batch.Say("delivery.code.help"), Optional: true}))
	}
	return out
}

// letter are the questions about a letter.
func (p DeliveryPage) letter() []page.Field {
	return []page.Field{
		p.field(page.Field{Kind: page.Text, Name: "carrier", Help: batch.Say("delivery.carrier.help"), Longest: 20}),
		p.field(page.Field{Kind: page.Text, Name: "tracking", Longest: 30}),
	}
}

// obstacle are the questions about a hand-over that did not come about.
func (p DeliveryPage) obstacle() []page.Field {
	cause := p.field(page.Field{Kind: page.OneOf, Name: "cause"})
	for _, c := range casework.Obstacles {
		cause.Options = append(cause.Options, page.Option{Value: c, Label: batch.Say("cause." + c)})
	}
	return []page.Field{cause, p.field(page.Field{Kind: page.LongText, Name: "refusal", Longest: 200, Optional: true})}
}

// orDash shows that nothing is there.
func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// shelfWords say where a paper lies; nothing where it lies nowhere here.
func shelfWords(shelf string) string {
	if shelf == "" {
		return ""
	}
	return batch.Say("delivery.shelf", "shelf", shelf)
}
