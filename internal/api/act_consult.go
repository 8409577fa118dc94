package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// StartConsult asks other bodies for their opinion.
type StartConsult struct {
	Seen
	Step     string   `json:"step,omitempty" maxLength:"100" doc:"Id of the step; none: the first consult that can begin"`
	Question string   `json:"question" maxLength:"2000"`
	Papers   []string `json:"papers,omitempty" maxItems:"100" doc:"Keys of the materials that the bodies see"`
	Fields   []string `json:"fields,omitempty" maxItems:"200" doc:"Keys of the fields that they see"`
}

// WeighConsult answers objections and conditions in writing.
type WeighConsult struct {
	Seen
	Step    string `json:"step,omitempty" maxLength:"100"`
	Opinion string `json:"opinion" maxLength:"2000"`
}

// PublishNotice puts a public notice on display.
type PublishNotice struct {
	Seen
	Step   string   `json:"step,omitempty" maxLength:"100"`
	Text   string   `json:"text" maxLength:"4000" doc:"Without personal data"`
	Places []string `json:"places,omitempty" maxItems:"20" doc:"Where else it hangs already"`
}

// AnswerObjection answers an objection to a notice.
type AnswerObjection struct {
	Seen
	Step      string `json:"step,omitempty" maxLength:"100"`
	Objection string `json:"objection,omitempty" maxLength:"60" doc:"None: the oldest without an answer"`
	Answer    string `json:"answer" maxLength:"2000"`
}

// LateObjection is an objection that came after the end of a notice.
type LateObjection struct {
	Seen
	Step       string `json:"step,omitempty" maxLength:"100"`
	Who        string `json:"who" maxLength:"100" doc:"Who wrote, as in the letter"`
	Text       string `json:"text" maxLength:"2000"`
	Considered string `json:"considered" maxLength:"2000" doc:"How it was taken into account"`
}

// LateReply is an answer that came on paper after silence had counted as no objection.
type LateReply struct {
	Seen
	Step    string `json:"step,omitempty" maxLength:"100"`
	Body    string `json:"body" maxLength:"100" doc:"Slug of the department that was asked"`
	Answer  string `json:"answer" enum:"no_objection,conditions,objection"`
	Opinion string `json:"opinion" maxLength:"2000"`
}

func (d *door) consultActs(a huma.API) {
	h := d.Handling
	act(a, d, "start-consult", "Ask the bodies that the package names for their opinion",
		func(ctx context.Context, who permission.Principal, t handling.Target, in StartConsult) (*casework.Case, error) {
			return h.StartConsult(ctx, who, t, handling.Question{Step: in.Step, Text: in.Question, Papers: in.Papers, Fields: in.Fields})
		})
	act(a, d, "weigh-consult", "Answer objections and conditions of asked bodies in writing",
		func(ctx context.Context, who permission.Principal, t handling.Target, in WeighConsult) (*casework.Case, error) {
			return h.WeighConsult(ctx, who, t, in.Step, in.Opinion)
		})
	act(a, d, "publish-notice", "Put a public notice on display",
		func(ctx context.Context, who permission.Principal, t handling.Target, in PublishNotice) (*casework.Case, error) {
			return h.PublishNotice(ctx, who, t, in.Step, in.Text, in.Places)
		})
	act(a, d, "answer-objection", "Answer an objection to a notice in writing",
		func(ctx context.Context, who permission.Principal, t handling.Target, in AnswerObjection) (*casework.Case, error) {
			return h.AnswerObjection(ctx, who, t, in.Step, in.Objection, in.Answer)
		})
	act(a, d, "record-late-objection", "Keep an objection that came after the end of a notice",
		func(ctx context.Context, who permission.Principal, t handling.Target, in LateObjection) (*casework.Case, error) {
			return h.RecordLateObjection(ctx, who, t, handling.LateObjection{Step: in.Step, Who: in.Who, Text: in.Text, Considered: in.Considered})
		})
	act(a, d, "record-late-reply", "Write down an opinion that came on paper after silence",
		func(ctx context.Context, who permission.Principal, t handling.Target, in LateReply) (*casework.Case, error) {
			return h.RecordLateReply(ctx, who, t, in.Step, in.Body, handling.Answer{Says: in.Answer, Opinion: in.Opinion})
		})
}
