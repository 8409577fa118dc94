package casework

// The acts of this group for the table's test: how they are performed, and what their guards ask for.
var (
	consultPerformers = map[Verb]performer{
		VerbStartConsult: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.StartConsult(c, m, by, StartConsultInput{Target: t, Question: "请对选址提出意见"})
		},
		VerbReplyConsult: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ReplyConsult(c, m, by, ReplyConsultInput{Target: t, Step: "consult", Body: "maritime", Answer: NoObjection})
		},
		VerbWeighConsult: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.WeighConsult(c, m, by, WeighConsultInput{Target: t, Opinion: "已要求设置警示标志"})
		},
		VerbRecordLateReply: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.RecordLateReply(c, m, by, RecordLateReplyInput{Target: t, Body: "maritime", Answer: Objects, Opinion: "占用航道"})
		},
		VerbPublishNotice: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.PublishNotice(c, m, by, PublishNoticeInput{Target: t, Text: "拟用海186公顷"})
		},
		VerbObjectNotice: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ObjectNotice(c, m, by, ObjectNoticeInput{Slot: t.Slot, Text: "影响捕捞"})
		},
		VerbAnswerObjection: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.AnswerObjection(c, m, by, AnswerObjectionInput{Target: t, Answer: "已留出航道"})
		},
		VerbLateObjection: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.RecordLateObjection(c, m, by, LateObjectionInput{Target: t, Who: "李某", Text: "影响捕捞", Considered: "与已答复的意见相同"})
		},
	}
	consultPreparers = map[Verb]preparer{
		VerbStartConsult:    func(_ *world, it *ItemCase) { it.Steps = []Step{consultOf("maritime")} },
		VerbReplyConsult:    func(_ *world, it *ItemCase) { it.Steps = []Step{asking(RequestSent, StepOpen)} },
		VerbRecordLateReply: func(_ *world, it *ItemCase) { it.Steps = []Step{asking(RequestSilent, StepDone)} },
		VerbWeighConsult: func(_ *world, it *ItemCase) {
			s := asking(RequestReplied, StepDone)
			s.Asked.Requests[0].Answer = Objects
			it.Steps = []Step{s}
		},
		VerbPublishNotice: func(_ *world, it *ItemCase) { it.Steps = []Step{noticeOf(10)} },
		VerbObjectNotice:  func(w *world, it *ItemCase) { it.Steps = []Step{hanging(w, StepRunning)} },
		VerbAnswerObjection: func(w *world, it *ItemCase) {
			s := hanging(w, StepObjected)
			s.Notice.Objections = []Objection{{ID: "o1", Person: "p9", On: w.day, Text: "影响捕捞"}}
			it.Steps = []Step{s}
		},
		VerbLateObjection: func(w *world, it *ItemCase) {
			s := hanging(w, StepDone)
			s.Notice.Ended = w.day
			it.Steps = []Step{s}
		},
	}
)

// consultOf is a consult that asks these bodies within seven working days; the law says that silence is no objection.
func consultOf(bodies ...string) Step {
	s := Step{
		ID: "consult", Kind: Consult, Name: "征求意见", State: StepTodo, Length: Limit{Days: 7},
		Asked: &Asked{SilenceConsents: true, SilenceBasis: "《海域使用管理法》第十七条"},
	}
	for _, b := range bodies {
		s.Asked.Requests = append(s.Asked.Requests, Request{Department: b, Name: b, Area: "zhifu"})
	}
	return s
}

func asking(request string, state StepState) Step {
	s := consultOf("maritime")
	s.State, s.Asked.Requests[0].State = state, request
	return s
}

func noticeOf(days int) Step {
	return Step{ID: "public_notice", Kind: PublicNotice, Name: "公示", State: StepTodo, Length: Limit{Days: days}, Notice: &Notice{}}
}

func hanging(w *world, state StepState) Step {
	s := noticeOf(10)
	s.State = state
	s.Notice.ID, s.Notice.Published, s.Notice.Shown, s.Notice.Until = "n1", w.day, w.day, w.day+14
	return s
}
