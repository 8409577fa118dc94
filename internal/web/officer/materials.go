package officer

import (
	"net/url"
	"strconv"

	"lianban/internal/app/handling"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/material"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// way is how a kind of arrival shows: icon of the line, and tone and icon of the tag; its word is "way.<way>".
type way struct {
	icon string
	tone page.Tone
	mark string
}

var ways = map[material.Disposition]way{
	material.Generated:   {"file-text", page.Brand, "file-check"},
	material.Result:      {"license", page.Info, "arrow-right"},
	material.Certificate: {"id", page.Good, "check"},
	material.Verified:    {"database-share", page.Good, "check"},
	material.Commitment:  {"writing", page.Brand, "signature"},
	material.Later:       {"hourglass", page.Warn, "clock"},
	material.Upload:      {"paperclip", page.Good, "check"},
}

// there says whether a material has arrived in its way.
func there(m handling.Material) bool {
	return !m.Disposition.HandedIn() || len(m.Papers) > 0 || len(m.Shared) > 0
}

// materials are the papers that the item consumes, each with where it came from.
func (f *file) materials() []Material {
	var out []Material
	for _, m := range f.Materials {
		w := ways[m.Disposition]
		row := Material{Name: m.Name, Icon: w.icon, Note: f.note(m), Tag: Tag{Tone: w.tone, Icon: w.mark, Word: say("way." + string(m.Disposition))}}
		if len(m.Papers) > 0 && picture(latest(m).MIME) {
			row.Icon = "photo"
		}
		switch {
		case len(m.Shared) > 0 && len(m.Papers) == 0:
			row.Icon = "database-share"
			row.Tag = Tag{Tone: page.Good, Icon: "check", Word: say("way.shared")}
		case !there(m) && m.Disposition == material.Upload:
			row.Tag = Tag{Tone: page.Warn, Icon: "clock", Word: say("way.missing")}
		case f.fresh(m):
			row.Fresh = true
			row.Tag = Tag{Tone: page.Seal, Icon: "file-plus", Word: say("way.fresh")}
		case m.Disposition == material.Later && there(m):
			row.Tag = Tag{Tone: page.Good, Icon: "check", Word: say("way.upload")}
		}
		if len(m.Papers) > 0 || len(m.Shared) > 0 || m.Certificate != nil || m.Disposition == material.Verified {
			row.URL = f.url("?paper=" + url.QueryEscape(m.Key) + "#viewer")
		}
		out = append(out, row)
	}
	return out
}

// latest is the paper that was handed in last.
func latest(m handling.Material) handling.Paper {
	last := m.Papers[0]
	for _, p := range m.Papers[1:] {
		if p.At.After(last.At) {
			last = p
		}
	}
	return last
}

// fresh says that the paper came in answer to the request to supplement.
func (f *file) fresh(m handling.Material) bool {
	if len(f.Item.Supplements) == 0 || len(m.Papers) == 0 {
		return false
	}
	last := f.Item.Supplements[len(f.Item.Supplements)-1]
	return last.Supplied != 0 && !latest(m).At.Before(last.Told.Time())
}

// note says where a material came from.
func (f *file) note(m handling.Material) string {
	text := ""
	switch m.Disposition {
	case material.Upload, material.Later:
		if len(m.Papers) == 0 && len(m.Shared) > 0 {
			return sharedNote(m.Shared[len(m.Shared)-1])
		}
		if len(m.Papers) == 0 {
			return say("note.missing")
		}
		p := latest(m)
		text = say("note.upload", "when", console.DayText(calendar.DayOf(p.At)))
		if n := len(m.Papers); n > 1 {
			text = say("note.files", "text", text, "n", n)
		}
	case material.Certificate:
		text = say("note.certificate", "source", m.Source)
		if m.Certificate != nil {
			text = say("note.certificate", "source", m.Certificate.Issuer)
		}
	case material.Verified:
		text = say("note.verified", "source", m.Source)
	case material.Result:
		text = say("note.result", "item", f.itemName(m.GivenBy))
	default:
		text = say("note." + string(m.Disposition))
	}
	if n := len(m.Shared); n > 0 {
		text = say("note.and_shared", "text", text, "shared", sharedNote(m.Shared[n-1]))
	}
	if n := len(m.Consumers); n > 1 {
		text = say("note.shared", "text", text, "n", n)
	}
	return text
}

func (f *file) itemName(slot string) string {
	if it := f.Case.Latest(slot); it != nil {
		return it.Name
	}
	return slot
}

func (f *file) checked() string {
	n := 0
	for _, m := range f.Materials {
		if there(m) {
			n++
		}
	}
	if len(f.Materials) == 0 {
		return ""
	}
	return say("case.checked", "n", n)
}

// viewer shows one material: the chosen one, else the first with something to see, supplied ones before others.
func (f *file) viewer(key, fileID string) Viewer {
	m := f.pick(key)
	if m == nil {
		return Viewer{Title: say("viewer.title"), Kind: "none", Note: say("viewer.nothing")}
	}
	v := Viewer{Title: m.Name, Kind: "none", Note: say("viewer.nothing"), Shared: sharedFacts(m.Shared)}
	switch {
	case len(m.Papers) > 0:
		f.show(&v, *m, fileID)
	case m.Certificate != nil:
		c := m.Certificate
		v.Kind, v.Note = "data", ""
		v.Facts = facts("certificate.number", c.Number, "certificate.holder", c.Holder, "certificate.issuer", c.Issuer,
			"certificate.issued", c.Issued, "certificate.until", c.Until)
	case len(m.Shared) > 0:
		v.Note = ""
	default:
		v.Note = f.note(*m)
	}
	return v
}

// sharedNote says which register gave something, and on which ground.
func sharedNote(x handling.Shared) string {
	key := "note.by_consent"
	if x.Ended {
		key = "note.by_ended_consent"
	}
	return say(key, "source", x.Source, "given", console.DayText(calendar.DayOf(x.Given)), "read", console.DayText(calendar.DayOf(x.Read)))
}

// sharedFacts are what registers gave with the applicant's consent.
func sharedFacts(list []handling.Shared) []SharedFacts {
	var out []SharedFacts
	for _, x := range list {
		y := SharedFacts{Note: sharedNote(x)}
		for _, t := range x.Things {
			y.Facts = append(y.Facts, Fact{Label: t.Label, Value: t.Shown})
		}
		out = append(out, y)
	}
	return out
}

func facts(pairs ...string) []Fact {
	var out []Fact
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, Fact{Label: say(pairs[i]), Value: pairs[i+1]})
		}
	}
	return out
}

