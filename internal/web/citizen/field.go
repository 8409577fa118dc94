package citizen

import (
	"net/url"

	"lianban/internal/domain/form"
	"lianban/internal/web/page"
)

// fieldOf is a field with its value, as it is kept or as it was written.
func fieldOf(t form.Type, name, label string, options []form.Option, value any) page.Field {
	return page.FieldOf(t, name, label, options, value)
}

// dateOf joins the three parts of a date.
func dateOf(posted url.Values, name string) string { return page.DateOf(posted, name) }

// writtenValue reads what was posted for a field of a type.
func writtenValue(t form.Type, name string, posted url.Values) any {
	return page.WrittenValue(t, name, posted)
}
