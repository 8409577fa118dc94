package worker_test

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/clock"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar/calendartest"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/internal/worker"
	"lianban/packs"
)

// police answers for the register of the police.
type police struct {
	values map[string]string
	down   bool
	asked  int
}

func (p *police) Lookup(_ context.Context, _ string, _ filing.Subject, _ []string) (map[string]string, error) {
	p.asked++
	if p.down {
		return nil, errors.New("no line")
	}
	return p.values, nil
}

func (p *police) Certificates(context.Context, filing.Subject) ([]filing.Certificate, error) {
	return nil, nil
}

// city is the shipped packs, read once.
var city = sync.OnceValues(func() (*scenario.Catalogue, error) {
	c, _, err := pack.Load(packs.FS)
	return c, err
})

// driver is a case with one item that rules decide, filed and accepted.
func driver(t *testing.T) (*store.Store, *handling.Service, ident.CaseID) {
	t.Helper()
	catalogue, err := city()
	if err != nil {
		t.Fatal(err)
	}
	at := clock.NewFrozen(time.Date(2025, 3, 3, 10, 0, 0, 0, clock.Zone))
	e := casework.Engine{Cal: calendartest.City(), Params: casework.DefaultParameters()}
	s := storetest.Open(t, store.Options{Clock: at, Seal: storetest.Sealer(), Logger: slog.New(slog.DiscardHandler), Dues: e.Dues})
	person, err := s.EnsurePerson(t.Context(), store.Person{
		ID: ident.PersonID(ident.New()), Kind: "person", Name: "王军", IDNo: "11010519491231002X", Phone: phone,
	})
	if err != nil {
		t.Fatal(err)
	}
	read := func(field, kind string) []casework.AutoRead {
		return []casework.AutoRead{{Field: field, Name: field, Type: kind, Register: "police_records", Source: "公安记录核查服务"}}
	}
	moment := func() casework.Moment { return casework.MomentAt(at.Now(), rand.Reader) }
	ch, err := e.Submit(moment(), casework.Actor{Kind: "applicant", ID: string(person.ID)}, casework.SubmitInput{
		OrderAgreed: true, SnapshotHash: "x", Case: &casework.Case{
			No: ident.NewCaseNo("370600", at.Now(), 1), Scenario: "ride_driver", ScenarioName: "开网约车", Area: "yantai", Channel: "portal",
			Applicant: casework.Applicant{Person: person.ID, Name: "王军", Kind: "person"},
			Items: []*casework.ItemCase{{
				Slot: "ride_driver.new", Item: "ride_driver", Name: "驾驶员证", Department: "transport", Area: "yantai", Regime: "licence",
				Steps: []casework.Step{{ID: "automatic_decision", Kind: casework.AutomaticDecision, Name: "智能审批", State: casework.StepTodo, Auto: &casework.Auto{
					Version: "c80b88104534", Rules: []casework.AutoRule{
						{Slug: "three_years", Name: "驾龄满三年", Must: "years_licensed >= 3", Reads: read("years_licensed", "number")},
						{Slug: "no_drink", Name: "没有饮酒后驾驶记录", Must: "drink_record == false", Reads: read("drink_record", "yes_no")},
					},
				}}},
			}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := storetest.File(t, s, ch)
	if _, err := s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
		return e.Accept(c, moment(), casework.Actor{Kind: "staff", ID: "s1", Name: "林晓", Department: "transport"}, casework.AcceptInput{Target: casework.Target{Slot: "ride_driver.new"}})
	}); err != nil {
		t.Fatal(err)
	}
	return s, &handling.Service{Store: s, Catalogue: catalogue, Engine: e, Clock: at, Log: slog.New(slog.DiscardHandler)}, c.ID
}

// The worker asks outside of any transaction; what it fetched decides, and nothing of it is kept but answers.
func TestRulesDecideOnWhatRegistersAnswer(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		register police
		state    casework.State
		why      string
		asked    int
	}{
		"all yes":       {police{values: map[string]string{"years_licensed": "9", "drink_record": "no"}}, casework.Granted, "", 1},
		"a hit":         {police{values: map[string]string{"years_licensed": "9", "drink_record": "yes"}}, casework.Accepted, casework.AutoHit, 1},
		"a gap":         {police{values: map[string]string{"drink_record": "no"}}, casework.Accepted, casework.AutoUnknown, 1},
		"nonsense":      {police{values: map[string]string{"years_licensed": "many", "drink_record": "no"}}, casework.Accepted, casework.AutoUnknown, 1},
		"nobody's home": {police{down: true}, casework.Accepted, casework.AutoDown, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, h, id := driver(t)
			waiting, err := h.AutoWaiting(t.Context())
			if err != nil || len(waiting) != 1 {
				t.Fatalf("%v waits, %v", waiting, err)
			}
			w := &worker.Worker{Handling: h, Registers: &x.register, Log: slog.New(slog.DiscardHandler)}
			for range 2 { // work that runs twice changes nothing the second time
				if err := w.Deliver(t.Context(), worker.AutoTarget(id, "ride_driver.new")); err != nil {
					t.Fatal(err)
				}
			}
			c, err := s.Case(t.Context(), store.ByID(id))
			if err != nil {
				t.Fatal(err)
			}
			it := c.Latest("ride_driver.new")
			if it.State != x.state || it.Steps[0].Auto.Why != x.why || x.register.asked != x.asked {
				t.Errorf("%s, %q, asked %d times", it.State, it.Steps[0].Auto.Why, x.register.asked)
			}
			if waiting, _ := h.AutoWaiting(t.Context()); len(waiting) != 0 {
				t.Errorf("it still waits: %v", waiting)
			}
			reads, err := s.ReadsOf(t.Context(), c.Applicant.Person, store.Page{Limit: 9})
			if err != nil || len(reads.Reads) != 1 || len(reads.Reads[0].Fields) != 2 {
				t.Errorf("the look-up is not told: %+v %v", reads, err)
			}
		})
	}
}

