package running

import (
	"context"
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// DeadMessage is a message that nobody took (死信), as an administrator sees it: for what kind of receiver, of what kind,
// why not. Neither its words nor whose it is.
type DeadMessage struct {
	ID       int64
	Receiver string // person, department, supervisor …
	Kind     string
	Attempts int
	Error    string
}

// mostDead is how many dead messages are listed.
const mostDead = 100

// DeadMessages lists the newest dead messages. Fault: Forbidden.
func (s *Service) DeadMessages(ctx context.Context, who permission.Principal) ([]DeadMessage, error) {
	if err := s.allow(ctx, who, permission.AdministerStaff, permission.Resource{Type: permission.House}); err != nil {
		return nil, err
	}
	rows, err := s.Store.OutboxDead(ctx, mostDead)
	out := make([]DeadMessage, 0, len(rows))
	for _, r := range rows {
		kind, _, _ := strings.Cut(r.Target, ":")
		out = append(out, DeadMessage{ID: r.ID, Receiver: kind, Kind: r.Kind, Attempts: r.Attempts, Error: r.Error})
	}
	return out, err
}

// ReviveMessage puts a dead message back into the queue and says whether there was one: of what is not dead the log says
// nothing. Fault: Forbidden.
func (s *Service) ReviveMessage(ctx context.Context, who permission.Principal, id int64, reason string) (was bool, err error) {
	err = s.administer(ctx, who, verbRevive, strconv.FormatInt(id, 10), reason, func(ctx context.Context) (_ []store.Write, _ string, err error) {
		if was, err = s.Store.OutboxIsDead(ctx, id); err == nil && !was {
			err = errNothing
		}
		return []store.Write{store.ReviveMessage(id)}, "", err
	})
	return was && err == nil, err
}

// Health is how the node and its database do.
type Health struct {
	Engine  string // sqlite, postgres
	Answers bool   // the database
	Pending int    // messages on their way
	Dead    int
	Banner  Banner
}

// Health looks how the node does. Fault: Forbidden.
func (s *Service) Health(ctx context.Context, who permission.Principal) (Health, error) {
	h := Health{Engine: s.Store.Engine()}
	if len(permission.Administrators(who.Posts)) == 0 {
		return h, fault.New(fault.Forbidden, "permission.missing.administer_staff")
	}
	if h.Answers = s.Store.Ping(ctx) == nil; !h.Answers {
		return h, nil
	}
	var err error
	if h.Pending, h.Dead, err = s.Store.OutboxCounts(ctx); err != nil {
		return h, err
	}
	h.Banner, err = s.readBanner(ctx)
	return h, err
}
