package casework

// autoFallBack hands the decision to a person (转人工): a rule said no, was not known, or its source did not answer. No
// clock changes, and nothing is refused.
func (w *work) autoFallBack(it *ItemCase, ev *decidedByRules) {
	w.did(VerbAutoFallBack, it, ev)
	w.tell(handler(it), "auto_fell_back", it, "rule", it.Step(ev.Step).Auto.ruleName(ev.Rule))
	w.toApplicant("auto_to_person", it)
}

// ruleName is the name of a rule by its slug.
func (a *Auto) ruleName(slug string) string {
	for _, r := range a.Rules {
		if r.Slug == slug {
			return r.Name
		}
	}
	return ""
}
