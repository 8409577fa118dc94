package main

import (
	"io"
	"os"

	"lianban/internal/api"
)

// exportCmd writes what other programs test or read, without a database (docs/seams.md).
type exportCmd struct {
	Plan    exportPlanCmd    `cmd:"" help:"The compiled plan of one situation as JSON."`
	Schema  exportSchemaCmd  `cmd:"" help:"The JSON Schema (2020-12) of that plan's form."`
	Openapi exportOpenapiCmd `cmd:"" name:"openapi" help:"The OpenAPI 3.1 description of /api/v1."`
}

type exportPlanCmd struct{ situation }

// Run prints the plan.
func (c *exportPlanCmd) Run() error { return c.run(os.Stdout) }

func (c *exportPlanCmd) run(out io.Writer) error {
	p, err := c.compile()
	if err != nil {
		return err
	}
	return writeJSON(out, p)
}

type exportSchemaCmd struct{ situation }

// Run prints the schema of the form.
func (c *exportSchemaCmd) Run() error { return c.run(os.Stdout) }

func (c *exportSchemaCmd) run(out io.Writer) error {
	p, err := c.compile()
	if err != nil {
		return err
	}
	return writeJSON(out, p.FormSchema())
}

type exportOpenapiCmd struct {
	JSON bool `help:"As JSON instead of YAML."`
}

// Run prints the description.
func (c *exportOpenapiCmd) Run() error { return c.run(os.Stdout) }

func (c *exportOpenapiCmd) run(out io.Writer) error {
	write := api.YAML
	if c.JSON {
		write = api.JSON
	}
	b, err := write()
	if err != nil {
		return err
	}
	_, err = out.Write(b)
	return err
}
