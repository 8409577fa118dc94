// Package telling turns outbox rows into letters that a connector can send, and remembers what became of
// them. A letter never carries personal data: it says that there is something to read, and where.
package telling

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// Service is this room. Its times are the machine's: retries wait in real time, whatever the legal day.
type Service struct {
	Store *store.Store
	Now   func() time.Time
}

// Letter is one message on its way.
type Letter struct {
	Row  int64  // of the outbox
	ID   string // the same for every attempt: receivers tell repeats by it
	To   string // telephone number; empty: whoever it is for reads it inside the house
	Text string
}

// atOnce is how many letters of one target are taken at a time.
const atOnce = 50

// Words are the sentences of a message as people read them: days are written with their weekday.
func Words(m casework.Message) string {
	t := lang.Chinese()
	data := make(map[string]string, len(m.Data))
	for k, v := range m.Data {
		if d, err := calendar.ParseDay(v); err == nil {
			at := d.Time()
			weekday := t.Say("page.weekday." + strconv.Itoa((int(at.Weekday())+6)%7+1))
			v = t.Say("telling.day", "m", int(at.Month()), "d", at.Day(), "weekday", weekday)
		}
		data[k] = v
	}
	return t.SayMap("message."+m.Kind, data)
}

// Targets lists who has letters waiting now.
func (s *Service) Targets(ctx context.Context, limit int) ([]string, error) {
	return s.Store.OutboxTargets(ctx, s.Now(), limit)
}

// Letters answers the oldest undelivered letters of a target, in order.
func (s *Service) Letters(ctx context.Context, target string) ([]Letter, error) {
	rows, err := s.Store.OutboxNext(ctx, target, s.Now(), atOnce)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	to, err := s.phone(ctx, target)
	if err != nil {
		return nil, err
	}
	out := make([]Letter, len(rows))
	for i, r := range rows {
		out[i] = Letter{
			Row: r.ID, ID: "outbox-" + strconv.FormatInt(r.ID, 10), To: to,
			Text: Words(r.Message),
		}
	}
	return out, nil
}

// phone is where a person can be reached. Departments and supervisors read their worklists: for them there
// is nothing to send outside.
func (s *Service) phone(ctx context.Context, target string) (string, error) {
	id, ok := strings.CutPrefix(target, "person:")
	if !ok {
		return "", nil
	}
	p, err := s.Store.Person(ctx, ident.PersonID(id))
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return p.Phone, err
}

// Told marks letters as delivered.
func (s *Service) Told(ctx context.Context, rows ...int64) error {
	return s.Store.OutboxDone(ctx, s.Now(), rows...)
}

// NotTold counts a failed attempt; the letter is tried again after a growing pause.
func (s *Service) NotTold(ctx context.Context, row int64, reason string) error {
	_, err := s.Store.OutboxFailed(ctx, row, s.Now(), reason)
	return err
}

// How long what has served its purpose is kept.
const (
	keepKeys      = 7 * 24 * time.Hour  // idempotency keys
	keepDelivered = 30 * 24 * time.Hour // delivered messages; the journal keeps that they were sent
	tidyAtOnce    = 500
)

// Tidy deletes what has served its purpose: expired sessions and scan codes, old idempotency keys, delivered messages, and
// drafts whose time is over. Drafts live by the legal clock, the rest by the machine's.
func (s *Service) Tidy(ctx context.Context, legal time.Time) error {
	now := s.Now()
	_, sessions := s.Store.DropExpiredSessions(ctx, now)
	_, codes := s.Store.DropExpiredScanCodes(ctx, now)
	_, keys := s.Store.DropOldKeys(ctx, now.Add(-keepKeys))
	_, delivered := s.Store.DropDelivered(ctx, now.Add(-keepDelivered))
	_, drafts := s.Store.DropExpiredDrafts(ctx, legal, tidyAtOnce)
	return errors.Join(sessions, codes, keys, delivered, drafts)
}
