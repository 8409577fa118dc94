package improvement

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// engine counts Monday to Friday: no year is published.
var engine = casework.Engine{Cal: &calendar.Version{}, Params: casework.DefaultParameters()}

var (
	citizen = casework.Actor{Kind: "applicant", ID: "p1"}
	monday  = calendar.DayOf(time.Date(2025, 3, 3, 10, 0, 0, 0, calendar.Zone))
)

func officer(id string) Acting {
	return Acting{By: casework.Actor{Kind: "staff", ID: id, Name: id}, Today: monday + 1}
}

// done is a case with two ended items and one that still runs.
func done() *casework.Case {
	item := func(slot string, s casework.State) *casework.ItemCase {
		return &casework.ItemCase{Slot: slot, Attempt: 1, Name: "事项" + slot, Office: "机关" + slot, Area: "zhifu", Department: "d" + slot, State: s}
	}
	return &casework.Case{
		ID: "c1", No: "no1", Scenario: "restaurant", ScenarioName: "开办餐饮店", Area: "zhifu", Subject: "渔灯小馆",
		Applicant: casework.Applicant{Person: "p1", Name: "曲晓霞"},
		Items:     []*casework.ItemCase{item("a", casework.Delivered), item("b", casework.Refused), item("c", casework.Accepted)},
	}
}

// ids draws identifiers that a test can name.
func ids() func() string {
	n := 0
	return func() string { n++; return fmt.Sprint("id", n) }
}

func rated(t *testing.T, in Said) *Review {
	t.Helper()
	r, err := Rate(engine, done(), nil, citizen, monday, ids(), in)
	if err != nil {
		t.Fatal(err)
	}
	r.Version = 1
	return r
}

func wantFault(t *testing.T, what string, err error, kind fault.Kind, key string) {
	t.Helper()
	if !fault.Is(err, kind) || fault.Of(err).Key != key {
		t.Errorf("%s: %v, want %s %s", what, err, kind, key)
	}
}

// field says what the form says of one field.
func field(err error, name string) string {
	for _, x := range fault.Of(err).Fields {
		if x.Name == name {
			return x.Key
		}
	}
	return ""
}

func poor(slots ...string) []SaidLeg {
	var out []SaidLeg
	for _, s := range slots {
		out = append(out, SaidLeg{Slot: s, Mark: Poor, Reasons: []Reason{Unclear, OtherPapers, Unclear}})
	}
	return out
}

func TestWhatIsBadIsOwedByWhoDidIt(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		in   Said
		want []string // slot/department of what is owed
	}{
		"good":                                {Said{Grade: Satisfied}, nil},
		"fairly satisfied is not bad":         {Said{Grade: FairlySatisfied, Legs: []SaidLeg{{Slot: "a", Mark: Fair}}}, nil},
		"a bad item in a good whole":          {Said{Grade: FairlySatisfied, Legs: poor("b")}, []string{"b/db"}},
		"two bad items":                       {Said{Grade: Dissatisfied, Legs: poor("b", "a")}, []string{"a/da", "b/db"}},
		"a bad whole is the supervisors'":     {Said{Grade: VeryDissatisfied}, []string{"/"}},
		"reasons of a good one are left out":  {Said{Grade: VerySatisfied, Reasons: Reasons}, nil},
		"an item without mark says nothing":   {Said{Grade: Dissatisfied, Legs: []SaidLeg{{Slot: "a"}}}, []string{"/"}},
		"the whole goes to whom an item goes": {Said{Grade: VeryDissatisfied, Reasons: Reasons, Legs: poor("a")}, []string{"a/da"}},
	} {
		r := rated(t, x.in)
		var got []string
		for _, b := range r.Bad {
			got = append(got, b.Slot+"/"+b.Department)
			if b.Due != monday+7 || b.State != Owed || b.ID == "" {
				t.Errorf("%s: %+v", name, b)
			}
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: owed %v, want %v", name, got, x.want)
		}
		if !r.Grade.Bad() && len(r.Reasons) > 0 || len(x.in.Legs) > 0 && len(got) > 0 && got[0] != "/" && len(r.Reasons) > 0 {
			t.Errorf("%s: reasons %v", name, r.Reasons)
		}
	}
	if l := rated(t, Said{Grade: Satisfied, Legs: poor("b")}).Legs[1]; !slices.Equal(l.Reasons, []Reason{OtherPapers, Unclear}) {
		t.Errorf("reasons %v: each once, in the order of the page", l.Reasons)
	}
}