// A consent that was given with the draft and taken back since closes its register: the rules leave the decision to a person,
// and nobody's record is read.
func TestRulesDoNotReadWhatWasTakenBack(t *testing.T) {
	t.Parallel()
	s, h, id := driver(t)
	c, err := s.Case(t.Context(), store.ByID(id))
	if err != nil {
		t.Fatal(err)
	}
	given := store.Consent{ID: "k1", Person: c.Applicant.Person, Draft: "d1", Case: id, Register: "police_records", Given: h.Clock.Now()}
	if err := errors.Join(s.AddConsents(t.Context(), given), s.WithdrawConsent(t.Context(), "k1", h.Clock.Now())); err != nil {
		t.Fatal(err)
	}
	register := &police{values: map[string]string{"years_licensed": "9", "drink_record": "no"}}
	w := &worker.Worker{Handling: h, Registers: register, Log: slog.New(slog.DiscardHandler)}
	if err := w.Deliver(t.Context(), worker.AutoTarget(id, "ride_driver.new")); err != nil {
		t.Fatal(err)
	}
	if c, err = s.Case(t.Context(), store.ByID(id)); err != nil {
		t.Fatal(err)
	}
	it := c.Latest("ride_driver.new")
	reads, err := s.ReadsOf(t.Context(), c.Applicant.Person, store.Page{})
	if err != nil || register.asked != 0 || len(reads.Reads) != 0 {
		t.Errorf("asked %d times, told %v, %v", register.asked, reads.Reads, err)
	}
	if a := it.Steps[0].Auto; it.State != casework.Accepted || a.Why != casework.AutoTaken || a.Rules[0].Answer != casework.AnswerWithheld {
		t.Errorf("%s, %+v", it.State, a)
	}
}
