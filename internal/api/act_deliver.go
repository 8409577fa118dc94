package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

type deliverIn struct {
	ItemPath
	Key
	Body struct {
		SeenVersion int64  `json:"seen_version,omitempty" doc:"Version of the item that was looked at; 0: not compared"`
		Channel     string `json:"channel,omitempty" enum:"window,post" doc:"Staff: how it is handed over; empty: as it was offered"`
	} `nameHint:"Deliver"`
}

// Delivered is where the item stands after a result was handed over.
type Delivered struct {
	Slot    string         `json:"slot"`
	State   casework.State `json:"state"`
	On      string         `json:"on,omitempty" doc:"Legal day"`
	Channel string         `json:"channel,omitempty"`
	Version int64          `json:"version"`
}

type deliveredOut struct{ Body Delivered }

func (d *door) delivery(a huma.API) {
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/deliver", "deliver",
		"Take a result into one's account (applicants), or hand it over at the window or by post (staff)"), d.deliver)
}

func (d *door) deliver(ctx context.Context, in *deliverIn) (*deliveredOut, error) {
	who, once := caller(ctx), in.once()
	var c *casework.Case
	var err error
	if who.Kind == permission.Applicant {
		c, err = d.Filing.Deliver(ctx, who, in.No, in.Slot, once)
	} else {
		t := handling.Target{No: in.No, Slot: in.Slot, Seen: in.Body.SeenVersion, Once: once}
		c, err = d.Handling.Deliver(ctx, who, t, in.Body.Channel)
	}
	if err != nil {
		return nil, under(body, nil, err)
	}
	it := c.Latest(in.Slot)
	out := Delivered{Slot: it.Slot, State: it.State, On: it.DeliveredOn.String(), Version: it.Version}
	if it.Tendered != nil {
		out.Channel = it.Tendered.Channel
	}
	return &deliveredOut{out}, nil
}
