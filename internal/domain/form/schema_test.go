package form

import (
	"strings"
	"testing"
)

func TestCheckSchemaSaysWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		schema, value string
		wrong         string // instance location and keyword location of each mistake
	}{
		{`true`, `null`, ``},
		{`false`, `1`, ` `},
		{`{}`, `{"a":[1,2]}`, ``},
		{`{"type":"integer"}`, `1.0`, ``}, // JSON Schema: a number without a fraction is an integer
		{`{"type":"integer"}`, `1.5`, ` /type`},
		{`{"type":"object","properties":{"a":{"type":"string","minLength":2}},"required":["a"]}`, `{"a":"中国"}`, ``},
		{`{"type":"object","properties":{"a":{"type":"string","minLength":3}},"required":["a"]}`, `{"a":"中国"}`, `/a /properties/a/minLength`},
		{`{"required":["a"]}`, `{}`, ` /required`},
		{`{"additionalProperties":false}`, `{"x/y~":1}`, ` /additionalProperties`},
		{`{"items":{"type":"number"}}`, `[1,"x",2,"y"]`, `/1 /items/type;/3 /items/type`},
		{`{"prefixItems":[{"const":1}],"items":false}`, `[1]`, ``},
		{`{"oneOf":[{"type":"string"},{"minimum":3}]}`, `"x"`, ` /oneOf`},
		{`{"$defs":{"n":{"type":"integer"}},"$ref":"#/$defs/n"}`, `"x"`, ` /$ref/type`},
		{`{"$id":"https://example.org/a","$defs":{"b":{"$id":"b","type":"null"}},"$ref":"b"}`, `null`, ``},
		{`{"$dynamicRef":"#n","$defs":{"n":{"$dynamicAnchor":"n","type":"integer"}}}`, `1`, ``},
		{`{"unevaluatedProperties":false,"properties":{"a":true}}`, `{"b":1}`, `/b /unevaluatedProperties`},
		{`{"multipleOf":0.01}`, `19.99`, ``}, // decimal, never binary
		{`{"maximum":9007199254740993}`, `9007199254740994`, ` /maximum`},
		{`{"format":"date"}`, `"2026-02-29"`, ` /format`},
		{`{"format":"date"}`, `20260229`, ``},
		{`{"format":"email"}`, `"nobody"`, ` /format`},
		{`{"format":"something-else"}`, `"x"`, ``},
		{`{"format":"cnid"}`, `"110101199003074477"`, ``},
		{`{"format":"cnid"}`, `"110101199003074478"`, ` /format`},
		{`{"format":"uscc"}`, `"91350100M000100Y43"`, ``},
		{`{"format":"uscc"}`, `"91350100M000100Y44"`, ` /format`},
		{`{"format":"cn-phone"}`, `"13800138000"`, ``},
		{`{"format":"cn-phone"}`, `"23800138000000"`, ` /format`},
		{`{"format":"cn-bankaccount"}`, `"622202"`, ` /format`},
		{`{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"a":{"type":"null"}},"$ref":"#/definitions/a"}`, `null`, ``},
	} {
		got, err := CheckSchema([]byte(c.schema), []byte(c.value))
		if err != nil {
			t.Errorf("%s: %v", c.schema, err)
			continue
		}
		var places []string
		for _, m := range got {
			places = append(places, m.InstanceLocation+" "+m.KeywordLocation)
			if m.Error == "" {
				t.Errorf("%s: no words", c.schema)
			}
		}
		if strings.Join(places, ";") != c.wrong {
			t.Errorf("%s with %s: %q, want %q", c.schema, c.value, places, c.wrong)
		}
	}
}

func TestCheckSchemaRefusesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	for schema, value := range map[string]string{
		`{"type":"nonsense"}`: `1`, `{"minLength":-1}`: `""`, `{"pattern":"("}`: `""`, `3`: `1`, `{`: `1`, `{} {}`: `1`,
		`{"$ref":"#/$defs/none"}`: `1`, `{"$ref":"https://example.org/schema.json"}`: `1`, `{"$ref":"other.json"}`: `1`,
		`{"$ref":"file:///etc/passwd"}`: `1`, `{"$schema":"https://example.org/draft"}`: `1`, `true`: `{`, `{"type":"null"}`: `nul`,
		`{"$ref":"#"}`: `1`,
	} {
		if got, err := CheckSchema([]byte(schema), []byte(value)); err == nil {
			t.Errorf("%s with %s: %v", schema, value, got)
		}
	}
}
