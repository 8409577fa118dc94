package worker_test

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"testing"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar/calendartest"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
	"lianban/internal/worker"
)

// outside notes everybody outside who is asked: registers, stores of certificates, the cashier.
type outside struct{ calls []string }

func (o *outside) Lookup(_ context.Context, register string, _ filing.Subject, _ []string) (map[string]string, error) {
	o.calls = append(o.calls, "register "+register)
	return map[string]string{"years_licensed": "9"}, nil
}

func (o *outside) Certificates(context.Context, filing.Subject) ([]filing.Certificate, error) {
	o.calls = append(o.calls, "certificates")
	return nil, nil
}

func (o *outside) Begin(context.Context, filing.Bill) (string, error) {
	o.calls = append(o.calls, "cashier")
	return "", nil
}

func (o *outside) Came(context.Context, string) ([]filing.Money, error) {
	o.calls = append(o.calls, "cashier")
	return nil, nil
}

// live walks a case, a rehearsal or a real one, from its filing over rules, a supplement and late days to its end, with the
// work of the worker after every step.
func (p *post) live(o *outside, trial bool) *casework.Case {
	p.t.Helper()
	e := casework.Engine{Cal: calendartest.City(), Params: casework.DefaultParameters()}
	p.w.Registers, p.w.Log = o, slog.New(slog.DiscardHandler)
	p.w.Handling = &handling.Service{Store: p.store, Engine: e, Clock: p.clock, Log: p.w.Log}
	catalogue, err := city()
	if err != nil {
		p.t.Fatal(err)
	}
	p.w.Handling.Catalogue = catalogue
	moment := func() casework.Moment { return casework.MomentAt(p.clock.Now(), rand.Reader) }
	no := ident.NewCaseNo("370600", p.clock.Now(), 7)
	if trial {
		no = ident.NewTrialNo("370600", p.clock.Now(), 7)
	}
	at := casework.Target{Slot: "a"}
	staff := func(id string) casework.Actor { return casework.Actor{Kind: "staff", ID: id, Department: "transport"} }
	person := casework.Actor{Kind: "applicant", ID: string(p.id)}
	change, err := p.store.Create(p.t.Context(), store.Once{Scope: "t", Key: string(no)}, func() (store.Filing, error) {
		ch, err := e.Submit(moment(), person, casework.SubmitInput{OrderAgreed: true, SnapshotHash: "x", Case: &casework.Case{
			No: no, Trial: trial, Scenario: "ride_driver", ScenarioName: "开网约车", Area: "yantai", Channel: "portal",
			Applicant: casework.Applicant{Person: p.id, Name: "王军", Kind: "person"},
			Items: []*casework.ItemCase{{
				Slot: "a", Item: "ride_driver", Name: "驾驶员证", Department: "transport", Area: "yantai", Regime: "licence", Promised: casework.Limit{Days: 5},
				Steps: []casework.Step{{ID: "auto", Kind: casework.AutomaticDecision, Name: "智能审批", State: casework.StepTodo, Auto: &casework.Auto{
					Version: "1", Rules: []casework.AutoRule{{Slug: "years", Name: "驾龄满三年", Must: "years_licensed >= 30",
						Reads: []casework.AutoRead{{Field: "years_licensed", Name: "驾龄", Type: "number", Register: "police_records", Source: "公安记录核查服务"}}}},
				}}},
			}},
		}})
		return store.Filing{Change: ch, Snapshot: store.Snapshot{Data: []byte("{}"), DeclaredAt: p.clock.Now()}}, err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	id := change.Case.ID
	act := func(do func(c *casework.Case) (casework.Change, error)) {
		p.t.Helper()
		if _, err := p.store.Apply(p.t.Context(), store.ByID(id), do); err != nil {
			p.t.Fatal(err)
		}
		if err := p.w.Deliver(p.t.Context(), worker.AutoTarget(id, "a")); err != nil && !fault.Is(err, fault.NotNow) {
			p.t.Fatal(err)
		}
		p.clock.Move(24 * time.Hour)
		if _, err := p.w.Handling.SettleDue(p.t.Context()); err != nil {
			p.t.Fatal(err)
		}
		p.work()
	}
	act(func(c *casework.Case) (casework.Change, error) {
		return e.RequestSupplement(c, moment(), staff("s1"), casework.RequestSupplementInput{Target: at, Defects: []casework.Defect{{Material: "id_card", Reason: "看不清", Rule: "第3条"}}})
	})
	act(func(c *casework.Case) (casework.Change, error) {
		return e.Supply(c, moment(), person, casework.SupplyInput{Target: at, Answered: []string{"id_card"}})
	})
	act(func(c *casework.Case) (casework.Change, error) {
		return e.Accept(c, moment(), staff("s1"), casework.AcceptInput{Target: at})
	})
	p.clock.Move(20 * 24 * time.Hour) // late: reminders, warnings, escalations
	act(func(c *casework.Case) (casework.Change, error) {
		return e.ProposeGrant(c, moment(), staff("s1"), casework.ProposeGrantInput{Target: at, Opinion: "同意"})
	})
	act(func(c *casework.Case) (casework.Change, error) {
		return e.Grant(c, moment(), staff("s2"), casework.GrantInput{Target: at})
	})
	c, err := p.store.Case(p.t.Context(), store.ByID(id))
	if err != nil {
		p.t.Fatal(err)
	}
	return c
}

// Whatever happens in a rehearsal, nobody outside hears of it: no telephone, no mailbox, no register, no cashier, and no read
// stands on a person's list. The same case in earnest reaches them.
func TestARehearsalReachesNobodyOutside(t *testing.T) {
	t.Parallel()
	reached := map[bool][3]int{}
	for _, trial := range []bool{true, false} {
		p, o := newPost(t, 10, 0), &outside{}
		p.confirm("wang@example.org")
		codes := len(p.mails())
		if err := p.choose(true, true, true); err != nil {
			t.Fatal(err)
		}
		c := p.live(o, trial)
		if it := c.Latest("a"); it.State != casework.Granted || it.Steps[0].State != casework.StepFallenBack || it.Late == 0 {
			t.Fatalf("trial %v: not the whole of a life: %s, %s, late %s", trial, it.State, it.Steps[0].State, it.Late)
		}
		f := &filing.Service{Store: p.store, Engine: p.w.Handling.Engine, Clock: p.clock, Cashier: o, Registers: o, Log: p.w.Log}
		if _, err := filing.AskRegister(t.Context(), f.Registers, "tax_records", filing.Subject{Trial: trial}, nil); trial != (fault.Of(err).Key == "filing.rehearsal" && err != nil) {
			t.Errorf("trial %v: %v", trial, errors.Unwrap(err))
		}
		reads, err := p.store.ReadsOf(t.Context(), p.id, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		reached[trial] = [3]int{len(p.sent()), len(p.mails()) - codes, len(o.calls) + len(reads.Reads)}
	}
	if reached[true] != [3]int{} {
		t.Errorf("a rehearsal reached %d telephones, %d mailboxes, %d others", reached[true][0], reached[true][1], reached[true][2])
	}
	for i, n := range reached[false] {
		if n == 0 {
			t.Errorf("a real case reaches nobody by way %d: this test cannot fail", i)
		}
	}
}
