package casework

import (
	"strings"

	"lianban/internal/base/fault"
)

// Why says why an actor cannot do an act now: nil means that he can. The case must be settled.
// Slot is "" for acts on the joint case.
func Why(c *Case, slot string, v Verb, by Actor) error {
	row, ok := rowOf[v]
	if !ok {
		return fault.New(fault.NotFound, "casework.no_such_verb", "verb", string(v))
	}
	if !fits(*row, by) {
		return fault.New(fault.Forbidden, "casework.not_for_you", "verb", string(v))
	}
	if row.Joint {
		return orNil(jointGuard(c, *row))
	}
	it := c.Latest(slot)
	if it == nil {
		return fault.New(fault.NotFound, "casework.no_such_item")
	}
	if foreign(*row, it, by) {
		return fault.New(fault.Forbidden, "casework.other_department")
	}
	if !has(row.From, it.State) {
		return notNow("state."+string(it.State), "verb", string(v), "state", string(it.State),
			"possible", possibleWords(c, it, by))
	}
	if f := kept(c, it, v); f != nil {
		return f
	}
	if row.guard == nil {
		return nil
	}
	return orNil(row.guard(c, it, by))
}

// orNil keeps a nil fault from becoming an error that is not nil.
func orNil(f *fault.Fault) error {
	if f == nil {
		return nil
	}
	return f
}

func fits(row Row, by Actor) bool {
	for _, r := range row.Who {
		if by.may(r) {
			return true
		}
	}
	return false
}

// foreign: only the item's own department handles and signs it. Form checks may be delegated to the window.
func foreign(row Row, it *ItemCase, by Actor) bool {
	if by.Kind != "staff" || by.Department == "" || by.Department == it.Department {
		return false
	}
	for _, r := range row.Who {
		if r != Handle && r != Sign && r != ExtendAgency {
			return false
		}
	}
	return true
}

func jointGuard(c *Case, row Row) *fault.Fault {
	switch row.Verb {
	case VerbChangeDelivery:
		return mayChangeDelivery(c)
	case VerbExtendJoint:
		return mayExtendJoint(c)
	case VerbHandOverPaper:
		return nil
	case VerbAskEarlyDelivery:
	default:
		return notNow("filed_already") // of what persons do to a joint case, only its filing is left
	}
	withheld := false
	for _, it := range c.Current() {
		withheld = withheld || it.State == Granted && it.Tendered == nil
	}
	if c.MayRelease() || !withheld {
		return notNow("nothing_withheld")
	}
	return nil
}

// Option is one act that the table knows for an actor in this state, and why it is not possible now.
type Option struct {
	Verb Verb
	Why  error // nil: possible now
}

// Options answers the offered acts of persons that fit the actor and the state of the item, in the order of
// the rulebook; those that a guard forbids carry the reason. The case must be settled.
func Options(c *Case, slot string, by Actor) []Option {
	var out []Option
	it := c.Latest(slot)
	if it == nil {
		return nil
	}
	for i := range Table {
		row := &Table[i]
		if row.Joint || row.byEngine() || !has(row.From, it.State) || !fits(*row, by) {
			continue
		}
		out = append(out, Option{Verb: row.Verb, Why: Why(c, slot, row.Verb, by)})
	}
	return out
}

// Possible answers the acts that the actor can do on the item now. The case must be settled.
func Possible(c *Case, slot string, by Actor) []Verb {
	var out []Verb
	for _, o := range Options(c, slot, by) {
		if o.Why == nil {
			out = append(out, o.Verb)
		}
	}
	return out
}

// possibleWords lists what is possible by the table and its guards, without asking Why again.
func possibleWords(c *Case, it *ItemCase, by Actor) string {
	var words []string
	for i := range Table {
		row := &Table[i]
		if row.Joint || row.byEngine() || !has(row.From, it.State) || !fits(*row, by) {
			continue
		}
		if foreign(*row, it, by) || kept(c, it, row.Verb) != nil || row.guard != nil && row.guard(c, it, by) != nil {
			continue
		}
		words = append(words, string(row.Verb))
	}
	return strings.Join(words, ",")
}
