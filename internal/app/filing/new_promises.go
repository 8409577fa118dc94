package filing

import (
	"slices"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/material"
	"lianban/internal/domain/scenario"
)

// freezePromises puts into an item case what may follow later (容缺清单) and what may be promised (告知承诺), as the plan has
// it, and what the applicant chose of it on the form: that is signed with the application, by the hash of what was shown.
func (s *Service) freezePromises(f *Filing, it scenario.Item, out *casework.ItemCase, signature string) {
	var chosen []string
	for _, m := range f.Plan.Materials {
		if m.Later.Days == 0 || !handsIn(m, it.Slot) {
			continue
		}
		out.MayGap = append(out.MayGap, m.Key)
		if l := casework.Limit(m.Later); out.GapDays.Days == 0 || l.Days < out.GapDays.Days {
			out.GapDays = l
		}
		if m.Disposition == material.Later {
			chosen = append(chosen, m.Key)
		}
	}
	if len(chosen) > 0 {
		out.Gap = &casework.Gap{State: casework.GapPromised, Materials: chosen, Days: out.GapDays, Signature: signature}
	}
	offer, signed := s.commitmentOf(f, it, out.Steps)
	if offer == nil {
		return
	}
	out.MayPromise = offer
	if signed {
		out.Commitment = &casework.Commitment{
			State: casework.CommitmentSigned, Replaces: offer.Replaces, Papers: offer.Papers, Promise: offer.Promise, Text: signature,
		}
	}
}

// Promise is a text that is signed together with an application: papers that follow, or a commitment.
type Promise struct {
	Kind string // the paper that it becomes: gap_promise, commitment
	Slot string
	Item string // name of the item
	Text string
}

// promisesOf are the texts that an application signs.
func (s *Service) promisesOf(f *Filing) []Promise {
	var out []Promise
	for _, item := range f.Plan.Items {
		it := s.newItem(f, item)
		s.freezePromises(f, item, it, "")
		if it.Gap != nil {
			out = append(out, Promise{Kind: "gap_promise", Slot: item.Slot, Item: it.Name, Text: s.GapText(it)})
		}
		if it.Commitment != nil {
			out = append(out, Promise{Kind: "commitment", Slot: item.Slot, Item: it.Name, Text: s.CommitmentText(it)})
		}
	}
	return out
}

// handsIn says that an item consumes a paper that the applicant hands in.
func handsIn(m scenario.Material, slot string) bool {
	return slices.ContainsFunc(m.Consumers, func(c scenario.Consumer) bool {
		return c.Slot == slot && (c.Disposition.HandedIn() || c.Disposition == material.Later)
	})
}

// commitmentOf is the commitment that an item has or offers; signed says that it is part of the application: a paper for
// which a promise was chosen, or a demand whose promise is among the papers of the item.
func (s *Service) commitmentOf(f *Filing, it scenario.Item, steps []casework.Step) (offer *casework.CommitmentOffer, signed bool) {
	p := f.Plan
	o := casework.CommitmentOffer{}
	var promised, grounds []string
	for _, m := range p.Materials {
		if m.Disposition == material.Commitment && slices.Contains(it.Materials, m.Key) {
			o.Papers, signed = append(o.Papers, m.Key), true
			promised = append(promised, say("promise.paper", "promise", paperName(s.of(f), m.Promise), "paper", m.Name))
		}
	}
	for _, d := range it.Demands {
		given := d.Promise != "" && slices.ContainsFunc(p.Materials, func(m scenario.Material) bool {
			return m.Slug == d.Promise && slices.Contains(it.Materials, m.Key)
		})
		if d.Promise == "" || !given && len(d.Spares) == 0 {
			continue
		}
		signed = signed || given
		promised = append(promised, say("promise.demand", "demand", d.Name))
		for _, b := range d.Basis {
			grounds = append(grounds, b.Name)
		}
		for _, id := range d.Spares {
			o.Replaces = append(o.Replaces, stepsOf(steps, id)...)
		}
		if l := casework.Limit(d.Within); l.Days > 0 && (o.Promise.Days == 0 || l.Days < o.Promise.Days) {
			o.Promise = l
		}
	}
	if len(promised) == 0 {
		return nil, false
	}
	comma := say("list_comma")
	o.Text, o.Ground = strings.Join(promised, comma), strings.Join(grounds, comma)
	return &o, signed
}

// stepsOf are the ids of a step of the package in an item: a joined visit carries the visit's.
func stepsOf(steps []casework.Step, slug string) []string {
	var out []string
	for _, x := range steps {
		if x.ID == slug || strings.HasPrefix(x.ID, "visit:") && x.Kind == slug {
			out = append(out, x.ID)
		}
	}
	return out
}

func paperName(c *scenario.Catalogue, slug string) string {
	if m, ok := c.Material(slug); ok {
		return m.Name
	}
	return slug
}

// say answers a text of this room.
func say(key string, pairs ...any) string { return lang.Chinese().Say("filing."+key, pairs...) }
