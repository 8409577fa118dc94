package telling

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/connector/register"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

func TestMessagesWriteDaysWithTheirWeekday(t *testing.T) {
	t.Parallel()
	got := Words(casework.Message{Kind: "accepted", Data: map[string]string{"item": "食品经营许可", "due": "2026-10-12"}})
	if want := "“食品经营许可”已受理，预计 10月12日（周一） 前办结。"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// letterKinds are the kinds of message that have words of their own outside the house.
func letterKinds() []string {
	var out []string
	for _, key := range lang.Chinese().Keys() {
		kind, ok := strings.CutPrefix(key, "letter.")
		if ok && kind != "code" && kind != "where" && kind != "foot" && kind != "stop" && !strings.HasPrefix(kind, "subject") {
			out = append(out, kind)
		}
	}
	return out
}

// Every message that an applicant gets has words of its own outside, and nothing is written for a message that is not.
func TestEveryMessageHasItsLetter(t *testing.T) {
	t.Parallel()
	texts, kinds := lang.Chinese(), letterKinds()
	for _, kind := range kinds {
		if kind != "other" && !texts.Has("message."+kind) {
			t.Errorf("letter.%s is the letter of no message", kind)
		}
	}
	for kind := range lastDays {
		if !slices.Contains(kinds, kind) {
			t.Errorf("%s names a last day and has no letter", kind)
		}
	}
	if got := sentence(casework.Message{Kind: "never heard of", Data: map[string]string{"no": "370602-20260929-00123-4"}}); !strings.Contains(got, "尾号1234") {
		t.Errorf("%q", got)
	}
}

// With the signature of a gateway a short message stays one: 70 characters. Plain words, full sentences.
func TestAShortMessageIsShort(t *testing.T) {
	t.Parallel()
	const sign = "【烟台市政务服务】"
	for _, kind := range letterKinds() {
		m := casework.Message{Kind: kind, Data: map[string]string{"no": "370602-20261231-1000123-4", "due": "2026-12-31", "n": "12"}}
		text := sentence(m)
		if n := utf8.RuneCountInString(sign + text); n > 70 {
			t.Errorf("%s: %d characters: %s", kind, n, text)
		}
		if strings.ContainsAny(text, "{}[]") || !strings.HasSuffix(text, "。") || strings.Contains(text, "http") {
			t.Errorf("%s: %s", kind, text)
		}
		if s := subject(m); utf8.RuneCountInString(s) > 40 || strings.ContainsAny(s, "{}[]\n") {
			t.Errorf("%s: subject %s", kind, s)
		}
	}
}

var parameter = regexp.MustCompile(`\{(\w+)\}`)

// Whatever stands in a message about the sample people, nothing of it leaves the house: no name, number, telephone,
// company, item or case, whichever message it is.
func TestNoPersonalDataLeavesTheHouse(t *testing.T) {
	t.Parallel()
	fake, err := register.NewFake()
	if err != nil {
		t.Fatal(err)
	}
	texts := lang.Chinese()
	s := &Service{Store: storetest.Open(t, storetest.Options()), Clock: clock.NewFrozen(storetest.Start), Mail: true, Link: "https://yantai.example/"}
	kinds := []string{"a kind that is new"}
	names := []string{"reason", "applicant", "phone", "tail", "code", "link"} // and what no text asks for
	for _, key := range texts.Keys() {
		if kind, ok := strings.CutPrefix(key, "message."); ok {
			kinds = append(kinds, kind)
			for _, p := range parameter.FindAllStringSubmatch(texts.Say(key), -1) {
				if p[1] != "no" && p[1] != "due" && p[1] != "n" && !slices.Contains(names, p[1]) {
					names = append(names, p[1])
				}
			}
		}
	}
	for i, p := range fake.People() {
		secret := []string{p.Name, p.IDNo, p.Phone, "食品经营许可", "370602-20260929-00123-4"}
		for _, c := range p.Companies {
			secret = append(secret, c.Name, c.USCC)
		}
		data := map[string]string{"no": "370602-20260929-00123-4", "due": "2026-10-12", "n": "2"}
		for _, name := range names {
			data[name] = strings.Join(secret, " ")
		}
		r := receiver{Contact: store.Contact{Person: "p", SMS: true, Mail: true, Address: "a@example.org", Asked: "b@example.org"}, phone: p.Phone}
		for _, kind := range append(kinds, kindCode) {
			for _, way := range []string{SMS, Mail} {
				l := s.letter(way, r, store.OutboxRow{ID: int64(i), Message: casework.Message{Kind: kind, Data: data}})
				for _, x := range secret {
					if strings.Contains(l.Subject+l.Text, x) {
						t.Errorf("%s by %s says %q: %s %s", kind, way, x, l.Subject, l.Text)
					}
				}
			}
		}
	}
}

func TestQuietHours(t *testing.T) {
	t.Parallel()
	for spec, cases := range map[string]map[string]string{
		"21:00-08:00": {"2026-09-29 20:59": "2026-09-29 20:59", "2026-09-29 21:00": "2026-09-30 08:00", "2026-09-30 07:59": "2026-09-30 08:00", "2026-09-30 08:00": "2026-09-30 08:00", "2026-12-31 23:00": "2027-01-01 08:00"},
		"12:30-14:00": {"2026-09-29 12:29": "2026-09-29 12:29", "2026-09-29 13:00": "2026-09-29 14:00", "2026-09-29 14:00": "2026-09-29 14:00", "2026-09-29 23:00": "2026-09-29 23:00"},
		"none":        {"2026-09-29 23:00": "2026-09-29 23:00"},
	} {
		q, err := ParseQuiet(spec)
		if err != nil {
			t.Fatal(err)
		}
		if from, until := q.Hours(); !q.None() && from+"-"+until != spec {
			t.Errorf("%s reads %s-%s", spec, from, until)
		}
		for in, want := range cases {
			at, err := time.ParseInLocation("2006-01-02 15:04", in, clock.Zone)
			if err != nil {
				t.Fatal(err)
			}
			if got := q.End(at.UTC()).In(clock.Zone).Format("2006-01-02 15:04"); got != want {
				t.Errorf("%s: %s becomes %s, want %s", spec, in, got, want)
			}
		}
	}
	for _, bad := range []string{"", "21-8", "21:00", "25:00-08:00", "08:00-08:00", fmt.Sprint(21)} {
		if _, err := ParseQuiet(bad); fault.Of(err).Key != "telling.quiet" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
