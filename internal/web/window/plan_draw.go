package window

import (
	"strings"

	"lianban/internal/domain/material"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// plan is the plan in figures, and what must be said aloud.
func (d *drawer) plan() {
	p := d.c.Plan
	if p.Stopped {
		return
	}
	d.p.PlanNote = say("plan.version", "n", p.Scenario.Version)
	rows := []page.Row{{Name: say("plan.items"), Value: say("plan.items_of", "items", len(p.Items), "offices", len(departments(p)))}}
	if p.Complete {
		by, sure := d.v.d.Filing.DoneBy(p)
		row := page.Row{Name: say("plan.by"), Value: console.BindingDay(by), Note: wholeDays(p)}
		if !sure {
			row.Note = say("plan.days_unsure", "n", p.Days.Elapsed)
		}
		rows = append(rows, row, page.Row{Name: say("plan.visits"), Value: say("plan.times", "n", visits(p))})
	} else {
		rows = append(rows, page.Row{Name: say("plan.by"), Value: say("plan.open", "n", len(p.Missing))})
	}
	fee := say("plan.free")
	if len(p.Fees) > 0 {
		fee = say("plan.fees", "n", len(p.Fees))
	}
	d.p.Plan = append(rows, page.Row{Name: say("plan.fee"), Value: fee})
	d.p.Said = say("plan.said", "items", len(p.Items), "papers", len(d.p.Papers))
	if p.Complete {
		d.p.Talk = talk(p)
	}
}

// visits counts joint and single visits to the place.
func visits(p *scenario.Plan) (n int) {
	for _, s := range p.Steps {
		if strings.HasPrefix(s.ID, "visit:") || s.Kind == "site_inspection" {
			n++
		}
	}
	return n
}

// talk are the sentences that the clerk says aloud, from the rules that bind this plan.
func talk(p *scenario.Plan) []string {
	out := []string{say("talk.receipt")}
	licence, waits := false, map[string]bool{}
	for _, it := range p.Items {
		licence = licence || it.Regime == "licence"
	}
	if licence {
		out[0] = say("talk.receipt_licence")
	}
	for _, e := range p.Edges {
		if e.Gate == "start" && !waits[e.From] {
			waits[e.From] = true
			out = append(out, say("talk.waits", "first", itemName(p, e.From)))
		}
	}
	for _, m := range p.Materials {
		if m.Disposition == material.Commitment {
			out = append(out, say("talk.commitment", "name", m.Name))
		}
	}
	for _, it := range p.Items {
		if it.Variant == "commitment" {
			out = append(out, say("talk.promise", "name", it.ItemName))
		}
	}
	if visits(p) > 0 {
		out = append(out, say("talk.visit", "n", visits(p)))
	}
	if p.Joint {
		out = append(out, say("talk.joint"))
	}
	return out
}

func itemName(p *scenario.Plan, slot string) string {
	for _, it := range p.Items {
		if it.Slot == slot {
			return it.ItemName
		}
	}
	for _, g := range p.Gates {
		if g.Slug == slot {
			return g.Name
		}
	}
	return slot
}

// wholeDays is how long the whole takes; what is done on the spot takes no working day.
func wholeDays(p *scenario.Plan) string {
	if p.Days.Elapsed == 0 && len(p.Items) > 0 {
		return say("plan.on_the_spot")
	}
	return say("plan.days", "n", p.Days.Elapsed)
}
