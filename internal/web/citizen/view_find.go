// Package citizen is the portal: people and companies find what they need, answer a few questions, file once,
// follow every department's part and collect the results. The view models of this door are plain values: a
// handler maps what app answered onto them, a template shows them.
package citizen

import (
	"lianban/internal/web/page"
)

// HomePage (C1): find the thing, resume the open one.
type HomePage struct {
	Hot    []page.Link // words that people search, each a search
	Resume *Resume     // the open case or draft that waits for the person first
	Groups []StageGroup
	Total  int // scenarios that can be found
	Common []Thing
	All    string // address of the catalogue
	Totals []Total
	Basis  string // what the totals are: designed or actual, of how many scenarios, until when
	HowTo  string // address of the definitions; empty: none yet
}

// Resume is a card that continues what was begun.
type Resume struct {
	Title  string
	Say    string // lang.Mark marks what stands out
	Alert  string // what waits for the person; empty: nothing
	States []page.State
	Button page.Link
}

// StageGroup is one audience with its stages of life.
type StageGroup struct {
	Name       string
	Enterprise bool
	Count      int
	Stages     []Stage
	Note       string // before the links
	Links      []page.Link
	After      string
}

// Stage is one stage of life or business.
type Stage struct {
	Slug  string
	Name  string
	Count int
	Href  string
}

// Icon is the picture of a stage, by its slug in any taxonomy; unknown stages get a plain list.
func (s Stage) Icon() string {
	if icon, ok := stageIcons[s.Slug]; ok {
		return icon
	}
	return "list"
}

var stageIcons = map[string]string{
	"birth": "baby-carriage", "education": "school", "work": "briefcase", "discharge": "medal", "marriage": "heart",
	"life": "heart", "home": "home", "travel": "car", "health": "stethoscope", "elderly": "armchair", "retirement": "armchair",
	"disability": "wheelchair", "relief": "hand-stop", "death": "leaf",
	"start": "building-store", "entry": "license", "construction": "crane", "operation": "chart-line", "growth": "chart-line",
	"change": "replace", "exit": "door-exit", "hiring": "users", "tax": "currency-yuan", "special": "sailboat",
}

// Thing is one scenario with its three figures.
type Thing struct {
	Name    string
	Href    string
	Summary string
	Figures []Figure
}

// Figure is one number before and after. Was is empty where there is no baseline.
type Figure struct {
	Name string
	Was  string
	Now  string
}

// Total is one number of the whole city. Kind says what sort of number it is: 设计, 实际.
type Total struct {
	Value string
	Unit  string
	Name  string
	Kind  string
}

// CataloguePage (C2): browse everything.
type CataloguePage struct {
	Query      string
	Lead       string
	Facets     []FacetView
	Picked     []Picked // conditions that are set
	Taxonomies []Tab    // ways of sorting into stages; none where there is one only
	Groups     []CatalogueGroup
	Hint       string // what stands nowhere because it is the same for most
	Note       string
	Clear      string
}

// FacetView is one side from which the catalogue is browsed, as links.
type FacetView struct {
	Name    string
	Options []FacetOption
	Folded  bool // many values of which none is picked: behind a line that opens
}

// FacetOption is one value: a link that adds it or takes it back. Without Href it would leave nothing.
type FacetOption struct {
	Label string
	Count int // how many things the list has then
	Href  string
	On    bool
}

// Picked is a condition that is set, and how many things there are without it.
type Picked struct {
	Label string
	Href  string
	Count int
}

// Tab is one of several ways to see the same.
type Tab struct {
	page.Link
	On bool
}

// CatalogueGroup is an audience in the catalogue.
type CatalogueGroup struct {
	Name       string
	Enterprise bool
	Count      int
	Stages     []CatalogueStage
}

// CatalogueStage is one stage with its scenarios.
type CatalogueStage struct {
	Stage
	Sub     string
	Entries []Entry
}

// Entry is one scenario in a list. Without Href it is named, but cannot be filed here yet.
type Entry struct {
	Name    string
	Href    string
	Sub     string
	Marks   []page.Tag
	Summary string
}

// StagePage (C4): one stage of life.
type StagePage struct {
	Stage    Stage
	Taxonomy string
	Others   []OtherStages
	Entries  []Entry
}

// OtherStages says where the things of a stage stand in another taxonomy.
type OtherStages struct {
	Taxonomy string
	Links    []page.Link
}
