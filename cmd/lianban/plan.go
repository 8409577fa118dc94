package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
)

// situation is what somebody says about themselves on the command line.
type situation struct {
	Scenario  string   `arg:"" help:"Slug of the scenario, for example restaurant."`
	Area      string   `help:"Slug of the area whose offices decide." default:"zhifu"`
	Applicant string   `help:"Who files (default: the first that the scenario names)."`
	Answers   string   `help:"Answers as name=value,name=value, or @file.json."`
	Known     string   `help:"What registers answer: all or none." default:"all"`
	Later     []string `help:"Materials that follow later."`
	Promise   []string `help:"Materials replaced by a promise."`
	Without   []string `help:"Optional items left out."`
	Packs     string   `help:"Folder of the packs (default: the sample city)." type:"existingdir"`
}

// PlanCmd compiles one plan: what somebody must do for a scenario.
type PlanCmd struct {
	situation
	JSON bool `help:"Print the plan as JSON."`
}

// Run prints the plan on one page, or as JSON.
func (c *PlanCmd) Run() error { return c.run(os.Stdout) }

func (c *PlanCmd) run(out io.Writer) error {
	p, err := c.compile()
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(out, p)
	}
	printPlan(out, p)
	return nil
}

// compile reads the packs and answers the plan of the situation; a mistyped answer is refused.
func (c *situation) compile() (*scenario.Plan, error) {
	cat, err := catalogue(c.Packs)
	if err != nil {
		return nil, err
	}
	s := scenario.Situation{Applicant: c.Applicant, Chooses: scenario.Chooses{Commitment: c.Promise, Later: c.Later, Without: c.Without}}
	switch c.Known {
	case "all":
		s.Known.All = true
	case "none":
	default:
		return nil, errors.New(lang.Chinese().Say("plan.print.bad_known", "text", c.Known))
	}
	if s.Answers, err = answers(c.Answers); err != nil {
		return nil, err
	}
	p, err := cat.Compile(c.Scenario, c.Area, s)
	if err != nil {
		return nil, err
	}
	return p, unknownAnswers(p)
}

// answers reads name=value pairs, or a JSON object from a file. A value a+b+c is a list.
func answers(text string) (map[string]any, error) {
	out := map[string]any{}
	if file, ok := strings.CutPrefix(text, "@"); ok {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		d := json.NewDecoder(f)
		d.UseNumber()
		if err := d.Decode(&out); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		return out, nil
	}
	for _, pair := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' }) {
		name, value, ok := strings.Cut(pair, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return nil, errors.New(lang.Chinese().Say("plan.print.bad_answer", "text", pair))
		}
		out[name] = strings.TrimSpace(value)
		if strings.Contains(value, "+") {
			var list []any
			for _, v := range strings.Split(value, "+") {
				list = append(list, v)
			}
			out[name] = list
		}
	}
	return out, nil
}

// unknownAnswers refuses answers to questions that the scenario does not have: a typing mistake would
// otherwise give a plan for somebody else.
func unknownAnswers(p *scenario.Plan) error {
	t := lang.Chinese()
	var all []string
	for _, q := range p.Questions {
		all = append(all, q.Key)
	}
	for _, w := range p.Warnings {
		if w.Key != "plan.warn.unknown_answer" {
			continue
		}
		text := t.Say("plan.print.unknown_answer", "name", w.Params["name"])
		if near := rule.Nearest(w.Params["name"], all); near != "" {
			text += t.Say("plan.print.did_you_mean", "name", near)
		}
		return errors.New(text)
	}
	return nil
}
