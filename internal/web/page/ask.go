package page

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/form"
	"lianban/internal/domain/scenario"
)

// askedAs says how a type of the packs is asked.
var askedAs = map[form.Type]Kind{
	form.Text: Text, form.Number: Number, form.Date: DateField, form.YesNo: YesNo, form.Choice: OneOf,
	form.Choices: SomeOf, form.IDNumber: IDNumber, form.USCC: USCC, form.Phone: Phone, form.Address: Address,
	form.Area: Area, form.Place: Place, form.BankAccount: BankAccount,
}

// mostRadios is how many options are shown at once; more become a list to choose from.
const mostRadios = 7

// FieldOf is a field with its value, as it is kept or as it was written.
func FieldOf(t form.Type, name, label string, options []form.Option, value any) Field {
	d := Field{Kind: askedAs[t], Name: name, Label: label}
	if d.Kind == "" {
		d.Kind = Text
	}
	for _, o := range options {
		d.Options = append(d.Options, Option{Value: o.Value, Label: o.Label})
	}
	if d.Kind == OneOf && len(options) > mostRadios {
		d.Kind = Select
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
	if d.Kind == DateField {
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

// DateOf joins the three parts of a date: 2026-03-01 when they are numbers, else as they were written, so that the
// check says what is wrong; "" when all are empty.
func DateOf(posted url.Values, name string) string {
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

// WrittenValue reads what was posted for a field of a type.
func WrittenValue(t form.Type, name string, posted url.Values) any {
	switch t {
	case form.Choices:
		return posted[name]
	case form.Date:
		return DateOf(posted, name)
	}
	return posted.Get(name)
}

// QuestionField is one question of a guide; written is what somebody wrote, which stays when it cannot be used.
func QuestionField(q scenario.Question, written any) Field {
	value := q.Answer
	if value == nil {
		value = written
	}
	d := FieldOf(q.Type, q.Key, q.Label, q.Options, value)
	d.Why, d.Help, d.Unit, d.Longest = q.Why, q.Help, q.UnitName, q.Limits.Longest
	if strings.Contains(d.Label, d.Unit) {
		d.Unit = ""
	}
	d.Pills = d.Kind == OneOf || d.Kind == SomeOf || d.Kind == YesNo
	if q.Type == form.Choices {
		d.Name += "[]"
	}
	return d
}

// MenuField is a menu of a guide: the items that the applicant picks from.
func MenuField(m scenario.Menu) Field {
	d := Field{Kind: SomeOf, Name: m.Slug + "[]", Label: m.Label, Values: m.Picked, Optional: m.Min == 0}
	for _, o := range m.Options {
		d.Options = append(d.Options, Option{Value: o.Slug, Label: o.Name})
	}
	return d
}

// SectionField is one field of a form.
func SectionField(x scenario.Field, value any) Field {
	label := x.Ask
	if label == "" {
		label = x.Label
	}
	d := FieldOf(x.Type, x.Key, label, x.Options, value)
	d.Why, d.Help, d.Unit, d.Longest, d.Optional = x.Why, x.Help, x.UnitName, x.Limits.Longest, !x.Required
	if strings.Contains(d.Label, d.Unit) {
		d.Unit = ""
	}
	if x.Help == "" && x.Example != "" {
		d.Help = lang.Chinese().Say("page.form.example", "example", x.Example)
	}
	if x.Type == form.YesNo && x.Act != "" {
		d.Kind, d.Label = Promise, x.Label
		if x.Ask != "" {
			d.Label = x.Ask
		}
	}
	if x.Type == form.Text && x.Limits.Longest > 100 {
		d.Kind = LongText
	}
	return d
}

// AnswersOf reads the answers of a guide as they were written; an empty one is no answer. own are the names of the form
// that are not answers.
func AnswersOf(posted url.Values, own []string) map[string]any {
	out := map[string]any{}
	for name, values := range posted {
		if slices.Contains(own, name) {
			continue
		}
		key, part, dated := strings.Cut(name, ".")
		switch {
		case dated && part == "year":
			if d := DateOf(posted, key); d != "" {
				out[key] = d
			}
		case dated:
		case strings.HasSuffix(name, "[]"):
			out[strings.TrimSuffix(name, "[]")] = slices.Clone(values)
		case values[0] != "":
			out[name] = values[0]
		}
	}
	return out
}

// FileSize writes the size of a file as phones and packs do, in thousands: 640KB, 1.8MB.
func FileSize(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%dKB", max(1, n/1000))
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/1e6), ".0") + "MB"
}