func (f *file) pick(key string) *handling.Material {
	var best *handling.Material
	for i := range f.Materials {
		m := &f.Materials[i]
		switch {
		case m.Key == key:
			return m
		case f.worth(*m) > 0 && (best == nil || f.worth(*m) > f.worth(*best)):
			best = m
		}
	}
	return best
}

// worth ranks what an officer wants to see first: what was just supplied, then files, then data.
func (f *file) worth(m handling.Material) int {
	switch {
	case f.fresh(m):
		return 3
	case len(m.Papers) > 0:
		return 2
	case m.Certificate != nil, len(m.Shared) > 0:
		return 1
	}
	return 0
}

// show fills the viewer with a file of a material: the chosen one, else the newest.
func (f *file) show(v *Viewer, m handling.Material, fileID string) {
	paper := latest(m)
	for _, p := range m.Papers {
		if string(p.ID) == fileID {
			paper = p
		}
	}
	v.Full = f.url("/papers/", string(paper.ID))
	v.Source, v.Size, v.Note = v.Full, sizeText(paper.Size), ""
	if paper.Version > 1 {
		v.Version = say("viewer.version", "n", paper.Version)
	}
	v.Alt = say("viewer.alt", "name", m.Name, "when", console.MomentText(paper.At, f.v.Today))
	switch {
	case picture(paper.MIME):
		v.Kind = "image"
	case paper.MIME == "application/pdf":
		v.Kind = "pdf"
	default:
		v.Note = say("viewer.download")
	}
	if f.replaced(m) != nil {
		v.Compare = Link{Label: say("viewer.compare"), Href: f.url("?compare=1&paper=" + url.QueryEscape(m.Key) + "#viewer")}
	}
	for i, p := range m.Papers {
		if p.ID != paper.ID {
			v.Versions = append(v.Versions, Link{
				Label: say("viewer.other", "n", i+1),
				Href:  f.url("?paper="+url.QueryEscape(m.Key)+"&file=", string(p.ID), "#viewer"),
			})
		}
	}
}

// sizeText writes a size of a file: 830 KB, 1.2 MB.
func sizeText(n int64) string {
	if n < 1<<20 {
		return strconv.FormatInt((n+1023)/1024, 10) + " KB"
	}
	return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MB"
}
