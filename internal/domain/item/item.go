// Package item knows one office's service (事项) and its variants (业务办理项).
package item

import (
	"lianban/internal/domain/material"
	"lianban/internal/domain/rule"
)

// Item is one service with its variants. Scenarios use variants, never the item itself.
type Item struct {
	Slug     string
	Name     string
	Variants []*Variant // in the order of the pack
	Order    int        // place in the library: the order of items that start on the same day
}

// Variant is one way of doing an item, complete: the item with the variant's patch applied.
type Variant struct {
	Slug       string
	Name       string // of the variant: 新办
	Item       string // slug
	ItemName   string
	Title      string // official name with the variant's
	Code       string
	Type       string // licence filing confirmation registration payment levy reward check notice appointment coordination service
	Regime     string // licence confirmation benefit registration filing levy service check notify
	Owners     []Owner
	Level      string // county, city, province, town
	Topic      string
	Basis      []string // references
	Limit      Limit
	Alone      Alone
	Excludes   []string // items
	Needs      Needs
	Conditions []Condition
	Steps      []Step
	GivesPaper []string // materials
	GivesField []string
	Renews     *Renews // nil: it renews no licence
	Evidence   string
	SignOff    int    // hands: 1 to 3
	Short      string // one character; empty: the department's
}

// Use is the name under which scenarios use the variant: item.variant.
func (v *Variant) Use() string { return v.Item + "." + v.Slug }

// Owner is a department that owns the item, under a condition where there are several.
type Owner struct {
	Department string
	When       rule.Cond
}

// Renews says that the variant renews a licence (延续) in time, which is deemed granted if nobody decides before the licence
// ends (行政许可法50).
type Renews struct {
	Until  string // field: the last day of the licence in hand
	Before rule.Span
	Basis  []string
}

// Limit is how long the office may take.
type Limit struct {
	Promised  rule.Span
	Statutory rule.Span
	Basis     []string
	Source    string
}

// Alone is what the item cost before, filed by itself. Negative: not recorded.
type Alone struct {
	Days   rule.Span
	Trips  int
	Steps  int
	Source string
}

// Needs is what somebody consumes.
type Needs struct {
	Fields    []FieldUse
	Materials []MaterialUse
}

// FieldUse is a need for a field, with a tighter range where the consumer has one.
type FieldUse struct {
	Field   string
	When    rule.Cond
	Least   string
	Most    string
	Longest int
}

// MaterialUse is a need for a paper.
type MaterialUse struct {
	Material   string
	When       rule.Cond
	Later      rule.Span // 容缺: may follow within this time
	Commitment string    // 告知承诺: promise that may stand for it
	Upload     material.Rule
}

// Condition is one demand of the law, tested where it has a Must.
type Condition struct {
	Slug       string
	Name       string
	Must       rule.Cond
	Say        string
	Basis      []string
	Commitment string    // 告知承诺: paper with which the applicant promises it
	Spares     []string  // steps for which that promise stands
	Within     rule.Span // promise to decide, when it was promised; not set: the item's own
}

// Step is one piece of work inside an item.
type Step struct {
	Slug         string
	Kind         string
	Name         string
	Takes        rule.Span
	After        []string
	When         rule.Cond
	By           string // another department
	Basis        []string
	NotCounted   string // reference: lawful excluded time
	Presence     bool
	Joins        string
	Ask          []Ask    // consult
	Silence      string   // consult: "no objection" or "objection"
	SilenceBasis []string // consult: references that say what silence means; empty: Basis
	Shows        string   // public notice: a material
	Amount       string   // fee: formula
	Unit         string
	Every        string
	Times        string // fee: formula for how many periods
	Late         string // fee: formula, surcharge per day of delay as a share of the amount
	Unpaid       string // fee: reference by which an unpaid item ends
	Reliefs      []Relief
	Objection    rule.Span
	To           []string // notify: registers
}

// Ask is an office that a consult asks.
type Ask struct {
	Department string
	When       rule.Cond
}

// Relief takes something off a fee.
type Relief struct {
	Slug  string
	Name  string
	When  rule.Cond
	Off   string // formula
	By    string // department
	Basis []string
}

// Steps of these kinds end the office's work on the item; the others lead there.
const (
	Decision          = "decision"
	AutomaticDecision = "automatic_decision"
	Notify            = "notify"
	Fee               = "fee"
)

// Decides says whether the step is the decision itself.
func (s *Step) Decides() bool { return s.Kind == Decision || s.Kind == AutomaticDecision }
