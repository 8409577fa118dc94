package scenario

import (
	"lianban/internal/domain/item"
	"lianban/internal/domain/rule"
)

// Scenario is one life event (一件事) as its designers wrote it, with the patches of one area applied.
type Scenario struct {
	Slug        string
	Name        string
	English     map[string]string // name, summary
	Also        []string          // words that people really use
	Summary     string
	Note        string
	Evidence    string
	Source      string
	Origin      string // national, provincial, city, typical
	Special     bool
	Pilot       bool
	Audience    string   // person | enterprise
	Stages      []InSort // by taxonomy
	Lead        string
	Channels    []Conditional
	OfferedIn   []string // areas; empty: everywhere
	FiledIn     string
	Online      bool   // it can be filed here; else only its plan is shown
	OfflineNote string // where to go instead, while it cannot be filed
	Joint       bool
	Promise     rule.Span
	Applicants  []Applicant
	Repeats     []RepeatDef
	Questions   []QuestionDef
	Given       []Given
	Stops       []StopDef
	Choices     []Choice
	Gates       []GateDef
	Uses        []Use
	Needs       item.Needs
	Measures    []Measure
	Published   []Published
	NotIncluded []Named
	Campaign    *Campaign
	History     []Version
	Sample      *Sample // the situation of its figures; nil: none
	Version     int     // highest number of the history
	Hash        string  // content hash, 12 hex digits
}

// InSort is the stage of a scenario in one taxonomy.
type InSort struct {
	Taxonomy string
	Stage    string
}

// Conditional is a slug under a condition.
type Conditional struct {
	Slug string
	When rule.Cond
}

// Applicant is one way of being the applicant.
type Applicant struct {
	Slug    string
	Name    string
	ActsFor string // topic
	Proof   []Conditional
	When    rule.Cond
}

// RepeatDef is a topic that may be there several times.
type RepeatDef struct {
	Topic    string
	Min, Max int
	Ask      string
}

// QuestionDef is a field asked before the form.
type QuestionDef struct {
	Field string
	When  rule.Cond
	Ask   string
	Why   string
	Help  string
}

// Given is a fact that the scenario knows without asking: a literal or a condition.
type Given struct {
	Field string
	Expr  rule.Cond
}

// StopDef routes a person out.
type StopDef struct {
	Slug  string
	When  rule.Cond
	Say   string
	Basis []string
	GoTo  string
}

// Choice says how many of some uses there are. With Ask the applicant picks, else the answers decide. A choice
// whose condition does not hold is not there: what only it offers is out.
type Choice struct {
	Slug string
	Ask  string
	When rule.Cond
	Min  int
	Max  int // 0 = no limit
	Of   []string
}

// GateDef is a wait that belongs to no office.
type GateDef struct {
	Slug    string
	Name    string
	Event   string
	ToldBy  string // applicant, or office: who says that the event has happened
	Day     string // field
	Plus    string // parameter or empty
	Usually rule.Span
	When    rule.Cond
	Remind  bool
	Say     string
}

// Use is one item variant in the scenario. Of a use by answer ("item.<field>") there is one Use per option.
type Use struct {
	Name     string // item.variant
	Item     string
	Variant  string
	By       string // field whose answer picks the variant; empty: fixed
	When     rule.Cond
	After    []After
	Within   rule.Span
	Optional bool
}

// After is what a use waits for: another use, "item.<field>", "item.*", or a gate.
type After struct {
	Name   string
	Gate   string // start | decide
	OnFail string // lapse | hold | stand_alone
}

// Published is a set of totals found in a source.
type Published struct {
	Slug   string
	Source string
	Totals []Total
	Agree  []string // figures that must match
}

// Total is one published total: from -> to, or a percentage.
type Total struct {
	Figure   string
	From, To int
	Percent  string // -56.5; empty: From and To count
}

// Version is one line of the history of a scenario.
type Version struct {
	Number  int
	From    string
	Running string // finish, upgrade, migrate
	Was     string
	Renamed map[string]string
	Note    string
}
