package worker_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/telling"
	"lianban/internal/base/fault"
	"lianban/internal/connector/message"
)

var sixDigits = regexp.MustCompile(`\d{6}`)

// confirm confirms an e-mail address with the code that came by e-mail.
func (p *post) confirm(address string) {
	p.t.Helper()
	if err := p.w.Telling.AskAddress(p.t.Context(), p.who(), address); err != nil {
		p.t.Fatal(err)
	}
	p.work()
	mails := p.mails()
	last := mails[len(mails)-1]
	if last.To != address {
		p.t.Fatalf("the code went to %s", last.To)
	}
	if err := p.w.Telling.ConfirmAddress(p.t.Context(), p.who(), sixDigits.FindString(last.Text)); err != nil {
		p.t.Fatal(err)
	}
}

func (p *post) choose(sms, mail, anyTime bool) error {
	c, err := p.w.Telling.Choices(p.t.Context(), p.who())
	if err != nil {
		p.t.Fatal(err)
	}
	return p.w.Telling.ChooseChannels(p.t.Context(), p.who(), telling.ChannelsInput{SMS: sms, Mail: mail, AnyTime: anyTime, Version: c.Version})
}

// News go where the person wants them, at night too when the person wants that, and each way has its own failures.
func TestNewsGoWhereThePersonWantsThem(t *testing.T) {
	t.Parallel()
	p := newPost(t, 22, 0)
	if err := p.choose(true, true, false); fault.Of(err).Key != "telling.channels" {
		t.Errorf("mail without an address: %v", err)
	}
	p.confirm("wang@example.org")
	if err := p.choose(false, true, true); err != nil {
		t.Fatal(err)
	}
	p.tell(nil, "filed")
	p.work()
	mails := p.mails()
	if len(p.sent()) != 0 || len(mails) != 2 || mails[1].To != "wang@example.org" || !strings.Contains(mails[1].Text, "https://yantai.example/me/messages") {
		t.Errorf("%q, %+v", p.sent(), mails)
	}
	if err := p.choose(true, true, true); err != nil {
		t.Fatal(err)
	}
	p.mail.SetDown(true)
	p.tell(nil, "result_ready")
	p.work()
	if len(p.sent()) != 1 || len(p.mails()) != 2 {
		t.Errorf("a mail server that is down holds up the telephone: %q", p.sent())
	}
	if err := p.choose(false, false, true); err != nil {
		t.Fatal(err)
	}
	p.mail.SetDown(false)
	p.tell(nil, "refused")
	p.until(p.clock.Now().Add(time.Hour))
	if len(p.sent()) != 1 || len(p.mails()) != 2 {
		t.Errorf("somebody who wants nothing got something: %q, %+v", p.sent(), p.mails())
	}
	p.counts(0, 0)
}

// A code is tried a few times and lives half an hour; nothing else goes to an address before its code came back.
func TestAnAddressIsConfirmedFirst(t *testing.T) {
	t.Parallel()
	p := newPost(t, 10, 0)
	ask := func() string {
		if err := p.w.Telling.AskAddress(t.Context(), p.who(), "wang@example.org"); err != nil {
			t.Fatal(err)
		}
		p.work()
		mails := p.mails()
		return sixDigits.FindString(mails[len(mails)-1].Text)
	}
	wrong := func(code, want string) {
		t.Helper()
		err := p.w.Telling.ConfirmAddress(t.Context(), p.who(), code)
		if f := fault.Of(err); len(f.Fields) != 1 || f.Fields[0].Key != want {
			t.Errorf("%s: %v", code, err)
		}
	}
	wrong("123456", "telling.code_over")
	code := ask()
	p.tell(nil, "filed")
	p.work()
	if len(p.mails()) != 1 {
		t.Errorf("%d e-mails before the address was confirmed", len(p.mails()))
	}
	other := "000000"
	if code == other {
		other = "000001"
	}
	for range 5 {
		wrong(other, "telling.code_wrong")
	}
	wrong(code, "telling.code_over")
	p.clock.Move(time.Minute)
	code = ask()
	p.clock.Move(31 * time.Minute)
	wrong(code, "telling.code_over")
	for range 5 {
		p.clock.Move(time.Second)
		if err := p.w.Telling.AskAddress(t.Context(), p.who(), "wang@example.org"); fault.Is(err, fault.NotNow) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if err := p.w.Telling.AskAddress(t.Context(), p.who(), "wang@example.org"); fault.Of(err).Key != "telling.codes" {
		t.Errorf("codes without end: %v", err)
	}
	for _, bad := range []string{"", "wang", "a b@example.org", "王 <w@example.org>", "w@localhost", "w@example.org\r\nx", "w@[127.0.0.1]", `"a"@example.org`} {
		if err := p.w.Telling.AskAddress(t.Context(), p.who(), bad); fault.Of(err).Key != "telling.address" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// strict is a gateway that refuses some texts for good.
type strict struct {
	*message.Fake
	refuses string
}

func (s strict) Send(ctx context.Context, m message.Message) error {
	if strings.Contains(m.Text, s.refuses) {
		return fault.New(fault.Invalid, "message.refused")
	}
	return s.Fake.Send(ctx, m)
}

// What a gateway refuses for good is dead at once, with its reason, and the next letter goes.
func TestARefusedLetterHoldsUpNobody(t *testing.T) {
	t.Parallel()
	p := newPost(t, 10, 0)
	p.w.Messages = strict{p.sms, "已提交"}
	p.tell(nil, "filed", "result_ready")
	p.work()
	if got := p.sent(); len(got) != 1 || !strings.Contains(got[0], "可以领") {
		t.Errorf("%q", got)
	}
	dead, err := p.store.OutboxDead(t.Context(), 10)
	if err != nil || len(dead) != 1 || dead[0].Error != "message.refused" || dead[0].Attempts != 1 {
		t.Errorf("%+v (%v)", dead, err)
	}
}

// What has not arrived is listed once per letter, with what it waits for.
func TestHeldLettersSayWhatTheyWaitFor(t *testing.T) {
	t.Parallel()
	p := newPost(t, 10, 0)
	p.sms.SetDown(true)
	p.tell(map[string]string{"due": "2026-10-12"}, "accepted", "accepted", "result_ready")
	p.work()
	held, err := p.w.Telling.Held(t.Context(), 10)
	if err != nil || len(held) != 2 {
		t.Fatalf("%+v (%v)", held, err)
	}
	if a, b := held[0], held[1]; len(a.Rows) != 2 || a.Attempts != 1 || a.Reason != "message.down" || a.Behind || !b.Behind || b.Attempts != 0 {
		t.Errorf("%+v", held)
	}
}
