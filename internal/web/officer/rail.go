package officer

import (
	"net/http"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/web/page"
)

// railItems are the navigation of this door: what exists, with one's own open work.
func railItems(c handling.Counts, r *http.Request) []page.NavItem {
	stage := r.URL.Query().Get("stage")
	onList := r.URL.Path == home
	one := func(text, icon, want string, n int) page.NavItem {
		href := home
		if want != "" {
			href += "?stage=" + want
		}
		here := onList && stage == want
		return page.NavItem{Link: page.Link{Label: say("rail." + text), Href: href}, Icon: icon, Count: n, Current: here}
	}
	nav := []page.NavItem{
		one("all", "inbox", "", c.Desk),
		one("answer", "rubber-stamp", "answer", c.Received),
		one("decide", "clipboard-list", "decide", c.Accepted),
		one("deliver", "certificate", "deliver", c.Granted),
	}
	nav[0].Group = say("rail.cases")
	return append(nav, page.NavItem{
		Link: page.Link{Label: say("visits.title"), Href: "/officer/visits"}, Icon: "calendar",
		Current: strings.HasPrefix(r.URL.Path, "/officer/visits"),
	}, page.NavItem{
		Link: page.Link{Label: say("rail.batches"), Href: "/officer/batches"}, Icon: "paperclip",
		Current: strings.HasPrefix(r.URL.Path, "/officer/batches"),
	})
}

// requestsItem leads to what other departments ask.
func requestsItem(open int, r *http.Request) page.NavItem {
	return page.NavItem{
		Link: page.Link{Label: say("rail.requests"), Href: requestsURL}, Icon: "messages", Count: open, Current: strings.HasPrefix(r.URL.Path, requestsURL),
	}
}
