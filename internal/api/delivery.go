package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
)

// Delivery is how results should reach the applicant (领取方式).
type Delivery struct {
	Way       string `json:"way" enum:"e_account,window,post" doc:"e_account only where every result is an electronic certificate"`
	Recipient string `json:"recipient,omitempty" maxLength:"40" doc:"Of a letter"`
	Phone     string `json:"phone,omitempty" maxLength:"20" doc:"Of a letter"`
	Address   string `json:"address,omitempty" maxLength:"200" doc:"Of a letter"`
}

type saveDeliveryIn struct {
	DraftPath
	Body struct {
		Delivery
		Version int64 `json:"version,omitempty" doc:"Of the draft that was looked at; 0: not compared"`
	} `nameHint:"SaveDelivery"`
}

func (d *door) draftDelivery(a huma.API) {
	huma.Register(a, put(tagDrafts, "/drafts/{draft}/delivery", "save-delivery", "Say how results should arrive"), d.saveDelivery)
}

func (d *door) saveDelivery(ctx context.Context, in *saveDeliveryIn) (*draftOut, error) {
	_, err := d.Filing.SaveDelivery(ctx, caller(ctx), in.Draft, in.Body.Version, filing.Delivery(in.Body.Delivery))
	return d.shown(ctx, in.Draft, under(body, nil, err))
}
