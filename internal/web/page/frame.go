package page

import (
	"net/url"
	"strings"

	"lianban/internal/base/lang"
)

// Door names a kind of person and with it the style sheet of the page.
type Door string

// The doors; a door's own navigation is in its Frame.
const (
	Citizen Door = "citizen" // citizen.css, 17 px
	Console Door = "console" // console.css, 14 px: every desk
)

// Site is who runs the city's portal: data of the area, not of the program.
type Site struct {
	City      string // short name of the city
	Name      string // second line of the brand: "烟台市政务服务（演示）"
	Host      string // 主办
	Organiser string // 承办
	Hours     string // telephone hours
}

// Link is a place to go, with its words.
type Link struct {
	Label string
	Href  string
}

// NavItem is one entry of a door's navigation.
type NavItem struct {
	Link
	Current bool
	Icon    string // consoles only
	Count   int    // consoles only: own open work; 0 is not shown
	Group   string // consoles only: heading above this entry when it differs from the one before
}

// Person is who is logged in, already masked.
type Person struct {
	Masked string // 王*军
	Href   string // own page
	Unit   string // consoles: department and role
}

// Demo marks the sample city. Its strip is on every page; it can move the clock when it has an address.
type Demo struct {
	Day      string // "2026年9月29日（周二）"
	NextDay  string // POST address of "next working day"; empty: no button
	Accounts string // address of the page with the demo accounts; empty: no link
}

// Frame is everything around the content of a page. A door fills one per request.
type Frame struct {
	Trial  *TrialBar // the session rehearses; nil: it does not
	Assets *Assets
	Texts  *lang.Texts
	Door   Door
	Site   Site
	Home   string // root of the door: "/" or "/officer/"
	Nav    []NavItem
	Person *Person
	Demo   *Demo  // nil outside the sample city
	Large  bool   // 长者版, 140 %
	Screen bool   // a customer's screen at a window: 20 px
	Print  bool   // ?print=1: everything open, no controls
	Here   string // path and query of this page, for the size link and the way back after login
	Title  string // title of the page without the site's name
	Failed bool   // a form came back with errors: the title starts with 错误
	Crumbs []Link // from home to the page above this one
	Back   *Link  // instead of crumbs, in forms
	Plain  bool   // a form page: less around it
	Search string // what stands in the search box
	Banner string // maintenance announced on every page; empty: none
}

// T says the text of a key with its parameters (key-value pairs).
func (f *Frame) T(key string, pairs ...any) string { return f.Texts.Say(key, pairs...) }

// FullTitle is the content of <title>.
func (f *Frame) FullTitle() string {
	title := f.Title
	if f.Failed {
		title = f.T("page.title.failed", "title", title)
	}
	if f.Site.Name == "" {
		return title
	}
	return f.T("page.title", "title", title, "site", f.Site.Name)
}

// SizeHref is this page's address with the other text size chosen.
func (f *Frame) SizeHref() string {
	size := "large"
	if f.Large {
		size = "normal"
	}
	return f.with("size", size)
}

// PrintHref is this page's address as a print sheet.
func (f *Frame) PrintHref() string { return f.with("print", "1") }

func (f *Frame) with(key, value string) string {
	p, q, _ := strings.Cut(f.Here, "?")
	if p == "" {
		p = "/"
	}
	vs, err := url.ParseQuery(q)
	if err != nil {
		vs = url.Values{}
	}
	vs.Set(key, value)
	return p + "?" + vs.Encode()
}

// Size is the value of the data-size attribute.
func (f *Frame) Size() string {
	if f.Large {
		return "large"
	}
	if f.Screen {
		return "screen"
	}
	return "normal"
}

// Asset is the address of a style sheet or script.
func (f *Frame) Asset(name string) string { return f.Assets.URL(name) }
