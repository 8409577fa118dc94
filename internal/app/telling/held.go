package telling

import (
	"context"
	"slices"
	"time"

	"lianban/internal/base/ident"
)

// Held is a letter that has not arrived.
type Held struct {
	Letter
	NextAt time.Time // not before; zero: now
	Reason string    // key of the fault of the last attempt; empty: none failed
	Dead   bool      // it is not tried again by itself
	Behind bool      // it waits behind a letter to the same receiver that waits for its next attempt
}

// Held lists letters to telephones and mailboxes that have not arrived: dead ones first, then those that wait.
func (s *Service) Held(ctx context.Context, limit int) ([]Held, error) {
	dead, err := s.Store.OutboxDead(ctx, limit)
	if err != nil {
		return nil, err
	}
	sms, err := s.Store.OutboxWaiting(ctx, SMS, limit)
	if err != nil {
		return nil, err
	}
	mail, err := s.Store.OutboxWaiting(ctx, Mail, limit)
	if err != nil {
		return nil, err
	}
	known := map[ident.PersonID]receiver{}
	blocked := map[string]bool{} // by target
	var out []Held
	for i, row := range slices.Concat(dead, sms, mail) {
		way, id := split(row.To)
		if way != SMS && way != Mail {
			continue
		}
		r, ok := known[ident.PersonID(id)]
		if !ok {
			if r, err = s.receiver(ctx, ident.PersonID(id)); err != nil {
				return nil, err
			}
			known[r.Person] = r
		}
		h := Held{Letter: s.letter(way, r, row), NextAt: row.NextAt, Reason: row.Error, Dead: i < len(dead), Behind: blocked[row.To]}
		if n := len(out); n > 0 && !h.Dead && out[n-1].sameLetter(h) {
			out[n-1].Rows = append(out[n-1].Rows, h.Rows...)
			continue
		}
		blocked[row.To] = blocked[row.To] || !h.Dead && h.Attempts > 0
		out = append(out, h)
	}
	return out, nil
}

// sameLetter says whether two messages will go as one.
func (h Held) sameLetter(o Held) bool {
	return !h.Dead && h.Way == o.Way && h.To == o.To && h.Text == o.Text && h.Attempts == o.Attempts && h.NextAt.Equal(o.NextAt)
}
