package console

import (
	"net/http"

	"lianban/internal/web/page"
)

// Shell is the frame of every page of a desk: what all doors share, and who is at this desk.
type Shell struct {
	*page.Frame        // title, rail (Nav), sample city, text size, print
	Root        string // of the desk: /officer
	Product     string // the desk's name
	Hint        string // what the search in the bar takes; empty: no search
	Keys        string // shortcuts of this desk: on, off; empty: it has none
	Office      string // department of the person, below the desk's name
	Now         string // date, weekday and time of the page, ready to read
	Post        string // what the person is here: handler, reviewer, signer
	Staff       string // the person's name
	Trial       string // page on which trial work is switched on; empty: not here, or on already
	StandsIn    string // for whom the person stands in today; empty: nobody
}

// Hidden is one hidden field.
type Hidden struct {
	Name  string
	Value string
}

// Empty says why a list is empty, what will appear in it and one thing to do.
type Empty struct {
	Title string
	Text  string
	Act   page.Link
}

// shell is the frame of a desk before anybody is known.
func (d *Door) shell(r *http.Request, title string) Shell {
	f := d.Frame(r)
	f.Door, f.Home, f.Title = page.Console, d.Home, title
	f.Here, f.Print = r.URL.RequestURI(), r.URL.Query().Get("print") == "1"
	s := Shell{Frame: f, Root: d.root(), Product: d.say("shell.product"), Office: f.Site.Name}
	switch {
	case d.Gate.Trial(r):
		f.Trial = &page.TrialBar{End: d.root() + "/trial/end"}
	case d.Trials:
		s.Trial = d.root() + "/trial"
	}
	if d.Keys {
		s.Keys = keysOf(r)
	}
	if d.Searches {
		s.Hint = d.say("search.hint")
	}
	return s
}

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
