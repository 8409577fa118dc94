package pack

import (
	"bytes"
	"encoding/json"
	"strconv"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"lianban/internal/domain/form"
	"lianban/internal/domain/scenario"
)

var goodValues = map[form.Type]any{
	form.Text: "海风小馆", form.Address: "芝罘区望海路88号", form.Place: "北纬37度", form.Date: "2026/5/1", form.YesNo: "yes",
	form.IDNumber: "11010519491231002x", form.USCC: "91350100M000100Y43", form.Phone: "138 0013 8000",
	form.BankAccount: "6222 0216 0600 1234 567", form.Area: "zhifu",
}

// What Validate lets through is valid by the schema of the form, and what lacks a required field is neither.
func TestFormSchemaSaysWhatValidateSays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(cities()).Draw(t, "city")
		slug, area, s := drawSituation(t, c.cat)
		p, err := c.cat.Compile(slug, area, s)
		if err != nil {
			t.Fatal(err)
		}
		schema := compiled(t, p)
		values := map[string]any{"hidden": "x"}
		for _, x := range p.Specs() {
			values[x.Key] = goodValues[x.Type]
			switch {
			case x.Type == form.Number:
				values[x.Key] = "３００"
				if most, err := strconv.Atoi(x.Limits.Most); err == nil && most < 300 {
					values[x.Key] = "１２"
				}
			case len(x.Options) > 0:
				values[x.Key] = x.Options[0].Value
			}
		}
		clean, err := p.Validate(values)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if err := schema.Validate(readJSON(t, clean)); err != nil {
			t.Errorf("%v", err)
		}
		if len(p.Specs()) == 0 {
			return
		}
		missing := rapid.SampledFrom(p.Specs()).Draw(t, "missing").Key
		delete(clean, missing)
		if schema.Validate(readJSON(t, clean)) == nil {
			t.Errorf("a form without %s is valid by the schema", missing)
		}
		if _, err := p.Validate(clean); err == nil {
			t.Errorf("a form without %s passes", missing)
		}
	})
}

func compiled(t *rapid.T, p *scenario.Plan) *jsonschema.Schema {
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("form.json", readJSON(t, p.FormSchema())); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("form.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// readJSON turns a value into what a JSON reader gives.
func readJSON(t *rapid.T, v any) any {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return out
}
