package rule

import (
	"math/big"
	"slices"
	"sort"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

var comparisons = map[string]bool{
	operators.Equals: true, operators.NotEquals: true, operators.Less: true, operators.LessEquals: true,
	operators.Greater: true, operators.GreaterEquals: true, operators.In: true,
}

// inspect finds what the type-checker cannot: texts that are no option, and numbers of different units.
func (e *Env) inspect(a *ast.AST) []Problem {
	var out []Problem
	ast.PreOrderVisit(a.Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() != ast.CallKind || !comparisons[x.AsCall().FunctionName()] || len(x.AsCall().Args()) != 2 {
			return
		}
		l, r := x.AsCall().Args()[0], x.AsCall().Args()[1]
		col := int(a.SourceInfo().GetStartLocation(x.ID()).Column()) + 1
		lf, lok := e.fact(a, l)
		rf, rok := e.fact(a, r)
		if lok && rok && lf.Kind == Number && rf.Kind == Number && lf.Unit != rf.Unit {
			out = append(out, Problem{Column: col, Code: "C304", Message: lf.Unit, Near: rf.Unit})
		}
		if lok {
			out = append(out, wrongOptions(lf, r, col)...)
		}
		if rok {
			out = append(out, wrongOptions(rf, l, col)...)
		}
	}))
	return out
}

// fact answers the declaration behind an identifier or behind the field of an instance.
func (e *Env) fact(a *ast.AST, x ast.Expr) (Fact, bool) {
	switch x.Kind() {
	case ast.IdentKind:
		f, ok := e.declared(x.AsIdent())
		return f, ok
	case ast.SelectKind:
		t := a.GetType(x.AsSelect().Operand().ID())
		if t == nil {
			return Fact{}, false
		}
		f, ok := e.lists[strings.TrimPrefix(t.TypeName(), objectPrefix)][x.AsSelect().FieldName()]
		return f, ok
	}
	return Fact{}, false
}

func wrongOptions(f Fact, x ast.Expr, col int) []Problem {
	if f.Options == nil {
		return nil
	}
	var out []Problem
	for _, s := range textLiterals(x) {
		if !slices.Contains(f.Options, s) {
			out = append(out, Problem{Column: col, Code: "C302", Message: s, Near: f.Name, Options: f.Options})
		}
	}
	return out
}

func textLiterals(x ast.Expr) []string {
	switch x.Kind() {
	case ast.LiteralKind:
		if s, ok := x.AsLiteral().(types.String); ok {
			return []string{string(s)}
		}
	case ast.ListKind:
		var out []string
		for _, el := range x.AsList().Elements() {
			out = append(out, textLiterals(el)...)
		}
		return out
	}
	return nil
}

// Cuts answers the numbers with which the condition compares a fact: constants, and parameters by the given
// function. Between two cuts the condition cannot change. ok is false if the fact is compared with something
// else, so that its cuts are not known.
func (p *Program) Cuts(fact string, param func(name string) ([]*big.Rat, bool)) (cuts []*big.Rat, ok bool) {
	ok = true
	ast.PreOrderVisit(p.ast.NativeRep().Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() != ast.CallKind || len(x.AsCall().Args()) != 2 {
			return
		}
		l, r := x.AsCall().Args()[0], x.AsCall().Args()[1]
		if named(r, fact) {
			l, r = r, l
		}
		if !named(l, fact) {
			return
		}
		if !comparisons[x.AsCall().FunctionName()] {
			ok = false
			return
		}
		switch r.Kind() {
		case ast.LiteralKind:
			if n, isNumber := literal(r); isNumber {
				cuts = append(cuts, n)
				return
			}
		case ast.IdentKind:
			if ns, isParam := param(r.AsIdent()); isParam {
				cuts = append(cuts, ns...)
				return
			}
		}
		ok = false
	}))
	sort.Slice(cuts, func(i, j int) bool { return cuts[i].Cmp(cuts[j]) < 0 })
	return slices.CompactFunc(cuts, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 }), ok
}

func named(x ast.Expr, fact string) bool {
	return x.Kind() == ast.IdentKind && x.AsIdent() == fact ||
		x.Kind() == ast.SelectKind && x.AsSelect().FieldName() == fact
}

func literal(x ast.Expr) (*big.Rat, bool) {
	switch v := x.AsLiteral().(type) {
	case types.Int:
		return new(big.Rat).SetInt64(int64(v)), true
	case types.Double:
		return ratOf(float64(v)), true
	}
	return nil, false
}

// near adds the declared name that an undeclared one probably means.
func (e *Env) near(ps []Problem) []Problem {
	for i := range ps {
		const mark = "undeclared reference to '"
		_, rest, found := strings.Cut(ps[i].Message, mark)
		if !found {
			continue
		}
		name, _, _ := strings.Cut(rest, "'")
		all := make([]string, 0, len(e.decl)+len(e.all.facts))
		for n := range e.all.facts {
			all = append(all, n)
		}
		for n := range e.decl {
			all = append(all, n)
		}
		ps[i].Message = name
		ps[i].Near = Nearest(name, all)
	}
	return ps
}
