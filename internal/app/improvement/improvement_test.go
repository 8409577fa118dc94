package improvement_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	app "lianban/internal/app/improvement"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/packs"
)

// house is the room on a real SQLite file.
type house struct {
	*app.Service
	clock *clock.Movable
	told  int
}

func newHouse(t *testing.T) *house {
	t.Helper()
	cal, err := pack.LoadCalendars(packs.FS, "calendars")
	must(t, err)
	tree, err := permission.NewTree(map[string]string{"yantai": "", "zhifu": "yantai", "laishan": "yantai"})
	must(t, err)
	at := clock.NewFrozen(time.Date(2026, 9, 29, 9, 30, 0, 0, clock.Zone))
	o := storetest.Options()
	o.Clock = at
	h, n := &house{clock: at}, 0
	h.Service = &app.Service{
		Store: storetest.Open(t, o), Engine: casework.Engine{Cal: cal, Params: casework.DefaultParameters()}, Guard: permission.NewGuard(tree), Clock: at,
		NewID: func() string { n++; return fmt.Sprint("bad", n) }, Told: func(casework.Change) { h.told++ }, Log: slog.New(slog.DiscardHandler),
	}
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantKey(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if !fault.Is(err, kind) || fault.Of(err).Key != key {
		t.Errorf("%v, want %s %s", err, kind, key)
	}
}

var applicant = permission.Principal{Kind: permission.Applicant, ID: "person-1", Name: "王小明", Active: true}

// ended files a case of which every item has ended; staff-1 of department0 acted in its first item (storetest.Act).
func (h *house) ended(t *testing.T, seq int64, trial bool) *casework.Case {
	t.Helper()
	ch := storetest.NewCase(seq, 2)
	ch.Case.Trial = trial
	for _, it := range ch.Case.Items {
		it.State, it.Clocks, it.Decided = casework.Delivered, nil, calendar.DayOf(storetest.Start)
	}
	return storetest.File(t, h.Store, ch)
}

// staffOf is somebody with one post; no department: every department.
func staffOf(id, department string, may ...permission.Permission) permission.Principal {
	post := permission.Post{Area: "zhifu", Department: department, EveryDepartment: department == "", EveryScenario: true, Permissions: may}
	return permission.Principal{Kind: permission.Staff, ID: id, Name: id, Active: true, Posts: []permission.Post{post}}
}

var (
	handler  = staffOf("staff-1", "department0", permission.Handle, permission.Sign)
	other    = staffOf("staff-2", "department0", permission.Handle)
	neighbor = staffOf("staff-3", "department1", permission.Handle)
	overseer = staffOf("staff-4", "", permission.Supervise)
)

func bad(anonymous bool) improvement.Said {
	return improvement.Said{
		Grade: improvement.FairlySatisfied, Words: "平面图让改了两次", Anonymous: anonymous,
		Legs: []improvement.SaidLeg{{Slot: "slot0", Mark: improvement.Poor, Reasons: []improvement.Reason{improvement.Unclear}}},
	}
}

func (h *house) rows(t *testing.T, who permission.Principal, side app.Side, q app.Query) []app.Shown {
	t.Helper()
	l, err := h.List(t.Context(), who, side, q, app.Page{})
	must(t, err)
	return l.Rows
}

func TestABadReviewIsAnsweredByAnother(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	c := h.ended(t, 1, false)
	_, err := h.RateItem(ctx, applicant, c.No, bad(false), "click")
	must(t, err)
	_, err = h.RateItem(ctx, applicant, c.No, bad(false), "click") // the same button twice
	must(t, err)
	rows := h.rows(t, other, app.Department, app.Query{})
	if len(rows) != 1 || rows[0].No != c.No || rows[0].Name != "王小明" || rows[0].Due.String() != "2026-10-12" {
		t.Fatalf("%+v", rows)
	}
	at := app.At{Side: app.Department, ID: rows[0].ID, Seen: rows[0].Version}
	in := improvement.AnswerInput{Kind: improvement.Fixed, Words: "一次说清，已经培训", Call: improvement.Reached}
	wantKey(t, h.AnswerReview(ctx, handler, at, in), fault.Forbidden, "improvement.own_hand")
	wantKey(t, h.AnswerReview(ctx, neighbor, at, in), fault.NotFound, "improvement.no_review")
	wantKey(t, h.AnswerReview(ctx, applicant, at, in), fault.Login, "access.signed_out")
	if f, err := h.One(ctx, handler, app.Department, at.ID); err != nil || !f.Own || f.May[improvement.VerbAnswer] {
		t.Errorf("who did it is offered the answer: %+v, %v", f, err)
	}
	super := app.At{Side: app.Supervisor, ID: at.ID}
	wantKey(t, h.AnswerReview(ctx, overseer, super, in), fault.Forbidden, "permission.missing.sign")
	must(t, h.AnswerReview(ctx, other, at, in))
	wantKey(t, h.AnswerReview(ctx, other, at, in), fault.Conflict, "improvement.changed")
	m, err := h.Mine(ctx, applicant, c.No)
	must(t, err)
	if b := m.Review.Bad[0]; b.State != improvement.Closed || b.Answer.Words != in.Words || h.told != 1 {
		t.Errorf("%+v, told %d", b, h.told)
	}
	_, err = h.RateItem(ctx, applicant, c.No, bad(true), "")
	wantKey(t, err, fault.NotNow, "improvement.answered")
	log, err := h.Store.Audit(ctx, store.AuditFilter{Verb: "answer_review"}, store.Page{})
	must(t, err)
	if len(log.Entries) != 1 || log.Entries[0].About.ID != at.ID {
		t.Errorf("%+v", log.Entries)
	}
	box, err := h.Store.Inbox(ctx, "person-1", store.Page{})
	must(t, err)
	if len(box.Messages) != 1 || box.Messages[0].Kind != "review_answered" {
		t.Errorf("%+v", box.Messages)
	}
}

func TestOnlyTheApplicantRates(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	c := h.ended(t, 1, false)
	clerk := staffOf("staff-7", "", permission.FileFor, permission.See)
	stranger := permission.Principal{Kind: permission.Applicant, ID: "person-2", Active: true}
	for _, who := range []permission.Principal{clerk, handler, overseer, stranger} {
		_, err := h.RateItem(ctx, who, c.No, bad(false), "")
		wantKey(t, err, fault.NotFound, "store.no_case")
		_, err = h.Mine(ctx, who, c.No)
		wantKey(t, err, fault.NotFound, "store.no_case")
	}
	_, err := h.RateItem(ctx, permission.Principal{}, c.No, bad(false), "")
	wantKey(t, err, fault.Login, "access.signed_out")
}

// Anonymity is in what the room gives out, for everybody who is staff: from a review nobody comes to its case, and from the
// case nobody to its review.
func TestAnAnonymousReviewTellsNobodyWhoItWas(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	c := h.ended(t, 1, false)
	before, err := h.Store.Journal(ctx, c.ID, 0, 0)
	must(t, err)
	_, err = h.RateItem(ctx, applicant, c.No, bad(true), "")
	must(t, err)
	id := ""
	for _, who := range []struct {
		permission.Principal
		side app.Side
	}{{other, app.Department}, {overseer, app.Supervisor}} {
		rows := h.rows(t, who.Principal, who.side, app.Query{})
		if len(rows) != 1 {
			t.Fatalf("%s: %d rows", who.ID, len(rows))
		}
		id = rows[0].ID
		f, err := h.One(ctx, who.Principal, who.side, id)
		must(t, err)
		said, err := json.Marshal([]any{rows, f})
		must(t, err)
		for _, secret := range []string{string(c.No), string(c.ID), "王小明", "person-1", c.Subject, "slot0", string(c.Items[0].ID)} {
			if strings.Contains(string(said), secret) {
				t.Errorf("%s learns %s: %s", who.ID, secret, said)
			}
		}
		for _, hour := range []string{"T09:30", "09:30", "T01:30"} {
			if strings.Contains(string(said), hour) {
				t.Errorf("%s learns the hour: %s", who.ID, said)
			}
		}
	}
	if rows := h.rows(t, handler, app.Department, app.Query{}); len(rows) != 0 {
		t.Errorf("who acted in the case sees it: %+v", rows)
	}
	if n, err := h.Counts(ctx, handler, app.Department); err != nil || n.States[improvement.Owed] != 0 {
		t.Errorf("who acted in the case counts it: %+v, %v", n, err)
	}
	_, err = h.One(ctx, handler, app.Department, id)
	wantKey(t, err, fault.NotFound, "improvement.no_review")

	must(t, h.AnswerReview(ctx, other, app.At{Side: app.Department, ID: id}, improvement.AnswerInput{Kind: improvement.Explained, Words: "依据是"}))
	after, err := h.Store.Journal(ctx, c.ID, 0, 0)
	must(t, err)
	now, err := h.Store.Case(ctx, store.ByNo(c.No))
	must(t, err)
	if len(after) != len(before) || now.Version != c.Version {
		t.Errorf("the case tells: %d entries, were %d; version %d, was %d", len(after), len(before), now.Version, c.Version)
	}
	log, err := h.Store.Audit(ctx, store.AuditFilter{}, store.Page{})
	must(t, err)
	for _, e := range log.Entries {
		if said, _ := json.Marshal(e); strings.Contains(string(said), string(c.No)) || strings.Contains(string(said), string(c.ID)) {
			t.Errorf("the audit log tells: %s", said)
		}
	}
}

func TestAnAppealAndARehearsal(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	rehearsed := h.ended(t, 1, true)
	_, err := h.RateItem(ctx, permission.Principal{Kind: permission.Applicant, ID: "person-1", Active: true, Trial: true}, rehearsed.No, bad(false), "")
	must(t, err)
	l, err := h.List(ctx, overseer, app.Supervisor, app.Query{}, app.Page{})
	must(t, err)
	if len(l.Rows) != 0 || l.Counts.States[improvement.Owed] != 0 || len(l.Grades) != 0 {
		t.Errorf("a rehearsal counts: %+v", l)
	}

	c := h.ended(t, 2, false)
	_, err = h.RateItem(ctx, applicant, c.No, bad(false), "")
	must(t, err)
	id := h.rows(t, other, app.Department, app.Query{})[0].ID
	at, super := app.At{Side: app.Department, ID: id}, app.At{Side: app.Supervisor, ID: id}
	must(t, h.AppealReview(ctx, other, at, improvement.Mistaken, "评的是别的部门"))
	wantKey(t, h.DecideReviewAppeal(ctx, other, at, true, "属实"), fault.Forbidden, "permission.missing.supervise")
	overseerOfOne := staffOf("staff-8", "department0", permission.Supervise)
	wantKey(t, h.DecideReviewAppeal(ctx, overseerOfOne, super, true, "属实"), fault.Forbidden, "permission.missing.supervise")
	must(t, h.DecideReviewAppeal(ctx, overseer, super, true, "是另一件事"))
	l, err = h.List(ctx, overseer, app.Supervisor, app.Query{States: []improvement.BadState{improvement.SetAside}}, app.Page{})
	must(t, err)
	if len(l.Rows) != 1 || l.Counts.States[improvement.SetAside] != 1 || l.Counts.States[improvement.Owed] != 0 || l.Grades[improvement.FairlySatisfied] != 1 {
		t.Errorf("%+v", l)
	}
}

func TestABadWholeIsTheSupervisorsUntilTheyGiveItAway(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), newHouse(t)
	c := h.ended(t, 1, false)
	_, err := h.RateItem(ctx, applicant, c.No, improvement.Said{Grade: improvement.VeryDissatisfied}, "")
	must(t, err)
	if rows := h.rows(t, other, app.Department, app.Query{}); len(rows) != 0 {
		t.Errorf("a department has what is nobody's: %+v", rows)
	}
	rows := h.rows(t, overseer, app.Supervisor, app.Query{})
	f, err := h.One(ctx, overseer, app.Supervisor, rows[0].ID)
	must(t, err)
	if len(f.Offices) != 2 || !f.May[improvement.VerbAssign] || !f.May[improvement.VerbAnswer] || f.May[improvement.VerbAppeal] {
		t.Errorf("%+v", f)
	}
	at := app.At{Side: app.Supervisor, ID: f.ID}
	must(t, h.AssignReview(ctx, overseer, at, "zhifu", "department1"))
	h.clock.Set(h.clock.Now().AddDate(0, 0, 20))
	rows = h.rows(t, neighbor, app.Department, app.Query{Late: true, States: []improvement.BadState{improvement.Owed}})
	if len(rows) != 1 || !rows[0].Late {
		t.Fatalf("%+v", rows)
	}
	mine := app.At{Side: app.Department, ID: f.ID}
	must(t, h.AnswerReview(ctx, neighbor, mine, improvement.AnswerInput{Kind: improvement.WillFix, Words: "改", Call: improvement.Reached, Until: h.Today() + 5}))
	must(t, h.CloseReview(ctx, neighbor, mine, "改好了"))
	m, err := h.Mine(ctx, applicant, c.No)
	must(t, err)
	if b := m.Review.Bad[0]; b.Answer.How != "改好了" || !m.Review.Sound() || h.told != 2 {
		t.Errorf("%+v, told %d", b, h.told)
	}
}
