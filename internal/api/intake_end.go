package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// IntakeNotice is the one-time notice (一次性告知单): everything that is missing or wrong, told once. There is no case.
type IntakeNotice struct {
	No     string        `json:"no" doc:"On the paper, which anybody can verify"`
	At     time.Time     `json:"at"`
	Reason string        `json:"reason" doc:"The clerk's"`
	Points []NoticePoint `json:"points"`
	Href   string        `json:"href" doc:"The paper as PDF"`
}

// NoticePoint is one thing that the visitor brings or mends.
type NoticePoint struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
	Rule   string `json:"rule,omitempty" doc:"What asks for it"`
}

type confirmIn struct {
	DraftPath
	Body struct {
		ReviewHash string `json:"review_hash" minLength:"1" maxLength:"200" doc:"Of the check that the visitor read"`
		Declared   bool   `json:"declared" doc:"The visitor agreed to every declaration"`
		Promised   bool   `json:"promises_signed,omitempty" doc:"And signed the promises of the check"`
		Order      bool   `json:"order_agreed,omitempty" doc:"And to the order of items that wait for one another"`
		Name       string `json:"name,omitempty" maxLength:"60" doc:"As the visitor typed it; not on paper"`
		Paper      bool   `json:"paper,omitempty" doc:"Signed on paper: the sheet was handed in as material window_signed_sheet"`
	} `nameHint:"Confirm"`
}

type submitIntakeIn struct {
	DraftPath
	Key  string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"200" doc:"Fresh for every submission: a repeat with the same key answers the same case"`
	Body struct {
		ReviewHash string `json:"review_hash" minLength:"1" maxLength:"200" doc:"That the visitor confirmed"`
	} `nameHint:"SubmitIntake"`
}

type noticeIn struct {
	DraftPath
	Body struct {
		Reason string `json:"reason" maxLength:"1000" doc:"Why it is not taken in today"`
	} `nameHint:"RefuseIntake"`
}

type noticeOut struct{ Body IntakeNotice }

func (d *door) intakeEnds(a huma.API) {
	o := post(tagIntakes, "/intakes/{draft}/confirm", "confirm-intake", "Record that the visitor read everything and agrees")
	o.Description = "It holds for exactly what get-intake showed with this hash: whatever is changed afterwards is confirmed anew."
	huma.Register(a, o, d.confirmIntake)
	o = created(post(tagIntakes, "/intakes/{draft}/submit", "submit-intake", "File what the visitor confirmed"))
	o.Description = "What is answered 201 is durable; the receipt is among list-documents of the case. " +
		"409 filing.changed_since_confirmed: something else was confirmed; show it to the visitor again."
	huma.Register(a, o, d.submitIntake)
	o = created(post(tagIntakes, "/intakes/{draft}/notices", "refuse-intake", "Issue the one-time notice: everything that is missing, at once"))
	o.Description = "The intake stays for the next visit. Each call issues another notice with a number of its own."
	huma.Register(a, o, d.refuseIntake)
	huma.Register(a, get(tagIntakes, "/intakes/{draft}/notice", "get-intake-notice", "Show the latest one-time notice of an intake"), d.intakeNotice)
	f := file(get(tagIntakes, "/intakes/{draft}/notice/pdf", "print-intake-notice", "The latest one-time notice as PDF"))
	f.Responses["200"].Content = pdfContent()
	huma.Register(a, f, d.printIntakeNotice)
	huma.Register(a, get(tagIntakes, "/filed-cases", "list-filed-cases", "List the cases that one filed for visitors, newest first"), d.listFiled)
}

func (d *door) confirmIntake(ctx context.Context, in *confirmIn) (*intakeOut, error) {
	b := in.Body
	_, err := d.Filing.Confirm(ctx, caller(ctx), in.Draft, filing.ConfirmInput{
		Hash: b.ReviewHash, Declared: b.Declared, Promised: b.Promised, Order: b.Order, Name: b.Name, Paper: b.Paper,
	})
	return d.shownIntake(ctx, in.Draft, under(body, own{"promises": "promises_signed", "order": "order_agreed", "sheet": "paper"}, err))
}

func (d *door) submitIntake(ctx context.Context, in *submitIntakeIn) (*submitOut, error) {
	c, err := d.Filing.Submit(ctx, caller(ctx), in.Draft, filing.SubmitInput{
		ReviewHash: in.Body.ReviewHash, Channel: "window", Once: "api/" + in.Key,
	})
	if err != nil {
		return nil, err
	}
	return &submitOut{Location: Prefix + "/cases/" + string(c.No), Body: d.caseOf(c)}, nil
}

func (d *door) refuseIntake(ctx context.Context, in *noticeIn) (*noticeOut, error) {
	doc, err := d.Filing.RefuseIntake(ctx, caller(ctx), in.Draft, in.Body.Reason)
	if err != nil {
		return nil, under("", own{"reason": "reason"}, err)
	}
	return &noticeOut{noticeOf(in.Draft, doc)}, nil
}

func (d *door) intakeNotice(ctx context.Context, in *DraftPath) (*noticeOut, error) {
	doc, err := d.Filing.IntakeNotice(ctx, caller(ctx), in.Draft)
	if err != nil {
		return nil, err
	}
	return &noticeOut{noticeOf(in.Draft, doc)}, nil
}

func (d *door) printIntakeNotice(ctx context.Context, in *DraftPath) (*content, error) {
	doc, err := d.Filing.IntakeNotice(ctx, caller(ctx), in.Draft)
	if err != nil {
		return nil, err
	}
	return d.printed(ctx, doc)
}

func (d *door) listFiled(ctx context.Context, in *Cursor) (*casesOut, error) {
	found, err := d.Filing.Filed(ctx, caller(ctx), filing.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return casesOf(found), nil
}

func noticeOf(id ident.DraftID, doc casework.Document) IntakeNotice {
	out := IntakeNotice{
		No: doc.No, At: doc.At, Reason: doc.Data["reason"], Points: []NoticePoint{},
		Href: Prefix + "/intakes/" + string(id) + "/notice/pdf",
	}
	reasons, rules := doc.Lists["reasons"], doc.Lists["rules"]
	for i, name := range doc.Lists["names"] {
		out.Points = append(out.Points, NoticePoint{Name: name, Reason: reasons[i], Rule: rules[i]})
	}
	return out
}
