package filing

import (
	"context"
	"slices"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/form"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// answered is what one register said under a consent.
type answered struct {
	values       map[string]string
	certificates []Certificate
	err          error
}

// readShared asks a register under a consent, writes the look-up down and records what came.
func (s *Service) readShared(ctx context.Context, sh *Sharing, x *casework.Consent) (*casework.Case, error) {
	about, err := s.about(ctx, sh.Followed)
	if err != nil {
		return nil, err
	}
	a := s.askFor(ctx, sh, x, about)
	in := casework.ShareInput{Target: casework.Target{Slot: sh.Item.Slot}, Register: x.Register, Outcome: casework.ShareDown}
	record := store.SharedRecord{Consent: x.ID, Slot: sh.Item.Slot, Source: x.Source, At: s.Clock.Now()}
	if a.err == nil {
		record.Things, in.Got = sh.things(x, a, s.today())
		in.Answers = sh.weigh(x, a)
		in.Outcome = casework.ShareNoRecord
		if len(in.Got)+len(in.Answers) > 0 {
			in.Outcome = casework.ShareFound
		}
	} else {
		s.Log.Warn("register does not answer", "register", x.Register, "error", a.err.Error())
	}
	if !silent(a.err) && !sh.Case.Trial {
		read := store.Read{
			Person: sh.Case.Applicant.Person, At: s.Clock.Now(), Register: x.Register, Scenario: sh.Case.Scenario, Source: x.Source,
			Purpose: sh.Item.Name, Ground: byConsent, Fields: x.Names, Outcome: store.ReadOutcome(in.Outcome), Consent: x.ID,
		}
		if err := s.Store.AddReads(context.WithoutCancel(ctx), read); err != nil {
			return nil, err
		}
	}
	var extras []store.Extra
	if len(record.Things) > 0 {
		extras = append(extras, store.KeepShared(record))
	}
	change, err := s.Store.Apply(ctx, store.ByID(sh.Case.ID), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.RecordShare(c, s.moment(), in)
	}, extras...)
	if err != nil {
		return nil, err
	}
	s.told(change)
	return s.Engine.Told(change.Case, s.Clock.Now()), nil
}

// about says about whom a register is asked for a case: the applicant and, where one is acted for, the enterprise.
func (s *Service) about(ctx context.Context, f *Followed) (Subject, error) {
	p, err := s.Store.Person(ctx, f.Case.Applicant.Person)
	if err != nil {
		return Subject{}, err
	}
	about := Subject{Name: p.Name, IDNo: p.IDNo, Trial: f.Case.Trial}
	uscc := f.Snapshot.Work.Company
	if f.Case.Applicant.Kind != "enterprise" || uscc == "" {
		return about, nil
	}
	companies, err := s.Store.Companies(ctx, p.ID)
	if slices.ContainsFunc(companies, func(c store.Company) bool { return c.USCC == uscc }) {
		about.USCC = uscc
	}
	return about, err
}

// askFor asks a register for what a consent names; a store of certificates for those that it holds.
func (s *Service) askFor(ctx context.Context, sh *Sharing, x *casework.Consent, about Subject) (a answered) {
	ctx, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	if slugs := sh.slugs(x); len(slugs) > 0 {
		if a.values, a.err = AskRegister(ctx, s.Registers, x.Register, about, slugs); a.err != nil {
			return a
		}
	}
	if slices.ContainsFunc(x.Materials, func(key string) bool { return sh.heldBy(key) == x.Register }) {
		a.certificates, a.err = askCertificates(ctx, s.Registers, about)
	}
	return a
}

// material finds a paper of the plan by its key.
func (f *Followed) material(key string) (scenario.Material, bool) {
	for _, m := range f.Snapshot.Plan.Materials {
		if m.Key == key {
			return m, true
		}
	}
	return scenario.Material{}, false
}

// heldBy is the register that hands a paper out as a certificate.
func (sh *Sharing) heldBy(key string) string {
	m, _ := sh.material(key)
	if def := sh.current.Materials[m.Slug]; def != nil {
		return def.Arrives.Certificate
	}
	return ""
}

