package officer

import (
	"strconv"

	"github.com/a-h/templ"
)

// described ties a control to its hint and its error message.
func described(in Input) templ.Attributes {
	by := ""
	if in.Hint != "" {
		by = in.Name + "-hint"
	}
	if in.Error != "" {
		if by != "" {
			by += " "
		}
		by += in.Name + "-error"
	}
	if by == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": by}
}

// optionID is the id of the i-th radio of a group; the first bears the group's name, so that the error
// summary leads to it.
func optionID(name string, i int) string {
	if i == 0 {
		return name
	}
	return name + "-" + strconv.Itoa(i+1)
}

// errorOf finds the message of one field.
func errorOf(list []FormError, name string) string {
	for _, e := range list {
		if e.Name == name {
			return e.Text
		}
	}
	return ""
}
