package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"lianban/internal/domain/rule"
)

// ruleEvalCmd evaluates expressions as the conditions of packs are, for testers outside (docs/seams.md).
type ruleEvalCmd struct {
	NDJSON bool `name:"ndjson" required:"" help:"Read lines {\"expr\":…,\"vars\":{…}}, answer lines {\"value\":…} or {\"error\":…}."`
}

// Run answers standard input until it ends.
func (ruleEvalCmd) Run() error { return evaluateRules(os.Stdin, os.Stdout) }

// ruleAnswer is the value of an expression.
type ruleAnswer struct {
	Value any `json:"value"`
}

func evaluateRules(in io.Reader, out io.Writer) error {
	return answerLines(in, out, func(members map[string]json.RawMessage) (any, error) {
		text, err := member(members, "expr")
		if err != nil {
			return nil, err
		}
		var expr *string
		if err := json.Unmarshal(text, &expr); err != nil || expr == nil {
			return nil, errors.New(`"expr" is no text`)
		}
		vars := map[string]any{}
		if text, ok := members["vars"]; ok {
			if err := json.Unmarshal(text, &vars); err != nil {
				return nil, fmt.Errorf("\"vars\": %w", err)
			}
		}
		v, err := rule.Evaluate(*expr, vars)
		if err != nil {
			return nil, err
		}
		return ruleAnswer{v}, nil
	})
}
