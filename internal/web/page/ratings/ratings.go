// Package ratings is the pages of bad reviews (差评, V11), which the departments that owe answers share with their supervisors:
// what is owed by which day, one review with what can be done about it. Of an anonymous review they know neither case nor
// name nor hour.
package ratings

import (
	"net/http"
	"net/url"
	"strings"

	app "lianban/internal/app/improvement"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/improvement"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// Desk is one side: the pages below /<door>/ratings.
type Desk struct {
	Improvement *app.Service
	Side        app.Side
}

// Staff lets somebody in at a door and does what a page asks.
type Staff func(do func(*console.Visit) error) http.HandlerFunc

// Routes adds the pages to a door whose root is /officer or /supervisor.
func (d Desk) Routes(mux *http.ServeMux, root string, staff Staff) {
	mux.HandleFunc("GET "+root+"/ratings", staff(d.list))
	mux.HandleFunc("GET "+root+"/ratings/{rating}", staff(d.show))
	for _, a := range deeds {
		mux.HandleFunc("POST "+root+"/ratings/{rating}/"+a.path, staff(d.do(a)))
	}
}

// Item leads to the list from the rail of a door, with how many are open, and red when some are late.
func (d Desk) Item(v *console.Visit) (page.NavItem, error) {
	counts, err := d.Improvement.Counts(v.R.Context(), v.Who.Principal, d.Side)
	n := 0
	for s, x := range counts.States {
		if s.Open() {
			n += x
		}
	}
	return page.NavItem{
		Link: page.Link{Label: Say("rail"), Href: listURL(v)}, Icon: "mood-sad", Count: n, Current: strings.HasPrefix(v.R.URL.Path, listURL(v)),
	}, err
}

// Say answers a text of these pages: the key stands below "ratings." in base/lang.
func Say(key string, pairs ...any) string { return lang.Chinese().Say("ratings."+key, pairs...) }

// word answers a text that the portal uses, too.
func word(key string, pairs ...any) string { return lang.Chinese().Say("rating."+key, pairs...) }

func listURL(v *console.Visit) string { return "/" + v.Door.Name + "/ratings" }

func oneURL(v *console.Visit, id string) string { return listURL(v) + "/" + url.PathEscape(id) }

// done answers the words that an act left for the next page, once.
func done(v *console.Visit) string {
	key := v.Door.Gate.TakeFlash(v.R)
	if key == "" || !lang.Chinese().Has("ratings.done."+key) {
		return ""
	}
	return Say("done." + key)
}

// problems turns a fault into what the form on top says: its fields, or its own sentence.
func problems(err error) []page.Problem {
	f := fault.Of(err)
	var out []page.Problem
	for _, x := range f.Fields {
		out = append(out, page.Problem{Field: x.Name, Text: lang.Chinese().SayMap("fault."+x.Key, x.Params)})
	}
	if len(out) == 0 {
		out = []page.Problem{{Text: console.FaultText(err)}}
	}
	return out
}

// office names who owes an answer.
func (d Desk) office(area, department string) string {
	name := area
	if a, ok := d.Improvement.Catalogue.Area(area); ok {
		name = a.Name
	}
	if department == "" {
		return Say("office.supervisors", "area", name)
	}
	if x, ok := d.Improvement.Catalogue.Department(department); ok {
		return name + x.Name
	}
	return name + department
}

// stateTag is the state of a bad review as a tag; what is late is red.
func stateTag(b app.Shown) page.Tag {
	t := map[improvement.BadState]page.Tag{
		improvement.Owed: {Tone: page.Warn, Icon: "clock"}, improvement.Appealed: {Tone: page.Info, Icon: "gavel"},
		improvement.Listed: {Tone: page.Info, Icon: "list-check"}, improvement.Closed: {Tone: page.Good, Icon: "circle-check"},
		improvement.SetAside: {Tone: page.Quiet, Icon: "circle-minus"},
	}[b.State]
	t.Word = Say("state." + string(b.State))
	if b.Late {
		t.Tone, t.Icon = page.Bad, "alert-triangle"
	}
	return t
}

// about names what was bad: the item, or the whole.
func about(b app.Shown) string {
	if b.Item == "" {
		return Say("about.whole", "scenario", b.Scenario)
	}
	return Say("about.item", "item", b.Item, "scenario", b.Scenario)
}

func reasons(rs []improvement.Reason) string {
	words := make([]string, len(rs))
	for i, x := range rs {
		words[i] = word("reason." + string(x))
	}
	return strings.Join(words, word("comma"))
}

// who names who rated, as far as they want to be known.
func who(b app.Shown) string {
	if b.Anonymous {
		return Say("who.anonymous")
	}
	return console.Masked(b.Name)
}
