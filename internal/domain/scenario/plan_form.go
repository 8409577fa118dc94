package scenario

import (
	"lianban/internal/domain/form"
	"lianban/internal/domain/material"
)

// Form is the one form of the plan.
type Form struct {
	Sections []Section `json:"sections"` // one per topic and instance, in the order of first use
	Asked    int       `json:"asked"`    // number of fields that the applicant fills in, guide included
	Confirm  int       `json:"confirm"`  // number of fields shown filled in
	Shared   int       `json:"shared"`   // number of fields taken silently
}

// Section is the part of the form about one topic.
type Section struct {
	Key      string  `json:"key"` // topic, with ~n for an instance
	Topic    string  `json:"topic"`
	Name     string  `json:"name"`
	Instance int     `json:"instance,omitempty"`
	Fields   []Field `json:"fields"`
}

// Field is one data element of the form with everybody who consumes it.
type Field struct {
	Key         string           `json:"key"`
	Slug        string           `json:"slug"`
	Instance    int              `json:"instance,omitempty"`
	Topic       string           `json:"topic"`
	Label       string           `json:"label"`
	Ask         string           `json:"ask,omitempty"`
	Why         string           `json:"why,omitempty"`
	Help        string           `json:"help,omitempty"`
	Example     string           `json:"example,omitempty"`
	Type        form.Type        `json:"type"`
	Unit        string           `json:"unit,omitempty"`
	UnitName    string           `json:"unit_name,omitempty"`
	Options     []form.Option    `json:"options,omitempty"`
	Required    bool             `json:"required"`
	Limits      Limits           `json:"limits,omitzero"`
	Disposition form.Disposition `json:"disposition"`
	Register    string           `json:"register,omitempty"`      // slug of the source, for shared, confirm and record
	Source      string           `json:"register_name,omitempty"` //
	GivenBy     string           `json:"given_by,omitempty"`      // slot, for result
	Sensitivity string           `json:"sensitivity"`             // public, internal, personal, sensitive
	Reuse       string           `json:"reuse"`                   // share, confirm, ask, record
	Act         string           `json:"act,omitempty"`           // consent, signature, declaration, payment: must be yes
	InGuide     bool             `json:"in_guide,omitempty"`      // answered among the questions, not asked again
	Answer      any              `json:"answer,omitempty"`        // of the guide
	Consumers   []Consumer       `json:"consumers"`
}

// Limits are the bounds of a value.
type Limits = form.Limits

// Consumer is somebody who needs a field or a material, and why.
type Consumer struct {
	Kind        string               `json:"kind"` // item | lead | verification | right_to_act | guide
	Slot        string               `json:"slot,omitempty"`
	Name        string               `json:"name"`
	Department  string               `json:"department,omitempty"`      // slug
	Office      string               `json:"department_name,omitempty"` //
	When        string               `json:"when,omitempty"`            // the condition that was true; empty: always
	Why         Text                 `json:"why"`                       // the condition in words
	Basis       []Ref                `json:"basis,omitempty"`
	Rule        *material.Rule       `json:"rule,omitempty"`        // materials: its own rule
	Disposition material.Disposition `json:"disposition,omitempty"` // materials: what it would take alone
}

// Material is one paper of the set.
type Material struct {
	Key         string               `json:"key"`
	Slug        string               `json:"slug"`
	Instance    int                  `json:"instance,omitempty"`
	Name        string               `json:"name"`
	Why         string               `json:"why,omitempty"`
	Topic       string               `json:"topic,omitempty"`
	Disposition material.Disposition `json:"disposition"`
	Upload      *material.Rule       `json:"upload,omitempty"`        // the merged rule: for upload and later, and kept for a way that fails
	Later       Limit                `json:"later,omitzero"`          // time to hand it in later; offered when not zero
	Promise     string               `json:"commitment,omitempty"`    // slug of the promise that may stand for it; offered when not empty
	Form        string               `json:"generated,omitempty"`     // form | signed
	GivenBy     string               `json:"given_by,omitempty"`      // slot, for result
	Register    string               `json:"register,omitempty"`      // slug of the source, for certificate and verified
	Source      string               `json:"register_name,omitempty"` //
	Verifies    []string             `json:"verifies,omitempty"`      // keys of the fields that are checked
	Dropped     []Dropped            `json:"dropped,omitempty"`       // better ways that do not work here, and why
	Issuer      string               `json:"issuer,omitempty"`        // name of the office that issues it
	Consumers   []Consumer           `json:"consumers"`
}

// Dropped is a way of arrival that the compiler had to give up.
type Dropped struct {
	Way material.Disposition `json:"way"`
	Why Text                 `json:"why"`
}
