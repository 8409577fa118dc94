package access

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// MayPlay says whether a member of staff may play an applicant in trial work (演练): the designer of what people file, and whoever
// else a post lets rehearse.
func (s *Service) MayPlay(w Who) bool {
	return s.Guard.Allow(w.Principal, permission.Rehearse, permission.Resource{Type: permission.House}) == nil
}

// PlayApplicant answers the applicant whom a member of staff plays in trial cases: one person of each member of staff, with one
// enterprise, both without any number that somebody real could have. No identity provider is asked. Fault: Forbidden
// access.no_trial.
func (s *Service) PlayApplicant(ctx context.Context, staff Who) (Who, error) {
	if !s.MayPlay(staff) {
		return Who{}, fault.New(fault.Forbidden, "access.no_trial")
	}
	id, now := ident.Of("played applicant", staff.ID), s.Clock.Now()
	say := lang.Chinese().Say
	p, err := s.Store.EnsurePerson(ctx, store.Person{
		ID: ident.PersonID(id), Kind: "person", Name: say("access.played.name"), IDNo: "YL" + id, Level: "L3",
		NoticeAt: now, CreatedAt: now, UpdatedAt: now,
	})
	if err != nil {
		return Who{}, err
	}
	if err := s.Store.SetCompanies(ctx, p.ID, []store.Company{{USCC: "YL" + id[:16], Name: say("access.played.company"), Role: "owner"}}); err != nil {
		return Who{}, err
	}
	who, err := s.PrincipalOfPerson(ctx, p.ID)
	who.Trial = true
	return who, err
}
