package window

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// NewPage (W2): who is here, and which thing.
type NewPage struct {
	Shell    console.Shell
	Once     string // two clicks on one page begin one intake
	Done     string
	Problems []page.Problem
	Reader   bool
	Cards    []page.Option
	Card     string // sample card that lies on the reader
	Read     string // whose card was read, and when
	Notice   []string
	Visitor  []page.Field
	Noticed  page.Field
	Self     bool
	Agent    []page.Field // for whom somebody else came
	Query    string
	Things   []page.Option
	Thing    string
	None     string
	Areas    []page.Option
	Area     string
}

// arrival is what was read or typed before an intake begins. It waits in the session, which is sealed.
type arrival struct {
	Form url.Values
	Card *access.Identity // as the reader gave it
}

const arrivalKey = "window.arrival"

func (v *visit) arrival() arrival {
	var a arrival
	_ = json.Unmarshal(v.Door.Gate.Sessions.GetBytes(v.R.Context(), arrivalKey), &a) // nothing there: nobody came yet
	if a.Form == nil {
		a.Form = url.Values{}
	}
	return a
}

func (v *visit) keepArrival(a arrival) {
	b, err := json.Marshal(a)
	if err == nil {
		v.Door.Gate.Sessions.Put(v.R.Context(), arrivalKey, b)
	}
}

// newIntake is W2.
func newIntake(v *visit) error { return v.arrive(http.StatusOK, v.arrival(), nil) }

// posted keeps what was written so far. A card that was read stays only while its number does.
func (v *visit) posted() (arrival, error) {
	if err := v.R.ParseForm(); err != nil {
		return arrival{}, fault.New(fault.Invalid, "window.form_unreadable")
	}
	a := v.arrival()
	a.Form = written(v.R.PostForm)
	if a.Card != nil && (access.NormalID(a.Form.Get("id_no")) != a.Card.IDNo || strings.TrimSpace(a.Form.Get("name")) != a.Card.Name) {
		a.Card = nil
	}
	v.keepArrival(a)
	return a, nil
}

// longestWritten bounds what the session keeps of one control, in characters.
const longestWritten = 200

// written is what was written on the page, cut: the session holds it until the intake begins.
func written(posted url.Values) url.Values {
	out := url.Values{}
	for _, name := range []string{
		"card", "name", "id_no", "phone", "notice", "for", "other_name", "other_id_no", "until.year", "until.month", "until.day", "q", "thing", "area", "once",
	} {
		if text := posted.Get(name); text != "" {
			out.Set(name, page.Shortened(text, longestWritten))
		}
	}
	return out
}

// readCard takes the identity from the card on the reader.
func readCard(v *visit) error {
	a, err := v.posted()
	if err != nil {
		return err
	}
	id, err := access.ReadCard(v.R.Context(), v.d.Reader, v.Who.Principal, a.Form.Get("card"))
	if err != nil {
		return v.arrive(page.Status(err), a, err)
	}
	a.Card = &id
	a.Form.Set("name", id.Name)
	a.Form.Set("id_no", id.IDNo)
	a.Form.Set("phone", id.Phone)
	v.keepArrival(a)
	return v.GoTo("/window/intakes/new#thing")
}

// findThing searches for the thing; what was written about the visitor stays.
func findThing(v *visit) error {
	if _, err := v.posted(); err != nil {
		return err
	}
	return v.GoTo("/window/intakes/new#thing")
}

// startIntake receives the visitor and begins.
func startIntake(v *visit) error {
	a, err := v.posted()
	if err != nil {
		return err
	}
	f, err := v.start(a)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.NotNow) {
		return v.arrive(http.StatusUnprocessableEntity, a, err)
	}
	if err != nil {
		return err
	}
	v.Door.Gate.Sessions.Remove(v.R.Context(), arrivalKey)
	return v.GoTo(back(f.Draft.ID, "", ""))
}

func (v *visit) start(a arrival) (*filing.Filing, error) {
	thing, area := a.Form.Get("thing"), a.Form.Get("area")
	if thing == "" {
		return nil, fault.New(fault.Invalid, "window.no_thing").With("thing", "window.no_thing")
	}
	ctx, who := v.R.Context(), v.Who.Principal
	came := access.Visitor{Present: true, Card: a.Card != nil, Noticed: a.Form.Get("notice") == "yes"}
	came.Identity = access.Identity{Kind: "person", Name: a.Form.Get("name"), IDNo: a.Form.Get("id_no"), Phone: a.Form.Get("phone")}
	if a.Card != nil {
		came.Companies = a.Card.Companies
	}
	visit := &filing.Visit{Card: came.Card, SeenAt: v.Now()}
	p, err := v.d.Access.ReceiveVisitor(ctx, who, area, thing, came)
	if err != nil {
		return nil, err
	}
	if a.Form.Get("for") == "other" {
		visit.Agent = &filing.Agent{Name: p.Name, IDNo: p.IDNo, Phone: p.Phone}
		visit.Agent.Until, _ = calendar.ParseDay(page.DateOf(a.Form, "until")) // no day: no mandate that holds today
		principal := access.Visitor{Until: visit.Agent.Until, Identity: access.Identity{Kind: "person", Name: a.Form.Get("other_name"), IDNo: a.Form.Get("other_id_no")}}
		if p, err = v.d.Access.ReceiveVisitor(ctx, who, area, thing, principal); err != nil {
			return nil, renamed(err, map[string]string{"name": "other_name", "id_no": "other_id_no"})
		}
	}
	return v.d.Filing.Start(ctx, who, filing.StartInput{
		ExploreInput: filing.ExploreInput{Scenario: thing, Area: area}, For: p.ID, Visit: visit, Once: a.Form.Get("once"),
	})
}

