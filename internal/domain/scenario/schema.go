package scenario

import (
	"encoding/json"

	"lianban/internal/domain/form"
)

// FormSchema answers the JSON Schema (2020-12) of the values of the form, as they are kept: what Validate
// answers is valid by it. It holds the fields that are asked or shown to be confirmed, without those that
// the guide has answered.
func (p *Plan) FormSchema() map[string]any {
	properties := map[string]any{}
	required := []string{}
	for _, s := range p.Specs() {
		properties[s.Key] = propertyOf(s)
		if s.Required {
			required = append(required, s.Key)
		}
	}
	return map[string]any{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"title":                p.Scenario.Name,
		"type":                 "object",
		"properties":           properties,
		"required":             required,
		"additionalProperties": false,
	}
}

// schemaFormats are patterns that every reader understands, beside formats of our own with check digits.
var schemaFormats = map[form.Type]map[string]any{
	form.Date:        {"format": "date"},
	form.IDNumber:    {"pattern": `^\d{17}[\dX]$`, "format": form.FormatIDNumber},
	form.USCC:        {"pattern": `^[0-9A-HJ-NPQRTUWXY]{18}$`, "format": form.FormatUSCC},
	form.Phone:       {"pattern": `^\d{7,12}$`, "format": form.FormatPhone},
	form.BankAccount: {"pattern": `^\d{12,30}$`, "format": form.FormatBankAccount},
}

func propertyOf(s form.Spec) map[string]any {
	x := map[string]any{"title": s.Label}
	switch s.Type {
	case form.YesNo:
		x["type"] = "boolean"
		if s.MustBeYes {
			x["const"] = true
		}
	case form.Number:
		x["type"] = "number"
		if s.Limits.Least != "" {
			x["minimum"] = json.Number(s.Limits.Least)
		}
		if s.Limits.Most != "" {
			x["maximum"] = json.Number(s.Limits.Most)
		}
	case form.Choice:
		x["type"], x["enum"] = "string", optionValues(s)
	case form.Choices:
		x["type"], x["uniqueItems"], x["minItems"] = "array", true, 1
		x["items"] = map[string]any{"type": "string", "enum": optionValues(s)}
	default:
		x["type"], x["minLength"] = "string", 1
		if s.Limits.Longest > 0 {
			x["maxLength"] = s.Limits.Longest
		}
		if s.Limits.Format != "" {
			x["pattern"] = "^(?:" + s.Limits.Format + ")$"
		}
		for k, v := range schemaFormats[s.Type] {
			x[k] = v
		}
	}
	return x
}

func optionValues(s form.Spec) []string {
	out := []string{}
	for _, o := range s.Options {
		out = append(out, o.Value)
	}
	return out
}
