package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/telling"
)

// Channels are how the applicant wants to hear of news besides the inbox, and what this installation offers.
type Channels struct {
	SMS     bool   `json:"sms"`
	Mail    bool   `json:"mail"`
	AnyTime bool   `json:"any_time" doc:"Also during the quiet hours"`
	Phone   bool   `json:"phone" doc:"A telephone number is known"`
	Address string `json:"address,omitempty" doc:"E-mail address that answered with its code"`
	Offered bool   `json:"mail_offered" doc:"This installation sends e-mail"`
	Version int64  `json:"version" doc:"0: never chosen"`
}

type channelsOut struct{ Body Channels }

type chooseChannelsIn struct {
	Body struct {
		SMS     bool  `json:"sms"`
		Mail    bool  `json:"mail"`
		AnyTime bool  `json:"any_time"`
		Version int64 `json:"version" minimum:"0" doc:"Of the choices that were looked at"`
	} `nameHint:"ChooseChannels"`
}

type messageIn struct {
	Message int64 `path:"message" minimum:"1"`
}

func (d *door) channels(a huma.API) {
	huma.Register(a, get(tagInbox, "/inbox/channels", "get-channels", "How one hears of news besides the inbox"), d.getChannels)
	huma.Register(a, put(tagInbox, "/inbox/channels", "choose-channels", "Choose how one hears of news; an e-mail address is confirmed on the page"), d.chooseChannels)
	huma.Register(a, post(tagInbox, "/inbox/{message}/read", "mark-one-read", "Mark one message as read"), d.markOneRead)
}

func (d *door) getChannels(ctx context.Context, _ *struct{}) (*channelsOut, error) {
	c, err := d.Telling.Choices(ctx, caller(ctx))
	if err != nil {
		return nil, err
	}
	return &channelsOut{Channels{
		SMS: c.SMS, Mail: c.Mail, AnyTime: c.AnyTime, Phone: c.Phone != "", Address: c.Address, Offered: c.Offered, Version: c.Version,
	}}, nil
}

func (d *door) chooseChannels(ctx context.Context, in *chooseChannelsIn) (*channelsOut, error) {
	err := d.Telling.ChooseChannels(ctx, caller(ctx), telling.ChannelsInput{
		SMS: in.Body.SMS, Mail: in.Body.Mail, AnyTime: in.Body.AnyTime, Version: in.Body.Version,
	})
	if err != nil {
		return nil, under(body, nil, err)
	}
	return d.getChannels(ctx, nil)
}

func (d *door) markOneRead(ctx context.Context, in *messageIn) (*struct{}, error) {
	return nil, d.Filing.MarkOneRead(ctx, caller(ctx), in.Message)
}
