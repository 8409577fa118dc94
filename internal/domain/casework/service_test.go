package casework

import (
	"slices"
	"strings"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// aPaper is a paper of the case that can be served.
func aPaper(id, kind string, m Moment) Document {
	return Document{ID: ident.DocumentID(id), No: "NO-" + id, Kind: kind, At: m.At}
}

var servicePerformers = map[Verb]performer{
	VerbServeDocument: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
		return e.ServeDocument(c, m, by, ServeDocumentInput{
			Target: t, Document: aPaper(m.At.String(), "decision_refuse", m), Way: "left", On: calendar.DayOf(m.At), Evidence: "居委会见证",
		})
	},
	VerbHandOverPaper: func(e Engine, c *Case, m Moment, by Actor, _ Target) (Change, error) {
		return e.HandOverPaper(c, m, by, HandOverPaperInput{
			Papers: []PaperMoved{{Material: "id_card", Copies: 1, Bag: "ZF-1"}}, From: "window:zhifu", To: "applicant",
		})
	},
}

// renewing is a case of one item that renews a licence which ends on a day.
func renewing(until string) *Case {
	c := plan(1)
	c.Items[0].Renewal = &Renewal{Until: calendar.MustDay(until), Before: 30}
	return c
}

func (w *world) settle(t *testing.T, day string) {
	t.Helper()
	w.day = calendar.MustDay(day)
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
}

// 行政许可法50: applied for thirty days before, accepted, not decided when the licence ends: renewed as of that day,
// whatever is open, also during excluded time.
func TestARenewalInTimeIsDeemedGrantedWhenTheLicenceEnds(t *testing.T) {
	t.Parallel()
	c := renewing("2025-04-10")
	c.Items[0].Excludable = testing45()
	c.Items[0].Steps = []Step{expertStep(), {ID: "register", Kind: Registration, Name: "登簿", State: StepTodo}}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	w.must(t, VerbProposeRefuse, "a", officer)
	w.must(t, VerbCallExperts, "a", officer)
	w.settle(t, "2025-04-10")
	if w.state("a") != Accepted {
		t.Fatalf("on the last day it is %s", w.state("a"))
	}
	w.settle(t, "2025-04-11")
	it := w.c.Latest("a")
	if it.State != Granted || it.Decided != calendar.MustDay("2025-04-10") || it.Decision == nil || !it.Decision.Silence || it.Draft != nil {
		t.Fatalf("%s decided %s: %+v", it.State, it.Decided, it.Decision)
	}
	if it.paused() || it.running("K3") != nil || it.running("K24") != nil || it.running("K7") == nil {
		t.Errorf("open afterwards: %s", asJSON(it.Clocks))
	}
	if it.Step("register").State != StepTodo || it.Made != 0 {
		t.Error("the register is still to be written before the new licence is made")
	}
	if !slices.ContainsFunc(w.msgs, func(m Message) bool { return m.Target == "head:market" && m.Kind == "deemed_renewed_desk" }) {
		t.Error("the head was not told")
	}
	if again, err := Replay(w.entries); err != nil || asJSON(again) != asJSON(w.c) {
		t.Errorf("the journal tells of another case: %v", err)
	}
}

// Filed too late, not accepted at that moment, no licence, or decided before: nothing is deemed.
func TestNoRenewalIsDeemedOutsideItsGround(t *testing.T) {
	t.Parallel()
	late := filed(t, renewing("2025-03-31"), "2025-03-03")
	late.must(t, VerbAccept, "a", checker)
	late.settle(t, "2025-04-02")
	if late.state("a") != Accepted {
		t.Errorf("filed too late: %s", late.state("a"))
	}
	short := renewing("2025-03-20")
	short.Items[0].Renewal.Before = 10
	asked := filed(t, short, "2025-03-03")
	asked.day = calendar.MustDay("2025-03-07")
	asked.must(t, VerbRequestSupplement, "a", checker)
	asked.day = calendar.MustDay("2025-03-24") // the licence ended meanwhile
	asked.must(t, VerbSupply, "a", citizen)
	asked.must(t, VerbAccept, "a", checker)
	asked.settle(t, "2025-03-28")
	if it := asked.c.Latest("a"); it.State != Accepted || it.running("K24") != nil {
		t.Errorf("not accepted at that moment: %s", it.State)
	}
	c := renewing("2025-04-10")
	c.Items[0].Regime, c.Items[0].Statutory = "filing", Limit{}
	filing := filed(t, c, "2025-03-03")
	filing.must(t, VerbAccept, "a", checker)
	filing.settle(t, "2025-04-20")
	if filing.state("a") != Accepted {
		t.Errorf("no licence: %s", filing.state("a"))
	}
	decided := filed(t, renewing("2025-04-10"), "2025-03-03")
	decided.refuseIt(t, "a")
	decided.settle(t, "2025-04-20")
	if decided.state("a") != Refused {
		t.Errorf("decided before: %s", decided.state("a"))
	}
}

