package rehearsal

import (
	"context"
	"fmt"

	"lianban/internal/app/access"
	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// hands are how many played officers a department has: who handles, who reviews, who signs.
const hands = 3

// rights is what the officers of a department may do, by their place.
var rights = [hands][]permission.Permission{
	{permission.Answer, permission.Handle, permission.Fee, permission.Reply, permission.Relieve, permission.LeadVisit, permission.HandOver},
	{permission.Handle, permission.Sign, permission.Relieve},
	{permission.Sign, permission.ExtendAgency},
}

// cast is everybody who plays: the officers by department, made as they are needed, and how many applicants there were.
type cast struct {
	applicants int
	officers   map[string][]permission.Principal
	hash       string // of the one password that nobody uses
}

func (c *cast) next() int { c.applicants++; return c.applicants }

// officer answers a played officer of a department, for every area of the city.
func (s *Stage) officer(ctx context.Context, department string, place int) (permission.Principal, error) {
	if s.cast.officers == nil {
		s.cast.officers = map[string][]permission.Principal{}
	}
	for n := len(s.cast.officers[department]); n < hands; n++ {
		who, err := s.hire(ctx, department, n)
		if err != nil {
			return who, err
		}
		s.cast.officers[department] = append(s.cast.officers[department], who)
	}
	return s.cast.officers[department][place], nil
}

func (s *Stage) hire(ctx context.Context, department string, place int) (permission.Principal, error) {
	city := ""
	for _, a := range s.Filing.Catalogue.Areas() {
		if a.Within == "" {
			city = a.Slug
		}
	}
	m, err := s.Access.AddStaff(ctx, access.NewStaff{
		Login: fmt.Sprintf("rehearsal.%d.%d", len(s.cast.officers)+1, place+1), Name: say("officer", "n", place+1),
		Password: "nobody signs in with this", Hash: s.cast.hash, Department: department, Area: city, Title: say("post", "n", place+1),
		Posts: []permission.Post{{Area: city, Department: department, EveryScenario: true, Permissions: rights[place]}},
	})
	if err != nil {
		return permission.Principal{}, err
	}
	s.cast.hash = m.Hash
	who, err := s.Access.PrincipalOfStaff(ctx, m.ID, m.Epoch)
	who.Trial = true
	return who.Principal, err
}

// by runs an act on an item as an officer of its department.
func (p *play) by(ctx context.Context, it *casework.ItemCase, place int, do func(permission.Principal, handling.Target) error) error {
	who, err := p.officer(ctx, it.Department, place)
	if err != nil {
		return err
	}
	return do(who, handling.Target{No: p.no, Slot: it.Slot})
}
