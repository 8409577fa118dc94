package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"

	"lianban/internal/app/access"
	"lianban/internal/app/running"
	"lianban/internal/base/lang"
	"lianban/internal/store"
)

// outboxCmd is for whoever looks after messages that did not arrive.
type outboxCmd struct {
	List  outboxListCmd  `cmd:"" help:"List messages that are no longer tried, with the reason."`
	Retry outboxRetryCmd `cmd:"" help:"Put such messages back into the queue."`
}

type outboxListCmd struct {
	where
	Most int `help:"Most lines." default:"100"`
}

// Run prints the newest first, and below how many still wait.
func (c *outboxListCmd) Run(ctx context.Context) error {
	return c.withStore(ctx, func(s *store.Store) error { return c.run(ctx, s, os.Stdout) })
}

func (c *outboxListCmd) run(ctx context.Context, s *store.Store, out io.Writer) error {
	t := lang.Chinese()
	dead, err := s.OutboxDead(ctx, c.Most)
	if err != nil {
		return err
	}
	for _, m := range dead {
		fmt.Fprintln(out, t.Say("outbox.cli.dead", "id", m.ID, "to", m.To, "kind", m.Kind, "at", m.At.Format("2006-01-02 15:04"),
			"n", m.Attempts, "reason", reasonOf(m.Error)))
	}
	pending, n, err := s.OutboxCounts(ctx)
	if err == nil {
		fmt.Fprintln(out, t.Say("outbox.cli.counts", "pending", pending, "dead", n))
	}
	return err
}

// reasonOf is the sentence of a stored reason, or the word itself where it is older than its sentence.
func reasonOf(key string) string {
	if t := lang.Chinese(); t.Has("fault." + key) {
		return t.Say("fault." + key)
	}
	return key
}

type outboxRetryCmd struct {
	where
	Numbers []int64 `arg:"" optional:"" help:"Numbers as the list writes them."`
	All     bool    `help:"All of them."`
	Reason  string  `help:"Why; it stands in the audit log."`
}

// retryAtOnce is how many messages are put back in one go.
const retryAtOnce = 500

// Run says how many were put back.
func (c *outboxRetryCmd) Run(ctx context.Context) error {
	return c.withStore(ctx, func(s *store.Store) error { return c.run(ctx, s, os.Stdout) })
}

func (c *outboxRetryCmd) run(ctx context.Context, s *store.Store, out io.Writer) error {
	n, reason, desk := 0, cmp.Or(c.Reason, lang.Chinese().Say("outbox.cli.reason")), &running.Service{Store: s}
	retry := func(ids []int64) error {
		for _, id := range ids {
			was, err := desk.ReviveMessage(ctx, access.AtTheMachine().Principal, id, reason)
			if err != nil {
				return err
			}
			if was {
				n++
			}
		}
		return nil
	}
	err := retry(c.Numbers)
	for c.All && err == nil {
		var dead []store.OutboxRow
		if dead, err = s.OutboxDead(ctx, retryAtOnce); err != nil || len(dead) == 0 {
			break
		}
		ids := make([]int64, len(dead))
		for i, m := range dead {
			ids[i] = m.ID
		}
		err = retry(ids)
	}
	fmt.Fprintln(out, lang.Chinese().Say("outbox.cli.retried", "n", n))
	return err
}
