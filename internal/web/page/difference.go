package page

import (
	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
)

// ChangeGroup is what changes in one respect, or what one kind of reader notices.
type ChangeGroup struct {
	Title string
	Rows  []Row
}

func difference(key string, pairs ...any) string {
	return lang.Chinese().Say("page.difference."+key, pairs...)
}

// Became says a change in words: no arrow that a screen reader would skip. An empty old thing is new, an empty new one gone.
func Became(old, now string) string {
	there := lang.Chinese().Say("versions.there")
	switch {
	case old == "" && (now == there || now == ""):
		return difference("added")
	case old == "":
		return difference("added_as", "new", now)
	case now == "":
		return difference("removed")
	}
	return difference("became", "old", old, "new", now)
}

// Changed names a thing and what of it changed.
func Changed(thing, what string) string {
	if what == "" {
		return thing
	}
	return difference("thing", "thing", thing, "what", what)
}

// Differences are the differences of one person's plan, in the order in which the form meets them.
func Differences(d scenario.Difference) []ChangeGroup {
	var out []ChangeGroup
	add := func(title string, deltas []scenario.Delta) {
		g := ChangeGroup{Title: difference(title)}
		for _, x := range deltas {
			what := x.What
			if what != "" {
				what = difference("what." + what)
			}
			g.Rows = append(g.Rows, Row{Name: Changed(x.Name, what), Value: Became(x.Old, x.New)})
		}
		if len(g.Rows) > 0 {
			out = append(out, g)
		}
	}
	add("questions", d.Questions)
	add("items", d.Items)
	add("materials", d.Materials)
	add("fields", d.Fields)
	add("fees", d.Fees)
	g := ChangeGroup{Title: difference("time")}
	if d.Promise[0] != d.Promise[1] {
		g.Rows = append(g.Rows, Row{Name: difference("promise"), Value: Became(d.Promise[0], d.Promise[1])})
	}
	if d.Days[0] != d.Days[1] {
		g.Rows = append(g.Rows, Row{Name: difference("days"), Value: difference("became", "old", d.Days[0], "new", d.Days[1])})
	}
	if len(g.Rows) > 0 {
		out = append(out, g)
	}
	return out
}
