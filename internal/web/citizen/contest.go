package citizen

import (
	"net/http"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// contestWords say how to have a person look again at what rules decided, until when, or what became of it.
func (v *visit) contestWords(m *Machine, c *casework.Case, it *casework.ItemCase) {
	until := it.ContestUntil()
	switch x := it.Contest; {
	case x != nil && x.Open():
		m.Contest = say("contest.waiting", "day", bindingDay(v.dueOf(c, it, "K29")))
	case x != nil:
		m.Contest = say("contest."+x.Outcome, "day", day(x.Answered))
	case until == 0:
	case casework.Why(c, it.Slot, casework.VerbContestDecision, v.applicant()) != nil:
		m.Contest = say("contest.over", "day", day(until))
	default:
		m.Contest = say("contest.until", "day", bindingDay(until))
		m.Ask = page.Link{Label: say("contest.link"), Href: itemURL(c, it.Slot) + "/contest-decision"}
	}
}

// askContest asks what is wrong with a decision of rules.
func askContest(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	if err := casework.Why(f.Case, it.Slot, casework.VerbContestDecision, v.applicant()); err != nil {
		return err
	}
	v.confirmContest(http.StatusOK, f, it, nil)
	return nil
}

func (v *visit) confirmContest(status int, f *filing.Followed, it *casework.ItemCase, wrong error) {
	c, e := f.Case, v.d.Filing.Engine
	p := ConfirmPage{
		Heading: say("contest.title", "item", it.Name), Post: itemURL(c, it.Slot) + "/contest-decision", Button: say("contest.button"), Calm: true,
		Cancel:  page.Link{Label: say("contest.cancel"), Href: itemURL(c, it.Slot)},
		Effects: []string{say("contest.effect", "office", it.Office, "day", bindingDay(e.Cal.AddWorking(v.today, e.Params.ReexamineDays))), say("contest.effect.person")},
		Stays:   []string{say("contest.stays"), say("contest.stays.remedy")},
		Fields: []page.Field{{
			Kind: page.LongText, Name: "reason", Label: say("contest.reason"), Help: say("contest.reason.help"), Longest: 1000, Value: v.r.PostFormValue("reason"),
		}},
	}
	v.confirm(status, p, wrong)
}

func contestDecision(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.ContestDecision(v.r.Context(), v.who.Principal, f.Case.No, it.Slot, v.r.PostFormValue("reason"), "")
	if fault.Is(err, fault.Invalid) {
		v.confirmContest(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(itemURL(f.Case, it.Slot))
}
