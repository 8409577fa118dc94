package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/base/fault"
	"lianban/internal/domain/improvement"
)

// CaseReview is what an applicant said of their own case, and what was answered. Nobody else gets it: staff see bad reviews at
// their desks, without what an anonymous one would give away.
type CaseReview struct {
	Grade     string      `json:"grade" enum:"very_satisfied,satisfied,fairly_satisfied,dissatisfied,very_dissatisfied"`
	GradeWord string      `json:"grade_word"`
	Reasons   []string    `json:"reasons" doc:"Of the whole, where it was bad and no item was"`
	Legs      []ReviewLeg `json:"legs"`
	Words     string      `json:"words,omitempty"`
	Anonymous bool        `json:"anonymous"`
	On        string      `json:"on" doc:"Day on which it was said last"`
	Amendable bool        `json:"amendable" doc:"Nobody has answered yet"`
	Bad       []BadReview `json:"bad" doc:"What has to be answered"`
	Version   int64       `json:"version"`
}

// ReviewLeg is what was said of one item.
type ReviewLeg struct {
	Slot    string   `json:"slot"`
	Name    string   `json:"name"`
	Mark    string   `json:"mark" enum:"good,fair,poor"`
	Reasons []string `json:"reasons"`
}

// BadReview is one bad thing that has to be answered.
type BadReview struct {
	Slot   string `json:"slot,omitempty" doc:"None: the whole"`
	State  string `json:"state" enum:"owed,appealed,listed,closed,set_aside"`
	Due    string `json:"due" doc:"Day of the answer, or of what it promised"`
	Kind   string `json:"kind,omitempty" enum:"fixed,will_fix,explained"`
	Answer string `json:"answer,omitempty"`
	Until  string `json:"until,omitempty"`
	Done   string `json:"done,omitempty"`
	How    string `json:"how,omitempty" doc:"What was changed"`
	Why    string `json:"why,omitempty" doc:"Set aside: why"`
}

func reviewOf(r *improvement.Review) CaseReview {
	out := CaseReview{
		Grade: string(r.Grade), GradeWord: word("rating.grade.", string(r.Grade)), Reasons: texts(r.Reasons), Legs: []ReviewLeg{}, Words: r.Words,
		Anonymous: r.Anonymous, On: r.On.String(), Amendable: !r.Settled(), Bad: []BadReview{}, Version: r.Version,
	}
	for _, l := range r.Legs {
		if l.Mark != "" {
			out.Legs = append(out.Legs, ReviewLeg{Slot: l.Slot, Name: l.Item, Mark: string(l.Mark), Reasons: texts(l.Reasons)})
		}
	}
	for _, b := range r.Bad {
		x := BadReview{Slot: b.Slot, State: string(b.State), Due: b.Due.String()}
		if a := b.Answer; a != nil {
			x.Kind, x.Answer, x.How = string(a.Kind), a.Words, a.How
			if a.Until != 0 {
				x.Until = a.Until.String()
			}
			if a.Done != 0 {
				x.Done = a.Done.String()
			}
		}
		if b.State == improvement.SetAside {
			x.Why = b.Appeal.Why
		}
		out.Bad = append(out.Bad, x)
	}
	return out
}

func texts[T ~string](list []T) []string {
	out := []string{}
	for _, x := range list {
		out = append(out, string(x))
	}
	return out
}

// Rating is what somebody says of their case.
type Rating struct {
	Grade     string      `json:"grade" enum:"very_satisfied,satisfied,fairly_satisfied,dissatisfied,very_dissatisfied"`
	Reasons   []string    `json:"reasons,omitempty" maxItems:"10" doc:"Of the whole; kept where it is bad and no item is poor. Of: other_papers, came_again, waited, unclear, attitude, sent_shopping"`
	Legs      []RatingLeg `json:"legs,omitempty" maxItems:"100"`
	Words     string      `json:"words,omitempty" maxLength:"500" doc:"Without numbers of telephones, identity cards or cases"`
	Anonymous bool        `json:"anonymous,omitempty" doc:"No department learns who it was"`
}

// RatingLeg is what somebody says of one item.
type RatingLeg struct {
	Slot    string   `json:"slot"`
	Mark    string   `json:"mark" enum:"good,fair,poor"`
	Reasons []string `json:"reasons,omitempty" maxItems:"10" doc:"Kept where the mark is poor"`
}

type rateIn struct {
	CasePath
	Key
	Body Rating
}

type reviewOut struct{ Body CaseReview }

func (d *door) reviews(a huma.API) {
	o := post(tagCases, "/cases/{no}/rate", "rate-item", "Say what the service was like, or say it anew as long as nobody answered")
	o.Description = "Only the applicant: nobody rates for them. What is bad starts a clock by which somebody else than who did it answers."
	huma.Register(a, o, d.rate)
	huma.Register(a, get(tagCases, "/cases/{no}/review", "get-review", "What one said of one's case, and what was answered"), d.review)
}

func (d *door) rate(ctx context.Context, in *rateIn) (*reviewOut, error) {
	said := improvement.Said{
		Grade: improvement.Grade(in.Body.Grade), Reasons: reasonsOf(in.Body.Reasons), Words: in.Body.Words, Anonymous: in.Body.Anonymous,
	}
	for _, l := range in.Body.Legs {
		said.Legs = append(said.Legs, improvement.SaidLeg{Slot: l.Slot, Mark: improvement.Mark(l.Mark), Reasons: reasonsOf(l.Reasons)})
	}
	r, err := d.Improvement.RateItem(ctx, caller(ctx), in.No, said, in.once())
	if err != nil {
		return nil, under(body, nil, err)
	}
	return &reviewOut{reviewOf(r)}, nil
}

func reasonsOf(list []string) []improvement.Reason {
	out := []improvement.Reason{}
	for _, x := range list {
		out = append(out, improvement.Reason(x))
	}
	return out
}

func (d *door) review(ctx context.Context, in *CasePath) (*reviewOut, error) {
	m, err := d.Improvement.Mine(ctx, caller(ctx), in.No)
	if err == nil && m.Review == nil {
		err = fault.New(fault.NotFound, "improvement.none")
	}
	if err != nil {
		return nil, err
	}
	return &reviewOut{reviewOf(m.Review)}, nil
}
