package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Announced is a length that is told in writing.
type Announced struct {
	Days         int  `json:"days" minimum:"1" maximum:"365"`
	CalendarDays bool `json:"calendar_days,omitempty" doc:"Days of the calendar instead of working days"`
}

func (a Announced) limit() casework.Limit {
	return casework.Limit{Days: a.Days, Calendar: a.CalendarDays}
}

// CallExperts calls an expert review.
type CallExperts struct {
	Seen
	Step   string    `json:"step,omitempty" doc:"Id of the step; empty: the first that can be called"`
	Who    []string  `json:"who" minItems:"1" maxItems:"30" doc:"Experts, or the body that names them"`
	Length Announced `json:"length"`
	Reason string    `json:"reason,omitempty" maxLength:"2000" doc:"Why this length, as printed"`
}

// ExpertOpinion is what the experts came to.
type ExpertOpinion struct {
	Seen
	Step    string `json:"step,omitempty" doc:"Id of the step; empty: the first that is called"`
	Opinion string `json:"opinion" enum:"pass,revise,fail"`
	Text    string `json:"text" maxLength:"2000"`
}

// RestateLength announces a new length for a review that overran.
type RestateLength struct {
	Seen
	Step   string    `json:"step,omitempty" doc:"Id of the step; empty: the first that overran"`
	Length Announced `json:"length"`
	Reason string    `json:"reason" maxLength:"2000" doc:"As printed"`
}

// Explained is an act with a reason.
type Explained struct {
	Seen
	Reason string `json:"reason" maxLength:"2000"`
}

// Suspend opens a special procedure.
type Suspend struct {
	Seen
	Ground string    `json:"ground" enum:"tender,auction,inspection,testing,quarantine,appraisal,expert_review" doc:"On the list of the law and of the item"`
	Length Announced `json:"length"`
	Reason string    `json:"reason" maxLength:"2000" doc:"As printed"`
}

// Resume ends a special procedure.
type Resume struct {
	Seen
	Procedure string `json:"procedure,omitempty" doc:"Id of the procedure; empty: the oldest that is open"`
	Result    string `json:"result" maxLength:"2000"`
}

// TellHearingRight tells who can ask for a hearing.
type TellHearingRight struct {
	Seen
	Whose  string `json:"whose" enum:"applicant,affected"`
	Matter string `json:"matter" maxLength:"2000" doc:"As printed"`
}

// SetHearing tells day, time and place of a hearing.
type SetHearing struct {
	Seen
	Day   string `json:"day" format:"date" doc:"Seven working days or more lie between today and it"`
	Time  string `json:"time" maxLength:"20"`
	Place string `json:"place" maxLength:"200"`
}

// CloseHearing closes a hearing with its record.
type CloseHearing struct {
	Seen
	Record string `json:"record" maxLength:"20000" doc:"As the participants signed it"`
}

// AskClarification asks one question after acceptance.
type AskClarification struct {
	Seen
	Question string `json:"question" maxLength:"2000"`
}

