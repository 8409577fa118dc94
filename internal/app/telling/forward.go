package telling

import (
	"context"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// split answers the way and the receiver of a target: "sms", "<id>".
func split(target string) (way, to string) {
	way, to, _ = strings.Cut(target, ":")
	return way, to
}

// ForPerson says whether a target's messages must be forwarded before they can be sent.
func ForPerson(target string) bool { return strings.HasPrefix(target, "person:") }

// Forward puts the messages of a person onto the ways that the person chose; the inbox has them since they were
// written. At night they wait for the morning, unless the morning would be too late for the day that they name.
func (s *Service) Forward(ctx context.Context, target string) error {
	_, id := split(target)
	for {
		rows, err := s.Store.OutboxNext(ctx, target, s.Clock.Now(), atOnce)
		if err != nil || len(rows) == 0 {
			return err
		}
		r, err := s.receiver(ctx, ident.PersonID(id))
		if err != nil {
			return err
		}
		for _, row := range rows {
			ways := s.ways(r, row.Message)
			if err := s.Store.OutboxForward(ctx, row.ID, s.Clock.Now(), ways...); err != nil {
				return err
			}
			s.wake(ways)
		}
	}
}

// receiver is where and how one person can be reached.
type receiver struct {
	store.Contact
	phone string
}

func (s *Service) receiver(ctx context.Context, id ident.PersonID) (receiver, error) {
	c, err := s.Store.Contact(ctx, id)
	if err != nil {
		return receiver{}, err
	}
	p, err := s.Store.Person(ctx, id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return receiver{}, err
	}
	return receiver{Contact: c, phone: p.Phone}, nil
}

func (s *Service) ways(r receiver, m casework.Message) []store.Forward {
	var next time.Time
	if now := s.Clock.Now(); !s.atNight(r, m) {
		if at := s.Quiet.End(now); at.After(now) {
			next = at
		}
	}
	var ways []store.Forward
	if r.SMS && r.phone != "" {
		ways = append(ways, store.Forward{Target: SMS + ":" + string(r.Person), NextAt: next})
	}
	if r.Mail && r.Address != "" && s.Mail {
		ways = append(ways, store.Forward{Target: Mail + ":" + string(r.Person), NextAt: next})
	}
	return ways
}

// The messages that name a last day for the person to do something.
var lastDays = map[string]bool{
	"supplement_requested": true, "held": true, "draft_expiring": true, "draft_campaign_open": true, "remind.K2": true, "remind.K21": true, "remind.K22": true,
	"visit_rectify": true, "remind.K16": true,
	"fee_due": true, "relief_decided": true, "remind.K17": true,
}

// atNight says whether a message may go out during the quiet hours: the person wants it so, or the next morning is
// after the last day that the message names.
func (s *Service) atNight(r receiver, m casework.Message) bool {
	if r.AnyTime || m.Kind == kindCode {
		return true
	}
	due, err := calendar.ParseDay(m.Data["due"])
	return err == nil && lastDays[m.Kind] && calendar.DayOf(s.Quiet.End(s.Clock.Now())) > due
}

func (s *Service) wake(ways []store.Forward) {
	if s.Wake == nil {
		return // the sweep finds them
	}
	for _, w := range ways {
		if w.NextAt.IsZero() {
			s.Wake(w.Target)
		}
	}
}
