package rule

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// ErrValue is wrapped by errors of Evaluate about a value that JSON cannot hold.
var ErrValue = errors.New("the value cannot be written as JSON")

// Evaluate computes an expression over JSON values (bool, float64, string, nil, []any, map[string]any) in the same
// dialect and under the same limits as the conditions of packs. Each name has the type of its value; what is inside
// an object or a mixed list is checked when it is read. Nothing is ever "no" by accident: a name without a value, a
// wrong type, an overflow and too much work are errors. It answers bool, string, int64, uint64, float64, nil,
// []any or map[string]any; timestamps and durations as text, bytes as base64.
func Evaluate(src string, values map[string]any) (any, error) {
	opts := dialect()
	for _, name := range sortedNames(values) {
		opts = append(opts, cel.Variable(name, typeOfValue(values[name])))
	}
	made, err := cel.NewEnv(opts...)
	if err != nil {
		return nil, fmt.Errorf("names of values: %w", err)
	}
	e := &Env{cel: made}
	parsed, iss := e.cel.Parse(src)
	if iss.Err() == nil {
		parsed, iss = e.check(parsed)
	}
	if iss.Err() != nil {
		return nil, whatIsWrong(iss)
	}
	prog, err := e.cel.Program(parsed, cel.CostLimit(costLimit))
	if err != nil {
		return nil, err
	}
	v, _, err := prog.Eval(values)
	if err != nil {
		return nil, err
	}
	return plain(v)
}

func sortedNames(values map[string]any) []string {
	names := make([]string, 0, len(values))
	for n := range values {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func whatIsWrong(iss *cel.Issues) error {
	var all []string
	for _, x := range iss.Errors() {
		all = append(all, "column "+strconv.Itoa(x.Location.Column()+1)+": "+x.Message)
	}
	return errors.New(strings.Join(all, "; "))
}

// typeOfValue is the type of a name by its value. A list whose elements are all text, all numbers or all yes or no is
// a list of that; an object's members may be anything.
func typeOfValue(v any) *cel.Type {
	switch x := v.(type) {
	case nil:
		return cel.NullType
	case bool:
		return cel.BoolType
	case float64:
		return cel.DoubleType
	case string:
		return cel.StringType
	case map[string]any:
		return cel.MapType(cel.StringType, cel.DynType)
	case []any:
		if len(x) == 0 {
			return cel.ListType(cel.DynType)
		}
		first := typeOfValue(x[0])
		if first.Kind() == types.ListKind {
			first = cel.ListType(cel.DynType)
		}
		for _, el := range x[1:] {
			if typeOfValue(el).Kind() != first.Kind() {
				return cel.ListType(cel.DynType)
			}
		}
		return cel.ListType(first)
	}
	return cel.DynType
}

// plain turns a result into what JSON can hold.
func plain(v ref.Val) (any, error) {
	switch x := v.(type) {
	case types.Bool:
		return bool(x), nil
	case types.Int:
		return int64(x), nil
	case types.Uint:
		return uint64(x), nil
	case types.Double:
		if f := float64(x); math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, fmt.Errorf("%w: %v is no finite number", ErrValue, f)
		}
		return float64(x), nil
	case types.String:
		return string(x), nil
	case types.Bytes:
		return base64.StdEncoding.EncodeToString(x), nil
	case types.Null:
		return nil, nil
	case types.Timestamp:
		return x.Time.UTC().Format(time.RFC3339Nano), nil
	case types.Duration:
		return strconv.FormatFloat(x.Seconds(), 'f', -1, 64) + "s", nil
	case *types.Type:
		return x.TypeName(), nil
	case *types.Unknown:
		return nil, fmt.Errorf("no value for %s", strings.Join(trails(x), ", "))
	case *types.Err:
		return nil, x
	case traits.Mapper:
		return plainMap(x)
	case traits.Lister:
		return plainList(x)
	}
	return nil, fmt.Errorf("%w: it is a %s", ErrValue, v.Type().TypeName())
}

func plainList(l traits.Lister) (any, error) {
	out := []any{}
	for it := l.Iterator(); it.HasNext() == types.True; {
		el, err := plain(it.Next())
		if err != nil {
			return nil, err
		}
		out = append(out, el)
	}
	return out, nil
}

// plainMap writes keys that are no text as text, as JSON wants; two keys that would become one are an error.
func plainMap(m traits.Mapper) (any, error) {
	out := map[string]any{}
	for it := m.Iterator(); it.HasNext() == types.True; {
		key := it.Next()
		k, err := plain(key)
		if err != nil {
			return nil, err
		}
		name := fmt.Sprint(k)
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("%w: two keys are written %q", ErrValue, name)
		}
		if out[name], err = plain(m.Get(key)); err != nil {
			return nil, err
		}
	}
	return out, nil
}
