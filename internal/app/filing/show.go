package filing

import (
	"encoding/json"
	"fmt"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/form"
	"lianban/internal/domain/scenario"
)

// ShowValue writes a value as people read it: options by their words, numbers with their unit, dates and
// yes or no in words.
func ShowValue(x scenario.Field, v any) string {
	switch x.Type {
	case form.YesNo:
		if b, ok := v.(bool); ok {
			if b {
				return lang.Chinese().Say("filing.yes")
			}
			return lang.Chinese().Say("filing.no")
		}
	case form.Choice:
		return optionLabel(x.Options, fmt.Sprint(v))
	case form.Choices:
		var out []string
		for _, one := range list(v) {
			out = append(out, optionLabel(x.Options, one))
		}
		return strings.Join(out, lang.Chinese().Say("filing.list_comma"))
	case form.Date:
		if d, err := calendar.ParseDay(fmt.Sprint(v)); err == nil {
			t := d.Time()
			return lang.Chinese().Say("filing.date", "y", t.Year(), "m", int(t.Month()), "d", t.Day())
		}
	case form.Number:
		return strings.TrimSpace(fmt.Sprint(v) + " " + x.UnitName)
	}
	return fmt.Sprint(v)
}

func optionLabel(options []form.Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

func list(v any) []string {
	switch x := v.(type) {
	case []string:
		return x
	case []any:
		out := make([]string, len(x))
		for i, e := range x {
			out[i] = fmt.Sprint(e)
		}
		return out
	}
	return nil
}

// readWork reads a draft's data; numbers stay as they were written.
func readWork(data []byte, into *Work) error {
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	return d.Decode(into)
}
