package citizen

import "lianban/internal/web/page"

// FiguresPage (C30): what all scenarios save.
type FiguresPage struct {
	Kinds     []page.Row // what baseline, designed, actual and published mean
	CountHead string
	CountSay  string
	CountHow  string
	CountRule []string
	SumsSay   string
	Sums      []FigureSum
	Plainly   string // what it means that published and computed differ; empty: nothing was published
	Rules     []page.Row
	ClaimsSay string
	Claims    []ClaimRow
	Table     FigureTable
	Downloads []page.Link
	Print     page.Link
}

// FigureSum is one figure over all scenarios.
type FigureSum struct {
	Name      string
	Unit      string
	Href      string // page of the definition
	Was, Now  int
	Pooled    string // −70.1%
	Mean      string
	Published string // −72%; empty: nothing published
	Verdict   []string
	Define    []page.Row
}

// ClaimRow is a total that a source published about one scenario, beside what the items add up to.
type ClaimRow struct {
	Name     string
	Href     string
	Figure   string
	Computed string
	Says     string
	Source   string
	Agrees   bool
}

// FigureTable lists scenarios with all their figures, or with one of them.
type FigureTable struct {
	Heads   []string
	Rows    []FigureRow
	Found   string
	Who     []Tab
	Sorts   []Tab
	Unknown string // what the address asked for in vain
	Prev    string
	Next    string
}

// FigureRow is one scenario. Actual is what cases that have ended say; empty: none yet.
type FigureRow struct {
	Name  string
	Href  string
	Marks []page.Tag
	Cells []FigureCell
}

// FigureCell is one figure of one scenario.
type FigureCell struct {
	Head string // name of the column, said on a phone
	Big  string // 20 → 11
	Less string // −45%
}

// FigurePage (C30): the definition of one figure, and every scenario by it.
type FigurePage struct {
	Define []page.Row
	Sum    FigureSum
	Rows   []page.Row // mean, pooled, published
	Table  FigureTable
	Print  page.Link
}

// OwnFigures is what one scenario saves in its sample situation.
type OwnFigures struct {
	Say    string
	Marks  []page.Tag
	Rows   []OwnFigure
	Claims []ClaimRow
	Rules  []page.Row
	All    page.Link
}

// OwnFigure is one figure of a scenario with its definition.
type OwnFigure struct {
	Name   string
	Unit   string
	Was    int
	Now    int
	Less   string
	Notes  []string // what is printed beside and never instead
	Define []page.Row
}
