package pack

import (
	"slices"
	"strings"

	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
)

// Refusals finds what keeps changes from being published. running answers what becomes of what was begun before in a place.
// O806: it would be moved over although an item is lost or a limit gets longer. O807: what was published under one slug
// comes back under another, and its history does not say so.
func Refusals(old, now *Edition, changed []Changed, running func(Changed) string) []Finding {
	f := &finder{}
	if old == nil {
		return nil
	}
	for _, c := range changed {
		if c.Old == "" || c.New == "" {
			continue
		}
		at := now.tree(c.Place).at("scenarios", c.Scenario, "history")
		before := len(f.found)
		if running(c) == "migrate" {
			f.migrates(old, now, c, at)
		}
		f.renames(old, now, c, at)
		for i := before; i < len(f.found); i++ {
			f.found[i].Scenario = c.Scenario
		}
	}
	return arrange(f.found)
}

// migrates finds what would take something from those who have applied already.
func (f *finder) migrates(old, now *Edition, c Changed, at pos) {
	was, is := old.Scenario(c.Place), now.Scenario(c.Place)
	before, after := old.l.cat.LibraryFor(c.Scenario, c.Area), now.l.cat.LibraryFor(c.Scenario, c.Area)
	if longer(was.Promise, is.Promise) {
		f.addVariant("O806", "longer", at, "name", is.Name, "old", spanText(was.Promise), "now", spanText(is.Promise))
	}
	for _, u := range was.Uses {
		v, w := before.Variant(u.Item, u.Variant), after.Variant(u.Item, u.Variant)
		if v == nil {
			continue
		}
		if w == nil || !slices.ContainsFunc(is.Uses, func(x scenario.Use) bool { return x.Name == u.Name }) {
			f.add("O806", at, "name", v.Title)
			continue
		}
		for _, l := range [][2]rule.Span{{v.Limit.Promised, w.Limit.Promised}, {v.Limit.Statutory, w.Limit.Statutory}} {
			if longer(l[0], l[1]) {
				f.addVariant("O806", "longer", at, "name", v.Title, "old", spanText(l[0]), "now", spanText(l[1]))
			}
		}
	}
}

// longer says whether a limit that was stated got longer, or is gone.
func longer(old, now rule.Span) bool {
	if !old.IsSet() {
		return false
	}
	if !now.IsSet() {
		return true
	}
	if old.Unit == now.Unit {
		return now.N > old.N
	}
	a, _ := old.InWorkingDays()
	b, _ := now.InWorkingDays()
	return b > a
}

func spanText(s rule.Span) string {
	if !s.IsSet() {
		return say("versions.none")
	}
	return say2("versions.quantity", "n", s.N, "unit", unit(s.Unit))
}

// renames finds things that kept their name and their place in the scenario but not their slug.
func (f *finder) renames(old, now *Edition, c Changed, at pos) {
	before, after := old.tree(c.Place), now.tree(c.Place)
	gone, come := map[string]string{}, map[string]string{} // kind/slug → name
	for _, id := range old.l.hash.reached(before, c.Scenario) {
		gone[id] = nameAt(before, id)
	}
	for _, id := range now.l.hash.reached(after, c.Scenario) {
		if _, both := gone[id]; both {
			delete(gone, id)
		} else {
			come[id] = nameAt(after, id)
		}
	}
	said := now.Scenario(c.Place).Renamed(c.OldVersion)
	for _, id := range sortedIDs(gone) {
		kind, slug, _ := strings.Cut(id, "/")
		if !slices.Contains([]string{"fields", "materials", "items"}, kind) || after.get(kind).get(slug) != nil || gone[id] == "" {
			continue // it is only used no longer
		}
		for _, other := range sortedIDs(come) {
			if to, ok := strings.CutPrefix(other, kind+"/"); ok && come[other] == gone[id] && said[slug] != to {
				f.add("O807", at, "name", slug, "now", to, "title", gone[id])
			}
		}
	}
}

func nameAt(tree *node, id string) string {
	kind, slug, _ := strings.Cut(id, "/")
	return textOf(tree.get(kind).get(slug).get("name"))
}

func sortedIDs(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}
