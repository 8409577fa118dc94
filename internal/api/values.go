package api

import (
	"bytes"
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/base/lang"
)

// Values are answers or form values by key. Numbers stay as they were written, so that money and areas are
// never rounded.
type Values map[string]any

// UnmarshalJSON reads an object and leaves numbers as they are.
func (v *Values) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return err
	}
	*v = m
	return nil
}

// Schema says: an object with any members; what each may be is told by the plan.
func (Values) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeObject, AdditionalProperties: true,
		Description: "By key. Text, number, true or false, or a list of option values; dates are 2026-09-29.",
	}
}

// Key is the idempotency key of an act.
type Key struct {
	Key string `header:"Idempotency-Key" maxLength:"200" doc:"Fresh for every act: a repeat with the same key changes nothing and answers the case as it is now"`
}

// once keeps the keys of scripts apart from the tokens of pages. With another act or other words a key is a conflict.
func (k Key) once() string {
	if k.Key == "" {
		return ""
	}
	return "api/" + k.Key
}

// word answers the word for one value of a closed list; nothing where it has none.
func word(list, value string) string {
	if t := lang.Chinese(); t.Has(list + value) {
		return t.Say(list + value)
	}
	return ""
}
