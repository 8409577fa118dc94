// Package org knows the city: areas, departments, outlets, registers, ways to sort scenarios, and the
// sources on which legal facts stand.
package org

// Reference is a source or a legal basis (依据).
type Reference struct {
	Slug string
	Name string // 行政许可法第四十二条
	Kind string // law, document, publication, example
}

// Taxonomy is one way to sort scenarios into stages of life (全生命周期). Several are in use at once.
type Taxonomy struct {
	Slug       string
	Name       string
	Person     []Stage
	Enterprise []Stage
}

// Stage is one stage of life.
type Stage struct {
	Slug string
	Name string
}

// Area is an administrative division or a functional zone (功能区). Days are text, 2020-09-01.
type Area struct {
	Slug   string
	Name   string
	Code   string // GB/T 2260; zones carry a statistical code or none
	Within string // slug of the area around it; empty for the widest
	Zone   bool   // approves but is no administrative division
	From   string // first day on which it exists; empty: always
	Until  string // first day on which it exists no more; empty: it exists
	Also   []string
}

// ValidOn says whether the area exists on a day written 2006-01-02.
func (a *Area) ValidOn(day string) bool {
	return (a.From == "" || a.From <= day) && (a.Until == "" || day < a.Until)
}

// Department is an office, company, bank or court that owns items or answers questions.
type Department struct {
	Slug  string
	Name  string
	Kind  string // government, company, bank, court, other
	Short string // one character for the parallel strip; empty: the first of the name
}

// Mark answers the one character that stands for the department in narrow places.
func (d *Department) Mark() string {
	if d.Short != "" {
		return d.Short
	}
	for _, r := range d.Name {
		return string(r)
	}
	return ""
}

// Outlet is a place that takes scenarios (网点): a counter of a bank, a hospital, a street office.
type Outlet struct {
	Slug      string
	Name      string
	Kind      string
	Area      string
	Place     string
	Hours     string
	Scenarios []string
}

// Register is something that answers questions (数据源).
type Register struct {
	Slug      string
	Name      string
	Owner     string // department
	Connected bool   // false: a demand that nobody supplies yet
	Ground    string // "consent" or a reference
}
