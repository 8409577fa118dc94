package casework

import (
	"slices"
	"time"

	"lianban/internal/base/fault"
)

// Consent is what the applicant allowed for one item (同意共享): its office may read one register for it, until the consent
// is taken back or the item is decided. It names what is asked for and never holds a value.
type Consent struct {
	ID        string    `json:"id"`
	Register  string    `json:"register"` // slug
	Source    string    `json:"source"`   // name of the register
	Owner     string    `json:"owner"`    // name of the department that keeps it
	Materials []string  `json:"materials,omitempty"`
	Fields    []string  `json:"fields,omitempty"` // keys
	Rules     []string  `json:"rules,omitempty"`  // of a decision by rules that fell back to a person
	Names     []string  `json:"names"`            // of all these, as the applicant read them
	Given     time.Time `json:"given,omitzero"`

	Outcome  string    `json:"outcome,omitempty"` // of the latest read: found, no_record, down; empty: not read yet
	Answered time.Time `json:"answered,omitzero"` // when the latest read was answered
	Got      []string  `json:"got,omitempty"`     // keys of the materials and fields that came
	Withdrew time.Time `json:"withdrew,omitzero"` // taken back: nothing is read any more, and what was read stays
}

// What became of a read under a consent.
const (
	ShareFound    = "found"
	ShareNoRecord = "no_record"
	ShareDown     = "down"
)

// Standing says that the consent allows another read.
func (x *Consent) Standing() bool { return x.Withdrew.IsZero() }

// Gave says whether a read under the consent brought a material or field after a moment.
func (x *Consent) Gave(key string, after time.Time) bool {
	return slices.Contains(x.Got, key) && x.Answered.After(after)
}

// Consent answers the latest consent to read a register; nil if there was none.
func (it *ItemCase) Consent(register string) *Consent {
	for i := range slices.Backward(it.Consents) {
		if it.Consents[i].Register == register {
			return &it.Consents[i]
		}
	}
	return nil
}

// standing is the consent that allows a register to be read now; nil if there is none.
func (it *ItemCase) standing(register string) *Consent {
	if x := it.Consent(register); x != nil && x.Standing() {
		return x
	}
	return nil
}

// mayUseConsent: something can only be read, or taken back, under a consent that stands.
func mayUseConsent(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	for i := range it.Consents {
		if it.Consents[i].Standing() {
			return nil
		}
	}
	return notNow("no_consent")
}