func (d *door) procedureActs(a huma.API) {
	h := d.Handling
	d.expertActs(a)
	act(a, d, "suspend", "Open a special procedure whose time the law excludes",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Suspend) (*casework.Case, error) {
			return h.Suspend(ctx, who, t, casework.SuspendInput{Ground: in.Ground, Reason: in.Reason, Length: in.Length.limit()})
		})
	act(a, d, "resume", "End a special procedure with its result",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Resume) (*casework.Case, error) {
			return h.Resume(ctx, who, t, casework.ResumeInput{Procedure: in.Procedure, Result: in.Result})
		})
	act(a, d, "tell-hearing-right", "Tell who can ask for a hearing",
		func(ctx context.Context, who permission.Principal, t handling.Target, in TellHearingRight) (*casework.Case, error) {
			return h.TellHearingRight(ctx, who, t, casework.TellHearingRightInput{Whose: in.Whose, Matter: in.Matter})
		})
	act(a, d, "set-hearing", "Tell day, time and place of a hearing",
		func(ctx context.Context, who permission.Principal, t handling.Target, in SetHearing) (*casework.Case, error) {
			day, err := calendar.ParseDay(in.Day)
			if err != nil {
				day = 0 // the engine asks for a day
			}
			return h.SetHearing(ctx, who, t, casework.SetHearingInput{Day: day, Time: in.Time, Place: in.Place})
		})
	act(a, d, "close-hearing", "Close a hearing with its record, as its chair",
		func(ctx context.Context, who permission.Principal, t handling.Target, in CloseHearing) (*casework.Case, error) {
			return h.CloseHearing(ctx, who, t, casework.CloseHearingInput{Record: in.Record})
		})
	act(a, d, "ask-clarification", "Ask the applicant one question after acceptance",
		func(ctx context.Context, who permission.Principal, t handling.Target, in AskClarification) (*casework.Case, error) {
			return h.AskClarification(ctx, who, t, casework.AskClarificationInput{Question: in.Question})
		})
	act(a, d, "extend-decision", "Extend the statutory limit once, as head of the agency",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Explained) (*casework.Case, error) {
			return h.ExtendDecision(ctx, who, t, in.Reason)
		})
	act(a, d, "extend-joint", "Extend the joint ceiling of the whole case once, as head of the government",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Explained) (*casework.Case, error) {
			return h.ExtendJoint(ctx, who, t, in.Reason)
		})
}

func (d *door) expertActs(a huma.API) {
	h := d.Handling
	act(a, d, "call-experts", "Call an expert review and announce its length",
		func(ctx context.Context, who permission.Principal, t handling.Target, in CallExperts) (*casework.Case, error) {
			return h.CallExperts(ctx, who, t, casework.CallExpertsInput{Step: in.Step, Who: in.Who, Length: in.Length.limit(), Reason: in.Reason})
		})
	act(a, d, "expert-opinion", "Enter what the experts came to",
		func(ctx context.Context, who permission.Principal, t handling.Target, in ExpertOpinion) (*casework.Case, error) {
			return h.ExpertOpinion(ctx, who, t, casework.ExpertOpinionInput{Step: in.Step, Opinion: in.Opinion, Text: in.Text})
		})
	act(a, d, "restate-length", "Announce a new length for a review that overran",
		func(ctx context.Context, who permission.Principal, t handling.Target, in RestateLength) (*casework.Case, error) {
			return h.RestateLength(ctx, who, t, casework.RestateLengthInput{Step: in.Step, Length: in.Length.limit(), Reason: in.Reason})
		})
	act(a, d, "replace-experts", "Give up on experts who did not answer in time",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Explained) (*casework.Case, error) {
			return h.ReplaceExperts(ctx, who, t, casework.ReplaceExpertsInput{Reason: in.Reason})
		})
}

type requestHearingIn struct {
	ItemPath
	Key
	Body struct {
		Reason string `json:"reason,omitempty" maxLength:"1000"`
	} `nameHint:"RequestHearing"`
}

type clarifyIn struct {
	ItemPath
	Key
	Body struct {
		Clarification string `json:"clarification" maxLength:"1000"`
	} `nameHint:"Clarify"`
}

func (d *door) procedureOwnActs(a huma.API) {
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/request-hearing", "request-hearing",
		"Ask for a hearing while the right is open"), d.requestHearing)
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/clarify", "clarify",
		"Answer the question that was asked after acceptance"), d.clarify)
}

func (d *door) requestHearing(ctx context.Context, in *requestHearingIn) (*caseOut, error) {
	c, err := d.Filing.RequestHearing(ctx, caller(ctx), in.No, in.Slot, in.Body.Reason, in.once())
	if err != nil {
		return nil, under(body, nil, err)
	}
	return d.caseOut(c), nil
}

func (d *door) clarify(ctx context.Context, in *clarifyIn) (*caseOut, error) {
	c, err := d.Filing.Clarify(ctx, caller(ctx), in.No, in.Slot, in.Body.Clarification, in.once())
	if err != nil {
		return nil, under(body, nil, err)
	}
	return d.caseOut(c), nil
}
