package casework

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
)

// The people of the tests.
var (
	citizen  = Actor{Kind: "applicant", Role: Own, ID: "p1", Name: "王小明"}
	checker  = staffOf("answer-1", Answer)
	officer  = staffOf("handle-1", Handle)
	reviewer = staffOf("handle-2", Handle)
	signer   = staffOf("sign-1", Sign)
	clerk    = staffOf("window-1", HandOver)
)

func staffOf(id string, r Role) Actor { return Actor{Kind: "staff", Role: r, ID: id, Name: id} }

var testEngine = Engine{Cal: calendartest.City(), Params: DefaultParameters()}

// world is a case on its way, with the day on which it stands.
type world struct {
	e       Engine
	c       *Case
	day     calendar.Day
	ids     int
	entries []Entry
	docs    []Document
	msgs    []Message
}

func (w *world) moment() Moment {
	return Moment{
		At:    w.day.Time().Add(10 * time.Hour),
		NewID: func() string { w.ids++; return fmt.Sprintf("id-%d", w.ids) },
		Salt:  func() string { return "salt" },
	}
}

// take stores what an act did, as the store would.
func (w *world) take(ch Change, err error) error {
	if err != nil {
		return err
	}
	w.c = ch.Case
	w.entries = append(w.entries, ch.Entries...)
	w.docs = append(w.docs, ch.Documents...)
	w.msgs = append(w.msgs, ch.Messages...)
	return nil
}

func (w *world) file(c *Case) error {
	return w.take(w.e.Submit(w.moment(), citizen, SubmitInput{Case: c, OrderAgreed: true, SnapshotHash: "snap"}))
}

// do performs a verb with an ordinary input.
func (w *world) do(v Verb, slot string, by Actor) error {
	ch, err := perform(w.e, w.c, w.moment(), v, slot, by)
	return w.take(ch, err)
}

func (w *world) must(t testing.TB, v Verb, slot string, by Actor) {
	t.Helper()
	if err := w.do(v, slot, by); err != nil {
		t.Fatalf("%s on %s on %s: %v (state %s)", v, slot, w.day, err, w.state(slot))
	}
}

func (w *world) state(slot string) State { return w.c.Latest(slot).State }

// perform calls the method of a verb with an ordinary input.
func perform(e Engine, c *Case, m Moment, v Verb, slot string, by Actor) (Change, error) {
	t := Target{Slot: slot}
	for _, part := range performers {
		if do, ok := part[v]; ok {
			return do(e, c, m, by, t)
		}
	}
	switch v {
	case VerbAccept:
		return e.Accept(c, m, by, AcceptInput{t})
	case VerbRequestSupplement:
		return e.RequestSupplement(c, m, by, RequestSupplementInput{t, []Defect{{Material: "id_card", Reason: "看不清", Rule: "第3条"}}})
	case VerbSupply:
		return e.Supply(c, m, by, SupplyInput{Target: t, Answered: []string{"id_card"}})
	case VerbDecline:
		return e.Decline(c, m, by, DeclineInput{t, "不符合申请条件", "行政许可法第三十二条"})
	case VerbReturn:
		return e.ReturnToRightBody(c, m, by, ReturnInput{Target: t, Body: "省级部门", Reason: "不属于本部门职权"})
	case VerbDeclareNotNeeded:
		return e.DeclareNotNeeded(c, m, by, DeclareNotNeededInput{t, "已取消许可", ""})
	case VerbWithdraw:
		return e.Withdraw(c, m, by, WithdrawInput{Target: t})
	case VerbChooseStandAlone:
		return e.ChooseStandAlone(c, m, by, ChooseStandAloneInput{t})
	case VerbProposeGrant:
		return e.ProposeGrant(c, m, by, ProposeGrantInput{Target: t, Opinion: "同意"})
	case VerbProposeRefuse:
		return e.ProposeRefuse(c, m, by, ProposeRefuseInput{Target: t, Reason: "不符合条件", Grounds: "第十条"})
	case VerbReview:
		return e.Review(c, m, by, ReviewInput{Target: t})
	case VerbSendBack:
		return e.SendBack(c, m, by, SendBackInput{t, "意见不清"})
	case VerbGrant:
		return e.Grant(c, m, by, GrantInput{t})
	case VerbRefuse:
		return e.Refuse(c, m, by, RefuseInput{t})
	case VerbDeliver:
		return e.Deliver(c, m, by, DeliverInput{Target: t})
	case VerbRefuseHandOver:
		return e.RefuseHandOver(c, m, by, RefuseHandOverInput{Targets: []Target{t}, Cause: "nobody_came"})
	case VerbClaim:
		return e.Claim(c, m, by, ClaimInput{t})
	case VerbTransferOfficer:
		return e.TransferOfficer(c, m, by, TransferInput{Target: t, To: "other"})
	case VerbChangeDelivery:
		return e.ChangeDelivery(c, m, by, ChangeDeliveryInput{DeliveryWish{Way: ByWindow}})
	case VerbUrge:
		return e.Urge(c, m, by, UrgeInput{Target: t})
	case VerbSupervise:
		return e.Supervise(c, m, by, SuperviseInput{Target: t, What: "三日内办结", Due: max(calendar.DayOf(m.At), c.Day) + 400})
	case VerbAnswerSupervision:
		return e.AnswerSupervision(c, m, by, AnswerSupervisionInput{t, "已办"})
	case VerbCloseSupervision:
		return e.CloseSupervision(c, m, by, CloseSupervisionInput{t, "属实"})
	case VerbRecordEvent:
		gate := ""
		if awaited := c.Awaited(c.Latest(slot)); len(awaited) > 0 {
			gate = awaited[len(awaited)-1].Slug
		}
		return e.RecordEvent(c, m, by, RecordEventInput{Target: t, Gate: gate, Evidence: "来函〔2025〕1号"})
	case VerbAskEarlyDelivery:
		return e.AskEarlyDelivery(c, m, by)
	}
	return Change{}, fmt.Errorf("nobody performs %s by hand", v)
}

