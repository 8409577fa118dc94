package telling

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// How an e-mail address is confirmed.
const (
	codeLife   = 30 * time.Minute // of a code
	codeTries  = 5                // wrong codes until a new one is needed
	codeWindow = time.Hour
	codeMost   = 5 // codes asked for in a window, by one person or for one address
)

// Choices are how a person wants to hear of news, and what this site offers.
type Choices struct {
	store.Contact
	Phone   string // as the identity provider knows it; empty: none
	Offered bool   // this site sends e-mail
	Quiet   Quiet
}

// Waiting says whether an address waits for its code now.
func (c Choices) Waiting(now time.Time) bool {
	return c.Asked != "" && now.Before(c.AskedAt.Add(codeLife)) && c.Tries < codeTries
}

// Choices answers how the applicant wants to hear of news. Fault: Login filing.login.
func (s *Service) Choices(ctx context.Context, who permission.Principal) (Choices, error) {
	id, err := signedIn(who)
	if err != nil {
		return Choices{}, err
	}
	r, err := s.receiver(ctx, id)
	return Choices{Contact: r.Contact, Phone: r.phone, Offered: s.Mail, Quiet: s.Quiet}, err
}

// ChannelsInput is what a person chose.
type ChannelsInput struct {
	SMS     bool
	Mail    bool
	AnyTime bool
	Version int64 // of the choices that the person looked at
}

// ChooseChannels keeps how the applicant wants to hear of news. Faults: Login filing.login, Invalid telling.channels
// with the field, Conflict store.contact_changed.
func (s *Service) ChooseChannels(ctx context.Context, who permission.Principal, in ChannelsInput) error {
	c, err := s.Choices(ctx, who)
	if err != nil {
		return err
	}
	if in.SMS && c.Phone == "" {
		return fault.New(fault.Invalid, "telling.channels").With("channels", "telling.no_phone")
	}
	if in.Mail && (c.Address == "" || !s.Mail) {
		return fault.New(fault.Invalid, "telling.channels").With("channels", "telling.no_address")
	}
	c.SMS, c.Mail, c.AnyTime, c.Version = in.SMS, in.Mail, in.AnyTime, in.Version
	_, err = s.Store.SaveContact(ctx, c.Contact)
	return err
}

// AskAddress sends a code to an e-mail address. Until the code comes back nothing else is sent there. It is the only letter that
// belongs to no case: who rehearses gets none. Faults: Login filing.login, Invalid telling.address with the field, NotNow
// telling.no_mail, NotNow telling.rehearsal, NotNow telling.codes.
func (s *Service) AskAddress(ctx context.Context, who permission.Principal, address string) error {
	c, err := s.Choices(ctx, who)
	if err != nil {
		return err
	}
	if !s.Mail {
		return fault.New(fault.NotNow, "telling.no_mail")
	}
	if who.Trial {
		return fault.New(fault.NotNow, "telling.rehearsal")
	}
	address, ok := plainAddress(address)
	if !ok {
		return fault.New(fault.Invalid, "telling.address").With("address", "telling.address_form")
	}
	for _, key := range []string{"mail-code-person|" + who.ID, "mail-code-address|" + strings.ToLower(address)} {
		n, err := s.Store.CountAttempt(ctx, key, codeWindow)
		if err != nil {
			return err
		}
		if n > codeMost {
			return fault.New(fault.NotNow, "telling.codes")
		}
	}
	c.Asked, c.AskedAt, c.Tries = address, s.Clock.Now().Truncate(time.Microsecond), 0
	target := Mail + ":" + string(c.Person)
	if _, err = s.Store.SaveContact(ctx, c.Contact, casework.Message{Target: target, Kind: kindCode, At: c.AskedAt}); err == nil {
		s.wake([]store.Forward{{Target: target}})
	}
	return err
}

// ConfirmAddress takes the code that came by e-mail: from now on news go to that address. Faults: Login filing.login,
// Invalid telling.code with the field.
func (s *Service) ConfirmAddress(ctx context.Context, who permission.Principal, code string) error {
	c, err := s.Choices(ctx, who)
	if err != nil {
		return err
	}
	if !c.Waiting(s.Clock.Now()) {
		return fault.New(fault.Invalid, "telling.code").With("code", "telling.code_over")
	}
	if strings.Join(strings.Fields(code), "") != s.Store.ContactCode(c.Contact) {
		c.Tries++
		if _, err := s.Store.SaveContact(ctx, c.Contact); err != nil {
			return err
		}
		return fault.New(fault.Invalid, "telling.code").With("code", "telling.code_wrong")
	}
	c.Address, c.Mail, c.Asked, c.AskedAt, c.Tries = c.Asked, true, "", time.Time{}, 0
	_, err = s.Store.SaveContact(ctx, c.Contact)
	return err
}

// DropAddress forgets the e-mail address, and one that waits for its code. Fault: Login filing.login.
func (s *Service) DropAddress(ctx context.Context, who permission.Principal) error {
	c, err := s.Choices(ctx, who)
	if err != nil || (c.Address == "" && c.Asked == "") {
		return err
	}
	c.Address, c.Asked, c.Mail, c.AskedAt, c.Tries = "", "", false, time.Time{}, 0
	_, err = s.Store.SaveContact(ctx, c.Contact)
	return err
}

// longestAddress is the most that a mail server must take (RFC 5321).
const longestAddress = 254

// plainAddress is name@host and nothing around it.
func plainAddress(s string) (string, bool) {
	s = strings.TrimSpace(s)
	a, err := mail.ParseAddress(s)
	if err != nil || a.Name != "" || a.Address != s || len(s) > longestAddress || strings.ContainsAny(s, "\"\r\n<> ") {
		return "", false
	}
	_, host, _ := strings.Cut(s, "@")
	return s, strings.Contains(host, ".") && !strings.HasPrefix(host, "[")
}

// signedIn answers the applicant's identifier. Fault: Login filing.login.
func signedIn(who permission.Principal) (ident.PersonID, error) {
	if who.ID == "" || who.Kind != permission.Applicant {
		return "", fault.New(fault.Login, "filing.login")
	}
	return ident.PersonID(who.ID), nil
}
