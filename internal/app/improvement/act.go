package improvement

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// At names a bad review as a page saw it.
type At struct {
	Side Side
	ID   string
	Seen int64 // Shown.Version on the page; another one is Conflict improvement.changed, 0 is not checked
}

// act runs an act of staff about a bad review: permission on the review as it is, one batch with its entry in the audit
// log, and a word to who rated. tell is the kind of the message; empty: nobody is told.
func (s *Service) act(ctx context.Context, who permission.Principal, v improvement.Verb, at At, tell func(*improvement.Review) string, do func(*improvement.Review, improvement.Acting) (*improvement.Review, error)) error {
	if err := staff(who); err != nil {
		return err
	}
	var told casework.Change
	err := s.Store.Noted(ctx, func(ctx context.Context) (store.Noting, error) {
		if err := s.Store.StaffActive(ctx, who.ID); err != nil { // closed while the request was on its way
			return store.Noting{}, err
		}
		x, err := s.Store.BadReview(ctx, s.filter(who, at.Side), at.ID)
		if err != nil {
			return store.Noting{}, err
		}
		r, c, err := s.decide(ctx, who, v, x, at.Seen, do)
		if err != nil {
			return store.Noting{}, err
		}
		told = casework.Change{Case: c}
		if kind := tell(r); kind != "" {
			told.Messages = []casework.Message{s.message(c, r, at.ID, kind)}
		}
		return store.Noting{
			Writes: []store.Write{store.PutReview(r, c, told.Messages...)},
			Entries: []audit.Entry{{
				Actor: audit.Actor{ID: who.ID, Name: who.Name}, Verb: string(v), Outcome: audit.Done, Address: audit.AddressOf(ctx),
				About: audit.About{Kind: "review", ID: at.ID}, // never the case: an auditor does not come to it from here either
			}},
		}, nil
	})
	if err == nil && s.Told != nil && len(told.Messages) > 0 {
		s.Told(told)
	}
	return err
}

// decide asks who may, who had a hand in it, and the rules.
func (s *Service) decide(ctx context.Context, who permission.Principal, v improvement.Verb, x store.BadReview, seen int64, do func(*improvement.Review, improvement.Acting) (*improvement.Review, error)) (*improvement.Review, *casework.Case, error) {
	if seen != 0 && seen != x.Review.Version {
		return nil, nil, fault.New(fault.Conflict, "improvement.changed")
	}
	d := s.may(who, v, x.Review, x.Bad())
	if err := d.Fault(); err != nil {
		return nil, nil, err
	}
	entries, err := s.Store.Journal(ctx, x.Review.Case, 0, 0)
	if err != nil {
		return nil, nil, err
	}
	by := actor(who)
	by.For = d.For
	r, err := do(x.Review, improvement.Acting{By: by, Hand: hasHand(entries, who, d, x.Bad()), Today: s.Today()})
	if err != nil {
		return nil, nil, err
	}
	c, err := s.Store.Case(ctx, store.ByID(x.Review.Case))
	return r, c, err
}

// message is what who rated hears. It goes to them alone.
func (s *Service) message(c *casework.Case, r *improvement.Review, id, kind string) casework.Message {
	m := casework.Message{
		Target: "person:" + string(c.Applicant.Person), Kind: kind, Case: c.ID, At: s.Clock.Now(),
		Data: map[string]string{"no": string(c.No), "scenario": c.ScenarioName},
	}
	if b := r.Find(id); b != nil && b.Answer != nil && b.Answer.Until != 0 {
		m.Data["until"] = b.Answer.Until.String()
	}
	return m
}

// quiet tells nobody.
func quiet(*improvement.Review) string { return "" }
