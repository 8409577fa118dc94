package casework

import (
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// overseer watches over an area; applicantOf filed the case.
var (
	overseer = Actor{Kind: "staff", Role: Supervise, ID: "s9", Name: "解放"}
	filer    = Actor{Kind: "applicant", ID: "p1", Name: "王小明"}
)

// at settles the case on a day.
func (w *world) at(t *testing.T, day string) {
	t.Helper()
	w.day = calendar.MustDay(day)
	ch, err := w.e.Settle(w.c, w.moment())
	if err != nil {
		t.Fatal(err)
	}
	w.c = ch.Case
}

// kept takes over what an act did.
func (w *world) kept(t *testing.T, ch Change, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	w.c = ch.Case

}

// An item is urged only when its time runs out, and by each side once per working day; days off count for the next
// working day.
func TestUrgingIsOncePerWorkingDayAndOnlyWhereTimeIsShort(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	urge := func(by Actor) (Change, error) {
		return w.e.Urge(w.c, w.moment(), by, UrgeInput{Target: Target{Slot: "a"}, Note: "急"})
	}
	_, err := urge(filer)
	wantFault(t, "in good time", err, fault.NotNow, "casework.not_pressing")
	w.must(t, VerbAccept, "a", checker)
	w.at(t, "2025-03-14") // Friday before the last day of ten
	ch, err := urge(filer)
	w.kept(t, ch, err)
	if len(ch.Messages) == 0 || ch.Messages[len(ch.Messages)-1].Kind != "urged" {
		t.Errorf("nobody is told: %v", ch.Messages)
	}
	_, err = urge(filer)
	wantFault(t, "again on that day", err, fault.NotNow, "casework.urged_already")
	ch, err = urge(overseer)
	w.kept(t, ch, err)
	w.at(t, "2025-03-15") // Saturday
	ch, err = urge(filer)
	w.kept(t, ch, err)
	w.at(t, "2025-03-17")
	_, err = urge(filer)
	wantFault(t, "Saturday counts for Monday", err, fault.NotNow, "casework.urged_already")
	w.at(t, "2025-03-18")
	ch, err = urge(filer)
	w.kept(t, ch, err)
	if u := w.c.Latest("a").Urged; u.Times != 4 || u.Applicant != calendar.MustDay("2025-03-18") || u.Supervisor != calendar.MustDay("2025-03-14") {
		t.Errorf("noted: %+v", u)
	}
}

// A supervision order needs a failure; one at a time; answered before it is closed. It moves no clock.
func TestASupervisionOrderIsOpenedAnsweredAndClosed(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	slot := Target{Slot: "a"}
	open := func(what string, due calendar.Day) (Change, error) {
		return w.e.Supervise(w.c, w.moment(), overseer, SuperviseInput{slot, what, due})
	}
	_, err := open("办结", w.day+9)
	wantFault(t, "nothing is overdue", err, fault.NotNow, "casework.not_overdue")
	w.at(t, "2025-03-20")
	for what, due := range map[string]calendar.Day{"": w.day + 3, "办结": w.day} {
		_, err = open(what, due)
		wantFault(t, "incomplete", err, fault.Invalid, "casework.incomplete")
	}
	clocks := asJSON(w.c.Latest("a").Clocks)
	ch, err := open("三日内作出决定", w.day+5)
	w.kept(t, ch, err)
	told := map[string]bool{}
	for _, m := range ch.Messages {
		told[m.Target+" "+m.Kind] = true
	}
	if !told["head:market supervised"] || !told["person:p1 supervised_applicant"] {
		t.Errorf("told: %v", told)
	}
	_, err = open("再办", w.day+5)
	wantFault(t, "one at a time", err, fault.NotNow, "casework.order_open")
	_, err = w.e.CloseSupervision(w.c, w.moment(), overseer, CloseSupervisionInput{slot, "属实"})
	wantFault(t, "not answered", err, fault.NotNow, "casework.order_unanswered")
	ch, err = w.e.AnswerSupervision(w.c, w.moment(), officer, AnswerSupervisionInput{slot, "现场核查改期"})
	w.kept(t, ch, err)
	ch, err = w.e.CloseSupervision(w.c, w.moment(), overseer, CloseSupervisionInput{slot, "属实"})
	w.kept(t, ch, err)
	it := w.c.Latest("a")
	if it.OrderState() != OrderClosed || it.LastOrder().Answer != "现场核查改期" || it.LastOrder().Conclusion != "属实" {
		t.Errorf("the order: %+v", it.LastOrder())
	}
	if asJSON(it.Clocks) != clocks {
		t.Error("supervision moved a clock")
	}
	if it.Late != calendar.MustDay("2025-03-17") {
		t.Errorf("on record as late on %v", it.Late)
	}
	ch, err = open("再办", w.day+5)
	w.kept(t, ch, err)
}

// What a colleague gives is marked until the item moves; what one takes oneself is not.
func TestAGivenItemIsMarkedUntilItMoves(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbClaim, "a", checker)
	if it := w.c.Latest("a"); it.Given != 0 || string(it.Handler) != checker.ID {
		t.Errorf("taken: %v %v", it.Given, it.Handler)
	}
	ch, err := w.e.TransferOfficer(w.c, w.moment(), checker, TransferInput{Target: Target{Slot: "a"}, To: "other", Reason: "外出"})
	w.kept(t, ch, err)
	if w.c.Latest("a").Given != w.day {
		t.Error("the colleague does not see that it is new")
	}
	w.must(t, VerbAccept, "a", checker)
	if w.c.Latest("a").Given != 0 {
		t.Error("it moved and is still marked as new")
	}
}
