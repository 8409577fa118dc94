package filing

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ConsentInput consents that the office of an item reads a register for it.
type ConsentInput struct {
	Slot     string
	Register string // slug
	Seen     int64  // version of the item case on the page; 0 = not checked
	Once     string
}

// ConsentToShare lets the office of an item read a register for it (同意共享), and reads it at once. The consent is on record
// before anybody is asked; when the register does not answer, or knows nothing, it stands and ReadShared asks again. Faults:
// NotNow filing.nothing_to_share, filing.share_not_connected, casework.consent_stands.
func (s *Service) ConsentToShare(ctx context.Context, who permission.Principal, no ident.CaseNo, in ConsentInput) (*casework.Case, error) {
	sh, err := s.Shares(ctx, who, no, in.Slot)
	if err != nil {
		return nil, err
	}
	o := sh.offer(in.Register)
	if o == nil || o.empty() {
		return nil, fault.New(fault.NotNow, "filing.nothing_to_share")
	}
	if !o.Connected {
		return nil, fault.New(fault.NotNow, "filing.share_not_connected", "source", o.Source)
	}
	once := request(in.Once, casework.VerbConsentToShare, in.Slot, in.Register)
	c, err := s.act(ctx, who, no, once, func(c *casework.Case) (casework.Change, error) {
		return s.Engine.ConsentToShare(c, s.moment(), actor(who), casework.ConsentInput{
			Target: casework.Target{Slot: in.Slot, SeenVersion: in.Seen}, Register: o.Register, Source: o.Source, Owner: o.Owner,
			Materials: o.Materials, Fields: o.Fields, Rules: o.Rules, Names: o.Names,
		})
	})
	if err != nil {
		return nil, err
	}
	if x := c.Latest(in.Slot).Consent(in.Register); x == nil || x.Outcome != "" { // a repeat of what was done: it was read then
		return c, nil
	}
	return s.ReadShared(ctx, who, no, in.Slot, in.Register)
}

// ReadShared reads a register under a consent that stands, once more where it did not answer before. Faults: NotNow
// casework.no_consent.
func (s *Service) ReadShared(ctx context.Context, who permission.Principal, no ident.CaseNo, slot, register string) (*casework.Case, error) {
	sh, err := s.Shares(ctx, who, no, slot)
	if err != nil {
		return nil, err
	}
	x := sh.Item.Consent(register)
	if x == nil || !x.Standing() {
		return nil, fault.New(fault.NotNow, "casework.no_consent")
	}
	if !sh.Item.State.Live() {
		return nil, casework.Why(sh.Case, slot, casework.VerbWithdrawConsent, actor(who))
	}
	return s.readShared(ctx, sh, x)
}

// WithdrawConsent takes back a consent for an item (收回同意): later reads stop, what was read stays. Fault: NotNow
// casework.no_consent.
func (s *Service) WithdrawConsent(ctx context.Context, who permission.Principal, no ident.CaseNo, in ConsentInput) (*casework.Case, error) {
	once := request(in.Once, casework.VerbWithdrawConsent, in.Slot, in.Register)
	return s.act(ctx, who, no, once, func(c *casework.Case) (casework.Change, error) {
		return s.Engine.WithdrawConsent(c, s.moment(), actor(who), casework.WithdrawConsentInput{
			Target: casework.Target{Slot: in.Slot, SeenVersion: in.Seen}, Register: in.Register,
		})
	})
}
