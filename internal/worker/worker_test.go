package worker_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"lianban/internal/app/telling"
	"lianban/internal/base/ident"
	"lianban/internal/connector/message"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/internal/worker"
)

// gateway keeps what it was given, or refuses everything.
type gateway struct {
	sent []message.Message
	down error
}

func (g *gateway) Send(_ context.Context, m message.Message) error {
	if g.down == nil {
		g.sent = append(g.sent, m)
	}
	return g.down
}

// letter is a house with one letter for a person with a telephone.
func letter(t *testing.T) (*worker.Worker, *store.Store, string, func(time.Duration)) {
	t.Helper()
	s := storetest.Open(t, storetest.Options())
	p, err := s.EnsurePerson(t.Context(), store.Person{ID: ident.PersonID(ident.New()), Kind: "person", Name: "王军", IDNo: "11010519491231002X", Phone: "13800000000"})
	if err != nil {
		t.Fatal(err)
	}
	ch, target := storetest.NewCase(1, 1), "person:"+string(p.ID)
	storetest.Tell(&ch, target, "accepted")
	storetest.File(t, s, ch)
	now := storetest.Start
	w := &worker.Worker{Telling: &telling.Service{Store: s, Now: func() time.Time { return now }}, Log: slog.New(slog.DiscardHandler)}
	return w, s, target, func(d time.Duration) { now = now.Add(d) }
}

// Without a gateway a letter waits, however long it takes until there is one; it does not die of attempts that
// nobody could have answered.
func TestALetterWaitsForAGateway(t *testing.T) {
	t.Parallel()
	w, s, target, wait := letter(t)
	for range 2 * store.OutboxAttempts {
		if err := w.Deliver(t.Context(), target); err != nil {
			t.Fatal(err)
		}
		wait(24 * time.Hour)
	}
	if pending, dead, err := s.OutboxCounts(t.Context()); err != nil || pending != 1 || dead != 0 {
		t.Fatalf("%d wait, %d are dead (%v)", pending, dead, err)
	}
	g := &gateway{}
	w.Messages = g
	for range 2 { // the second time there is nothing left
		if err := w.Deliver(t.Context(), target); err != nil {
			t.Fatal(err)
		}
	}
	if len(g.sent) != 1 || g.sent[0].To != "13800000000" {
		t.Errorf("%+v", g.sent)
	}
}

// A gateway that fails is tried again after a pause, not at once.
func TestAFailedLetterIsTriedAgain(t *testing.T) {
	t.Parallel()
	w, _, target, wait := letter(t)
	g := &gateway{down: errors.New("no answer")}
	w.Messages = g
	if err := w.Deliver(t.Context(), target); err == nil {
		t.Error("nobody hears of the failure")
	}
	g.down = nil
	if err := w.Deliver(t.Context(), target); err != nil || len(g.sent) != 0 {
		t.Errorf("%d sent at once (%v)", len(g.sent), err)
	}
	wait(time.Hour)
	if err := w.Deliver(t.Context(), target); err != nil || len(g.sent) != 1 {
		t.Errorf("%d sent (%v)", len(g.sent), err)
	}
}
