package page

import (
	"net/http"

	"lianban/internal/app/access"
	"lianban/internal/base/fault"
)

// Trial says whether a session rehearses (演练). It is the one place from which a person at a browser gets that mark; everything
// that they do afterwards carries it, and permission keeps them away from what is real.
func (g *Gate) Trial(r *http.Request) bool { return g.Sessions.GetBool(r.Context(), keyTrial) }

// BeginTrial lets the session of a member of staff rehearse. played is the applicant whom they play on the portal; nobody where
// they only look after trial cases at their desk. Whoever was signed in on the portal is signed out.
func (g *Gate) BeginTrial(r *http.Request, played access.Who) error {
	ctx := r.Context()
	if err := g.Sessions.RenewToken(ctx); err != nil {
		return fault.Wrap(err, "renew session")
	}
	g.Sessions.Put(ctx, keyTrial, true)
	g.Sessions.Remove(ctx, keyPerson)
	if played.Person.ID != "" {
		g.Sessions.Put(ctx, keyPerson, string(played.Person.ID))
	}
	return nil
}

// EndTrial ends a rehearsal: the played applicant is gone, the member of staff stays.
func (g *Gate) EndTrial(r *http.Request) {
	if !g.Trial(r) {
		return
	}
	g.Sessions.Remove(r.Context(), keyTrial)
	g.Sessions.Remove(r.Context(), keyPerson)
}

// TrialBar marks every page of a session that rehearses.
type TrialBar struct {
	End string // POST address that ends it
}
