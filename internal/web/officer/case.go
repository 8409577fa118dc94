package officer

import (
	"cmp"
	"lianban/internal/web/page/console"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// file is an item case that is open on a page, settled to the day of the page.
type file struct {
	*handling.CaseFile
	v     *visit
	mates []handling.Colleague // whom it can be given to; read for the one act that needs them
}

// open loads the item case of the address. What the law has done since the last sweep is already in it, so that
// no page offers an act that is no longer possible.
func (v *visit) open() (*file, error) {
	no, slot, err := v.target()
	if err != nil {
		return nil, err
	}
	return v.openItem(no, slot)
}

// openItem is open for an item case that is named otherwise.
func (v *visit) openItem(no ident.CaseNo, slot string) (*file, error) {
	f, err := v.d.Handling.Case(v.R.Context(), v.Who.Principal, no, slot)
	if err != nil {
		return nil, err
	}
	change, err := v.d.Handling.Engine.Settle(f.Case, v.moment())
	if err != nil {
		return nil, err
	}
	if change.Case != nil {
		f.Case = change.Case
	}
	if f.Item = f.Case.Latest(slot); f.Item == nil {
		return nil, fault.New(fault.NotFound, "casework.no_such_item")
	}
	return &file{CaseFile: f, v: v}, nil
}

// moment is the time of an act that is only tried: what it would write is thrown away.
func (v *visit) moment() casework.Moment {
	return casework.Moment{At: v.d.Handling.Clock.Now(), NewID: ident.New, Salt: func() string { return "" }}
}

// actor is who acts on this item, as the engine knows them.
func (f *file) actor() casework.Actor {
	by := casework.Actor{Kind: string(f.v.Who.Kind), ID: f.v.Who.ID, Name: f.v.Who.Name, Department: f.Item.Department}
	if f.relieving() {
		by.Department = f.Item.ReliefOffice()
	}
	return by
}

// may asks the permission on this item.
func (f *file) may(want permission.Permission, d deed) error {
	r := f.resource()
	if f.Item.Draft != nil && d.verb != casework.VerbAnswerSupervision { // answering is not signing
		r.Proposer = f.Item.Draft.By
	}
	if d.reliefDeed() {
		r = handling.ReliefResource(r, f.Item)
	}
	return f.v.d.Handling.Guard.Allow(f.v.Who.Principal, want, r)
}

// resource is what permission looks at.
func (f *file) resource() permission.Resource {
	return permission.Resource{
		Type: permission.ItemCase, ID: string(f.Item.ID), Area: f.Item.Area, Department: f.Item.Department,
		Scenario: f.Case.Scenario, Owner: f.Case.Applicant.Person, Trial: f.Case.Trial,
	}
}

func (f *file) url(more ...string) string { return itemURL(f.Case.No, f.Item.Slot, more...) }

// head says which item of whom.
func (f *file) head() CaseHead {
	c := f.Case
	return CaseHead{
		Applicant: titleOf(f.v.enterprise(c.Scenario), c.Subject, c.Applicant.Name), Item: f.Item.Name, State: itemTag(f.Item),
		CaseNo: string(c.No), Scenario: c.ScenarioName, Channel: say("case.channel", "channel", channelWord(c.Channel)), URL: f.url(),
		Version: Link{Label: say("case.version", "n", c.ScenarioVersion), Href: "/scenarios/" + url.PathEscape(c.Scenario) + "/versions"},
	}
}

// showCase shows page D2.
func showCase(v *visit) error {
	f, err := v.open()
	if err != nil {
		return err
	}
	head := f.head()
	s, err := v.Shell(say("case.title", "applicant", head.Applicant, "item", head.Item))
	if err != nil {
		return err
	}
	next, err := f.next()
	if err != nil {
		return err
	}
	p := CasePage{
		Shell: s, Head: head, Done: v.Flash(), Trial: f.Case.Trial, Next: next,
		Links: []Link{
			{Label: say("case.clock"), Href: f.url("/clock")}, {Label: say("case.journal"), Href: f.url("/journal")},
			{Label: say("case.print"), Href: s.PrintHref()},
		},
		Materials: f.materials(), Fields: f.fields(), Desk: f.desk(), Standing: f.standing(),
		All: Link{Label: say("case.all", "n", len(f.Entries)), Href: f.url("/journal")},
	}
	p.Links = append(p.Links, f.visitLinks()...)
	for _, it := range f.Case.Current() {
		p.Lanes = append(p.Lanes, v.laneOf(f.Case, it, it.Slot == f.Item.Slot))
	}
	p.Steps, p.Promises, p.Checked = f.steps(), f.promises(), f.checked()
	if p.Pieces, err = v.pieces(f.Case.No); err != nil {
		return err
	}
	p.Viewer = f.viewer(v.R.URL.Query().Get("paper"), v.R.URL.Query().Get("file"))
	if v.R.URL.Query().Get("compare") == "1" {
		f.compare(&p.Viewer, v.R.URL.Query().Get("paper"))
	}
	f.mark(&p)
	p.Journal = f.lastLines(4)
	v.Show(http.StatusOK, CasePageView(p))
	return nil
}

// mark puts the material in the viewer first in sight.
func (f *file) mark(p *CasePage) {
	for i := range p.Materials {
		p.Materials[i].Here = p.Materials[i].Name == p.Viewer.Title && p.Materials[i].URL != ""
	}
}

// next is the next case of the worklist after this one.
func (f *file) next() (Link, error) {
	desk, err := f.v.d.Handling.Worklist(f.v.R.Context(), f.v.Who.Principal, handling.Filter{}, handling.Page{Limit: 20})
	if err != nil {
		return Link{}, err
	}
	here := slices.IndexFunc(desk.Rows, func(r handling.WorkRow) bool { return r.Item == f.Item.ID })
	if here+1 >= len(desk.Rows) {
		return Link{}, nil
	}
	r := desk.Rows[here+1]
	return Link{Label: say("case.next"), Href: itemURL(r.No, r.Slot)}, nil
}

// fields are the values that the item consumes, as they were submitted.
func (f *file) fields() []FieldRow {
	var out []FieldRow
	for _, x := range f.Fields {
		note := f.mended(x.Key)
		for _, s := range x.Shared {
			for _, t := range s.Things {
				note = joinNotes(note, say("case.shared_value", "source", s.Source, "value", t.Shown))
			}
		}
		out = append(out, FieldRow{Label: x.Label, Value: x.Shown, Source: x.Source, After: note, Wide: len([]rune(x.Shown)) > 18 || note != ""})
	}
	alone := false // the row before stands in the left half with nothing beside it
	for i := range out {
		if out[i].Wide && alone {
			out[i-1].Wide = true
		}
		alone = !out[i].Wide && !alone
	}
	if alone {
		out[len(out)-1].Wide = true
	}
	return out
}

// officeOf names a department in a record.
func (v *visit) officeOf(department string) string {
	if d, ok := v.d.Handling.Catalogue.Department(department); ok {
		return d.Name
	}
	return department
}

// own says whether an entry of the record is about this item.
func (f *file) own(e casework.Entry) bool { return e.Slot == f.Item.Slot }

// lastLines are the newest entries of this item and of the joint case.
func (f *file) lastLines(n int) []JournalLine {
	var out []JournalLine
	for _, e := range slices.Backward(f.Entries) {
		if len(out) == n {
			break
		}
		if f.own(e) || e.Slot == "" {
			out = append(out, f.line(e, console.MomentText(e.At, f.v.Today)))
		}
	}
	return out
}

// line says an entry. Reasons are shown in one's own item only: of the others, no more than where they stand.
func (f *file) line(e casework.Entry, when string) JournalLine {
	l := JournalLine{When: when, Who: f.who(e.Actor), Text: say("verb.unknown", "verb", e.Verb)}
	if key := "verb." + e.Verb; has(key) {
		l.Text = say(key)
	}
	switch {
	case casework.Released(e):
		l.Text = say("verb.released")
	case casework.ReleasedByEvent(e):
		l.Text = say("verb.release_by_event")
	}
	if it := f.Case.Latest(e.Slot); it != nil && !f.own(e) {
		l.Text = say("journal.of", "item", it.Name, "text", l.Text)
	}
	switch {
	case f.own(e):
		l.Detail = cmp.Or(shareDetail(e), detailOf(e))
	case e.Verb == string(casework.VerbMigrateVersion): // of the whole case, and nobody's secret
		l.Detail = f.moveWords(e)
	}
	return l
}

// who names an actor: officers of one's own department by name, all others by their unit.
func (f *file) who(a casework.Actor) string {
	switch a.Kind {
	case "applicant":
		if a.Role == casework.Object {
			return say("who.public")
		}
		return say("who.applicant")
	case "system", "timer":
		return say("who.system")
	}
	if a.Role == casework.Supervise {
		return say("who.supervisor")
	}
	if a.Role == casework.ExtendGovernment {
		return say("who.government")
	}
	unit := f.v.officeOf(a.Department)
	if a.Department != f.Item.Department {
		return unit
	}
	return strings.TrimSpace(unit + " " + a.Name)
}

// picture says whether a file can be shown as a picture.
func picture(mime string) bool { return strings.HasPrefix(mime, "image/") }
