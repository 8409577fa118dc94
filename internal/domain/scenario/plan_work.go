package scenario

import "lianban/internal/domain/form"

// StepNode is one piece of work of an office, or one visit that several offices joined.
type StepNode struct {
	ID           string   `json:"id"`    // slot/step, or visit:<name>
	Slots        []string `json:"slots"` // whose step it is; several for a joined visit
	Kind         string   `json:"kind"`  // form_check, query, consult, public_notice, expert_review, site_inspection, appointment, fee, decision, automatic_decision, certificate, registration, notify
	Name         string   `json:"name"`
	Offices      []Office `json:"offices"`
	After        []string `json:"after,omitempty"` // ids
	Takes        int      `json:"takes"`           // working days, elapsed
	Counted      bool     `json:"counted"`         // false: lawful excluded time
	Start        Days     `json:"start"`
	End          Days     `json:"end"`
	Presence     bool     `json:"presence,omitempty"` // the applicant appears
	Critical     bool     `json:"critical,omitempty"`
	Asks         []Named  `json:"asks,omitempty"`          // consult: offices asked
	Silence      string   `json:"silence,omitempty"`       // consult: no objection | objection
	SilenceBasis []Ref    `json:"silence_basis,omitempty"` // what grounds Silence, where the package names it; else Basis
	Shows        string   `json:"shows,omitempty"`         // public notice: slug of the material
	Basis        []Ref    `json:"basis,omitempty"`

	Limit     Limit   `json:"limit,omitzero"`     // Takes with its own unit; of a public notice the shortest, else the longest
	Excluded  []Ref   `json:"excluded,omitempty"` // grounds on which its time is not counted
	Objection Limit   `json:"objection,omitzero"` // automatic decision: time to object to it
	Rules     []Rule  `json:"rules,omitempty"`    // automatic decision: what must hold; it grants or leaves it to a person
	To        []Named `json:"to,omitempty"`       // notify: registers that are told
}

// Rule is one demand of the law that an automatic decision can test (see Catalogue.Judge).
type Rule struct {
	Slug   string             `json:"slug"`
	Name   string             `json:"name"` // what the law demands
	Must   string             `json:"must"` // condition over its facts
	Say    string             `json:"say"`  // what to tell the officer when it does not hold
	Facts  []Fact             `json:"facts"`
	Values map[string]float64 `json:"values,omitempty"` // parameters that the condition names
	Basis  []Ref              `json:"basis,omitempty"`
}

// Fact is something that a rule looks at, with where it comes from.
type Fact struct {
	Key      string    `json:"key"` // of the form's field
	Field    string    `json:"field"`
	Name     string    `json:"name"`
	Type     form.Type `json:"type"`
	Options  []string  `json:"options,omitempty"`  // of a choice
	Register string    `json:"register,omitempty"` // slug, where one is connected and can be asked about the applicant's own; empty: nobody can be asked
	Source   string    `json:"source,omitempty"`   // name of the register
	GivenBy  string    `json:"given_by,omitempty"` // slot of the item in this plan whose grant says yes to it
}

// Fee is one amount. Amounts are exact decimal numbers as text.
type Fee struct {
	Slot    string   `json:"slot"`
	Step    string   `json:"step"` // id of the step that collects it
	Name    string   `json:"name"`
	Amount  string   `json:"amount"` // before reliefs
	Relief  string   `json:"relief"` // sum of Reliefs
	Unit    string   `json:"unit"`   // 元, 万元
	Every   string   `json:"every,omitempty"`
	Formula string   `json:"formula"` //
	Reliefs []Relief `json:"reliefs,omitempty"`
	Basis   []Ref    `json:"basis,omitempty"`
	Words   string   `json:"words,omitempty"`  // the formula as people read it
	Values  []Value  `json:"values,omitempty"` // what stands for its names
	Late    string   `json:"late,omitempty"`   // surcharge per day of delay, as a share of the amount
	Unpaid  Ref      `json:"unpaid,omitzero"`  // law by which an unpaid item ends

	Times       string `json:"times,omitempty"`        // how many periods; empty: once, or not known yet
	Total       string `json:"total,omitempty"`        // Amount × Times
	TotalRelief string `json:"total_relief,omitempty"` // Relief × Times
}

// Value is one number of a formula: 征收标准 0.7 万元.
type Value struct {
	Name   string `json:"name"`
	Number string `json:"number"` // exact, empty while an answer is open
	Unit   string `json:"unit,omitempty"`
	Basis  string `json:"basis,omitempty"` // where it comes from
}

// Relief is what is taken off a fee.
type Relief struct {
	Slug  string `json:"slug"`
	Name  string `json:"name"`
	Off   string `json:"off"`
	By    Office `json:"by,omitzero"` // who decides on it
	Basis []Ref  `json:"basis,omitempty"`
}
