package worker_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/telling"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/connector/mail"
	"lianban/internal/connector/message"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/internal/worker"
)

const phone = "13800000000"

// post is a house with one person who has a telephone, a gateway and a mail server.
type post struct {
	t     *testing.T
	clock *clock.Movable
	store *store.Store
	w     *worker.Worker
	sms   *message.Fake
	mail  *mail.Fake
	id    ident.PersonID
	cases int64
}

// newPost opens the house at an hour of a Tuesday.
func newPost(t *testing.T, hour, minute int) *post {
	t.Helper()
	start := time.Date(2026, 9, 29, hour, minute, 0, 0, clock.Zone)
	p := &post{t: t, clock: clock.NewFrozen(start), sms: message.NewFake(), mail: mail.NewFake()}
	p.store = storetest.Open(t, store.Options{Clock: p.clock, Seal: storetest.Sealer(), Logger: slog.New(slog.DiscardHandler)})
	person, err := p.store.EnsurePerson(t.Context(), store.Person{
		ID: ident.PersonID(ident.New()), Kind: "person", Name: "王军", IDNo: "11010519491231002X", Phone: phone,
	})
	if err != nil {
		t.Fatal(err)
	}
	p.id = person.ID
	p.w = &worker.Worker{
		Telling:  &telling.Service{Store: p.store, Clock: p.clock, Now: p.clock.Now, Quiet: telling.DefaultQuiet(), Mail: true, Site: "烟台市政务服务", Link: "https://yantai.example/"},
		Messages: p.sms, Mail: p.mail, Log: slog.New(slog.DiscardHandler),
	}
	return p
}

func (p *post) who() permission.Principal {
	return permission.Principal{Kind: permission.Applicant, ID: string(p.id)}
}

// tell files a case that tells the person of something.
func (p *post) tell(data map[string]string, kinds ...string) {
	p.t.Helper()
	p.cases++
	ch := storetest.NewCase(p.cases, 1)
	for _, kind := range kinds {
		d := map[string]string{"item": "食品经营许可", "no": string(ch.Case.No), "scenario": "开办餐饮店"}
		for k, v := range data {
			d[k] = v
		}
		ch.Messages = append(ch.Messages, casework.Message{Target: "person:" + string(p.id), Kind: kind, Case: ch.Case.ID, At: p.clock.Now(), Data: d})
	}
	storetest.File(p.t, p.store, ch)
}

// work delivers until nothing can be delivered now, as sweeps do. Failures are the letters' own.
func (p *post) work() {
	p.t.Helper()
	for range 10 {
		targets, err := p.w.Telling.Targets(p.t.Context(), 100)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, target := range targets {
			if err := p.w.Deliver(p.t.Context(), target); err != nil && !fault.Is(err, fault.Unavailable) {
				p.t.Fatal(err)
			}
		}
	}
}

// until works every minute until a time.
func (p *post) until(end time.Time) {
	for p.clock.Now().Before(end) {
		p.clock.Move(min(time.Minute, end.Sub(p.clock.Now())))
		p.work()
	}
}

// sent are the texts that arrived, oldest first.
func (p *post) sent() []string {
	var out []string
	for _, a := range p.sms.Log("") {
		if a.Sent {
			if a.To != phone {
				p.t.Errorf("sent to %s", a.To)
			}
			out = append([]string{a.Text}, out...)
		}
	}
	return out
}

func (p *post) mails() []mail.Attempt {
	var out []mail.Attempt
	for _, a := range p.mail.Log() {
		if a.Sent {
			out = append([]mail.Attempt{a}, out...)
		}
	}
	return out
}

func (p *post) counts(pending, dead int) {
	p.t.Helper()
	if a, b, err := p.store.OutboxCounts(p.t.Context()); err != nil || a != pending || b != dead {
		p.t.Errorf("%d wait and %d are dead, want %d and %d (%v)", a, b, pending, dead, err)
	}
}

// Without a gateway a letter waits, however long it takes until there is one; it does not die of attempts that
// nobody could have answered.
func TestALetterWaitsForAGateway(t *testing.T) {
	t.Parallel()
	p := newPost(t, 10, 0)
	p.w.Messages = nil
	p.tell(nil, "accepted")
	for range 2 * store.OutboxAttempts {
		p.work()
		p.clock.Move(24 * time.Hour)
	}
	p.counts(1, 0)
	p.w.Messages = p.sms
	p.work()
	p.work() // the second time there is nothing left
	if len(p.sent()) != 1 {
		t.Errorf("%q", p.sent())
	}
}

// A gateway that is down for hours gets every letter once when it is back, in order, and nobody is told twice.
func TestAGatewayThatIsDownForHours(t *testing.T) {
	t.Parallel()
	p := newPost(t, 9, 0)
	p.sms.SetDown(true)
	p.tell(nil, "filed", "released")
	p.work()
	p.until(p.clock.Now().Add(5 * time.Hour))
	if len(p.sent()) != 0 {
		t.Fatalf("%q", p.sent())
	}
	tries := p.sms.Log("")[0].Tries
	if tries < 5 || tries > store.OutboxAttempts {
		t.Errorf("tried %d times in five hours", tries)
	}
	p.counts(2, 0)
	p.sms.SetDown(false)
	p.until(p.clock.Now().Add(6 * time.Hour))
	if got := p.sent(); len(got) != 2 || !strings.Contains(got[0], "已提交") || !strings.Contains(got[1], "前一个事项") {
		t.Errorf("%q", got)
	}
	p.counts(0, 0)
}

