package window

import (
	"slices"
	"strconv"

	"lianban/internal/base/lang"
	"lianban/internal/web/page"
)

// options answers the options of a field; a yes-or-no question has always the same two.
func options(d page.Field) []page.Option {
	if d.Kind != page.YesNo || len(d.Options) > 0 {
		return d.Options
	}
	t := lang.Chinese()
	return []page.Option{{Value: "yes", Label: t.Say("page.form.yes")}, {Value: "no", Label: t.Say("page.form.no")}}
}

func pillID(d page.Field, i int) string {
	if i == 0 {
		return d.ID()
	}
	return d.ID() + "-" + strconv.Itoa(i+1)
}

func pillType(d page.Field) string {
	if d.Kind == page.SomeOf {
		return "checkbox"
	}
	return "radio"
}

func picked(d page.Field, value string) bool {
	if d.Kind == page.SomeOf {
		return slices.Contains(d.Values, value)
	}
	return d.Value == value
}

// wide fields take a whole line of the grid.
func wide(d page.Field) bool {
	return d.Kind == page.Promise || d.Kind == page.LongText || d.Kind == page.SomeOf || d.Kind == page.OneOf && len(d.Options) > 2 || len([]rune(d.Label)) > 24
}

// numbered gives a file control a name of its own on a page with several; the server takes any of them.
func numbered(d page.Field, i int) page.Field {
	d.Name = "file." + strconv.Itoa(i)
	return d
}
