package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/domain/casework"
)

// NoticeLine is one public notice in a list.
type NoticeLine struct {
	ID         string `json:"id"`
	Item       string `json:"item" doc:"Name of the item"`
	Subject    string `json:"subject,omitempty" doc:"Whose it is, where that may stand in public"`
	Area       string `json:"area"`
	Department string `json:"department"`
	Hangs      bool   `json:"hangs"`
	Published  string `json:"published"`
	Until      string `json:"until" doc:"Last day"`
}

// PublicNotice is what everybody sees of a notice.
type PublicNotice struct {
	NoticeLine
	State      casework.StepState `json:"state" enum:"todo,running,objected,ended_objected,done,cancelled" doc:"todo: interrupted, it will be published anew"`
	Text       string             `json:"text"`
	TextHash   string             `json:"text_hash" doc:"SHA-256 of the text, hex"`
	Places     []string           `json:"places" doc:"Where it hangs besides the portal"`
	Left       int                `json:"left" doc:"Days that are left"`
	Objections int                `json:"objections"`
	Answered   int                `json:"answered"`
}

// Objection is what somebody has against a notice.
type Objection struct {
	Text string `json:"text" maxLength:"1000"`
}

// ObjectionTaken is the receipt of an objection.
type ObjectionTaken struct {
	ID string `json:"id"`
}

// HearingWish asks for a hearing.
type HearingWish struct {
	Reason string `json:"reason" maxLength:"1000" doc:"How the matter touches the person"`
}

// HearingTaken is the answer to a request for a hearing.
type HearingTaken struct {
	Asked bool `json:"asked"`
}

type noticeHearingIn struct {
	Notice string `path:"notice" maxLength:"60"`
	Key
	Body HearingWish
}

type noticeHearingOut struct{ Body HearingTaken }

func (d *door) noticeHearing(ctx context.Context, in *noticeHearingIn) (*noticeHearingOut, error) {
	if err := d.Filing.RequestHearingAffected(ctx, caller(ctx), in.Notice, in.Body.Reason, in.once()); err != nil {
		return nil, under(body, nil, err)
	}
	return &noticeHearingOut{HearingTaken{Asked: true}}, nil
}

type noticesIn struct {
	Cursor
	Area string `query:"area" maxLength:"100" doc:"Slug of an area; with everything below it"`
	Over bool   `query:"over" doc:"What no longer hangs, instead of what hangs"`
}

type noticesOut struct {
	Body struct {
		Notices []NoticeLine `json:"notices"`
		Pages
	} `nameHint:"NoticeList"`
}

type publicNoticeIn struct {
	Notice string `path:"notice" maxLength:"60"`
}

type publicNoticeOut struct{ Body PublicNotice }

type objectIn struct {
	Notice string `path:"notice" maxLength:"60"`
	Key
	Body Objection
}

type objectOut struct{ Body ObjectionTaken }

func (d *door) notices(a huma.API) {
	huma.Register(a, public(get(tagNotices, "/notices", "list-notices", "What hangs in public, the latest first")), d.listNotices)
	huma.Register(a, public(get(tagNotices, "/notices/{notice}", "get-notice", "One public notice")), d.getNotice)
	huma.Register(a, post(tagNotices, "/notices/{notice}/request-hearing", "request-hearing-affected",
		"Ask for a hearing on the item of a notice, as an identified person whose great interest is at stake"), d.noticeHearing)
	huma.Register(a, post(tagNotices, "/notices/{notice}/object-notice", "object-notice", "Object to a running notice, as an identified person"), d.objectNotice)
}

func (d *door) listNotices(ctx context.Context, in *noticesIn) (*noticesOut, error) {
	list, err := d.Filing.Notices(ctx, in.Area, !in.Over, filing.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &noticesOut{}
	out.Body.Notices = make([]NoticeLine, len(list.Rows))
	for i, n := range list.Rows {
		out.Body.Notices[i] = noticeLine(n)
	}
	out.Body.Pages = Pages{Next: list.Pages.Next, Previous: list.Pages.Prev}
	return out, nil
}

func noticeLine(n filing.NoticeRow) NoticeLine {
	return NoticeLine{
		ID: n.ID, Item: n.Item, Subject: n.Subject, Area: n.Area, Department: n.Department, Hangs: n.Hangs, Published: n.Published.String(),
		Until: n.Until.String(),
	}
}

func (d *door) getNotice(ctx context.Context, in *publicNoticeIn) (*publicNoticeOut, error) {
	n, err := d.Filing.PublicNotice(ctx, caller(ctx), in.Notice)
	if err != nil {
		return nil, err
	}
	out := PublicNotice{
		NoticeLine: noticeLine(n.NoticeRow), State: n.State, Text: n.Notice.Text, TextHash: n.Notice.TextHash,
		Places: list(n.Notice.Places), Left: n.Left, Objections: n.Objections, Answered: n.Answered,
	}
	out.Hangs = n.Hangs
	return &publicNoticeOut{out}, nil
}

func (d *door) objectNotice(ctx context.Context, in *objectIn) (*objectOut, error) {
	id, err := d.Filing.ObjectNotice(ctx, caller(ctx), in.Notice, in.Body.Text, in.once())
	if err != nil {
		return nil, under(body, nil, err)
	}
	return &objectOut{ObjectionTaken{ID: id}}, nil
}
