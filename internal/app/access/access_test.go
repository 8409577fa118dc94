package access_test

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/store/storetest"
)

// counted keeps passwords as they are and counts how many were compared.
type counted struct{ compared atomic.Int32 }

func (*counted) Hash(_ context.Context, p string) (string, error) { return p, nil }

func (c *counted) Verify(_ context.Context, stored, p string) (bool, error) {
	c.compared.Add(1)
	return stored == p, nil
}

func house(t *testing.T, legal time.Time) (*access.Service, *counted) {
	t.Helper()
	at, passwords := clock.NewFrozen(legal), &counted{}
	o := storetest.Options()
	o.Clock = at
	return &access.Service{
		Store: storetest.Open(t, o), Clock: at, Passwords: passwords, NewSecret: ident.New, Log: slog.New(slog.DiscardHandler),
	}, passwords
}

func officer(t *testing.T, s *access.Service) access.Who {
	t.Helper()
	_, err := s.AddStaff(t.Context(), access.NewStaff{
		Login: "linxiao", Name: "林晓", Password: "long enough", Department: "health", Area: "zhifu",
		Posts: []permission.Post{{Area: "zhifu", Permissions: []permission.Permission{permission.See}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	who, err := s.SignInStaff(t.Context(), "linxiao", "long enough")
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// A token lasts in the machine's time, wherever the legal clock of a sample city stands.
func TestATokenLastsInTheMachinesTime(t *testing.T) {
	t.Parallel()
	for name, legal := range map[string]time.Time{
		"a legal clock of the past": time.Now().AddDate(-2, 0, 0), "and of the future": time.Now().AddDate(2, 0, 0),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := house(t, legal)
			who := officer(t, s)
			good, err := s.IssueToken(t.Context(), who, "an hour", time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.OfToken(t.Context(), good); err != nil {
				t.Errorf("a token of an hour: %v", err)
			}
			over, err := s.IssueToken(t.Context(), who, "over", -time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.OfToken(t.Context(), over); !fault.Is(err, fault.Login) {
				t.Errorf("a token that has ended: %v", err)
			}
		})
	}
}

// Guesses that arrive together are counted one after the other: no more passwords are compared than are allowed.
func TestGuessesTogetherAreCounted(t *testing.T) {
	t.Parallel()
	s, passwords := house(t, storetest.Start)
	officer(t, s)
	passwords.compared.Store(0)
	var all sync.WaitGroup
	var waits atomic.Int32
	for range 40 {
		all.Go(func() {
			if _, err := s.SignInStaff(context.Background(), " LinXiao", "a guess"); fault.Is(err, fault.TooMany) {
				waits.Add(1)
			}
		})
	}
	all.Wait()
	if passwords.compared.Load() != 5 || waits.Load() != 35 {
		t.Errorf("%d passwords were compared, %d guesses had to wait", passwords.compared.Load(), waits.Load())
	}
}
