package main

import (
	"encoding/json"
	"io"
	"os"

	"lianban/internal/domain/form"
)

// schemaCheckCmd checks values against JSON Schemas as the product does, for testers outside (docs/seams.md).
type schemaCheckCmd struct {
	NDJSON bool `name:"ndjson" required:"" help:"Read lines {\"schema\":…,\"instance\":…}, answer lines {\"valid\":…,\"errors\":[…]}."`
}

// Run answers standard input until it ends.
func (schemaCheckCmd) Run() error { return checkSchemas(os.Stdin, os.Stdout) }

// schemaAnswer says whether a value fits its schema, and where it does not.
type schemaAnswer struct {
	Valid  bool           `json:"valid"`
	Errors []form.Mistake `json:"errors"`
}

func checkSchemas(in io.Reader, out io.Writer) error {
	return answerLines(in, out, func(members map[string]json.RawMessage) (any, error) {
		schema, err := member(members, "schema")
		if err != nil {
			return nil, err
		}
		instance, err := member(members, "instance")
		if err != nil {
			return nil, err
		}
		mistakes, err := form.CheckSchema(schema, instance)
		if err != nil {
			return nil, err
		}
		return schemaAnswer{Valid: len(mistakes) == 0, Errors: mistakes}, nil
	})
}
