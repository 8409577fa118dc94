package rule

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// Exact computes a formula of + - * / over numbers and the given values without binary floating point.
// Anything else in the formula is an error.
func (p *Program) Exact(values map[string]*big.Rat) (*big.Rat, error) {
	return exact(p.ast.NativeRep().Expr(), values)
}

func exact(x ast.Expr, values map[string]*big.Rat) (*big.Rat, error) {
	switch x.Kind() {
	case ast.LiteralKind:
		if n, ok := literal(x); ok {
			return n, nil
		}
	case ast.IdentKind:
		if v, ok := values[x.AsIdent()]; ok {
			return v, nil
		}
		return nil, fmt.Errorf("no exact value for %s", x.AsIdent())
	case ast.CallKind:
		return exactCall(x.AsCall(), values)
	}
	return nil, fmt.Errorf("a formula may only add, subtract, multiply and divide numbers")
}

func exactCall(c ast.CallExpr, values map[string]*big.Rat) (*big.Rat, error) {
	args := make([]*big.Rat, len(c.Args()))
	for i, a := range c.Args() {
		v, err := exact(a, values)
		if err != nil {
			return nil, err
		}
		args[i] = v
	}
	r := new(big.Rat)
	switch c.FunctionName() {
	case operators.Add:
		return r.Add(args[0], args[1]), nil
	case operators.Subtract:
		return r.Sub(args[0], args[1]), nil
	case operators.Multiply:
		return r.Mul(args[0], args[1]), nil
	case operators.Negate:
		return r.Neg(args[0]), nil
	case operators.Divide:
		if args[1].Sign() == 0 {
			return nil, fmt.Errorf("division by zero")
		}
		return r.Quo(args[0], args[1]), nil
	}
	return nil, fmt.Errorf("a formula may not use %s", c.FunctionName())
}

// ratOf reads a float as the shortest decimal that stands for it: 0.7 is seven tenths.
func ratOf(f float64) *big.Rat {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'f', -1, 64))
	if !ok {
		return new(big.Rat)
	}
	return r
}

// Decimal writes an exact number with at most ten places and no zeros at the end.
func Decimal(r *big.Rat) string {
	if r == nil {
		return ""
	}
	s := r.FloatString(10)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// ParseDecimal reads a decimal number such as 126.5 or -3; ok is false for anything else.
func ParseDecimal(s string) (r *big.Rat, ok bool) {
	digits := 0
	for i, c := range s {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '-' && i == 0, c == '.' && i > 0:
		default:
			return nil, false
		}
	}
	if digits == 0 || len(s) > 30 || strings.Count(s, ".") > 1 || strings.HasSuffix(s, ".") {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// Float answers the number as conditions compare it.
func Float(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}

// Shortest writes a float as the shortest decimal that stands for it.
func Shortest(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
