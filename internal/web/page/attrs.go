package page

import "github.com/a-h/templ"

// attrs are the attributes that a control has only sometimes.
func attrs(d Field) templ.Attributes {
	a := templ.Attributes{}
	if ids := d.describedBy(); ids != "" {
		a["aria-describedby"] = ids
	}
	if d.Error != "" {
		a["aria-invalid"] = "true"
	}
	if mode := d.inputMode(); mode != "" {
		a["inputmode"] = mode
	}
	if auto := d.autocomplete(); auto != "" {
		a["autocomplete"] = auto
	}
	switch d.Kind {
	case Email:
		a["spellcheck"] = "false"
		a["autocapitalize"] = "none"
	case IDNumber, USCC, BankAccount:
		a["spellcheck"] = "false"
		a["autocapitalize"] = "characters"
	}
	return a
}
