package rule

import (
	"regexp"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// mismatch is how the checker names two sides that it cannot compare.
var (
	mismatch = regexp.MustCompile(`^found no matching overload for '(_==_|_!=_|@in)' applied to '\((.+)\)'$`)
	whole    = regexp.MustCompile(`\bu?int\b`)
)

// check type-checks a condition. CEL orders a double and a whole number (area > 300) but has no overload for their
// equality (area == 300), although it has a value: numbers are equal when they are the same number. Where the checker
// finds nothing else wrong with a comparison, its whole-number side is written as a double and it is asked again.
func (e *Env) check(parsed *cel.Ast) (*cel.Ast, *cel.Issues) {
	for {
		checked, iss := e.cel.Check(parsed)
		if iss.Err() == nil {
			return checked, iss
		}
		mended := false
		for _, x := range iss.Errors() {
			if m := mismatch.FindStringSubmatch(x.Message); m != nil && mend(parsed, x.ExprID, m[1], m[2]) {
				mended = true
			}
		}
		if !mended {
			return checked, iss
		}
	}
}

// mend rewrites one comparison of a double with a whole number; it answers false for any other.
func mend(parsed *cel.Ast, id int64, function, sides string) bool {
	l, r, ok := splitTypes(sides)
	plainL, plainR := whole.ReplaceAllString(l, "double"), whole.ReplaceAllString(r, "double")
	if function == operators.In {
		plainL = "list(" + plainL + ")"
	}
	if !ok || plainL != plainR {
		return false
	}
	call := callOf(parsed.NativeRep().Expr(), id)
	if call == nil {
		return false
	}
	side := call.AsCall().Args()[1]
	if whole.MatchString(l) {
		side = call.AsCall().Args()[0]
	}
	asDouble(side, ast.NewExprFactory(), nextID(parsed))
	return true
}

// splitTypes parts "double, list(int)" at the comma that stands in no brackets.
func splitTypes(sides string) (l, r string, ok bool) {
	depth := 0
	for i, c := range sides {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			return sides[:i], strings.TrimSpace(sides[i+1:]), true
		}
	}
	return "", "", false
}

// callOf finds the comparison with this id.
func callOf(root ast.Expr, id int64) (found ast.Expr) {
	ast.PreOrderVisit(root, ast.NewExprVisitor(func(x ast.Expr) {
		if x.ID() == id && x.Kind() == ast.CallKind && len(x.AsCall().Args()) == 2 {
			found = x
		}
	}))
	return found
}

// asDouble writes whole numbers as doubles. What is no literal is compared as what it is, at run time.
func asDouble(x ast.Expr, factory ast.ExprFactory, id int64) {
	switch x.Kind() {
	case ast.LiteralKind:
		if n, ok := x.AsLiteral().(types.Int); ok {
			x.SetKindCase(factory.NewLiteral(x.ID(), types.Double(n)))
			return
		}
	case ast.ListKind:
		if literals(x.AsList().Elements()) {
			for _, el := range x.AsList().Elements() {
				asDouble(el, factory, id)
			}
			return
		}
	}
	inner := factory.CopyExpr(x)
	inner.RenumberIDs(func(old int64) int64 {
		if old == x.ID() {
			return id
		}
		return old
	})
	x.SetKindCase(factory.NewCall(x.ID(), "dyn", inner))
}

// literals says whether all are whole numbers that are written out.
func literals(elements []ast.Expr) bool {
	for _, el := range elements {
		if el.Kind() != ast.LiteralKind || el.AsLiteral().Type() != types.IntType {
			return false
		}
	}
	return true
}

// nextID is an id that no expression has.
func nextID(parsed *cel.Ast) int64 {
	most := int64(0)
	ast.PreOrderVisit(parsed.NativeRep().Expr(), ast.NewExprVisitor(func(x ast.Expr) { most = max(most, x.ID()) }))
	return most + 1
}
