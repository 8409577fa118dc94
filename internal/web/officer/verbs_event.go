package officer

import (
	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// The fields of what happened outside.
const (
	fieldGate     = "gate"
	fieldHappened = "happened"
)

// eventDeeds put on record what an item waits for outside.
func eventDeeds() []deed {
	return []deed{{
		verb: casework.VerbRecordEvent, path: "record-event", needs: []permission.Permission{permission.Handle, permission.Answer}, mine: true,
		when: func(f *file) bool { return len(f.Case.Awaited(f.Item)) > 0 }, fields: eventFields, try: tryEvent, send: sendEvent,
	}}
}

func eventFields(f *file, d deed) []page.Field {
	var out []page.Field
	if awaited := f.Case.Awaited(f.Item); len(awaited) > 1 {
		gate := page.Field{Kind: page.OneOf, Name: fieldGate, Label: say("act.record-event.gate")}
		for _, g := range awaited {
			gate.Options = append(gate.Options, page.Option{Value: g.Slug, Label: g.Name})
		}
		out = append(out, gate)
	}
	return append(out, askedLine(d, fieldHappened, f.v.Today.String()), asked(d, fieldEvidence))
}

func tryEvent(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	in := casework.RecordEventInput{Target: t, Evidence: say("effect.open")}
	if awaited := f.Case.Awaited(f.Item); len(awaited) > 0 {
		in.Gate = awaited[0].Slug
	}
	return e.RecordEvent(c, m, by, in)
}

func sendEvent(f *file, form *actForm, t handling.Target) error {
	on, err := form.day(fieldHappened)
	if err != nil {
		return err
	}
	_, err = f.v.d.Handling.RecordEvent(f.v.R.Context(), f.v.Who.Principal, t, casework.RecordEventInput{
		Gate: form.value(fieldGate), Happened: on, Evidence: form.value(fieldEvidence),
	})
	return err
}

// outside says what the item waits for, or waited for, that belongs to no office.
func (f *file) outside() []Standing {
	var out []Standing
	for _, g := range f.Case.Gates {
		if !g.Before(f.Item.Slot) {
			continue
		}
		s := Standing{Name: g.Name, State: say("stand.event.awaited")}
		if g.Open() {
			s.State = say("stand.event.happened")
			s.day("happened", g.Happened)
			s.day("recorded", g.Recorded)
			s.fact("evidence", g.Evidence)
		} else {
			s.fact("usually", lengthWords(g.Usually))
			s.fact("told_by", say("stand.event.told_by."+map[bool]string{true: "applicant", false: "office"}[g.Own]))
			s.day("asked_on", g.Asked)
		}
		out = append(out, s)
	}
	return out
}
