package officer

import "lianban/internal/web/page"

// group is one headed part of the rail.
type group struct {
	name  string
	links []page.NavItem
}

// groups parts the navigation where the heading changes.
func groups(nav []page.NavItem) []group {
	var out []group
	for _, n := range nav {
		if len(out) == 0 || (n.Group != "" && n.Group != out[len(out)-1].name) {
			out = append(out, group{name: n.Group})
		}
		last := &out[len(out)-1]
		last.links = append(last.links, n)
	}
	return out
}