func TestAFormThatSaysTooLittleOrTooMuch(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		in         Said
		name, want string
	}{
		"no grade":            {Said{}, "grade", "improvement.required.grade"},
		"no such mark":        {Said{Grade: Satisfied, Legs: []SaidLeg{{Slot: "a", Mark: "awful"}}}, "leg.a", "improvement.required.mark"},
		"no such reason":      {Said{Grade: Satisfied, Legs: []SaidLeg{{Slot: "a", Mark: Poor, Reasons: []Reason{"x"}}}}, "reason.a", "improvement.no_such_reason"},
		"too long":            {Said{Grade: Satisfied, Words: strings.Repeat("好", MostWords+1)}, "words", "improvement.too_long"},
		"a telephone":         {Said{Grade: Satisfied, Words: "打我13812345678"}, "words", "improvement.personal"},
		"a telephone, parted": {Said{Grade: Satisfied, Words: "１３８-1234 5678。"}, "words", "improvement.personal"},
		"an identity card":    {Said{Grade: Satisfied, Words: "我是37069919960521002X"}, "words", "improvement.personal"},
		"one's name":          {Said{Grade: Satisfied, Words: "我曲晓霞不服", Anonymous: true}, "words", "improvement.names_you"},
		"one's shop":          {Said{Grade: Satisfied, Words: "渔灯小馆的图", Anonymous: true}, "words", "improvement.names_you"},
	} {
		_, err := Rate(engine, done(), nil, citizen, monday, ids(), x.in)
		if !fault.Is(err, fault.Invalid) || field(err, x.name) != x.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, words := range []string{"", "改了2次，等了12天", "打12345没人管", "2025-03-03去的，8月来的3次", "曲晓霞"} {
		rated(t, Said{Grade: Satisfied, Words: words})
	}
	_, err := Rate(engine, done(), nil, citizen, monday, ids(), Said{Grade: Satisfied, Legs: poor("c")})
	wantFault(t, "an item that runs", err, fault.NotNow, "casework.state.accepted")
	_, err = Rate(engine, done(), nil, citizen, monday, ids(), Said{Grade: Satisfied, Legs: poor("z")})
	wantFault(t, "no such item", err, fault.NotFound, "casework.no_such_item")
	c := done()
	c.Items = c.Items[2:]
	_, err = Rate(engine, c, nil, citizen, monday, ids(), Said{Grade: Satisfied})
	wantFault(t, "nothing has ended", err, fault.NotNow, "casework.state.accepted")
	_, err = Rate(engine, done(), nil, casework.Actor{Kind: "staff", ID: "s1"}, monday, ids(), Said{Grade: Satisfied})
	wantFault(t, "staff", err, fault.Forbidden, "casework.not_for_you")
}

func TestWhatWasSaidIsAmendedUntilSomebodyAnswers(t *testing.T) {
	t.Parallel()
	r := rated(t, Said{Grade: Satisfied, Legs: poor("a")})
	again, err := Rate(engine, done(), r, citizen, monday+2, func() string { return "new" }, Said{Grade: Dissatisfied, Legs: poor("a", "b"), Anonymous: true, Seen: 1})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := again.Bad[0], again.Bad[1]; a.ID != r.Bad[0].ID || a.Due != monday+7 || b.ID != "new" || b.Due != monday+9 {
		t.Errorf("what stays bad keeps its day, what is new has its own: %+v", again.Bad)
	}
	if len(again.Trace) != 2 || again.Trace[1].Verb != VerbAmend || !again.Sound() || !r.Sound() || len(r.Trace) != 1 {
		t.Errorf("trace %+v", again.Trace)
	}
	_, err = Rate(engine, done(), r, citizen, monday, ids(), Said{Grade: Satisfied, Seen: 7})
	wantFault(t, "another version", err, fault.Conflict, "improvement.changed")
	answered, err := r.AnswerBad("id1", officer("s2"), AnswerInput{Kind: Fixed, Words: "改好了", Call: Reached})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Rate(engine, done(), answered, citizen, monday, ids(), Said{Grade: Satisfied})
	wantFault(t, "after an answer", err, fault.NotNow, "improvement.answered")
	answered.Words = "别人改的"
	if answered.Sound() {
		t.Error("a change beside the acts is not seen")
	}
}

