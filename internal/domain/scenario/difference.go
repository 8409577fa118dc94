package scenario

import (
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/form"
)

// Delta is one difference between two plans for the same person.
type Delta struct {
	Name string // of the question, item, field, material or fee
	What string // what of it: word, options, limit, way, amount, required; empty: the thing as a whole
	Old  string // empty: it was not there
	New  string // empty: it is gone
}

// Difference is what the same answers come to under another version.
type Difference struct {
	Questions []Delta // of the guide, as far as this person is asked
	Items     []Delta
	Fields    []Delta // that the person fills in
	Materials []Delta // that the person hands in, or that arrive otherwise now
	Fees      []Delta
	Promise   [2]string // of the whole, as people read it; empty: none
	Days      [2]int    // length of the critical path, in working days
	Stops     []string  // what the new version says to somebody whom it sends elsewhere
}

// Empty says that this person would notice nothing.
func (d Difference) Empty() bool {
	return len(d.Questions)+len(d.Items)+len(d.Fields)+len(d.Materials)+len(d.Fees)+len(d.Stops) == 0 &&
		d.Promise[0] == d.Promise[1] && d.Days[0] == d.Days[1]
}

// Differ compares two plans of one person.
func Differ(old, now *Plan) Difference {
	d := Difference{
		Questions: deltas(questions(old), questions(now)), Items: deltas(items(old), items(now)),
		Fields: deltas(asked(old), asked(now)), Materials: deltas(handedIn(old, now), handedIn(now, old)),
		Fees: deltas(fees(old), fees(now)), Promise: [2]string{old.Promise.Words(), now.Promise.Words()},
		Days: [2]int{old.Days.Elapsed, now.Days.Elapsed},
	}
	for _, s := range now.Stops {
		if !old.Stopped {
			d.Stops = append(d.Stops, s.Say)
		}
	}
	return d
}

// Words is the limit as people read it; empty for none.
func (l Limit) Words() string {
	if l.Days == 0 && l.Source == "" {
		return ""
	}
	unit := "plan.unit.working_days"
	if l.Calendar {
		unit = "plan.unit.calendar_days"
	}
	return strconv.Itoa(l.Days) + lang.Chinese().Say(unit)
}

// shownThing is something of a plan with what people see of it, in the order in which they see it.
type shownThing struct {
	key, name string
	facts     [][2]string // what, value
}

// deltas compares two lists by key: what is gone, what is new, and what is still there but different.
func deltas(old, now []shownThing) []Delta {
	var out []Delta
	at := func(list []shownThing, key string) int {
		return slices.IndexFunc(list, func(x shownThing) bool { return x.key == key })
	}
	there := lang.Chinese().Say("versions.there")
	for _, x := range old {
		if at(now, x.key) < 0 {
			out = append(out, Delta{Name: x.name, Old: there})
		}
	}
	for _, x := range now {
		i := at(old, x.key)
		if i < 0 {
			out = append(out, Delta{Name: x.name, New: there})
			continue
		}
		for j, f := range x.facts {
			if was := old[i].facts[j][1]; was != f[1] {
				out = append(out, Delta{Name: x.name, What: f[0], Old: was, New: f[1]})
			}
		}
	}
	return out
}

func questions(p *Plan) []shownThing {
	var out []shownThing
	for _, q := range p.Questions {
		if q.Shown {
			out = append(out, shownThing{q.Key, q.Name, [][2]string{{"word", q.Label}, {"options", labels(q.Options)}}})
		}
	}
	for _, m := range p.Menus {
		var names []string
		for _, o := range m.Options {
			names = append(names, o.Name)
		}
		out = append(out, shownThing{m.Slug, m.Label, [][2]string{{"word", m.Label}, {"options", strings.Join(names, lang.Chinese().Say("versions.list"))}}})
	}
	return out
}

func labels(options []form.Option) string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.Label
	}
	return strings.Join(out, lang.Chinese().Say("versions.list"))
}

func items(p *Plan) []shownThing {
	var out []shownThing
	for _, it := range p.Items {
		out = append(out, shownThing{it.Slot, it.Name, [][2]string{{"word", it.Name}, {"office", it.Office.Name}, {"limit", it.Promised.Words()}}})
	}
	return out
}

// asked are the fields that the person fills in beside the guide.
func asked(p *Plan) []shownThing {
	var out []shownThing
	required := map[bool]string{true: lang.Chinese().Say("versions.word.yes"), false: lang.Chinese().Say("versions.word.no")}
	for _, sec := range p.Form.Sections {
		for _, x := range sec.Fields {
			if x.Disposition == form.Asked && !x.InGuide {
				out = append(out, shownThing{x.Key, x.Label, [][2]string{{"word", x.Label}, {"options", labels(x.Options)}, {"required", required[x.Required]}}})
			}
		}
	}
	return out
}

// handedIn are the papers that the person hands in in one of the two plans, with the way in which they arrive in this one.
func handedIn(p, other *Plan) []shownThing {
	burden := func(of *Plan, key string) bool {
		return slices.ContainsFunc(of.Materials, func(m Material) bool { return m.Key == key && m.Disposition.HandedIn() })
	}
	var out []shownThing
	for _, m := range p.Materials {
		if burden(p, m.Key) || burden(other, m.Key) {
			way := lang.Chinese().Say("plan.disposition." + string(m.Disposition))
			out = append(out, shownThing{m.Key, m.Name, [][2]string{{"word", m.Name}, {"way", way}}})
		}
	}
	return out
}

func fees(p *Plan) []shownThing {
	var out []shownThing
	for _, f := range p.Fees {
		amount := f.Amount
		if amount != "" {
			amount += f.Unit
		}
		if f.Relief != "" && f.Relief != "0" {
			amount += " -" + f.Relief + f.Unit
		}
		out = append(out, shownThing{f.Step, f.Name, [][2]string{{"amount", amount}}})
	}
	return out
}
