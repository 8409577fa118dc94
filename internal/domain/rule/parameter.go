package rule

import "math/big"

// Parameter is a number with a unit that conditions and fees may name.
type Parameter struct {
	Slug   string
	Name   string
	Value  *big.Rat            // nil for a table
	By     string              // field whose answer picks the value of a table
	Values map[string]*big.Rat // by option of that field
	Unit   string
	Local  bool // an area may set it
	Basis  []string
	Source string
}

// Cond is a condition in CEL, or "always" or "never".
type Cond string

// The two conditions that are words.
const (
	Always Cond = "always"
	Never  Cond = "never"
)

// IsAlways says whether the condition needs no fact. An empty condition is always.
func (c Cond) IsAlways() bool { return c == "" || c == Always }
