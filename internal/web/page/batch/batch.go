// Package batch is the pages of paper batches (批次交接), which a window and a department share: what may be handed to
// the other side, the list that both count, a difference by name, and the slip to print.
package batch

import (
	"net/http"
	"net/url"
	"strings"

	"lianban/internal/app/custody"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	domain "lianban/internal/domain/custody"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// Desk is one side of the counter: the pages below /<door>/batches.
type Desk struct {
	Custody *custody.Service
	Side    string // window or department: whose places the lists are about
}

// Staff lets somebody in at a door and does what a page asks.
type Staff func(do func(*console.Visit) error) http.HandlerFunc

// Routes adds the pages to a door whose root is /window or /officer.
func (d Desk) Routes(mux *http.ServeMux, root string, staff Staff) {
	one := root + "/batches/{batch}"
	mux.HandleFunc("GET "+root+"/batches", staff(d.list))
	mux.HandleFunc("GET "+root+"/batches/new", staff(d.draft))
	mux.HandleFunc("POST "+root+"/batches/pack", staff(d.pack))
	mux.HandleFunc("GET "+one, staff(d.show))
	for _, act := range []string{"unpack", "hand-over", "receive", "report-difference", "take-back"} {
		mux.HandleFunc("POST "+one+"/"+act, staff(d.act(act)))
	}
}

// Say answers a text of paper custody: the key stands below "custody." in base/lang.
func Say(key string, pairs ...any) string { return lang.Chinese().Say("custody."+key, pairs...) }

// Done answers the words that an act of custody left for the next page, once.
func Done(v *console.Visit) string {
	key := v.Door.Gate.TakeFlash(v.R)
	if key == "" || !lang.Chinese().Has("custody.done."+key) {
		return ""
	}
	return Say("done." + key)
}

// Problems turns a fault into what the form on top says: its fields, or its own sentence.
func Problems(err error) []page.Problem {
	f := fault.Of(err)
	say := func(key string, params map[string]string) string { return lang.Chinese().SayMap("fault."+key, params) }
	var out []page.Problem
	for _, x := range f.Fields {
		out = append(out, page.Problem{Field: x.Name, Text: say(x.Key, x.Params)})
	}
	if len(out) == 0 {
		out = []page.Problem{{Text: say(f.Key, f.Params)}}
	}
	return out
}

// ShowsAgain says whether an error is shown on the page that the person acted on: what must be mended, and what
// somebody else has changed meanwhile.
func ShowsAgain(err error) bool {
	return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotNow) || fault.Is(err, fault.TooMany) ||
		fault.Is(err, fault.Forbidden) && fault.Of(err).Key == "custody.own_batch"
}

// Names puts places into words.
type Names struct{ Custody *custody.Service }

// Holder names who has a piece: 芝罘区综合窗口, 芝罘区市场监管局, 交接途中, 办事人.
func (n Names) Holder(h custody.Holder) string {
	area := ""
	if a, ok := n.Custody.Catalogue.Area(h.Area()); ok {
		area = a.Name
	}
	switch h.Kind() {
	case domain.KindWindow:
		return Say("holder.window", "area", area)
	case domain.KindDepartment:
		if d, ok := n.Custody.Catalogue.Department(h.Department()); ok {
			return area + d.Name
		}
		return area + h.Department()
	}
	return Say("holder." + h.Kind())
}

// HolderTag is the place of a piece as a tag.
func (n Names) HolderTag(p custody.Piece) page.Tag {
	switch p.Holder.Kind() {
	case domain.KindWindow:
		if p.Packed != "" {
			return page.Tag{Tone: page.Info, Icon: "clipboard-list", Word: Say("holder.packed")}
		}
		return page.Tag{Tone: page.Good, Icon: "inbox", Word: Say("holder.here")}
	case domain.KindDepartment:
		return page.Tag{Tone: page.Info, Icon: "building", Word: n.Holder(p.Holder)}
	case domain.KindBatch:
		return page.Tag{Tone: page.Warn, Icon: "send", Word: n.Holder(p.Holder)}
	}
	return page.Tag{Tone: page.Quiet, Icon: "arrow-back-up", Word: n.Holder(p.Holder)}
}

// Amount says what a piece is: 原件 1份, 复印件 2份.
func Amount(original bool, copies int) string {
	if original {
		return Say("amount.original", "n", copies)
	}
	return Say("amount.copy", "n", copies)
}

// stateTag is the state of a batch as a tag.
func stateTag(s domain.BatchState) page.Tag {
	look := map[domain.BatchState]page.Tag{
		domain.Packing:   {Tone: page.Info, Icon: "clipboard-list"},
		domain.Sent:      {Tone: page.Warn, Icon: "send"},
		domain.Differing: {Tone: page.Bad, Icon: "alert-circle"},
		domain.Closed:    {Tone: page.Good, Icon: "circle-check"},
		domain.Dropped:   {Tone: page.Quiet, Icon: "circle-minus"},
	}[s]
	look.Word = Say("batch.state." + string(s))
	return look
}

// lineTag is what became of one line.
func lineTag(s domain.LineState) page.Tag {
	look := map[domain.LineState]page.Tag{
		domain.Listed:    {Tone: page.Quiet, Icon: "clipboard-list"},
		domain.Arrived:   {Tone: page.Good, Icon: "check"},
		domain.Missing:   {Tone: page.Bad, Icon: "alert-circle"},
		domain.TakenBack: {Tone: page.Info, Icon: "arrow-back-up"},
	}[s]
	look.Word = Say("batch.line." + string(s))
	return look
}

// RefsOf reads what checkboxes name: a piece and the version on the page.
func RefsOf(values []string) []custody.Ref {
	var out []custody.Ref
	for _, x := range values {
		id, seen, _ := strings.Cut(x, ".")
		out = append(out, custody.Ref{ID: ident.PieceID(id), Seen: atoi(seen)})
	}
	return out
}

func root(v *console.Visit) string { return "/" + v.Door.Name }

// URL is the address of a batch at a door.
func URL(v *console.Visit, no string, more ...string) string {
	return root(v) + "/batches/" + url.PathEscape(no) + strings.Join(more, "")
}
