package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RequestLine is one letter that asks a body for its opinion.
type RequestLine struct {
	No       ident.CaseNo `json:"no"`
	Slot     string       `json:"slot"`
	Step     string       `json:"step"`
	Body     string       `json:"body" doc:"Department that is asked"`
	Kind     string       `json:"kind" doc:"consult"`
	Item     string       `json:"item" doc:"Name"`
	Asker    string       `json:"asker" doc:"Department of the item"`
	State    string       `json:"state" enum:"sent,replied,silent,recalled"`
	Sent     string       `json:"sent"`
	Due      string       `json:"due,omitempty"`
	Answered string       `json:"answered,omitempty"`
}

// RequestLetter is one letter with what its body may see of the application.
type RequestLetter struct {
	RequestLine
	Version  int64          `json:"version" doc:"Of this letter alone; send it as seen_version"`
	Question string         `json:"question"`
	Silence  bool           `json:"silence_consents" doc:"Silence counts as no objection, by the law that basis names"`
	Basis    string         `json:"basis,omitempty"`
	Answer   string         `json:"answer,omitempty" enum:"no_objection,conditions,objection"`
	Opinion  string         `json:"opinion,omitempty"`
	Fields   []RequestField `json:"fields"`
	Papers   []string       `json:"papers" doc:"Names of the materials that it shows"`
}

// RequestField is one value that a letter shows.
type RequestField struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Value string `json:"value"`
}

// Reply is what a body answers.
type Reply struct {
	SeenVersion int64  `json:"seen_version" minimum:"1" doc:"Version of the letter that was looked at"`
	Answer      string `json:"answer" enum:"no_objection,conditions,objection"`
	Opinion     string `json:"opinion,omitempty" maxLength:"2000" doc:"Reasons; must be there for conditions and objections"`
}

type requestsIn struct {
	Cursor
	Over bool `query:"over" doc:"Those that are over instead of those that wait for an answer"`
}

type requestsOut struct {
	Body struct {
		Requests []RequestLine `json:"requests"`
		Pages
	} `nameHint:"RequestList"`
}

type requestIn struct {
	No   ident.CaseNo `path:"no"`
	Slot string       `path:"slot"`
	Step string       `path:"step"`
	Of   string       `path:"body" doc:"Department that is asked"`
}

func (in requestIn) at() handling.Request {
	return handling.Request{No: in.No, Slot: in.Slot, Step: in.Step, Body: in.Of}
}

type requestOut struct{ Body RequestLetter }

type replyIn struct {
	No   ident.CaseNo `path:"no"`
	Slot string       `path:"slot"`
	Step string       `path:"step"`
	Of   string       `path:"body"`
	Key
	Body Reply
}

const requestPath = "/requests/{no}/{slot}/{step}/{body}"

func (d *door) requests(a huma.API) {
	huma.Register(a, get(tagRequests, "/requests", "list-requests", "What one's department is asked, by its last day"), d.listRequests)
	huma.Register(a, get(tagRequests, requestPath, "get-request", "One letter, with what it shows of the application"), d.getRequest)
	o := post(tagRequests, requestPath+"/reply-consult", "reply-consult", "Answer a letter for one's department")
	o.Description = "Only the version of the letter is compared: departments that answer at the same time do not disturb one another."
	huma.Register(a, o, func(ctx context.Context, in *replyIn) (*requestOut, error) {
		return d.reply(ctx, in, d.Handling.ReplyConsult)
	})
	huma.Register(a, post(tagRequests, requestPath+"/add-late-reply", "add-late-reply", "Add an opinion after silence had counted as no objection"),
		func(ctx context.Context, in *replyIn) (*requestOut, error) {
			return d.reply(ctx, in, d.Handling.AddLateReply)
		})
}

func (d *door) listRequests(ctx context.Context, in *requestsIn) (*requestsOut, error) {
	list, err := d.Handling.Requests(ctx, caller(ctx), !in.Over, handling.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &requestsOut{}
	out.Body.Requests = make([]RequestLine, len(list.Rows))
	for i, r := range list.Rows {
		out.Body.Requests[i] = RequestLine{
			No: r.No, Slot: r.Slot, Step: r.Step, Body: r.Body, Kind: r.Kind, Item: r.Item, Asker: r.Asker, State: r.State, Sent: r.Sent.String(),
			Due: r.Due.String(), Answered: r.Answered.String(),
		}
	}
	out.Body.Pages = Pages{Next: list.Pages.Next, Previous: list.Pages.Prev}
	return out, nil
}

func (d *door) getRequest(ctx context.Context, in *requestIn) (*requestOut, error) {
	f, err := d.Handling.Request(ctx, caller(ctx), in.at())
	if err != nil {
		return nil, err
	}
	r := f.Request
	out := RequestLetter{
		RequestLine: RequestLine{
			No: f.Case.No, Slot: f.Item.Slot, Step: f.Step.ID, Body: r.Department, Kind: f.Step.Kind, Item: f.Item.Name, Asker: f.Item.Department,
			State: r.State, Sent: r.Sent.String(), Due: f.Due.String(), Answered: r.Answered.String(),
		},
		Version: r.Version, Question: r.Question, Silence: f.Step.Asked.SilenceConsents, Basis: f.Step.Asked.SilenceBasis,
		Answer: r.Answer, Opinion: r.Opinion, Fields: []RequestField{}, Papers: []string{},
	}
	for _, x := range f.Fields {
		out.Fields = append(out.Fields, RequestField{Key: x.Key, Label: x.Label, Value: x.Shown})
	}
	for _, m := range f.Materials {
		out.Papers = append(out.Papers, m.Name)
	}
	return &requestOut{out}, nil
}

func (d *door) reply(ctx context.Context, in *replyIn, do func(context.Context, permission.Principal, handling.Request, handling.Answer) (*casework.Case, error)) (*requestOut, error) {
	which := requestIn{No: in.No, Slot: in.Slot, Step: in.Step, Of: in.Of}
	at := which.at()
	at.Seen, at.Once = in.Body.SeenVersion, in.once()
	if _, err := do(ctx, caller(ctx), at, handling.Answer{Says: in.Body.Answer, Opinion: in.Body.Opinion}); err != nil {
		return nil, under(body, nil, err)
	}
	return d.getRequest(ctx, &which)
}
