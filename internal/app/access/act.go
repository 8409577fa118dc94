package access

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Act is what every act of administration carries.
type Act struct {
	Reason string // why, as the audit log shows it
	Seen   int64  // version of the account on the page; 0: not checked
}

// longestReason bounds a reason, in characters.
const longestReason = 200

func (a Act) check() error {
	n := utf8.RuneCountInString(strings.TrimSpace(a.Reason))
	if n < 2 || n > longestReason {
		return fault.New(fault.Invalid, "access.form").With("reason", "access.reason")
	}
	return nil
}

// The verbs of the audit log that this room writes; their words are "admin.verb.<verb>".
const (
	verbAdd         = "add_staff"
	verbChange      = "change_staff"
	verbPosts       = "change_posts"
	verbReset       = "reset_password"
	verbOwnPassword = "change_password"
	verbEnroll      = "confirm_code"
	verbResetCode   = "reset_code"
	verbUnlock      = "unlock_staff"
	verbClose       = "close_staff"
	verbReopen      = "reopen_staff"
	verbAbsent      = "mark_absent"
	verbBack        = "end_absence"
	verbSignIn      = "sign_in"
)

// verdict is what an act makes of an account.
type verdict struct {
	also    []store.Write
	details string // for the log: what exactly
	same    bool   // the account itself stays as it is
}

// administer changes an account. Who may is asked on the account as it is when the act is decided; the change and its
// entry in the audit log are one batch, and such acts happen one after the other over all nodes. any lists permissions
// of which one is enough. Faults: Forbidden, Invalid access.form, Conflict store.staff_changed, NotFound store.no_staff.
func (s *Service) administer(ctx context.Context, by Who, a Act, id ident.StaffID, verb string, any []permission.Permission, do func(context.Context, *store.Staff) (verdict, error)) (store.Staff, error) {
	if err := a.check(); err != nil {
		return store.Staff{}, err
	}
	var after store.Staff
	err := s.Store.Noted(ctx, func(ctx context.Context) (store.Noting, error) {
		m, err := s.Store.Staff(ctx, id)
		if err != nil {
			return store.Noting{}, err
		}
		if err := s.mayOn(ctx, by, m, any); err != nil {
			return store.Noting{}, err
		}
		if a.Seen != 0 && a.Seen != m.Version {
			return store.Noting{}, fault.New(fault.Conflict, "store.staff_changed")
		}
		before := m
		v, err := do(ctx, &m)
		if err != nil {
			return store.Noting{}, err
		}
		if err := s.keepOne(ctx, before, m); err != nil {
			return store.Noting{}, err
		}
		if after = m; !v.same {
			v.also = append(v.also, store.PutStaff(m))
			after.Version++
		}
		e := entry(ctx, by, verb, m)
		e.Reason, e.Details = strings.TrimSpace(a.Reason), v.details
		return store.Noting{Writes: v.also, Entries: []audit.Entry{e}}, nil
	})
	if fault.Is(err, fault.Forbidden) {
		s.Refused(ctx, by.Principal, verb, string(id), err)
	}
	return after, err
}

// mayOn says whether somebody holds one of the permissions over an account, and is still there to use it.
func (s *Service) mayOn(ctx context.Context, by Who, m store.Staff, any []permission.Permission) error {
	if err := s.Store.StaffActive(ctx, by.ID); err != nil {
		return err
	}
	var err error
	for _, p := range any {
		r := permission.Resource{Type: permission.Account, ID: string(m.ID), Area: m.Area, Department: m.Department}
		if err = s.Guard.Allow(by.Principal, p, r); err == nil {
			return nil
		}
	}
	return err
}

// keepOne refuses an act that would take away the last system or the last security administrator: nobody could ever
// make another.
func (s *Service) keepOne(ctx context.Context, before, after store.Staff) error {
	for _, p := range []permission.Permission{permission.AdministerStaff, permission.AdministerRights} {
		if !holds(before, p) || holds(after, p) {
			continue
		}
		n, err := s.Store.CountStaffWith(ctx, p)
		if err != nil {
			return err
		}
		if n < 2 {
			return fault.New(fault.NotNow, "access.last_administrator", "right", lang.Chinese().Say("access.hat."+string(p)))
		}
	}
	return nil
}

func holds(m store.Staff, p permission.Permission) bool {
	for _, post := range m.Posts {
		if m.Active && post.Has(p) {
			return true
		}
	}
	return false
}

// entry begins an entry of the audit log about an account.
func entry(ctx context.Context, by Who, verb string, m store.Staff) audit.Entry {
	return audit.Entry{
		Actor: audit.Actor{ID: by.ID, Name: by.Name}, Verb: verb, Outcome: audit.Done, Address: audit.AddressOf(ctx),
		About: audit.About{Kind: "account", ID: string(m.ID), Name: m.Name},
	}
}

// AtTheMachine is who acts on the command line of the machine itself: whoever can run it can read the keys.
func AtTheMachine() Who {
	return Who{Principal: permission.Principal{Kind: permission.Client, ID: "command", Name: lang.Chinese().Say("access.command")}}
}

// mostRefused bounds what one account can leave in the log by trying what it may not, in a quarter of an hour.
const mostRefused = 20

// Refused notes that somebody tried what they may not do, a bounded number of times. A note that cannot be written goes
// to the machine's log: the refusal stands all the same.
func (s *Service) Refused(ctx context.Context, who permission.Principal, verb, about string, why error) {
	if who.Kind != permission.Staff || who.ID == "" {
		return
	}
	e := audit.Entry{
		Actor: audit.Actor{ID: who.ID, Name: who.Name}, Verb: verb, Outcome: audit.Refused, Address: audit.AddressOf(ctx),
		About: audit.About{Kind: "case", ID: about, Name: about}, Details: fault.Of(why).Key,
	}
	if m, err := s.Store.Staff(ctx, ident.StaffID(about)); err == nil {
		e.About = audit.About{Kind: "account", ID: about, Name: m.Name}
	}
	s.noteBounded(ctx, "refused/"+who.ID, mostRefused, e)
}

// noteBounded writes one entry unless its key has left too many.
func (s *Service) noteBounded(ctx context.Context, key string, most int, e audit.Entry) {
	n, err := s.Store.CountAttempt(ctx, "audit/"+key, failureWindow)
	if err == nil && n <= most {
		err = s.Store.Noted(ctx, func(context.Context) (store.Noting, error) { return store.Noting{Entries: []audit.Entry{e}}, nil })
	}
	if err != nil {
		s.Log.Error("not in the audit log", "verb", e.Verb, "outcome", e.Outcome, "error", err.Error())
	}
}

// machine is the machine's time: codes, tokens and one-time passwords live by it, not by the legal clock.
func (s *Service) machine() time.Time {
	if s.Machine != nil {
		return s.Machine()
	}
	return time.Now()
}
