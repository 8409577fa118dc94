package permission

import (
	"testing"

	"pgregory.net/rapid"
)

// A board shows exactly the items whose standing its reader may know; who sees may, and so may who supervises.
func TestABoardShowsExactlyWhatMayBeWatched(t *testing.T) {
	t.Parallel()
	g := NewGuard(tree(t))
	rapid.Check(t, func(t *rapid.T) {
		s := g.Scope(drawPrincipal(t))
		r := drawResource(t, ItemCase)
		row := Row{Area: r.Area, Department: r.Department, Scenario: r.Scenario, Owner: string(r.Owner), Trial: r.Trial}
		may := s.Watch(r) == nil
		if in := s.Watched().Matches(row); in != may {
			t.Fatalf("on the board: %v, may be watched: %v\n%+v\n%+v", in, may, s.Principal, r)
		}
		if any := s.Allow(See, r) == nil || s.Allow(Supervise, r) == nil || s.Allow(SetRight, r) == nil; any != may {
			t.Fatalf("may be watched: %v, by a right: %v\n%+v\n%+v", may, any, s.Principal, r)
		}
	})
}
