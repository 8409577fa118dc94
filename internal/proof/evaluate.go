package proof

import (
	"errors"
	"fmt"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/interpreter"
)

// evaluator runs conditions. CEL itself lets a decided side absorb what is not known on the other.
type evaluator struct {
	env      *cel.Env
	programs map[string]program
}

type program struct {
	run  cel.Program
	tree ast.Expr
	err  error
}

func newEvaluator() *evaluator {
	env, err := cel.NewEnv(cel.CrossTypeNumericComparisons(true))
	if err != nil {
		panic(err) // the standard environment needs nothing
	}
	return &evaluator{env: env, programs: map[string]program{}}
}

func (e *evaluator) program(condition string) program {
	if p, ok := e.programs[condition]; ok {
		return p
	}
	var p program
	parsed, issues := e.env.Parse(condition)
	if p.err = issues.Err(); p.err == nil {
		p.tree = parsed.NativeRep().Expr()
		p.run, p.err = e.env.Program(parsed)
	}
	e.programs[condition] = p
	return p
}

// errOpen says that a condition cannot be decided yet.
var errOpen = errors.New("a fact is missing")

// value evaluates an expression over facts.
func (e *evaluator) value(expression string, facts func(name string) (any, bool)) (any, error) {
	p := e.program(expression)
	if p.err != nil {
		return nil, fmt.Errorf("condition %q: %w", expression, p.err)
	}
	v, _, err := p.run.Eval(lookup(facts))
	if err != nil {
		return nil, errOpen
	}
	return v.Value(), nil
}

// lookup lets CEL ask for facts by name.
type lookup func(name string) (any, bool)

// ResolveName implements interpreter.Activation.
func (l lookup) ResolveName(name string) (any, bool) { return l(name) }

// Parent implements interpreter.Activation.
func (l lookup) Parent() interpreter.Activation { return nil }

// cuts gathers with which numbers a condition compares a field; constant answers the number of a parameter.
func (e *evaluator) cuts(condition, field string, constant func(name string) []float64) []float64 {
	p := e.program(condition)
	if p.err != nil {
		return nil
	}
	var out []float64
	ast.PreOrderVisit(p.tree, ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() != ast.CallKind || len(x.AsCall().Args()) != 2 || !comparison[x.AsCall().FunctionName()] {
			return
		}
		l, r := x.AsCall().Args()[0], x.AsCall().Args()[1]
		if named(l) == field {
			out = append(out, numbers(r, constant)...)
		}
		if named(r) == field {
			out = append(out, numbers(l, constant)...)
		}
	}))
	return out
}

var comparison = map[string]bool{
	operators.Equals: true, operators.NotEquals: true, operators.Less: true, operators.LessEquals: true,
	operators.Greater: true, operators.GreaterEquals: true,
}

// named is the name of a fact, also of one of an instance (v.vehicle_weight).
func named(x ast.Expr) string {
	switch x.Kind() {
	case ast.IdentKind:
		return x.AsIdent()
	case ast.SelectKind:
		return x.AsSelect().FieldName()
	}
	return ""
}

func numbers(x ast.Expr, constant func(string) []float64) []float64 {
	if x.Kind() == ast.IdentKind {
		return constant(x.AsIdent())
	}
	if x.Kind() != ast.LiteralKind {
		return nil
	}
	switch n := x.AsLiteral().(type) {
	case types.Int:
		return []float64{float64(n)}
	case types.Double:
		return []float64{float64(n)}
	}
	return nil
}
