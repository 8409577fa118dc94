package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Urge asks a department to get on with an item whose time runs out (催办), as its supervisor.
func (s *Service) Urge(ctx context.Context, who permission.Principal, t Target, note string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Supervise, casework.VerbUrge, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.Urge(c, m, supervising(who, by), casework.UrgeInput{Target: t.engine(), Note: note})
	}, note)
}

// supervising is AsSupervisor with the one in whose place it is done, as permission found.
func supervising(who permission.Principal, by casework.Actor) casework.Actor {
	a := AsSupervisor(who)
	a.For = by.For
	return a
}

// AsSupervisor is who acts when a supervisor acts: not in the name of the department that has the item.
func AsSupervisor(who permission.Principal) casework.Actor {
	return casework.Actor{Kind: string(who.Kind), Role: casework.Supervise, ID: who.ID, Name: who.Name}
}
