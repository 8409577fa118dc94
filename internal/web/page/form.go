package page

import "strings"

// Kind is how a field is asked. The names are those of the packs' field types, and a few of our own.
type Kind string

// The kinds of field.
const (
	Text        Kind = "text"
	Number      Kind = "number" // with a unit
	DateField   Kind = "date"   // year, month, day
	YesNo       Kind = "yes_no"
	OneOf       Kind = "choice"
	SomeOf      Kind = "choices"
	IDNumber    Kind = "id_number"
	USCC        Kind = "uscc" // 统一社会信用代码
	Phone       Kind = "phone"
	Address     Kind = "address"
	Area        Kind = "area"
	Place       Kind = "place"
	BankAccount Kind = "bank_account"
	LongText    Kind = "long_text"
	Select      Kind = "select"
	File        Kind = "file"
	Promise     Kind = "promise"    // one box to tick: a declaration or commitment
	Secret      Kind = "secret"     // password
	NewSecret   Kind = "new_secret" // password that is set
	Email       Kind = "email"
	Once        Kind = "once" // one-time code
)

// Field is one question of a form, ready to be shown: words in Chinese, values as they were typed.
type Field struct {
	Kind     Kind
	Name     string // form name
	Label    string
	Why      string // why it is asked
	Help     string // how to find or write the answer
	Unit     string // behind a number
	Value    string // text kinds; the chosen value of OneOf, YesNo, Select; "yes" for a ticked Promise
	Values   []string
	Year     string // DateField only
	Month    string
	Day      string
	Options  []Option
	Error    string // reason and how to mend it; empty: none
	Source   string // where a confirmed value came from
	Link     *Link  // for a Promise: its full text
	Longest  int    // characters; 0: no limit shown
	Optional bool
	Pills    bool // options as pills instead of a list: situational questions
	Heading  bool // the label is the heading of the page (one question on a page)
	Accept   string
	Capture  bool // the phone offers its camera
}

// Option is one answer to choose.
type Option struct {
	Value  string
	Label  string
	Hint   string
	Reveal []Field // asked when this option is chosen; without JavaScript always shown, and the server ignores the unused
}

// Problem is one error of a submitted form: its field and what to do.
type Problem struct {
	Field string // name of the field
	Part  string // part of a date that is wrong: year, month, day
	Text  string
}

// ID is the id of the field's first control, the target of links of the error summary.
func (d Field) ID() string { return FieldID(d.Name) }

// FieldID is the id of the first control of the field with this name.
func FieldID(name string) string {
	return "f-" + strings.NewReplacer(".", "-", "[", "-", "]", "").Replace(name)
}

func (p Problem) href() string { return "#" + FieldID(p.Field) }

// describedBy is the list of ids that explain the control.
func (d Field) describedBy() string {
	var ids []string
	if d.Why != "" || d.Help != "" {
		ids = append(ids, d.ID()+"-hint")
	}
	if d.Error != "" {
		ids = append(ids, d.ID()+"-error")
	}
	return strings.Join(ids, " ")
}

func (d Field) chosen(value string) bool {
	if d.Kind != SomeOf {
		return d.Value == value
	}
	for _, v := range d.Values {
		if v == value {
			return true
		}
	}
	return false
}

func (d Field) optionID(i int) string {
	if i == 0 {
		return d.ID()
	}
	return d.ID() + "-" + itoa(i+1)
}

// inputType is the type of a one-line control; numbers are text with a keyboard of digits, so that nothing is rounded.
func (d Field) inputType() string {
	switch d.Kind {
	case Secret, NewSecret:
		return "password"
	case Phone:
		return "tel"
	case Email:
		return "email"
	}
	return "text"
}

// inputMode is the keyboard that a phone shows.
func (d Field) inputMode() string {
	switch d.Kind {
	case Number:
		return "decimal"
	case Phone:
		return "tel"
	case BankAccount, Once:
		return "numeric"
	}
	return ""
}

// autocomplete is the browser's name for what is asked, where it has one (WCAG 1.3.5).
func (d Field) autocomplete() string {
	switch d.Kind {
	case Phone:
		return "tel"
	case Email:
		return "email"
	case Address:
		return "street-address"
	case Once:
		return "one-time-code"
	case Secret:
		return "current-password"
	case NewSecret:
		return "new-password"
	}
	return ""
}

// inputClass bounds the width of a control by the length of what is written into it.
func (d Field) inputClass() string {
	class := "govuk-input"
	switch d.Kind {
	case Number:
		class += " govuk-input--width-10"
	case Phone, Once:
		class += " govuk-input--width-20"
	case IDNumber, USCC, BankAccount:
		class += " govuk-input--width-30"
	default:
		if d.Longest > 0 && d.Longest <= 10 {
			class += " govuk-input--width-20"
		}
	}
	if d.Error != "" {
		class += " govuk-input--error"
	}
	return class
}

func (d Field) groupClass() string {
	if d.Error != "" {
		return "govuk-form-group govuk-form-group--error"
	}
	return "govuk-form-group"
}

func (d Field) legendClass(part string) string {
	if d.Heading {
		return "govuk-" + part + " govuk-" + part + "--l"
	}
	return "govuk-" + part + " govuk-" + part + "--s"
}

// optionsOf answers the options, which for a yes-or-no question are always the same two.
func optionsOf(f *Frame, d Field) []Option {
	if d.Kind != YesNo || len(d.Options) > 0 {
		return d.Options
	}
	return []Option{{Value: "yes", Label: f.T("page.form.yes")}, {Value: "no", Label: f.T("page.form.no")}}
}

// label is the label with its unit.
func (d Field) label(f *Frame) string {
	if d.Unit == "" {
		return d.Label
	}
	return d.Label + f.T("page.form.unit", "unit", d.Unit)
}
