package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ServeDocument records that a paper was served by other means than the e-account.
type ServeDocument struct {
	Seen
	Document ident.DocumentID `json:"document" doc:"Which paper of the item"`
	Way      string           `json:"way" enum:"counter,post,left,public"`
	On       string           `json:"on" format:"date" doc:"Handed over, signed for, left, or announced"`
	Name     string           `json:"name,omitempty" maxLength:"60" doc:"Who took it; stands in the record of service only"`
	Evidence string           `json:"evidence" maxLength:"200"`
}

func (d *door) serviceActs(a huma.API) {
	act(a, d, "serve-document", "Record that a paper was served by other means than the e-account", d.serveDocument)
}

func (d *door) serveDocument(ctx context.Context, who permission.Principal, t handling.Target, in ServeDocument) (*casework.Case, error) {
	on, err := dayOf("on", in.On)
	if err != nil {
		return nil, err
	}
	return d.Handling.ServeDocument(ctx, who, t, handling.ServeInput{Document: in.Document, Way: in.Way, On: on, Name: in.Name, Evidence: in.Evidence})
}