// The record of a closed case is archived after the days of applying again; whatever is written later opens it.
func TestAClosedCaseIsArchived(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.refuseIt(t, "a")
	w.settle(t, "2025-04-02")
	if w.c.Archived != 0 {
		t.Fatal("archived while it can be applied for again")
	}
	w.settle(t, "2025-04-03")
	if w.c.Archived != calendar.MustDay("2025-04-02") || len(w.e.Dues(w.c)) != 0 {
		t.Fatalf("archived %s, dues %v", w.c.Archived, w.e.Dues(w.c))
	}
	w.must(t, VerbServeDocument, "a", clerk)
	if w.c.Archived != 0 {
		t.Fatal("the record is closed and has a new entry")
	}
	w.settle(t, "2025-04-05")
	if w.c.Archived == 0 || w.entries[len(w.entries)-1].Verb != string(VerbArchive) {
		t.Error("not archived again")
	}
}

// A paper is served once, not before it was made and not in the future; announced in public it counts as served later, and
// the days of review count from there.
func TestServingByOtherMeans(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.refuseIt(t, "a")
	w.day = calendar.MustDay("2025-03-10")
	paper := w.docs[len(w.docs)-1]
	in := ServeDocumentInput{Target: Target{Slot: "a"}, Document: paper, Way: "public", On: calendar.MustDay("2025-03-11"), Evidence: "公告栏"}
	if err := w.take(w.e.ServeDocument(w.c, w.moment(), clerk, in)); !fault.Is(err, fault.Invalid) {
		t.Errorf("served tomorrow: %v", err)
	}
	in.On = calendar.MustDay("2025-03-05")
	if err := w.take(w.e.ServeDocument(w.c, w.moment(), clerk, in)); err != nil {
		t.Fatal(err)
	}
	record := w.docs[len(w.docs)-1]
	if record.Kind != "service_record" || record.Data["served"] != "2025-04-04" || record.Data["review_until"] != "2025-06-03" {
		t.Errorf("record %s %v", record.Kind, record.Data)
	}
	wantKind(t, w.take(w.e.ServeDocument(w.c, w.moment(), clerk, in)), fault.NotNow)
	in.Document.ID, in.Way = "other", "counter"
	wantKind(t, w.take(w.e.ServeDocument(w.c, w.moment(), clerk, in)), fault.Invalid) // nobody took it
}

// An affected other who asks for a hearing says how they are affected, is known to the department, and hears of the day.
func TestAnAffectedOtherAsksForAHearing(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	w.must(t, VerbTellHearingRight, "a", officer)
	if it := w.c.Latest("a"); !it.HearingOpenTo(ident.PersonID(neighbour.ID)) {
		t.Fatal("not open to others")
	}
	wantKind(t, w.take(w.e.RequestHearing(w.c, w.moment(), neighbour, RequestHearingInput{Target: Target{Slot: "a"}})), fault.Invalid)
	w.must(t, VerbRequestHearing, "a", neighbour)
	h := w.c.Latest("a").Hearing
	if h.By != HearingOfAffected || string(h.Person) != neighbour.ID || h.Name != neighbour.Name || w.c.Latest("a").HearingOpenTo("other") {
		t.Errorf("hearing %+v", h)
	}
	w.must(t, VerbSetHearing, "a", officer)
	told := 0
	for _, m := range w.msgs {
		if m.Target == "person:"+neighbour.ID && (m.Kind == "hearing_asked" || m.Kind == "hearing_set") {
			told++
		}
		if m.Target == "person:"+string(w.c.Applicant.Person) && strings.Contains(asJSON(m), neighbour.Name) {
			t.Error("the applicant was told who asked")
		}
	}
	if told != 2 {
		t.Errorf("the affected other was told %d times", told)
	}
}
