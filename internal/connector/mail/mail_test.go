package mail

import (
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

type secret string

func (s secret) Reveal() string { return string(s) }

var sample = Message{
	ID: "outbox-7", To: "someone@example.org", Subject: "办件尾号1234：请在10月12日（周一）前处理，不要忘了补充材料",
	Text: "第一行\n.第二行以点开头\n第三行", At: time.Date(2026, 9, 29, 10, 0, 0, 0, time.UTC),
}

func send(t *testing.T, c Config, m Message) error {
	t.Helper()
	client, err := NewClient(c)
	if err != nil {
		t.Fatal(err)
	}
	return client.Send(t.Context(), m)
}

// An e-mail arrives with its words whole, over TLS where TLS is asked for, and signed in where that is asked for.
func TestAnEmailArrivesWhole(t *testing.T) {
	t.Parallel()
	for name, security := range map[string]Security{"starttls": STARTTLS, "tls": TLS, "open": Open} {
		s, c := newServer(t, func(s *server) {
			s.security = security
			if security != Open {
				s.user, s.password = "robot", "a secret"
			}
		})
		if security != Open {
			c.User, c.Password = "robot", secret("a secret")
		}
		if err := send(t, c, sample); err != nil {
			t.Fatalf("%s: %v (%v)", name, err, fault.Of(err).Cause)
		}
		got, over := s.got()
		if len(got) != 1 || over[0] != (security != Open) {
			t.Fatalf("%s: %d came, TLS %v", name, len(got), over)
		}
		whole(t, got[0])
	}
}

func whole(t *testing.T, raw string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != sample.Subject {
		t.Errorf("subject %q (%v)", subject, err)
	}
	from, err := m.Header.AddressList("From")
	if err != nil || from[0].Name != "烟台市政务服务" || from[0].Address != "no-reply@yantai.example" {
		t.Errorf("from %v (%v)", from, err)
	}
	if id := m.Header.Get("Message-Id"); id != "<outbox-7@yantai.example>" {
		t.Errorf("Message-ID %s", id)
	}
	if at, err := m.Header.Date(); err != nil || !at.Equal(sample.At) {
		t.Errorf("date %v (%v)", at, err)
	}
	if a := m.Header.Get("Auto-Submitted"); a != "auto-generated" {
		t.Errorf("Auto-Submitted %q", a)
	}
	if kind := m.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/plain; charset=UTF-8") {
		t.Errorf("content type %q", kind)
	}
	text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil || strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")) != sample.Text {
		t.Errorf("text %q (%v)", text, err)
	}
	for _, line := range strings.Split(raw, "\r\n") {
		if len(line) > 78 {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
}

// What is written into a header stays in its line; what is no address is not sent anywhere.
func TestNothingBreaksOutOfAHeader(t *testing.T) {
	t.Parallel()
	s, c := newServer(t, nil)
	for name, change := range map[string]func(*Message){
		"subject":   func(m *Message) { m.Subject = "a\r\nBcc: other@example.org" },
		"receiver":  func(m *Message) { m.To = "a@example.org\r\nRCPT TO:<other@example.org>" },
		"two":       func(m *Message) { m.To = "a@example.org, b@example.org" },
		"with name": func(m *Message) { m.To = "a <a@example.org>" },
		"none":      func(m *Message) { m.To = "" },
		"id":        func(m *Message) { m.ID = "1>\r\nX: y" },
		"no id":     func(m *Message) { m.ID = "" },
	} {
		m := sample
		change(&m)
		if err := send(t, c, m); fault.Of(err).Key != "mail.refused" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, _ := s.got(); len(got) != 0 {
		t.Errorf("%d were sent", len(got))
	}
}

// A receiver who does not exist is final; everything that somebody may mend is not.
func TestWaitingIsToldFromUseless(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		set  func(*server)
		conf func(*Config)
		want string
	}{
		"no such receiver": {func(s *server) { s.unknown = "someone@" }, nil, "mail.refused"},
		"later":            {func(s *server) { s.busy = true }, nil, "mail.down"},
		"wrong password":   {func(s *server) { s.user, s.password = "robot", "right" }, func(c *Config) { c.User, c.Password = "robot", secret("wrong") }, "mail.down"},
		"no TLS offered":   {func(s *server) { s.security = Open }, func(c *Config) { c.Security = STARTTLS }, "mail.down"},
		"unknown root":     {nil, func(c *Config) { c.Roots = nil }, "mail.down"},
		"silent":           {func(s *server) { s.silent = true }, func(c *Config) { c.Timeout = 50 * time.Millisecond }, "mail.down"},
		"nobody there":     {nil, func(c *Config) { c.Port = 1 }, "mail.down"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := newServer(t, x.set)
			if x.conf != nil {
				x.conf(&c)
			}
			err := send(t, c, sample)
			if fault.Of(err).Key != x.want || !lang.Chinese().Has("fault."+x.want) {
				t.Errorf("%v (%v)", err, fault.Of(err).Cause)
			}
			if got, _ := s.got(); len(got) != 0 {
				t.Error("it was sent all the same")
			}
		})
	}
}

