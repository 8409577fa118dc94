package citizen

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"lianban/internal/domain/form"
	"lianban/internal/web/page"
)

// kinds say how a type of the packs is asked.
var kinds = map[form.Type]page.Kind{
	form.Text: page.Text, form.Number: page.Number, form.Date: page.DateField, form.YesNo: page.YesNo, form.Choice: page.OneOf,
	form.Choices: page.SomeOf, form.IDNumber: page.IDNumber, form.USCC: page.USCC, form.Phone: page.Phone, form.Address: page.Address,
	form.Area: page.Area, form.Place: page.Place, form.BankAccount: page.BankAccount,
}

// mostRadios is how many options are shown at once; more become a list to choose from.
const mostRadios = 7

// fieldOf is a field with its value, as it is kept or as it was written.
func fieldOf(t form.Type, name, label string, options []form.Option, value any) page.Field {
	d := page.Field{Kind: kinds[t], Name: name, Label: label}
	if d.Kind == "" {
		d.Kind = page.Text
	}
	for _, o := range options {
		d.Options = append(d.Options, page.Option{Value: o.Value, Label: o.Label})
	}
	if d.Kind == page.OneOf && len(options) > mostRadios {
		d.Kind = page.Select
	}
	switch x := value.(type) {
	case nil:
	case bool:
		d.Value = map[bool]string{true: "yes", false: "no"}[x]
	case []string:
		d.Values = x
	case []any:
		for _, one := range x {
			d.Values = append(d.Values, fmt.Sprint(one))
		}
	default:
		d.Value = fmt.Sprint(x)
	}
	if d.Kind == page.DateField {
		d.Year, d.Month, d.Day = dateParts(d.Value)
	}
	return d
}

// dateParts cuts 2026-03-01 into its parts; what is no date stands in the first.
func dateParts(s string) (year, month, day string) {
	parts := strings.SplitN(s, "-", 3)
	for len(parts) < 3 {
		parts = append(parts, "")
	}
	return parts[0], strings.TrimLeft(parts[1], "0"), strings.TrimLeft(parts[2], "0")
}

// dateOf joins the three parts of a date: 2026-03-01 when they are numbers, else as they were written, so that the
// check says what is wrong; "" when all are empty.
func dateOf(posted url.Values, name string) string {
	y, m, d := trimmed(posted, name+".year"), trimmed(posted, name+".month"), trimmed(posted, name+".day")
	if y+m+d == "" {
		return ""
	}
	return y + "-" + twoDigits(m) + "-" + twoDigits(d)
}

func trimmed(posted url.Values, name string) string { return strings.TrimSpace(posted.Get(name)) }

func twoDigits(s string) string {
	if n, err := strconv.Atoi(s); err == nil && n >= 0 && n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return s
}

// writtenValue reads what was posted for a field of a type.
func writtenValue(t form.Type, name string, posted url.Values) any {
	switch t {
	case form.Choices:
		return posted[name]
	case form.Date:
		return dateOf(posted, name)
	}
	return posted.Get(name)
}
