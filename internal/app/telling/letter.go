package telling

import (
	"context"
	"strconv"
	"strings"

	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// Letter is one message on its way.
type Letter struct {
	Rows     []int64 // of the outbox: several messages that say the same in one letter
	Attempts int     // failed so far
	ID       string  // the same for every attempt: receivers tell repeats by it
	Way      string  // SMS, Mail; else a target that reads inside the house
	To       string  // telephone number or address; empty: nothing is sent
	Subject  string  // Mail only
	Text     string
	AtNight  bool // may go out during the quiet hours
}

// atOnce is how many messages of one target are taken at a time.
const atOnce = 50

// kindCode is the message that asks whether an e-mail address is the person's.
const kindCode = "email_code"

// Letters answers the oldest undelivered letters of a target, in order. Departments and supervisors read their
// worklists: for them there is nothing to send outside.
func (s *Service) Letters(ctx context.Context, target string) ([]Letter, error) {
	rows, err := s.Store.OutboxNext(ctx, target, s.Clock.Now(), atOnce)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	way, id := split(target)
	var r receiver
	if way == SMS || way == Mail {
		if r, err = s.receiver(ctx, ident.PersonID(id)); err != nil {
			return nil, err
		}
	}
	var out []Letter
	for _, row := range rows {
		l := s.letter(way, r, row)
		if n := len(out); n > 0 && l.To != "" && out[n-1].Text == l.Text && out[n-1].Attempts == l.Attempts {
			out[n-1].Rows = append(out[n-1].Rows, row.ID)
			continue
		}
		out = append(out, l)
	}
	return out, nil
}

// letter is what is sent for one message. A way that the person closed since then is not used.
func (s *Service) letter(way string, r receiver, row store.OutboxRow) Letter {
	m := row.Message
	l := Letter{Rows: []int64{row.ID}, Attempts: row.Attempts, ID: "outbox-" + strconv.FormatInt(row.ID, 10), Way: way}
	switch {
	case way == SMS && r.SMS:
		l.To, l.Text = r.phone, sentence(m)
	case way == Mail && m.Kind == kindCode:
		l.To, l.Subject = r.Asked, lang.Chinese().Say("letter.subject.code")
		l.Text = s.mailBody("letter.foot", "me/messages/settings",
			lang.Chinese().Say("letter.code", "code", s.Store.ContactCode(r.Contact), "minutes", int(codeLife.Minutes())))
	case way == Mail && r.Mail:
		l.To, l.Subject, l.Text = r.Address, subject(m), s.mailBody("letter.stop", "me/messages", sentence(m))
	}
	l.AtNight = s.atNight(r, m)
	return l
}

// sentence is what a short message says: what happened, what to do until when, and where. It names the case by the end
// of its number, and neither the person nor what the case is about.
func sentence(m casework.Message) string {
	t := lang.Chinese()
	key := "letter." + m.Kind
	if !t.Has(key) {
		key = "letter.other"
	}
	return t.SayMap(key, outside(m))
}

func subject(m casework.Message) string {
	key := "letter.subject"
	switch {
	case m.Kind == "draft_expiring":
		key += ".draft"
	case m.Kind == "draft_can_be_filed" || m.Kind == "draft_campaign_open":
		key += ".can_file"
	case lastDays[m.Kind]:
		key += ".todo"
	}
	return lang.Chinese().SayMap(key, outside(m))
}

// outside are the only words of a message that may leave the house.
func outside(m casework.Message) map[string]string {
	said := written(m.Data)
	return map[string]string{"tail": tail(m.Data["no"]), "due": said["due"], "n": said["n"]}
}

// tail is the end of a case number, by which a person with several cases tells them apart.
func tail(no string) string {
	digits := strings.ReplaceAll(no, "-", "")
	return digits[max(0, len(digits)-4):]
}

// mailBody is an e-mail: what there is to say, where it is read, and who writes.
func (s *Service) mailBody(foot, path, say string) string {
	t := lang.Chinese()
	return strings.TrimSpace(strings.Join([]string{say, "", t.Say("letter.where", "link", s.Link+path), "", t.Say(foot), s.Site}, "\n"))
}
