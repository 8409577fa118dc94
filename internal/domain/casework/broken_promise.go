package casework

import "lianban/internal/domain/calendar"

// BrokePromise says which promise the applicant of an item did not keep, gap or commitment, and on which day; "": none. A
// breach that was put right in time is none.
func (it *ItemCase) BrokePromise() (kind string, on calendar.Day) {
	if g := it.Gap; g != nil && g.State == GapBroken {
		return "gap", it.Decided
	}
	if x := it.Commitment; x != nil && x.State == CommitmentNotRectified {
		on = x.Found
		for i := range it.Clocks {
			if k := &it.Clocks[i]; k.Kind == "K20" && k.History.Stop != 0 {
				on = max(on, k.History.Stop)
			}
		}
		return "commitment", on
	}
	return "", 0
}

// RemembersUntil is the last day on which a promise that was broken on a day bars from promising again. No national rule
// says how long; a city that has one sets it.
func (e Engine) RemembersUntil(broken calendar.Day) calendar.Day {
	return calendar.Project(e.Cal, e.memory(), calendar.History{Start: broken}, broken).Due
}

func (e Engine) memory() calendar.Rule {
	return calendar.Rule{Unit: calendar.Month, Length: e.Params.PromiseMemoryMonths, Ground: "promise_memory"}
}