func TestAnAnswer(t *testing.T) {
	t.Parallel()
	r := rated(t, Said{Grade: Satisfied, Legs: poor("a")})
	for name, x := range map[string]struct {
		in         AnswerInput
		name, want string
	}{
		"what was done": {AnswerInput{Words: "x", Call: Reached}, "kind", "improvement.required.kind"},
		"words":         {AnswerInput{Kind: Fixed, Call: Reached}, "words", "improvement.required.words"},
		"too long":      {AnswerInput{Kind: Fixed, Words: strings.Repeat("长", 1001), Call: Reached}, "words", "improvement.reply_too_long"},
		"a call":        {AnswerInput{Kind: Fixed, Words: "x"}, "call", "improvement.required.call"},
		"a day to come": {AnswerInput{Kind: WillFix, Words: "x", Call: Reached, Until: monday + 1}, "until", "improvement.required.until"},
	} {
		_, err := r.AnswerBad("id1", officer("s2"), x.in)
		if !fault.Is(err, fault.Invalid) || field(err, x.name) != x.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	handler := officer("s1")
	handler.Hand = true
	_, err := r.AnswerBad("id1", handler, AnswerInput{Kind: Fixed, Words: "x", Call: Reached})
	wantFault(t, "who did it", err, fault.Forbidden, "improvement.own_hand")
	_, err = r.AnswerBad("id9", officer("s2"), AnswerInput{})
	wantFault(t, "none such", err, fault.NotFound, "improvement.no_review")
	_, err = r.CloseBad("id1", officer("s2"), "x")
	wantFault(t, "nothing was promised", err, fault.NotNow, "improvement.state.owed")

	listed, err := r.AnswerBad("id1", officer("s2"), AnswerInput{Kind: WillFix, Words: "改说明", Call: Unreached, Until: monday + 20})
	if err != nil {
		t.Fatal(err)
	}
	if b := listed.Bad[0]; b.State != Listed || b.Due != monday+20 || !b.State.Open() || r.Bad[0].State != Owed {
		t.Errorf("%+v", b)
	}
	_, err = listed.CloseBad("id1", officer("s2"), " ")
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("closed without words: %v", err)
	}
	closed, err := listed.CloseBad("id1", officer("s2"), "说明改了")
	if err != nil || closed.Bad[0].State != Closed || closed.Bad[0].Answer.How != "说明改了" || listed.Bad[0].Answer.How != "" {
		t.Errorf("%+v, %v", closed, err)
	}
	_, err = closed.AnswerBad("id1", officer("s2"), AnswerInput{})
	wantFault(t, "twice", err, fault.NotNow, "improvement.state.closed")

	anonymous := rated(t, Said{Grade: Satisfied, Legs: poor("a"), Anonymous: true})
	if _, err := anonymous.AnswerBad("id1", officer("s2"), AnswerInput{Kind: Explained, Words: "依据是"}); err != nil {
		t.Errorf("nobody can be called: %v", err)
	}
}

