package casework

import "lianban/internal/domain/calendar"

// More people of the tests.
var (
	chair      = staffOf("chair-1", Handle)
	agencyHead = staffOf("head-1", ExtendAgency)
	mayor      = staffOf("mayor-1", ExtendGovernment)
	neighbour  = Actor{Kind: "applicant", Role: Object, ID: "p2", Name: "李四"}
	tenDays    = Limit{Days: 10}
)

// The acts of this group for the table's test: how they are performed, and what their guards ask for.
var (
	procedurePerformers = map[Verb]performer{
		VerbCallExperts: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.CallExperts(c, m, by, CallExpertsInput{Target: t, Who: []string{"专家组"}, Length: tenDays})
		},
		VerbExpertOpinion: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ExpertOpinion(c, m, by, ExpertOpinionInput{Target: t, Opinion: "pass", Text: "可行"})
		},
		VerbRestateLength: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.RestateLength(c, m, by, RestateLengthInput{Target: t, Length: Limit{Days: 5}, Reason: "需补充试验"})
		},
		VerbReplaceExperts: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ReplaceExperts(c, m, by, ReplaceExpertsInput{Target: t, Reason: "专家未按时回复"})
		},
		VerbSuspend: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			ground := "none"
			if it := e.Seen(c, m.At).Latest(t.Slot); it != nil && len(it.Suspendable()) > 0 {
				ground = it.Suspendable()[0].Ground
			}
			return e.Suspend(c, m, by, SuspendInput{Target: t, Ground: ground, Reason: "需检测", Length: tenDays})
		},
		VerbResume: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.Resume(c, m, by, ResumeInput{Target: t, Result: "合格"})
		},
		VerbTellHearingRight: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.TellHearingRight(c, m, by, TellHearingRightInput{t, HearingOfAffected, "采光受影响"})
		},
		VerbRequestHearing: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.RequestHearing(c, m, by, RequestHearingInput{Target: t, Reason: "影响采光"})
		},
		VerbSetHearing: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.SetHearing(c, m, by, SetHearingInput{t, e.EarliestHearing(max(calendar.DayOf(m.At), c.Day)), "09:30", "三楼会议室"})
		},
		VerbCloseHearing: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.CloseHearing(c, m, by, CloseHearingInput{t, "各方陈述记录在案"})
		},
		VerbAskClarification: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.AskClarification(c, m, by, AskClarificationInput{t, "后厨在哪一层？"})
		},
		VerbClarify: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.Clarify(c, m, by, ClarifyInput{t, "一层"})
		},
		VerbExtendDecision: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ExtendDecision(c, m, by, ExtendInput{t, "情况复杂"})
		},
		VerbExtendJoint: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ExtendJoint(c, m, by, ExtendInput{t, "情况复杂"})
		},
	}
	procedurePreparers = map[Verb]preparer{
		VerbCallExperts: func(w *world, it *ItemCase) { it.Steps = []Step{expertStep()} },
		VerbExpertOpinion: func(w *world, it *ItemCase) {
			s := expertStep()
			s.State, s.Experts = StepCalled, &Experts{Called: w.day}
			it.Steps = []Step{s}
		},
		VerbRestateLength:  overrunStep,
		VerbReplaceExperts: overrunStep,
		VerbSuspend:        func(_ *world, it *ItemCase) { it.Excludable = testing45() },
		VerbResume: func(w *world, it *ItemCase) {
			it.Excludable, it.Procedures = testing45(), []Procedure{{ID: "1", Ground: "testing", From: w.day, Pause: 99}}
		},
		VerbRequestHearing: func(w *world, it *ItemCase) {
			it.Hearing = &Hearing{State: HearingTold, Whose: HearingOfAffected, Told: w.day}
		},
		VerbSetHearing:   func(w *world, it *ItemCase) { it.Hearing = &Hearing{State: HearingAsked, Asked: w.day} },
		VerbCloseHearing: func(w *world, it *ItemCase) { it.Hearing = &Hearing{State: HearingAsked, Asked: w.day, Day: w.day} },
		VerbClarify: func(w *world, it *ItemCase) {
			it.Clarification = &Clarification{State: ClarificationAsked, Asked: w.day}
		},
	}
)

func expertStep() Step {
	return Step{ID: "expert_review", Kind: ExpertReview, Name: "专家评审", State: StepTodo, Excluded: "行政许可法第四十五条", Length: tenDays}
}

func overrunStep(w *world, it *ItemCase) {
	s := expertStep()
	s.State, s.Experts = StepOverrun, &Experts{Called: w.day, Who: []string{"专家组"}}
	it.Steps = []Step{s}
}

func testing45() []Excludable {
	return []Excludable{{Ground: "testing", Name: "检测", Basis: "行政许可法第四十五条"}, {Ground: "appraisal", Name: "鉴定", Basis: "行政许可法第四十五条"}}
}
