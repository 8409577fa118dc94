// Package running looks after the house while it runs: the banner that announces maintenance, messages that nobody
// took, how the node does, and the auditor's view of who did what.
package running

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Service is this room. All methods may be called from many goroutines.
type Service struct {
	Store *store.Store
	Guard *permission.Guard
	Clock clock.Clock
	// Refused hears of an act that somebody was not permitted, for the audit log; nil: nobody does.
	Refused func(ctx context.Context, who permission.Principal, verb, about string, why error)

	reading sync.Mutex // one reader of the banner at a time
	mu      sync.RWMutex
	banner  Banner
	readAt  time.Time
}

// The verbs of the audit log that this room writes; their words are "admin.verb.<verb>".
const (
	verbBanner  = "set_banner"
	verbTake    = "clear_banner"
	verbRevive  = "revive_message"
	verbVerify  = "verify_audit"
	verbExport  = "export_audit"
	longestText = 200 // characters of a reason
)

// administer does something with the running house as system administrator; it stands in the audit log with its reason.
func (s *Service) administer(ctx context.Context, who permission.Principal, verb, about, reason string, do func(context.Context) ([]store.Write, string, error)) error {
	return s.noted(ctx, who, permission.AdministerStaff, permission.Resource{Type: permission.House}, verb, about, reason, do)
}

// errNothing says that there was nothing to do: nothing is written and nothing noted.
var errNothing = errors.New("nothing to do")

// noted does something as who holds a permission over a thing of the house, and notes it in the same batch.
func (s *Service) noted(ctx context.Context, who permission.Principal, want permission.Permission, on permission.Resource, verb, about, reason string, do func(context.Context) ([]store.Write, string, error)) error {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < 2 || n > longestText {
		return fault.New(fault.Invalid, "access.form").With("reason", "access.reason")
	}
	err := s.allow(ctx, who, want, on)
	if err == nil {
		err = s.Store.Noted(ctx, func(ctx context.Context) (store.Noting, error) {
			writes, details, err := do(ctx)
			return store.Noting{Writes: writes, Entries: []audit.Entry{{
				Actor: audit.Actor{ID: who.ID, Name: who.Name}, Verb: verb, Reason: reason, Details: details,
				About: audit.About{Kind: "house", ID: about}, Outcome: audit.Done, Address: audit.AddressOf(ctx),
			}}}, err
		})
	}
	if errors.Is(err, errNothing) {
		return nil
	}
	if fault.Is(err, fault.Forbidden) && s.Refused != nil {
		s.Refused(ctx, who, verb, about, err)
	}
	return err
}

// allow says whether somebody may and is still there. Whoever runs commands at the machine may: they can read its keys.
func (s *Service) allow(ctx context.Context, who permission.Principal, want permission.Permission, on permission.Resource) error {
	if who.Kind == permission.Client && who.ID == "command" {
		return nil
	}
	if err := s.Store.StaffActive(ctx, who.ID); err != nil {
		return err
	}
	return s.Guard.Allow(who, want, on)
}