// A letter that nobody takes is dead after a bounded number of attempts, with its reason; revived, it goes out.
func TestADeadLetterCanBeRevived(t *testing.T) {
	t.Parallel()
	p := newPost(t, 9, 0)
	p.sms.SetDown(true)
	p.tell(nil, "accepted")
	for range 200 {
		p.work()
		p.clock.Move(time.Hour)
	}
	p.counts(0, 1)
	dead, err := p.store.OutboxDead(t.Context(), 10)
	if err != nil || len(dead) != 1 || dead[0].Error != "message.down" || dead[0].Attempts != store.OutboxAttempts {
		t.Fatalf("%+v (%v)", dead, err)
	}
	p.sms.SetDown(false)
	if err := p.store.Noted(t.Context(), func(context.Context) (store.Noting, error) {
		return store.Noting{Writes: []store.Write{store.ReviveMessage(dead[0].ID)}}, nil
	}); err != nil {
		t.Fatal(err)
	}
	p.until(p.clock.Now().Add(12 * time.Hour))
	if len(p.sent()) != 1 {
		t.Errorf("%q", p.sent())
	}
}

// In the quiet hours the inbox has the message at once, and the telephone in the morning.
func TestQuietHoursWaitForTheMorning(t *testing.T) {
	t.Parallel()
	p := newPost(t, 21, 30)
	p.tell(map[string]string{"due": "2026-10-20", "n": "2"}, "supplement_requested")
	box, err := p.store.Inbox(t.Context(), p.id, store.Page{})
	if err != nil || box.Unread != 1 {
		t.Fatalf("%d in the inbox (%v)", box.Unread, err)
	}
	morning := time.Date(2026, 9, 30, 8, 0, 0, 0, clock.Zone)
	p.until(morning.Add(-time.Second))
	if len(p.sent()) != 0 {
		t.Errorf("sent at night: %q", p.sent())
	}
	p.until(morning)
	if got := p.sent(); len(got) != 1 || !strings.Contains(got[0], "要补充2项材料，请在10月20日（周二）前") {
		t.Errorf("%q", got)
	}
}

// A failed attempt whose pause would end at night waits for the morning too.
func TestNoSecondAttemptAtNight(t *testing.T) {
	t.Parallel()
	p := newPost(t, 20, 59)
	p.sms.SetDown(true)
	p.tell(nil, "accepted")
	p.work()
	p.until(time.Date(2026, 9, 29, 21, 1, 0, 0, clock.Zone))
	tries := p.sms.Log("")[0].Tries
	p.sms.SetDown(false)
	p.until(time.Date(2026, 9, 30, 7, 59, 0, 0, clock.Zone))
	if a := p.sms.Log("")[0]; a.Tries != tries || a.Sent {
		t.Errorf("%d attempts before night, %d in the morning, sent %v", tries, a.Tries, a.Sent)
	}
	p.until(time.Date(2026, 9, 30, 8, 0, 0, 0, clock.Zone))
	if len(p.sent()) != 1 {
		t.Error("nothing was sent in the morning")
	}
}

// A message that would come after its last day goes at night, and overtakes what waits for the morning.
func TestTheLastDayIsNotSleptAway(t *testing.T) {
	t.Parallel()
	p := newPost(t, 22, 0)
	p.tell(nil, "accepted")
	p.tell(map[string]string{"due": "2026-09-29"}, "remind.K2")
	p.tell(map[string]string{"due": "2026-09-30"}, "remind.K21") // the morning is early enough
	p.work()
	if got := p.sent(); len(got) != 1 || !strings.Contains(got[0], "9月29日") {
		t.Fatalf("%q", got)
	}
	p.until(time.Date(2026, 9, 30, 8, 0, 0, 0, clock.Zone))
	if got := p.sent(); len(got) != 3 {
		t.Errorf("%q", got)
	}
}

// Departments that accept six items together make one short message, not six that say the same.
func TestSameWordsAreOneLetter(t *testing.T) {
	t.Parallel()
	p := newPost(t, 22, 0)
	p.tell(map[string]string{"due": "2026-10-12"}, "accepted", "accepted", "accepted", "joint_concluded.all_granted")
	p.until(time.Date(2026, 9, 30, 8, 0, 0, 0, clock.Zone))
	if got := p.sent(); len(got) != 2 || !strings.Contains(got[1], "全部办好") {
		t.Errorf("%q", got)
	}
	p.counts(0, 0)
	box, err := p.store.Inbox(t.Context(), p.id, store.Page{})
	if err != nil || len(box.Messages) != 4 {
		t.Errorf("%d in the inbox (%v)", len(box.Messages), err)
	}
}