// renamed puts the fields of a fault under the names that this page has for them.
func renamed(err error, names map[string]string) error {
	f := *fault.Of(err)
	f.Fields = slices.Clone(f.Fields)
	for i, x := range f.Fields {
		if name, ok := names[x.Name]; ok {
			f.Fields[i].Name = name
		}
	}
	return &f
}

// arrive draws W2.
func (v *visit) arrive(status int, a arrival, wrong error) error {
	s, err := v.Shell(say("new.title"))
	if err != nil {
		return err
	}
	p := NewPage{
		Shell: s, Once: page.Token(), Done: v.Flash(), Reader: v.d.Reader != nil, Card: a.Form.Get("card"), Self: a.Form.Get("for") != "other",
		Problems: problemsOf(wrong), Query: strings.TrimSpace(a.Form.Get("q")), Thing: a.Form.Get("thing"), Area: a.Form.Get("area"),
		Notice:  []string{say("new.notice.1"), say("new.notice.2"), say("new.notice.3")},
		Noticed: page.Field{Kind: page.Promise, Name: "notice", Label: say("new.noticed"), Value: a.Form.Get("notice")},
	}
	for _, c := range v.d.Cards {
		p.Cards = append(p.Cards, page.Option{Value: c.Code, Label: say("new.sample", "name", c.Name, "about", c.Say)})
	}
	if a.Card != nil {
		p.Read = say("new.read", "name", page.MaskName(a.Card.Name))
	}
	text := func(kind page.Kind, name string) page.Field {
		return page.Field{Kind: kind, Name: name, Label: say("new." + name), Value: a.Form.Get(name)}
	}
	p.Visitor = []page.Field{text(page.Text, "name"), text(page.IDNumber, "id_no"), text(page.Phone, "phone")}
	day := text(page.DateField, "until")
	day.Year, day.Month, day.Day = a.Form.Get("until.year"), a.Form.Get("until.month"), a.Form.Get("until.day")
	p.Agent = []page.Field{text(page.Text, "other_name"), text(page.IDNumber, "other_id_no"), day}
	v.things(&p)
	mark(p.Visitor, p.Problems)
	mark(p.Agent, p.Problems)
	noticed := []page.Field{p.Noticed}
	mark(noticed, p.Problems)
	p.Noticed = noticed[0]
	p.Shell.Failed = len(p.Problems) > 0
	v.Show(status, New(p))
	return nil
}

// things lists what can be filed at this window: all of it, or what the words find.
func (v *visit) things(p *NewPage) {
	cat := v.d.Filing.Catalogue
	var found []string
	if p.Query != "" {
		a, err := v.d.Filing.Search(v.R.Context(), v.Who.Principal, p.Query, 20)
		for _, h := range append(a.Hits, a.Nearest...) {
			if err == nil && h.Kind == filing.FoundScenario {
				found = append(found, h.Slug)
			}
		}
		if len(found) == 0 {
			p.None = say("new.none", "words", p.Query)
		}
	}
	for _, sc := range cat.Scenarios() {
		if !sc.Online || p.Query != "" && p.None == "" && !slices.Contains(found, sc.Slug) {
			continue
		}
		p.Things = append(p.Things, page.Option{Value: sc.Slug, Label: sc.Name, Hint: sc.Summary})
	}
	if len(p.Things) == 1 && p.Query != "" {
		p.Thing = p.Things[0].Value
	}
	for _, post := range v.Who.Principal.Posts {
		if post.Has("file_for") {
			v.areas(p, post.Area)
		}
	}
	if p.Area == "" && len(p.Areas) > 0 {
		p.Area = p.Areas[0].Value
	}
}

// areas adds an area and what lies below it.
func (v *visit) areas(p *NewPage, slug string) {
	for _, a := range v.d.Filing.Catalogue.Areas() {
		for _, up := range v.d.Filing.Catalogue.Chain(a.Slug) {
			if up.Slug == slug && a.Within != "" && !slices.ContainsFunc(p.Areas, func(o page.Option) bool { return o.Value == a.Slug }) {
				p.Areas = append(p.Areas, page.Option{Value: a.Slug, Label: a.Name})
			}
		}
	}
}
