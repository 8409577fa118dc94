package filing

import (
	"context"
	"maps"
	"slices"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// StartInput starts a draft: from a remembered plan, or from answers at hand.
type StartInput struct {
	ExploreInput
	Plan    ident.DraftID // a remembered plan; its scenario, area, role and answers count
	Company string        // USCC of the enterprise that is acted for; empty: the person's first

	// At a window, a clerk starts for a visitor: both are set, and questions of the guide may be open.
	For   ident.PersonID // who applies
	Visit *Visit         // who came and how that was seen
	Once  string         // token of the page: a second click finds the draft that the first one made
}

// lookupTime is how long a person waits for registers altogether.
const lookupTime = 4 * time.Second

// Start makes a draft for the applicant and asks the registers what they know. A register that does not
// answer within seconds leaves its fields and papers to the applicant. Faults: Login filing.login, NotFound,
// Invalid filing.stopped when the scenario sends this person elsewhere, Invalid filing.questions_open, NotNow
// filing.not_online when the scenario shows its plan only, filing.over after a campaign (before it a draft can be
// prepared), Forbidden when a clerk may not file this here.
func (s *Service) Start(ctx context.Context, who permission.Principal, in StartInput) (*Filing, error) {
	if err := s.acting(ctx, who); err != nil {
		return nil, err
	}
	if in.Plan != "" {
		from, err := s.Recall(ctx, in.Plan)
		if err != nil {
			return nil, err
		}
		in.ExploreInput = ExploreInput{
			Scenario: from.Draft.Scenario, Area: from.Draft.Area, Role: from.Work.Role,
			Answers: from.Work.Answers, Without: from.Work.Chooses.Without,
		}
	}
	best, err := s.Explore(ctx, in.ExploreInput)
	if err != nil {
		return nil, err
	}
	f := &Filing{Plan: best}
	if f.Draft, err = s.blank(who, in); err != nil {
		return nil, err
	}
	if in.Once != "" {
		if made, err := s.Draft(ctx, who, f.Draft.ID); !fault.Is(err, fault.NotFound) {
			return made, err
		}
	}
	f.Work = Work{
		Role: best.Applicant.Slug, Company: in.Company, Answers: cloneAnswers(in.Answers), Values: map[string]any{},
		Chooses: scenario.Chooses{Without: in.Without}, Visit: in.Visit, Unasked: true,
	}
	if err := fileable(best); err != nil && (f.Draft.Clerk == "" || !best.Online) {
		return nil, err
	}
	if bad := s.inSeason(best); bad != nil && bad.Key == "filing.over" {
		return nil, bad
	}
	if err := s.askOnce(ctx, f); err != nil {
		return nil, err
	}
	if len(f.Plan.Form.Sections) > 0 {
		f.Draft.Step = f.Plan.Form.Sections[0].Key
	}
	err = s.save(ctx, f)
	if in.Once != "" && fault.Is(err, fault.Conflict) { // the other click was first
		return s.Draft(ctx, who, f.Draft.ID)
	}
	return f, err
}

// blank is a new draft of the one who acts, or of the visitor for whom a clerk acts.
func (s *Service) blank(who permission.Principal, in StartInput) (store.Draft, error) {
	d := store.Draft{ID: ident.DraftID(ident.New()), Person: in.For, Scenario: in.Scenario, Area: in.Area, Trial: who.Trial, CreatedAt: s.Clock.Now()}
	if who.Kind == permission.Applicant {
		d.Person = ident.PersonID(who.ID)
		return d, nil
	}
	if d.Person == "" || in.Visit == nil {
		return d, fault.New(fault.Login, "filing.login")
	}
	d.Clerk = ident.StaffID(who.ID)
	if in.Once != "" {
		d.ID = ident.DraftID(ident.Of("draft", who.ID, in.Once, string(d.Person), d.Scenario, d.Area))
	}
	return d, s.Guard.Allow(who, permission.FileFor, permission.Resource{
		Type: permission.Draft, ID: string(d.ID), Area: d.Area, Scenario: d.Scenario, Owner: d.Person, Clerk: d.Clerk, Trial: d.Trial,
	})
}

// askOnce compiles the draft and, as soon as its plan can become a case, asks the registers.
func (s *Service) askOnce(ctx context.Context, f *Filing) error {
	if err := s.recompile(f); err != nil || !f.Work.Unasked || fileable(f.Plan) != nil {
		return err
	}
	f.Work.Unasked = false
	if err := s.ask(ctx, f.Draft.Person, f.Work.Company, f); err != nil {
		return err
	}
	return s.recompile(f)
}

// fileable says whether the plan can become a case.
func fileable(p *scenario.Plan) error {
	if !p.Online {
		return notOnline(p)
	}
	if p.Stopped {
		bad := fault.New(fault.Invalid, "filing.stopped")
		for _, stop := range p.Stops {
			bad.With("answers", "filing.stop", "say", stop.Say)
		}
		return bad
	}
	if !p.Complete {
		bad := fault.New(fault.Invalid, "filing.questions_open")
		for _, q := range p.Questions {
			if slices.Contains(p.Missing, q.Key) {
				bad.With(q.Key, "filing.question_open", "label", q.Label)
			}
		}
		return bad
	}
	return nil
}

// notOnline refuses a scenario that cannot be filed online yet, with the words of its pack on where to go.
func notOnline(p *scenario.Plan) *fault.Fault {
	return fault.New(fault.NotNow, "filing.not_online", "scenario", p.Scenario.Name, "note", p.OfflineNote)
}

// ask puts what registers know about the applicant into the work.
func (s *Service) ask(ctx context.Context, person ident.PersonID, company string, f *Filing) error {
	about, err := s.subject(ctx, person, company, f)
	if err != nil {
		return err
	}
	asked := byRegister(f.Plan)
	allowed := s.allowed(f, withCertificates(f.Plan, asked))
	if !about.Trial { // what a person allows is on record before anybody is asked
		if err := s.Store.AddConsents(ctx, allowed...); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	f.Work.Prefilled = map[string]Prefilled{}
	known := scenario.Known{Registers: []string{}, Certificates: []string{}}
	var reads []store.Read
	for register, wanted := range asked {
		values, err := AskRegister(ctx, s.Registers, register, about, wanted.slugs())
		if silent(err) {
			continue
		}
		reads = append(reads, s.record(person, f, register, wanted, len(values), err))
		if err != nil {
			f.Work.Down = append(f.Work.Down, wanted.name)
			s.Log.Warn("register does not answer", "register", register, "error", err.Error())
			continue
		}
		known.Registers = append(known.Registers, register)
		for _, x := range wanted.fields {
			if v, ok := values[x.Slug]; ok && v != "" && x.Instance <= 1 {
				f.Work.Prefilled[x.Key] = Prefilled{Value: v, Register: register, Source: wanted.name}
			} else {
				known.Dropped = append(known.Dropped, x.Slug)
			}
		}
	}
	certificates, err := askCertificates(ctx, s.Registers, about)
	for _, r := range certificateStores(f.Plan) {
		reads = append(reads, s.record(person, f, r, certificateNames(f.Plan, r), len(certificates), err))
	}
	switch {
	case silent(err):
	case err != nil:
		s.Log.Warn("store of certificates does not answer", "error", err.Error())
	default:
		f.Work.Certificates = certificates
		for _, c := range certificates {
			known.Certificates = append(known.Certificates, c.Material)
		}
		for _, r := range certificateStores(f.Plan) {
			if !slices.Contains(known.Registers, r) {
				known.Registers = append(known.Registers, r)
			}
		}
	}
	slices.Sort(known.Registers)
	slices.Sort(known.Certificates)
	slices.Sort(known.Dropped)
	known.Dropped = slices.Compact(known.Dropped)
	known.Broke = f.Work.Known.Broke // of the person, not of a register
	f.Work.Known = known
	if about.Trial {
		return nil // nobody's records were read
	}
	return s.noteReads(context.WithoutCancel(ctx), allowed, reads)
}

// noteReads writes look-ups down, and with the consents under which they were made what became of them.
func (s *Service) noteReads(ctx context.Context, allowed []store.Consent, reads []store.Read) error {
	for i := range reads {
		for j := range allowed {
			if x := &allowed[j]; x.Register == reads[i].Register {
				reads[i].Consent = x.ID
				if x.Outcome != string(store.ReadFound) {
					x.Outcome = string(reads[i].Outcome)
				}
			}
		}
	}
	if err := s.Store.AddConsents(ctx, allowed...); err != nil {
		return err
	}
	return s.Store.AddReads(ctx, reads...)
}

// record is one line of what the person can read about look-ups: what was asked and why, never the values.
func (s *Service) record(person ident.PersonID, f *Filing, register string, w wanted, found int, err error) store.Read {
	p := f.Plan
	r := store.Read{
		Person: person, At: s.Clock.Now(), Register: register, Scenario: p.Scenario.Slug, Source: w.name,
		Purpose: p.Scenario.Name, Outcome: store.ReadFound,
	}
	for _, x := range s.of(f).Registers() {
		if x.Slug == register {
			r.Ground = x.Ground
		}
	}
	for _, x := range w.fields {
		if !slices.Contains(r.Fields, x.Label) {
			r.Fields = append(r.Fields, x.Label)
		}
	}
	switch {
	case err != nil:
		r.Outcome = store.ReadDown
	case found == 0:
		r.Outcome = store.ReadNoRecord
	}
	return r
}

// certificateNames is what the store of certificates is asked for: the papers that it may hold.
func certificateNames(p *scenario.Plan, register string) wanted {
	w := wanted{}
	for _, m := range p.Materials {
		if m.Disposition == "certificate" && m.Register == register {
			w.name = m.Source
			w.fields = append(w.fields, scenario.Field{Slug: m.Slug, Label: m.Name})
		}
	}
	return w
}

// subject says about whom registers are asked: the person and, in an enterprise's scenario, the enterprise.
func (s *Service) subject(ctx context.Context, person ident.PersonID, company string, f *Filing) (Subject, error) {
	p, err := s.Store.Person(ctx, person)
	if err != nil {
		return Subject{}, err
	}
	about := Subject{Name: p.Name, IDNo: p.IDNo, Trial: f.Draft.Trial}
	if f.Plan.Scenario.Audience != "enterprise" {
		f.Work.Company = ""
		return about, nil
	}
	companies, err := s.Store.Companies(ctx, person)
	if err != nil {
		return Subject{}, err
	}
	for _, c := range companies {
		if company == "" || c.USCC == company {
			about.USCC, f.Work.Company = c.USCC, c.USCC
			return about, nil
		}
	}
	if company != "" {
		return Subject{}, fault.New(fault.Forbidden, "filing.not_your_company")
	}
	return about, nil
}

// wanted is what one register is asked for.
type wanted struct {
	name   string
	fields []scenario.Field
}

func (w wanted) slugs() []string {
	var out []string
	for _, x := range w.fields {
		if !slices.Contains(out, x.Slug) {
			out = append(out, x.Slug)
		}
	}
	return out
}

// byRegister lists the fields of a plan by the register that may know them. Fields that only a check of a
// paper needs are among them: the paper then need not be handed in.
func byRegister(p *scenario.Plan) map[string]wanted {
	out := map[string]wanted{}
	for _, sec := range p.Form.Sections {
		for _, x := range sec.Fields {
			if x.Register == "" || x.Disposition == form.Result {
				continue
			}
			w := out[x.Register]
			w.name = x.Source
			w.fields = append(w.fields, x)
			out[x.Register] = w
		}
	}
	for _, m := range p.Materials {
		if m.Disposition == "verified" && m.Register != "" {
			w := out[m.Register]
			w.name = m.Source
			out[m.Register] = w
		}
	}
	return out
}

// withCertificates adds to what registers are asked the papers that stores of certificates are asked for.
func withCertificates(p *scenario.Plan, asked map[string]wanted) map[string]wanted {
	out := maps.Clone(asked)
	for _, r := range certificateStores(p) {
		w := out[r]
		w.fields = append(slices.Clone(w.fields), certificateNames(p, r).fields...)
		out[r] = w
	}
	return out
}

// certificateStores lists the registers from which a plan fetches certificates.
func certificateStores(p *scenario.Plan) []string {
	var out []string
	for _, m := range p.Materials {
		if m.Disposition == "certificate" && !slices.Contains(out, m.Register) {
			out = append(out, m.Register)
		}
	}
	return out
}
