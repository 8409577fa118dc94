package filing

import (
	"context"
	"slices"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Open is something that the person has begun already: a draft, or a case that still runs.
type Open struct {
	Draft   ident.DraftID // or
	Case    *casework.Case
	Subject string // whom or what it is about, as far as it is known
	At      time.Time
}

// mostOpen bounds what is looked at and shown.
const mostOpen = 50

// AlreadyOpen lists what the person has open of the same scenario in the same area: drafts first, then running cases.
// Another enterprise's is not the same. It only informs: an owner may well have two shops.
func (s *Service) AlreadyOpen(ctx context.Context, who permission.Principal, in StartInput) ([]Open, error) {
	person, err := signedIn(who)
	if err != nil {
		return nil, err
	}
	if in.Plan != "" {
		from, err := s.Recall(ctx, in.Plan)
		if err != nil {
			return nil, err
		}
		in.Scenario, in.Area = from.Draft.Scenario, from.Draft.Area
	}
	out, err := s.openDrafts(ctx, who, in)
	if err != nil {
		return nil, err
	}
	list, err := s.Store.CasesOf(ctx, person, who.Trial, store.Page{Limit: mostOpen})
	if err != nil {
		return nil, err
	}
	others, err := s.otherCompanies(ctx, person, in.Company)
	if err != nil {
		return nil, err
	}
	for _, c := range list.Cases {
		if slices.Contains(others, c.Subject) {
			continue
		}
		if c.Scenario == in.Scenario && c.Area == in.Area && casework.ResultOf(c) == "" {
			out = append(out, Open{Case: c, Subject: c.Subject, At: c.FiledAt})
		}
	}
	return out, nil
}

// otherCompanies are the names of the enterprises that the person acts for besides the chosen one.
func (s *Service) otherCompanies(ctx context.Context, person ident.PersonID, chosen string) ([]string, error) {
	if chosen == "" {
		return nil, nil
	}
	all, err := s.Store.Companies(ctx, person)
	var out []string
	for _, c := range all {
		if c.USCC != chosen {
			out = append(out, c.Name)
		}
	}
	return out, err
}

func (s *Service) openDrafts(ctx context.Context, who permission.Principal, in StartInput) ([]Open, error) {
	drafts, err := s.Drafts(ctx, who)
	if err != nil {
		return nil, err
	}
	var out []Open
	for _, d := range drafts {
		if d.Scenario != in.Scenario || d.Area != in.Area || len(out) == mostOpen/10 {
			continue
		}
		f, err := s.open(ctx, who, d.ID)
		if err != nil {
			return nil, err
		}
		if in.Company != "" && f.Work.Company != "" && in.Company != f.Work.Company {
			continue
		}
		out = append(out, Open{Draft: d.ID, Subject: subjectName(f), At: d.UpdatedAt})
	}
	return out, nil
}
