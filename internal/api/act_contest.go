package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ReexamineDecision writes what a person found who looked again at a decision of rules.
type ReexamineDecision struct {
	Seen
	Outcome string `json:"outcome" enum:"confirmed,changed"`
	Reasons string `json:"reasons" maxLength:"2000" doc:"As printed"`
	Old     string `json:"old,omitempty" maxLength:"200" doc:"Changed: what the result says"`
	New     string `json:"new,omitempty" maxLength:"200" doc:"Changed: what it says from now on"`
}

// Contest is an objection to an automatic decision and what became of it.
type Contest struct {
	Until    string `json:"until" doc:"Last day to object"`
	Reason   string `json:"reason,omitempty"`
	On       string `json:"on,omitempty" doc:"Empty: nobody objected"`
	Outcome  string `json:"outcome,omitempty" enum:"confirmed,changed" doc:"Only once it is signed"`
	Reasons  string `json:"reasons,omitempty"`
	Old      string `json:"old,omitempty"`
	New      string `json:"new,omitempty"`
	Answered string `json:"answered,omitempty"`
}

// contestOf is nil where rules decided nothing. What is not signed yet is the house's own.
func contestOf(it *casework.ItemCase) *Contest {
	until := it.ContestUntil()
	if until == 0 {
		return nil
	}
	out := &Contest{Until: until.String()}
	if x := it.Contest; x != nil {
		out.Reason, out.On = x.Reason, x.On.String()
		if !x.Open() {
			out.Outcome, out.Reasons, out.Old, out.New, out.Answered = x.Outcome, x.Reasons, x.Old, x.New, x.Answered.String()
		}
	}
	return out
}

func (d *door) contestActs(a huma.API) {
	act(a, d, "reexamine-decision", "Write what a person found who looked again at a decision of rules",
		func(ctx context.Context, who permission.Principal, t handling.Target, in ReexamineDecision) (*casework.Case, error) {
			return d.Handling.ReexamineDecision(ctx, who, t, casework.ReexamineInput{Outcome: in.Outcome, Reasons: in.Reasons, Old: in.Old, New: in.New})
		})
	act(a, d, "answer-contest", "Sign the answer to who objected to a decision of rules",
		func(ctx context.Context, who permission.Principal, t handling.Target, _ Seen) (*casework.Case, error) {
			return d.Handling.AnswerContest(ctx, who, t)
		})
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/contest-decision", "contest-decision",
		"Object to a decision of rules: a person looks again"), d.contestDecision)
}

type contestIn struct {
	ItemPath
	Key
	Body struct {
		Reason string `json:"reason" maxLength:"1000" doc:"What is wrong"`
	} `nameHint:"ContestDecision"`
}

func (d *door) contestDecision(ctx context.Context, in *contestIn) (*caseOut, error) {
	c, err := d.Filing.ContestDecision(ctx, caller(ctx), in.No, in.Slot, in.Body.Reason, in.once())
	if err != nil {
		return nil, under(body, nil, err)
	}
	return d.caseOut(c), nil
}
