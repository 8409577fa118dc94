package rule

import (
	"fmt"
	"sort"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Program is one condition or formula, checked and ready. It is safe for concurrent use.
type Program struct {
	Source string
	Names  []string // the facts that it names, sorted
	ast    *cel.Ast
	prog   cel.Program
}

// Problem says what is wrong with a condition.
type Problem struct {
	Column  int    // from 1, in characters of the condition
	Code    string // C301 type or name, C302 option, C304 unit
	Message string // of CEL, in English; or the text that is no option
	Near    string // C301: the name that was meant, if one is near
	Options []string
}

// Compile checks a condition that must yield want, and keeps its program. Problems are complete: all of them
// at once.
func (e *Env) Compile(src string, want Kind) (*Program, []Problem) {
	key := string(rune('0'+int(want))) + src
	e.mu.Lock()
	p := e.programs[key]
	e.mu.Unlock()
	if p != nil {
		return p, nil
	}
	p, problems := e.compile(src, want)
	if len(problems) > 0 {
		return nil, problems
	}
	e.mu.Lock()
	e.programs[key] = p
	e.mu.Unlock()
	return p, nil
}

func (e *Env) compile(src string, want Kind) (*Program, []Problem) {
	parsed, iss := e.cel.Parse(src)
	if iss.Err() != nil {
		return nil, problems(iss)
	}
	checked, iss := e.check(parsed)
	if iss.Err() != nil {
		return nil, e.near(problems(iss))
	}
	if got := checked.OutputType(); !yields(got, want) {
		return nil, []Problem{{Column: 1, Code: "C301", Message: fmt.Sprintf("yields %s, want %s", got, celType(want))}}
	}
	p := &Program{Source: src, ast: checked, Names: names(checked.NativeRep().Expr())}
	if bad := e.inspect(checked.NativeRep()); len(bad) > 0 {
		return nil, bad
	}
	prog, err := e.cel.Program(checked, cel.CostLimit(costLimit), cel.EvalOptions(cel.OptPartialEval))
	if err != nil {
		return nil, []Problem{{Column: 1, Code: "C301", Message: err.Error()}}
	}
	p.prog = prog
	return p, nil
}

func yields(got *cel.Type, want Kind) bool {
	if want == Number {
		return got.IsExactType(cel.DoubleType) || got.IsExactType(cel.IntType)
	}
	return got.IsExactType(celType(want))
}

func problems(iss *cel.Issues) []Problem {
	var out []Problem
	for _, x := range iss.Errors() {
		out = append(out, Problem{Column: x.Location.Column() + 1, Code: "C301", Message: x.Message})
	}
	return out
}

// names collects the identifiers of an expression, without the variables of its comprehensions.
func names(e ast.Expr) []string {
	seen, bound := map[string]bool{}, map[string]bool{}
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		switch x.Kind() {
		case ast.IdentKind:
			seen[x.AsIdent()] = true
		case ast.ComprehensionKind:
			c := x.AsComprehension()
			bound[c.IterVar()], bound[c.AccuVar()] = true, true
			if c.HasIterVar2() {
				bound[c.IterVar2()] = true
			}
		}
	}))
	out := make([]string, 0, len(seen))
	for n := range seen {
		if !bound[n] {
			out = append(out, n)
		}
	}
	sort.Strings(out)
	return out
}

// Truth is the value of a condition as far as it can be known.
type Truth int

// The three truths. Unknown means that a fact is needed that has no value yet.
const (
	False Truth = iota
	True
	Unknown
)

// Facts are the values of names: bool, float64, string, []string, or []map[string]any for repeated topics.
// A name without a value is unknown.
type Facts map[string]any

// Holds evaluates a condition. needed are the facts without which nothing can be said, sorted.
func (p *Program) Holds(facts Facts) (t Truth, needed []string, err error) {
	v, needed, err := p.value(facts)
	if err != nil || len(needed) > 0 {
		return Unknown, needed, err
	}
	if v == types.True {
		return True, nil, nil
	}
	return False, nil, nil
}

// Value evaluates an expression to bool, float64, string or []string.
func (p *Program) Value(facts Facts) (v any, needed []string, err error) {
	r, needed, err := p.value(facts)
	if err != nil || len(needed) > 0 {
		return nil, needed, err
	}
	switch x := r.Value().(type) {
	case int64:
		return float64(x), nil, nil
	default:
		return x, nil, nil
	}
}

func (p *Program) value(facts Facts) (ref.Val, []string, error) {
	var unknown []*cel.AttributePatternType
	for _, n := range p.Names {
		if _, ok := facts[n]; !ok {
			unknown = append(unknown, cel.AttributePattern(n))
		}
	}
	vars, err := cel.PartialVars(map[string]any(facts), unknown...)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", p.Source, err)
	}
	v, _, err := p.prog.Eval(vars)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", p.Source, err)
	}
	if u, ok := v.(*types.Unknown); ok {
		return nil, trails(u), nil
	}
	return v, nil, nil
}

func trails(u *types.Unknown) []string {
	seen := map[string]bool{}
	for _, id := range u.IDs() {
		ts, _ := u.GetAttributeTrails(id)
		for _, t := range ts {
			seen[t.Variable()] = true
		}
	}
	out := make([]string, 0, len(seen))
	for n := range seen {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}
