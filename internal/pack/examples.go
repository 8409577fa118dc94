package pack

import (
	"io/fs"
	"slices"

	"lianban/internal/domain/scenario"
)

// Example is one example of a scenario (示例): somebody's situation, told in full.
type Example struct {
	Slug      string
	Name      string
	Scenario  string             // slug
	Area      string             // slug; the city where the example names none
	Situation scenario.Situation // Today is set where the example has a day of its own
	Stops     []string           // slugs of the stops that send this person elsewhere; none: it can be filed
}

// Examples reads the examples of scenarios in the order of the files; with no slug, those of all. The error is for a folder
// that cannot be read, or for a slug that names no scenario.
func Examples(fsys fs.FS, only ...string) ([]Example, error) {
	l, err := read(fsys)
	if err != nil {
		return nil, err
	}
	chosen, err := l.chosen(only)
	if err != nil {
		return nil, err
	}
	c := &checker{loaded: l}
	var out []Example
	for _, sc := range chosen {
		for _, e := range l.examples[sc.Slug] {
			x := Example{
				Slug: e.name, Name: textOf(e.value.get("name")), Scenario: sc.Slug, Area: either(textOf(e.value.get("area")), c.city()),
				Situation: situation(e.value), Stops: slices.Clone(texts(e.value.get("expect").get("stopped"))),
			}
			out = append(out, x)
		}
	}
	return out, nil
}
