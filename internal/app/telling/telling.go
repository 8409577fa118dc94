// Package telling turns outbox rows into letters that a connector can send, and remembers what became of
// them. A letter never carries personal data: it says that there is something to read, and where.
package telling

import (
	"context"
	"errors"
	"strconv"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// Service is this room. Letters go by the city's clock, so that quiet hours and retries can be played in the sample
// city; sessions and keys age by the machine's.
type Service struct {
	Store *store.Store
	Clock clock.Clock
	Now   func() time.Time // the machine's
	Quiet Quiet
	Mail  bool   // this site sends e-mail
	Site  string // name of the portal, below an e-mail
	Link  string // address of the portal, with a slash at the end
	Wake  func(target string)
}

// The ways to a person outside the house. A message for "person:<id>" is forwarded onto "sms:<id>" and "mail:<id>", so
// that each has its own order and its own failures.
const (
	SMS  = "sms"
	Mail = "mail"
)

// Words are the sentences of a message as people read them: days are written with their weekday.
func Words(m casework.Message) string {
	return lang.Chinese().SayMap("message."+m.Kind, written(m.Data))
}

// written are the parameters of a text as people read them.
func written(data map[string]string) map[string]string {
	t := lang.Chinese()
	out := make(map[string]string, len(data))
	for k, v := range data {
		if d, err := calendar.ParseDay(v); err == nil {
			at := d.Time()
			weekday := t.Say("page.weekday." + strconv.Itoa((int(at.Weekday())+6)%7+1))
			v = t.Say("telling.day", "m", int(at.Month()), "d", at.Day(), "weekday", weekday)
		}
		out[k] = v
	}
	return out
}

// Targets lists who has letters waiting now.
func (s *Service) Targets(ctx context.Context, limit int) ([]string, error) {
	return s.Store.OutboxTargets(ctx, s.Clock.Now(), limit)
}

// Told marks a letter as delivered.
func (s *Service) Told(ctx context.Context, l Letter) error {
	return s.Store.OutboxDone(ctx, s.Clock.Now(), l.Rows...)
}

// NotTold counts a failed attempt; the letter is tried again after a growing pause that ends outside the quiet hours.
// What a receiver refused for good is dead at once.
func (s *Service) NotTold(ctx context.Context, l Letter, err error) error {
	f := store.Failure{Reason: fault.Of(err).Key, Final: fault.Is(err, fault.Invalid)}
	f.Next = s.Clock.Now().Add(store.OutboxPause(l.Attempts + 1))
	if !l.AtNight {
		f.Next = s.Quiet.End(f.Next)
	}
	return s.Store.OutboxFailed(ctx, f, l.Rows...)
}

// How long what has served its purpose is kept.
const (
	keepKeys      = 7 * 24 * time.Hour  // idempotency keys
	keepDelivered = 30 * 24 * time.Hour // delivered messages; the journal keeps that they were sent
	tidyAtOnce    = 500
)

// Tidy deletes what has served its purpose: expired sessions and scan codes, old idempotency keys, delivered messages, and
// drafts whose time is over. Drafts and messages live by the city's clock, the rest by the machine's.
func (s *Service) Tidy(ctx context.Context) error {
	now := s.Now()
	legal := s.Clock.Now()
	_, sessions := s.Store.DropExpiredSessions(ctx, now)
	_, codes := s.Store.DropExpiredScanCodes(ctx, now)
	_, keys := s.Store.DropOldKeys(ctx, now.Add(-keepKeys))
	_, delivered := s.Store.DropDelivered(ctx, legal.Add(-keepDelivered))
	_, drafts := s.Store.DropExpiredDrafts(ctx, legal, tidyAtOnce)
	return errors.Join(sessions, codes, keys, delivered, drafts)
}