// An answer that is lost makes a second attempt, which carries the same Message-ID: servers and mailboxes see one e-mail.
func TestALostAnswerRepeatsTheSameEmail(t *testing.T) {
	t.Parallel()
	s, c := newServer(t, func(s *server) { s.lose = true })
	if err := send(t, c, sample); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("got %v", err)
	}
	s.set(func() { s.lose = false })
	if err := send(t, c, sample); err != nil {
		t.Fatal(err)
	}
	got, _ := s.got()
	ids := map[string]bool{}
	for _, raw := range got {
		m, err := mail.ReadMessage(strings.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		ids[m.Header.Get("Message-Id")] = true
	}
	if len(got) != 2 || len(ids) != 1 {
		t.Errorf("%d came with %d identifiers", len(got), len(ids))
	}
}

func TestTheAddressOfAServer(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"smtp://robot@mail.example.org":           "mail.example.org 587 0 robot",
		"smtp://mail.example.org:2525":            "mail.example.org 2525 0 ",
		"smtps://robot%40x.org@mail.example.org/": "mail.example.org 465 1 robot@x.org",
		"smtp://localhost:25?tls=none":            "localhost 25 2 ",
		"smtp://mail.example.org?tls=none":        "",
		"smtp://robot:secret@mail.example.org":    "",
		"http://mail.example.org":                 "",
		"mail.example.org":                        "",
		"smtp://mail.example.org:99999":           "",
		"smtp://mail.example.org/in":              "",
	} {
		c, err := ParseURL(in)
		if got := fmt.Sprint(c.Host, " ", c.Port, " ", int(c.Security), " ", c.User); err == nil && got != want || err != nil && want != "" {
			t.Errorf("%s: %q, %v", in, got, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the password stands in %q", err)
		}
	}
	if _, err := NewClient(Config{Host: "localhost", Port: 25, From: "nobody"}); err == nil {
		t.Error("a sender is needed")
	}
}

func TestFakeCountsAttempts(t *testing.T) {
	t.Parallel()
	f := NewFake()
	f.SetDown(true)
	for range 2 {
		if err := f.Send(t.Context(), sample); fault.Of(err).Key != "mail.down" || !f.Down() {
			t.Fatalf("got %v", err)
		}
	}
	f.SetDown(false)
	for range 2 {
		if err := f.Send(t.Context(), sample); err != nil {
			t.Fatal(err)
		}
	}
	if log := f.Log(); len(log) != 1 || !log[0].Sent || log[0].Tries != 3 || log[0].Text != sample.Text {
		t.Errorf("%+v", log)
	}
	for i := range kept + 5 {
		m := sample
		m.ID = fmt.Sprint(i)
		if err := f.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if log := f.Log(); len(log) != kept || log[0].ID != "204" || log[kept-1].ID != "5" {
		t.Errorf("%d kept", len(log))
	}
}
