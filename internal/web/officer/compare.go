package officer

import (
	"net/url"

	"lianban/internal/app/handling"
	"lianban/internal/domain/calendar"
	"lianban/internal/web/page/console"
)

// replaced is the paper that the department had before it asked for a better one; nil if there is none.
func (f *file) replaced(m handling.Material) *handling.Paper {
	if !f.fresh(m) {
		return nil
	}
	asked := f.Item.Supplements[len(f.Item.Supplements)-1].Told.Time()
	var last *handling.Paper
	for i, p := range m.Papers {
		if p.At.Before(asked) || p.ID != latest(m).ID && calendar.DayOf(p.At) == calendar.DayOf(asked) {
			if last == nil || p.At.After(last.At) {
				last = &m.Papers[i]
			}
		}
	}
	return last
}

// compare puts the paper from before the supplement beside the newest one.
func (f *file) compare(v *Viewer, key string) {
	m := f.pick(key)
	if m == nil {
		return
	}
	old := f.replaced(*m)
	if old == nil {
		return
	}
	now := latest(*m)
	v.Versions, v.Compare = nil, Link{Label: say("viewer.alone"), Href: f.url("?paper=" + url.QueryEscape(m.Key) + "#viewer")}
	v.Now = say("viewer.now", "when", console.MomentText(now.At, f.v.Today))
	b := &Beside{Kind: "none", Source: f.url("/papers/", string(old.ID)), Title: say("viewer.before", "when", console.MomentText(old.At, f.v.Today))}
	b.Alt = say("viewer.alt", "name", m.Name, "when", console.MomentText(old.At, f.v.Today))
	switch {
	case picture(old.MIME):
		b.Kind = "image"
	case old.MIME == "application/pdf":
		b.Kind = "pdf"
	}
	v.Before = b
}

// mended is what the applicant wrote when a field was asked to be mended: the form itself stays as it was submitted.
func (f *file) mended(key string) string {
	for _, s := range f.Item.Supplements {
		for _, d := range s.Defects {
			if d.Field == key && s.Supplied != 0 && s.Note != "" {
				return say("case.after", "note", s.Note, "day", console.DayText(s.Supplied))
			}
		}
	}
	return ""
}
