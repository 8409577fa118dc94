package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
)

type submitIn struct {
	DraftPath
	Key  string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"200" doc:"Fresh for every submission: a repeat with the same key answers the same case"`
	Body struct {
		ReviewHash  string `json:"review_hash" minLength:"1" doc:"Of the check that the applicant read"`
		Declared    bool   `json:"declared" doc:"The applicant agreed to the declarations"`
		Promised    bool   `json:"promises_signed,omitempty" doc:"And signed the promises of the check"`
		OrderAgreed bool   `json:"order_agreed,omitempty" doc:"And to the order of items that wait for one another"`
	} `nameHint:"Submit"`
}

type submitOut struct {
	Location string `header:"Location"`
	Body     *Case
}

func (d *door) submission(a huma.API) {
	o := created(post(tagDrafts, "/drafts/{draft}/submit", "submit-draft",
		"File the draft: one joint case, received by every department that waits for nobody"))
	o.Description = "What is answered 201 is durable. " +
		"409 filing.changed_since_check: something changed since the check; read it again. " +
		"A key that was used for another draft answers 409 store.key_reused."
	o.Errors = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusServiceUnavailable}
	huma.Register(a, o, d.submit)
}

func (d *door) submit(ctx context.Context, in *submitIn) (*submitOut, error) {
	c, err := d.Filing.Submit(ctx, caller(ctx), in.Draft, filing.SubmitInput{
		ReviewHash: in.Body.ReviewHash, Declared: in.Body.Declared, Promised: in.Body.Promised,
		OrderAgreed: in.Body.OrderAgreed,
		Channel:     "api", Once: "api/" + in.Key,
	})
	if err != nil {
		return nil, under("", own{"declared": "declared", "promises": "promises_signed", "order": "order_agreed"}, err)
	}
	return &submitOut{Location: Prefix + "/cases/" + string(c.No), Body: d.caseOf(c)}, nil
}
