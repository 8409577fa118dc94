package form

import "lianban/internal/base/fault"

// Validate checks what was filled in and answers the values as they are kept, by key. Values of keys that no
// spec names (hidden fields) are dropped. The error is a *fault.Fault of kind Invalid with one field per
// problem, in the order of the specs; the clean values of the other fields are answered with it.
func Validate(specs []Spec, values map[string]any) (map[string]any, error) {
	clean := make(map[string]any, len(specs))
	problems := fault.New(fault.Invalid, "form.invalid")
	for _, s := range specs {
		v, wrong := Clean(s, values[s.Key])
		switch {
		case wrong != nil:
			problems.Fields = append(problems.Fields, *wrong)
		case v == false && s.MustBeYes && s.Required:
			problems.Fields = append(problems.Fields, *bad(s, "field.must_agree"))
		case v != nil:
			clean[s.Key] = v
		case s.Required:
			problems.Fields = append(problems.Fields, *bad(s, missing(s)))
		}
	}
	return clean, problems.OrNil()
}

func missing(s Spec) string {
	switch s.Type {
	case YesNo, Choice, Choices:
		return "field.choose"
	}
	return "field.required"
}

// Narrow answers the stricter of two sets of limits (pack format §4.1). It is commutative.
func Narrow(a, b Limits) Limits {
	out := a
	if higher(b.Least, a.Least) {
		out.Least = b.Least
	}
	if b.Most != "" && (a.Most == "" || higher(a.Most, b.Most)) {
		out.Most = b.Most
	}
	if a.Longest == 0 || b.Longest != 0 && b.Longest < a.Longest {
		out.Longest = b.Longest
	}
	if a.Format == "" {
		out.Format = b.Format
	}
	return out
}

// higher compares two bounds: decimal numbers, or days. Nothing is lower than anything.
func higher(a, b string) bool {
	if a == "" || b == "" {
		return a != ""
	}
	x, y := bound(a), bound(b)
	if x == nil || y == nil {
		return a > b
	}
	return x.Cmp(y) > 0
}

// Empty says whether no value can be within the limits.
func (l Limits) Empty() bool { return l.Least != "" && l.Most != "" && higher(l.Least, l.Most) }
