package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/app/telling"
	"lianban/internal/base/ident"
)

// Message is one message to the applicant: that something happened, and what to do.
type Message struct {
	ID   int64        `json:"id"`
	No   ident.CaseNo `json:"no"`
	Slot string       `json:"slot,omitempty"`
	Kind string       `json:"kind"`
	Text string       `json:"text"`
	At   time.Time    `json:"at"`
	Read bool         `json:"read"`
}

type inboxOut struct {
	Body struct {
		Messages []Message `json:"messages"`
		Unread   int       `json:"unread"`
		Pages
	} `nameHint:"Inbox"`
}

type readIn struct {
	Body struct {
		UpTo int64 `json:"up_to" minimum:"1" doc:"Messages up to this one were read"`
	} `nameHint:"MarkRead"`
}

func (d *door) inbox(a huma.API) {
	huma.Register(a, get(tagInbox, "/inbox", "list-messages", "List one's messages, newest first"), d.listMessages)
	huma.Register(a, post(tagInbox, "/inbox/read", "mark-read", "Mark messages as read"), d.markRead)
}

func (d *door) listMessages(ctx context.Context, in *Cursor) (*inboxOut, error) {
	found, err := d.Filing.Inbox(ctx, caller(ctx), filing.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &inboxOut{}
	out.Body.Messages = make([]Message, len(found.Messages))
	for i, m := range found.Messages {
		out.Body.Messages[i] = Message{
			ID: m.ID, No: m.No, Slot: m.Slot, Kind: m.Kind, Text: telling.Words(m.Message), At: m.At, Read: m.Read,
		}
	}
	out.Body.Unread = found.Unread
	out.Body.Pages = Pages{Next: found.Pages.Next, Previous: found.Pages.Prev}
	return out, nil
}

func (d *door) markRead(ctx context.Context, in *readIn) (*struct{}, error) {
	return nil, d.Filing.MarkRead(ctx, caller(ctx), in.Body.UpTo)
}
