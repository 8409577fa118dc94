package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
)

// ItemPath names an item of a case in an address.
type ItemPath struct {
	CasePath
	Slot string `path:"slot" doc:"Slot of the item case, for example food_licence.new or vehicle_permit.new~2"`
}

type withdrawIn struct {
	CasePath
	Key
	Match
	Body struct {
		Reason string `json:"reason,omitempty" maxLength:"1000"`
	} `nameHint:"WithdrawAll"`
}

type withdrawItemIn struct {
	ItemPath
	Key
	Match
	Body struct {
		SeenVersion int64  `json:"seen_version,omitempty" doc:"Version of the item that was looked at; 0: not compared"`
		Reason      string `json:"reason,omitempty" maxLength:"1000"`
	} `nameHint:"Withdraw"`
}

type caseActIn struct {
	CasePath
	Key
}

type changeDeliveryIn struct {
	CasePath
	Key
	Body Delivery
}

type itemActIn struct {
	ItemPath
	Key
}

func (d *door) caseActs(a huma.API) {
	huma.Register(a, post(tagCases, "/cases/{no}/withdraw", "withdraw-case", "Withdraw everything that is not decided yet"), d.withdraw)
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/withdraw", "withdraw-item", "Withdraw one item"), d.withdrawItem)
	huma.Register(a, post(tagCases, "/cases/{no}/ask-early-delivery", "ask-early-delivery",
		"Ask for results before the joint conclusion"), d.askEarlyDelivery)
	huma.Register(a, post(tagCases, "/cases/{no}/change-delivery", "change-delivery",
		"Change how results arrive, until the last one is handed over"), d.changeDelivery)
	huma.Register(a, post(tagCases, "/cases/{no}/items/{slot}/choose-stand-alone", "choose-stand-alone",
		"Go on with an item whose prerequisite failed"), d.chooseStandAlone)
}

func (d *door) withdraw(ctx context.Context, in *withdrawIn) (*caseOut, error) {
	seen, err := in.version(0)
	if err != nil {
		return nil, err
	}
	c, err := d.Filing.Withdraw(ctx, caller(ctx), in.No, filing.WithdrawInput{
		CaseSeen: seen, Reason: in.Body.Reason, Once: in.once(),
	})
	if err != nil {
		return nil, in.failed(err)
	}
	return d.caseOut(c), nil
}

func (d *door) withdrawItem(ctx context.Context, in *withdrawItemIn) (*caseOut, error) {
	seen, err := in.version(0)
	if err != nil {
		return nil, err
	}
	c, err := d.Filing.Withdraw(ctx, caller(ctx), in.No, filing.WithdrawInput{
		Slot: in.Slot, Seen: in.Body.SeenVersion, CaseSeen: seen, Reason: in.Body.Reason, Once: in.once(),
	})
	if err != nil {
		return nil, in.failed(err)
	}
	return d.caseOut(c), nil
}

func (d *door) askEarlyDelivery(ctx context.Context, in *caseActIn) (*caseOut, error) {
	c, err := d.Filing.AskEarlyDelivery(ctx, caller(ctx), in.No, in.once())
	if err != nil {
		return nil, err
	}
	return d.caseOut(c), nil
}

func (d *door) changeDelivery(ctx context.Context, in *changeDeliveryIn) (*caseOut, error) {
	c, err := d.Filing.ChangeDelivery(ctx, caller(ctx), in.No, filing.Delivery(in.Body), in.once())
	if err != nil {
		return nil, under(body, nil, err)
	}
	return d.caseOut(c), nil
}

func (d *door) chooseStandAlone(ctx context.Context, in *itemActIn) (*caseOut, error) {
	c, err := d.Filing.ChooseStandAlone(ctx, caller(ctx), in.No, in.Slot, in.once())
	if err != nil {
		return nil, err
	}
	return d.caseOut(c), nil
}