// checks are the fields by which a register checks a paper.
func (sh *Sharing) checks(key, register string) []string {
	m, _ := sh.material(key)
	if def := sh.current.Materials[m.Slug]; def != nil {
		for _, v := range def.Arrives.Verified {
			if v.Register == register {
				return v.Fields
			}
		}
	}
	return nil
}

// slugs are the fields for which a register is asked under a consent.
func (sh *Sharing) slugs(x *casework.Consent) []string {
	var out []string
	for _, key := range x.Materials {
		for _, slug := range sh.checks(key, x.Register) {
			out = put(out, slug)
		}
	}
	for _, key := range x.Fields {
		if f, ok := sh.field(key); ok {
			out = put(out, f.Slug)
		}
	}
	for _, r := range openRules(sh.Item) {
		for _, y := range r.Reads {
			if y.Register == x.Register && slices.Contains(x.Rules, r.Slug) {
				out = put(out, y.Field)
			}
		}
	}
	return out
}

// things turns what a register said into what an officer reads, and answers the keys of what is complete: a paper counts only
// when every field that checks it came, a certificate while it is valid.
func (sh *Sharing) things(x *casework.Consent, a answered, today calendar.Day) (out []store.SharedThing, got []string) {
	for _, key := range x.Materials {
		m, _ := sh.material(key)
		part := sh.certified(key, x.Register, m.Slug, a.certificates, today)
		if part == nil {
			part = sh.checked(key, x.Register, a.values)
		}
		if len(part) > 0 {
			out, got = append(out, part...), append(got, key)
		}
	}
	for _, key := range x.Fields {
		f, ok := sh.field(key)
		if v := a.values[f.Slug]; ok && v != "" {
			out = append(out, store.SharedThing{Field: key, Label: f.Label, Shown: shownAs(f, v)})
			got = append(got, key)
		}
	}
	return out, got
}

func (sh *Sharing) certified(key, register, slug string, list []Certificate, today calendar.Day) []store.SharedThing {
	if sh.heldBy(key) != register {
		return nil
	}
	for _, c := range list {
		if until, err := calendar.ParseDay(c.Until); c.Material != slug || err == nil && until < today {
			continue
		}
		var out []store.SharedThing
		for _, part := range [][2]string{
			{"number", c.Number}, {"holder", c.Holder}, {"issuer", c.Issuer}, {"issued", c.Issued}, {"until", c.Until},
		} {
			if part[1] != "" {
				out = append(out, store.SharedThing{Material: key, Field: part[0], Label: say("certificate." + part[0]), Shown: part[1]})
			}
		}
		return out
	}
	return nil
}

func (sh *Sharing) checked(key, register string, values map[string]string) []store.SharedThing {
	var out []store.SharedThing
	for _, slug := range sh.checks(key, register) {
		def := sh.current.Fields[slug]
		if values[slug] == "" || def == nil {
			return nil
		}
		f := scenario.Field{Key: slug, Slug: slug, Label: def.Name, Type: def.Type, Options: def.Options}
		out = append(out, store.SharedThing{Material: key, Field: slug, Label: def.Name, Shown: shownAs(f, values[slug])})
	}
	return out
}

// shownAs writes what a register said as people read it.
func shownAs(f scenario.Field, value string) string {
	f.Required = false
	if v, wrong := form.Clean(specs([]scenario.Field{f})[0], value); wrong == nil && v != nil {
		return ShowValue(f, v)
	}
	return value
}

// weigh answers the open rules of a consent on what its register said; rules that still have no answer are left out.
func (sh *Sharing) weigh(x *casework.Consent, a answered) map[string]string {
	out := map[string]string{}
	for _, r := range openRules(sh.Item) {
		if !slices.Contains(x.Rules, r.Slug) {
			continue
		}
		got := sh.Case.Weigh(r, map[string]casework.Fetched{x.Register: {Values: a.values}})
		if got == casework.AnswerYes || got == casework.AnswerNo {
			out[r.Slug] = got
		}
	}
	return out
}
