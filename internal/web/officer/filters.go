package officer

import (
	"net/http"
	"net/url"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

const filtersHome = "/officer/filters"

// FiltersPage names the present filter and keeps the ones that were named before.
type FiltersPage struct {
	Shell  Shell
	Done   string
	Errors []page.Problem
	Query  string // of the filter that is to be named; none: nothing is filtered
	What   string // the same in words
	Name   page.Field
	Saved  []SavedRow
	Back   string
}

// SavedRow is one named filter.
type SavedRow struct {
	Link
	What   string
	Field  page.Field
	Rename string
	Delete string
}

// saved are the named filters above the worklist.
func (v *visit) saved(q *query) ([]Count, error) {
	list, err := v.d.Handling.SavedFilters(v.R.Context(), v.Who.Principal)
	var out []Count
	for _, f := range list {
		out = append(out, Count{Text: f.Name, URL: home + "?" + f.Query, Here: f.Query == q.filterOnly()})
	}
	return out, err
}

// filterWords says a filter in words: the stage and what was chosen in each select.
func (v *visit) filterWords(q *query) string {
	words := []string{say("stage." + q.stageKey())}
	for _, f := range v.filters(q) {
		for _, o := range f.Options {
			if o.Chosen && o.Value != "" {
				words = append(words, say("filters.part", "label", f.Label, "value", o.Text))
			}
		}
	}
	if q.newest() {
		words = append(words, say("worklist.by_received"))
	}
	return join(words)
}

func showFilters(v *visit) error {
	return v.showFilters(readQuery(v.R.URL.Query()), nil, http.StatusOK)
}

func (v *visit) showFilters(q *query, wrong error, status int) error {
	s, err := v.Shell(say("filters.title"))
	if err != nil {
		return err
	}
	list, err := v.d.Handling.SavedFilters(v.R.Context(), v.Who.Principal)
	if err != nil {
		return err
	}
	p := FiltersPage{Shell: s, Done: v.Flash(), Query: q.filterOnly(), What: v.filterWords(q), Back: q.at(home)}
	p.Name = page.Field{Kind: page.Text, Name: "name", Label: say("filters.name"), Help: say("filters.name.help"), Longest: 20, Value: v.R.PostFormValue("name")}
	for _, f := range list {
		values, err := url.ParseQuery(f.Query)
		if err != nil {
			continue // written by us; one that cannot be read shows nothing
		}
		at := filtersHome + "/" + url.PathEscape(f.ID)
		p.Saved = append(p.Saved, SavedRow{
			Link: Link{Label: f.Name, Href: home + "?" + f.Query}, What: v.filterWords(readQuery(values)), Rename: at + "/rename", Delete: at + "/delete",
			Field: page.Field{Kind: page.Text, Name: "name-" + f.ID, Label: say("filters.rename_of", "name", f.Name), Value: f.Name, Longest: 20},
		})
	}
	if id := v.R.PathValue("filter"); wrong != nil && id != "" {
		p.renamed(id, console.FaultText(wrong), v.R.PostFormValue("name-"+id))
	} else if wrong != nil {
		p.Shell.Failed, p.Name.Error = true, console.FaultText(wrong)
		p.Errors = []page.Problem{{Field: "name", Text: console.FaultText(wrong)}}
	}
	v.Show(status, FiltersView(p))
	return nil
}

// renamed says what is wrong with another name.
func (p *FiltersPage) renamed(id, text, value string) {
	p.Shell.Failed = true
	for i := range p.Saved {
		if x := &p.Saved[i].Field; x.Name == "name-"+id {
			x.Error, x.Value = text, value
			p.Errors = []page.Problem{{Field: x.Name, Text: text}}
		}
	}
}

// saveFilter names the filter of the form, or gives one of one's own another name.
func saveFilter(v *visit) error {
	values, err := url.ParseQuery(v.R.PostFormValue("query"))
	if err != nil {
		return fault.New(fault.Invalid, "officer.form")
	}
	q := readQuery(values)
	f := handling.SavedFilter{ID: v.R.PathValue("filter"), Name: v.R.PostFormValue("name"), Query: q.filterOnly()}
	if f.ID != "" {
		f.Name = v.R.PostFormValue("name-" + f.ID)
	}
	err = v.d.Handling.SaveFilter(v.R.Context(), v.Who.Principal, f)
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return v.showFilters(q, err, http.StatusUnprocessableEntity)
	case err != nil:
		return err
	case v.R.PathValue("filter") == "":
		v.d.Gate.Flash(v.R, "filters.saved")
		return v.GoTo(q.at(home))
	}
	v.d.Gate.Flash(v.R, "filters.renamed")
	return v.GoTo(filtersHome)
}

func dropFilter(v *visit) error {
	if err := v.d.Handling.DropFilter(v.R.Context(), v.Who.Principal, v.R.PathValue("filter")); err != nil {
		return err
	}
	v.d.Gate.Flash(v.R, "filters.dropped")
	return v.GoTo(filtersHome)
}
