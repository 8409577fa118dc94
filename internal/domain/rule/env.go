package rule

import (
	"fmt"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Kind is what a fact or a condition yields.
type Kind int

// The kinds of facts. Days are text, 2006-01-02, which compares as days do.
const (
	Bool Kind = iota
	Number
	Text
	TextList
)

// Fact is one name that conditions may use.
type Fact struct {
	Name    string
	Kind    Kind
	Unit    string   // of numbers
	Options []string // of choices: the only texts that it can be compared with
}

// Decl says what the conditions of one scenario may name.
type Decl struct {
	Common *Common           // facts of all scenarios; nil: none
	Facts  []Fact            // its own
	Lists  map[string][]Fact // repeated topics: a list of objects with these facts
}

// Common is facts that many environments share: declared once, because a library has many hundreds.
type Common struct {
	facts map[string]Fact
	vars  []*decls.VariableDecl
}

// NewCommon declares facts for many environments.
func NewCommon(facts []Fact) *Common {
	c := &Common{facts: make(map[string]Fact, len(facts)), vars: make([]*decls.VariableDecl, 0, len(facts))}
	for _, f := range facts {
		c.facts[f.Name] = f
		c.vars = append(c.vars, decls.NewVariable(f.Name, celType(f.Kind)))
	}
	return c
}

// Env type-checks conditions and keeps their programs: each is compiled once, when first needed.
type Env struct {
	decl  map[string]Fact // beside the common ones
	all   *Common
	lists map[string]map[string]Fact
	cel   *cel.Env

	mu       sync.Mutex
	programs map[string]*Program
}

// costLimit stops a condition that works more than any honest one: a long list costs some thousands.
const costLimit = 100_000

// dialect is what conditions may say: plain CEL, of limited size and depth, that orders numbers of every type.
func dialect() []cel.EnvOption {
	return []cel.EnvOption{
		cel.CrossTypeNumericComparisons(true),
		cel.ParserExpressionSizeLimit(2000),
		cel.ParserRecursionLimit(40),
	}
}

// NewEnv makes an environment. Making one costs milliseconds; keep it.
func NewEnv(d Decl) (*Env, error) {
	e := &Env{decl: map[string]Fact{}, all: d.Common, lists: map[string]map[string]Fact{}, programs: map[string]*Program{}}
	if e.all == nil {
		e.all = &Common{}
	}
	opts := append(dialect(), cel.VariableDecls(e.all.vars...))
	for _, f := range d.Facts {
		e.decl[f.Name] = f
		opts = append(opts, cel.Variable(f.Name, celType(f.Kind)))
	}
	reg, err := types.NewRegistry()
	if err != nil {
		return nil, fmt.Errorf("registry of types: %w", err)
	}
	provider := &objects{Registry: reg, fields: e.lists}
	for name, facts := range d.Lists {
		byName := map[string]Fact{}
		for _, f := range facts {
			byName[f.Name] = f
		}
		e.lists[name] = byName
		opts = append(opts, cel.Variable(name, cel.ListType(cel.ObjectType(objectPrefix+name))))
	}
	opts = append(opts, cel.CustomTypeProvider(provider), cel.CustomTypeAdapter(provider))
	if e.cel, err = cel.NewEnv(opts...); err != nil {
		return nil, fmt.Errorf("environment of conditions: %w", err)
	}
	return e, nil
}

// declared finds what a condition names.
func (e *Env) declared(name string) (Fact, bool) {
	if f, ok := e.decl[name]; ok {
		return f, true
	}
	f, ok := e.all.facts[name]
	return f, ok
}

func celType(k Kind) *cel.Type {
	switch k {
	case Number:
		return cel.DoubleType
	case Text:
		return cel.StringType
	case TextList:
		return cel.ListType(cel.StringType)
	}
	return cel.BoolType
}

// objectPrefix keeps the types of topics apart from the facts.
const objectPrefix = "topic."

// objects lets the checker know the facts of one instance of a repeated topic.
type objects struct {
	*types.Registry
	fields map[string]map[string]Fact
}

// FindStructType implements types.Provider.
func (o *objects) FindStructType(name string) (*types.Type, bool) {
	if o.facts(name) != nil {
		return types.NewTypeTypeWithParam(types.NewObjectType(name)), true
	}
	return o.Registry.FindStructType(name)
}

// FindStructFieldNames implements types.Provider.
func (o *objects) FindStructFieldNames(name string) ([]string, bool) {
	facts := o.facts(name)
	if facts == nil {
		return o.Registry.FindStructFieldNames(name)
	}
	names := make([]string, 0, len(facts))
	for n := range facts {
		names = append(names, n)
	}
	return names, true
}

// FindStructFieldType implements types.Provider.
func (o *objects) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	facts := o.facts(name)
	if facts == nil {
		return o.Registry.FindStructFieldType(name, field)
	}
	f, ok := facts[field]
	if !ok {
		return nil, false
	}
	return &types.FieldType{
		Type:  celType(f.Kind),
		IsSet: func(target any) bool { _, ok := lookup(target, field); return ok },
		GetFrom: func(target any) (any, error) {
			if v, ok := lookup(target, field); ok {
				return v, nil
			}
			return nil, fmt.Errorf("no value for %s", field)
		},
	}, true
}

func (o *objects) facts(typeName string) map[string]Fact {
	if len(typeName) <= len(objectPrefix) || typeName[:len(objectPrefix)] != objectPrefix {
		return nil
	}
	return o.fields[typeName[len(objectPrefix):]]
}

func lookup(target any, field string) (any, bool) {
	if v, ok := target.(ref.Val); ok {
		target = v.Value()
	}
	m, ok := target.(map[string]any)
	if !ok {
		return nil, false
	}
	v, ok := m[field]
	return v, ok
}
