package filing

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/form"
	"lianban/internal/domain/material"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// byConsent is the ground of a register that is read with the consent of the person only.
const byConsent = "consent"

// ShareOffer is one register that could give what an item needs and no register gave with the draft.
type ShareOffer struct {
	Register  string // slug
	Source    string // its name
	Owner     string // name of the department that keeps it
	Connected bool   // false: it cannot be asked yet
	Materials []string
	Fields    []string // keys
	Rules     []string // slugs, of a decision by rules that fell back to a person
	Names     []string // of all these

	Consent *casework.Consent // the latest for this register and item; nil: none
}

func (o *ShareOffer) empty() bool { return len(o.Materials)+len(o.Fields)+len(o.Rules) == 0 }

// Sharing is what could be read for an item with the applicant's consent, and what was.
type Sharing struct {
	*Followed
	Item    *casework.ItemCase
	Offers  []ShareOffer
	Records []store.SharedRecord

	current *scenario.Library // what counts now: a register may have been connected since
}

// Shares answers what could be read for an item with the applicant's consent: papers that are handed in or were asked for
// again, facts that were written by hand, rules that could not be weighed. Only what is the applicant's own. Fault: NotFound.
func (s *Service) Shares(ctx context.Context, who permission.Principal, no ident.CaseNo, slot string) (*Sharing, error) {
	f, err := s.Follow(ctx, who, no)
	if err != nil {
		return nil, err
	}
	return s.SharesOf(ctx, f, slot)
}

// SharesOf is Shares of a case that was opened already. Fault: NotFound.
func (s *Service) SharesOf(ctx context.Context, f *Followed, slot string) (*Sharing, error) {
	it := f.Case.Latest(slot)
	if it == nil {
		return nil, fault.New(fault.NotFound, "casework.no_such_item")
	}
	sh := &Sharing{Followed: f, Item: it, current: s.Catalogue.LibraryFor(f.Case.Scenario, f.Case.Area)}
	sh.needPapers()
	sh.needFields()
	sh.needRules()
	for i := range it.Consents {
		x := &it.Consents[i]
		o := sh.at(x.Register)
		if o == nil { // nothing is needed of it any more
			sh.Offers = append(sh.Offers, ShareOffer{Register: x.Register, Source: x.Source, Owner: x.Owner, Connected: true, Names: x.Names})
			o = &sh.Offers[len(sh.Offers)-1]
		}
		o.Consent = x
	}
	slices.SortStableFunc(sh.Offers, func(a, b ShareOffer) int { return cmp.Compare(a.Register, b.Register) })
	var err error
	if len(it.Consents) > 0 {
		sh.Records, err = s.Store.SharedRecords(ctx, f.Case.ID, slot)
	}
	return sh, err
}

func (sh *Sharing) offer(register string) *ShareOffer {
	i := slices.IndexFunc(sh.Offers, func(o ShareOffer) bool { return o.Register == register })
	if i < 0 {
		return nil
	}
	return &sh.Offers[i]
}

// at finds or begins the offer of a register; nil for one that is read by law, or not at all.
func (sh *Sharing) at(register string) *ShareOffer {
	if o := sh.offer(register); o != nil {
		return o
	}
	r := sh.current.Registers[register]
	if r == nil || r.Ground != byConsent {
		return nil
	}
	o := ShareOffer{Register: r.Slug, Source: r.Name, Connected: r.Connected}
	if d := sh.current.Departments[r.Owner]; d != nil {
		o.Owner = d.Name
	}
	sh.Offers = append(sh.Offers, o)
	return &sh.Offers[len(sh.Offers)-1]
}

// Gives says that a register can be asked now for a material or field of the item.
func (sh *Sharing) Gives(key string) bool {
	return key != "" && slices.ContainsFunc(sh.Offers, func(o ShareOffer) bool {
		return o.Connected && (slices.Contains(o.Materials, key) || slices.Contains(o.Fields, key))
	})
}