// plan makes a case of n items a, b, c … of one department, without edges.
func plan(n int) *Case {
	c := &Case{
		No: ident.NewCaseNo("370602", time.Date(2025, 3, 3, 0, 0, 0, 0, time.UTC), 1), Scenario: "restaurant", ScenarioName: "开办餐饮店",
		Area: "zhifu", Channel: "portal", Applicant: Applicant{Person: "p1", Name: "王小明", Kind: "person"},
	}
	for i := range n {
		c.Items = append(c.Items, &ItemCase{
			Slot: string(rune('a' + i)), Item: string(rune('a' + i)), Name: "事项" + string(rune('A'+i)),
			Department: "market", Area: "zhifu", Regime: "licence", SignOff: 2, Gives: []string{"cert_" + string(rune('a'+i))},
			Promised: Limit{Days: 10}, Statutory: Limit{Days: 20, Source: "xk42_1"},
		})
	}
	return c
}

func filed(t testing.TB, c *Case, day string) *world {
	t.Helper()
	w := &world{e: testEngine, day: calendar.MustDay(day)}
	if err := w.file(c); err != nil {
		t.Fatal(err)
	}
	return w
}

// grantIt brings a received item to its grant.
func (w *world) grantIt(t testing.TB, slot string) {
	t.Helper()
	w.must(t, VerbAccept, slot, checker)
	w.must(t, VerbProposeGrant, slot, officer)
	w.must(t, VerbGrant, slot, signer)
}

func (w *world) refuseIt(t testing.TB, slot string) {
	t.Helper()
	w.must(t, VerbAccept, slot, checker)
	w.must(t, VerbProposeRefuse, slot, officer)
	w.must(t, VerbRefuse, slot, signer)
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func wantKind(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("got %v, want a fault of kind %s", err, kind)
	}
}

func (w *world) verbs() []string {
	var out []string
	for _, en := range w.entries {
		out = append(out, en.Verb)
	}
	return out
}

func pause(from, to string) calendar.Pause {
	return calendar.Pause{From: calendar.MustDay(from), To: calendar.MustDay(to)}
}

// performer calls the method of a verb with an ordinary input; preparer makes what a guard asks for in item a.
type (
	performer func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error)
	preparer  func(w *world, it *ItemCase)
)

// The acts of review, each group in its own test file.
var (
	performers = []map[Verb]performer{consultPerformers, procedurePerformers, visitPerformers, feePerformers, promisePerformers, servicePerformers, contestPerformers, consentPerformers}
	preparers  = []map[Verb]preparer{consultPreparers, procedurePreparers, visitPreparers, feePreparers, promisePreparers, contestPreparers, consentPreparers}
)
