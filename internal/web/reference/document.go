package reference

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// document is what this room reads of an OpenAPI 3.1 description.
type document struct {
	Info struct {
		Title, Version, Description string
	}
	Tags []struct {
		Name, Description string
	}
	Paths      map[string]map[string]operation
	Components struct {
		Schemas   map[string]schema
		Responses map[string]response
		Headers   map[string]parameter
	}
}

type operation struct {
	OperationID string `json:"operationId"`
	Summary     string
	Description string
	Tags        []string
	Parameters  []parameter
	RequestBody *struct {
		Content map[string]media
	} `json:"requestBody"`
	Responses map[string]response
	Security  []map[string][]string
}

type parameter struct {
	Ref         string `json:"$ref"`
	Name, In    string
	Description string
	Required    bool
	Schema      schema
}

type media struct{ Schema schema }

type response struct {
	Ref         string `json:"$ref"`
	Description string
	Content     map[string]media
	Headers     map[string]parameter
}

// schema is a JSON Schema as far as the description uses it.
type schema struct {
	Ref         string `json:"$ref"`
	Type        kinds
	Format      string
	Description string
	Enum        []any
	Items       *schema
	Properties  map[string]schema
	Required    []string
	Minimum     *json.Number
	Maximum     *json.Number
	MaxLength   *int            `json:"maxLength"`
	Default     json.RawMessage `json:"default"`
	Additional  json.RawMessage `json:"additionalProperties"`
	Codes       []code          `json:"x-codes"`
}

type code struct {
	Code, Kind, Says string
	Status           int
}

// kinds is the type of a schema: one word, or several of which "null" may be one.
type kinds []string

// UnmarshalJSON reads a word or a list of words.
func (k *kinds) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*k = kinds{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(k))
}

func (k kinds) is(word string) bool { return slices.Contains(k, word) }

// name is the last part of a reference.
func name(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }

// typeOf says what a value is, in words of JSON, with the address of its schema where it has one.
func (d *document) typeOf(s schema) Type {
	switch {
	case s.Ref != "":
		return Type{Text: name(s.Ref), Href: typeHref(name(s.Ref))}
	case s.Type.is("array") && s.Items != nil:
		t := d.typeOf(*s.Items)
		t.Many = true
		return t
	case s.Type.is("object"):
		var of schema
		if json.Unmarshal(s.Additional, &of) == nil && (of.Ref != "" || len(of.Type) > 0) {
			t := d.typeOf(of)
			t.Map = true
			return t
		}
		return Type{Text: "object"}
	case s.Format != "" && !s.Type.is("integer") && !s.Type.is("number"):
		return Type{Text: s.Type.first() + " (" + s.Format + ")"}
	}
	return Type{Text: s.Type.first()}
}

func (k kinds) first() string {
	for _, w := range k {
		if w != "null" {
			return w
		}
	}
	return "any"
}

// Bounds that stand on every value that has no closer ones; they are not worth a line each.
const (
	longText   = 262144
	exactWhole = 9007199254740991
)

// limits says how a value is bounded.
func limits(s schema) string {
	var out []string
	if s.MaxLength != nil && *s.MaxLength < longText && s.Format == "" {
		out = append(out, "≤ "+strconv.Itoa(*s.MaxLength))
	}
	if s.Minimum != nil && tighter(*s.Minimum) {
		out = append(out, "≥ "+s.Minimum.String())
	}
	if s.Maximum != nil && tighter(*s.Maximum) {
		out = append(out, "≤ "+s.Maximum.String())
	}
	if len(s.Default) > 0 {
		out = append(out, "= "+string(s.Default))
	}
	return strings.Join(out, ", ")
}

func tighter(n json.Number) bool {
	f, err := n.Float64()
	return err == nil && f > -exactWhole && f < exactWhole
}

// fields lists the members of an object, required ones first.
func (d *document) fields(s schema) []Field {
	var out []Field
	for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
		p := s.Properties[key]
		f := Field{Name: key, Type: d.typeOf(p), Must: slices.Contains(s.Required, key), Say: p.Description, Limits: limits(p)}
		f.Options = options(p)
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b Field) int {
		switch {
		case a.Must == b.Must:
			return 0
		case a.Must:
			return -1
		}
		return 1
	})
	return out
}

func options(s schema) []string {
	if s.Items != nil {
		s = *s.Items
	}
	var out []string
	for _, e := range s.Enum {
		if text, ok := e.(string); ok {
			out = append(out, text)
		}
	}
	return out
}