func put(list []string, x string) []string {
	if slices.Contains(list, x) {
		return list
	}
	return append(list, x)
}

// needPapers offers the registers that hold, or can check, a paper which the applicant brings.
func (sh *Sharing) needPapers() {
	for _, m := range sh.Snapshot.Plan.Materials {
		brought := m.Disposition.HandedIn() || m.Disposition == material.Commitment || sh.asked(m.Key)
		def := sh.current.Materials[m.Slug]
		if !brought || def == nil || m.Instance > 1 || !slices.Contains(sh.Item.Materials, m.Key) {
			continue
		}
		registers := []string{def.Arrives.Certificate}
		for _, v := range def.Arrives.Verified {
			registers = append(registers, v.Register)
		}
		for _, r := range registers {
			if o := sh.at(r); o != nil {
				o.Materials, o.Names = put(o.Materials, m.Key), put(o.Names, m.Name)
			}
		}
	}
}

// needFields offers the registers that know a fact which the applicant wrote.
func (sh *Sharing) needFields() {
	for _, sec := range sh.Snapshot.Plan.Form.Sections {
		for _, x := range sec.Fields {
			def := sh.current.Fields[x.Slug]
			written := x.Disposition == form.Asked && !x.InGuide && x.Act == "" && x.Reuse != "ask"
			if !written || def == nil || def.From == "" || x.Instance > 1 || !slices.Contains(sh.Item.Fields, x.Key) {
				continue
			}
			if o := sh.at(def.From); o != nil {
				o.Fields, o.Names = put(o.Fields, x.Key), put(o.Names, x.Label)
			}
		}
	}
}

// needRules offers the registers that rules had no answer from.
func (sh *Sharing) needRules() {
	for _, r := range openRules(sh.Item) {
		for _, x := range r.Reads {
			if o := sh.at(x.Register); o != nil {
				o.Rules, o.Names = put(o.Rules, r.Slug), put(o.Names, x.Name)
			}
		}
	}
}

// openRules are the rules of an item that were asked and could not be weighed.
func openRules(it *casework.ItemCase) []casework.AutoRule {
	var out []casework.AutoRule
	for _, st := range it.Steps {
		if st.Auto == nil || st.State != casework.StepFallenBack {
			continue
		}
		for _, r := range st.Auto.Rules {
			if r.Open() {
				out = append(out, r)
			}
		}
	}
	return out
}

// asked says that the office asks for a material in an open request to supplement.
func (sh *Sharing) asked(key string) bool {
	if sh.Item.State != casework.SupplementRequested || len(sh.Item.Supplements) == 0 {
		return false
	}
	last := sh.Item.Supplements[len(sh.Item.Supplements)-1]
	return slices.ContainsFunc(last.Defects, func(d casework.Defect) bool { return d.Material == key })
}

// field finds a field of the form by its key.
func (f *Followed) field(key string) (scenario.Field, bool) {
	for _, sec := range f.Snapshot.Plan.Form.Sections {
		for _, x := range sec.Fields {
			if x.Key == key {
				return x, true
			}
		}
	}
	return scenario.Field{}, false
}

// requested is the moment of the latest request to supplement of an item: what registers gave before it answers nothing.
func (f *Followed) requested(slot string) time.Time {
	var at time.Time
	for _, e := range f.Entries {
		if e.Slot == slot && (e.Verb == string(casework.VerbRequestSupplement) || e.Verb == string(casework.VerbSetAsideDeemed)) {
			at = e.At
		}
	}
	return at
}

// from names the registers that gave a material or field of an item after a moment; empty: none did.
func from(it *casework.ItemCase, key string, after time.Time) string {
	var out []string
	for i := range it.Consents {
		if x := &it.Consents[i]; key != "" && x.Gave(key, after) {
			out = put(out, x.Source)
		}
	}
	return strings.Join(out, say("list_comma"))
}