func TestAnAppealIsDecidedByAnother(t *testing.T) {
	t.Parallel()
	r := rated(t, Said{Grade: Satisfied, Legs: poor("a")})
	_, err := r.AppealBad("id1", officer("s2"), "", "")
	if field(err, "ground") == "" || field(err, "reason") == "" {
		t.Errorf("%v", err)
	}
	appealed, err := r.AppealBad("id1", officer("s2"), Mistaken, "评的是别的部门")
	if err != nil || !appealed.Settled() {
		t.Fatalf("%+v, %v", appealed, err)
	}
	_, err = appealed.AnswerBad("id1", officer("s3"), AnswerInput{Kind: Fixed, Words: "x", Call: Reached})
	wantFault(t, "an answer meanwhile", err, fault.NotNow, "improvement.state.appealed")
	_, err = appealed.DecideAppeal(engine, "id1", officer("s2"), true, "属实")
	wantFault(t, "one hand", err, fault.Forbidden, "improvement.own_appeal")
	deputy := officer("s9")
	deputy.By.For = "s2"
	_, err = appealed.DecideAppeal(engine, "id1", deputy, true, "属实")
	wantFault(t, "in the place of who appealed", err, fault.Forbidden, "improvement.own_appeal")
	_, err = appealed.DecideAppeal(engine, "id1", officer("s5"), true, "")
	if field(err, "why") == "" {
		t.Errorf("without a reason: %v", err)
	}
	aside, err := appealed.DecideAppeal(engine, "id1", officer("s5"), true, "是另一件事")
	if err != nil || aside.Bad[0].State != SetAside || aside.Bad[0].State.Open() || aside.Bad[0].Appeal.Why == "" {
		t.Errorf("%+v, %v", aside.Bad[0], err)
	}
	stands, err := appealed.DecideAppeal(engine, "id1", officer("s5"), false, "评的就是这里")
	if err != nil || stands.Bad[0].State != Owed || stands.Bad[0].Due != Due(engine, monday+1) {
		t.Errorf("%+v, %v", stands.Bad[0], err)
	}
	_, err = stands.AppealBad("id1", officer("s2"), Malicious, "还是不服")
	wantFault(t, "twice", err, fault.NotNow, "improvement.state.owed")
}

func TestABadWholeIsGivenToADepartment(t *testing.T) {
	t.Parallel()
	r := rated(t, Said{Grade: VeryDissatisfied})
	_, err := r.AppealBad("id1", officer("s2"), Mistaken, "x")
	wantFault(t, "nobody's department appeals", err, fault.NotNow, "improvement.state.owed")
	_, err = r.AssignBad("id1", officer("s5"), "zhifu", "elsewhere")
	if field(err, "office") == "" {
		t.Errorf("%v", err)
	}
	given, err := r.AssignBad("id1", officer("s5"), "zhifu", "db")
	if err != nil || given.Bad[0].Department != "db" || given.Bad[0].Due != r.Bad[0].Due || r.Bad[0].Department != "" {
		t.Errorf("%+v, %v", given, err)
	}
	leg := rated(t, Said{Grade: VeryDissatisfied, Legs: poor("a")})
	_, err = leg.AssignBad("id1", officer("s5"), "zhifu", "db")
	wantFault(t, "what has its department", err, fault.NotNow, "improvement.state.owed")
}

func TestWhoHadAHandInIt(t *testing.T) {
	t.Parallel()
	entry := func(id, place, slot string, v casework.Verb) casework.Entry {
		return casework.Entry{Slot: slot, Verb: string(v), Actor: casework.Actor{Kind: "staff", ID: id, For: ident.StaffID(place)}}
	}
	entries := []casework.Entry{
		{Slot: "a", Actor: casework.Actor{Kind: "applicant", ID: "p1"}}, entry("s1", "", "a", casework.VerbAccept),
		entry("s2", "s3", "b", casework.VerbGrant), entry("s4", "", "a", casework.VerbUrge), entry("s4", "", "a", casework.VerbSupervise),
	}
	for _, x := range []struct {
		id, place, slot string
		want            bool
	}{
		{"s1", "", "a", true}, {"s1", "", "b", false}, {"s1", "", "", true}, {"s3", "", "b", true}, {"s9", "s3", "b", true},
		{"s9", "s2", "b", true}, {"s4", "", "a", false}, {"s9", "", "", false}, {"p1", "", "a", false},
	} {
		by := casework.Actor{Kind: "staff", ID: x.id, For: ident.StaffID(x.place)}
		if got := HasHand(entries, by, x.slot); got != x.want {
			t.Errorf("%+v: %v", x, got)
		}
	}
}
