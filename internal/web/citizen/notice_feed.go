package citizen

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
)

// atomFeed is the list of what hangs as Atom (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Author    string   `xml:"author>name"`
	Link      atomLink `xml:"link"`
	Summary   string   `xml:"summary"`
}

// noticeFeed is the feed of what hangs now, the latest first; ?area= narrows it.
func noticeFeed(v *visit) error {
	area := v.r.URL.Query().Get("area")
	list, err := v.d.Filing.Notices(v.r.Context(), area, true, filing.Page{Limit: 100})
	if err != nil {
		return err
	}
	f := v.frame(say("notices.title"))
	root := url.URL{Scheme: "http", Host: v.r.Host}
	if v.r.TLS != nil || v.r.Header.Get("X-Forwarded-Proto") == "https" {
		root.Scheme = "https"
	}
	at := func(path string) string { return root.String() + path }
	self := v.r.URL.RequestURI()
	feed := atomFeed{
		Lang: "zh-CN", ID: at(self), Title: f.Site.Name + " " + say("notices.title"), Author: f.Site.Organiser,
		Updated: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Format(time.RFC3339), // nothing ever hung
		Links:   []atomLink{{Rel: "self", Type: "application/atom+xml", Href: at(self)}, {Rel: "alternate", Type: "text/html", Href: at("/notices")}},
	}
	for i, n := range list.Rows {
		when := n.Published.Time().Format(time.RFC3339)
		if i == 0 {
			feed.Updated = when
		}
		row := v.noticeRow(n)
		feed.Entries = append(feed.Entries, atomEntry{
			ID: "urn:lianban:notice:" + n.ID, Title: row.Title, Published: when, Updated: when, Author: v.officeName(n.Area, n.Department),
			Link: atomLink{Rel: "alternate", Type: "text/html", Href: at(row.Href)}, Summary: row.Days,
		})
	}
	out, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return fault.Wrap(err, "writing a feed")
	}
	v.w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(append([]byte(xml.Header), out...)) // the reader went away: nobody left to tell
	return nil
}
