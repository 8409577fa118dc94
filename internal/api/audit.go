package api

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"lianban/internal/app/running"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/calendar"
)

// AuditEntry is one line of the audit log: who did what to accounts, rights and the house.
type AuditEntry struct {
	Seq       int64         `json:"seq" doc:"1, 2, 3 … without a gap"`
	At        time.Time     `json:"at"`
	Actor     string        `json:"actor" doc:"ID of the account, or command"`
	ActorName string        `json:"actor_name"`
	Verb      string        `json:"verb"`
	Text      string        `json:"text,omitempty" doc:"Name of the verb in Chinese"`
	Kind      string        `json:"about_kind,omitempty" doc:"account, house, case"`
	About     string        `json:"about,omitempty"`
	AboutName string        `json:"about_name,omitempty"`
	Reason    string        `json:"reason,omitempty"`
	Details   string        `json:"details,omitempty"`
	Outcome   audit.Outcome `json:"outcome" doc:"done, failed, refused"`
	Address   string        `json:"address,omitempty" doc:"Of the connection"`
	Prev      string        `json:"prev"`
	Hash      string        `json:"hash"`
}

// Deed is an act of staff on a case: verb and number, nothing of what stands in it.
type Deed struct {
	At         time.Time     `json:"at"`
	Actor      ident.StaffID `json:"actor"`
	ActorName  string        `json:"actor_name"`
	For        ident.StaffID `json:"for,omitempty" doc:"In whose place"`
	ForName    string        `json:"for_name,omitempty"`
	Department string        `json:"department,omitempty"`
	Verb       string        `json:"verb"`
	Text       string        `json:"text,omitempty" doc:"Name of the verb in Chinese"`
	Slot       string        `json:"slot,omitempty"`
	No         ident.CaseNo  `json:"no"`
}

// AuditQuestion narrows the auditor's lists.
type AuditQuestion struct {
	Person string `query:"person" maxLength:"120" doc:"Login or name of who acted, or command"`
	Verb   string `query:"verb" maxLength:"60"`
	From   string `query:"from" format:"date"`
	Until  string `query:"until" format:"date" doc:"The last day"`
}

type auditIn struct {
	Cursor
	AuditQuestion
}

type auditOut struct {
	Body struct {
		Entries []AuditEntry `json:"entries" doc:"Newest first"`
		Unknown bool         `json:"unknown_person" doc:"Nobody has the login or name that was asked for"`
		Pages
	} `nameHint:"AuditLog"`
}

type deedsOut struct {
	Body struct {
		Deeds   []Deed `json:"deeds" doc:"Newest first"`
		Unknown bool   `json:"unknown_person" doc:"Nobody has the login or name that was asked for"`
		Pages
	} `nameHint:"Deeds"`
}

type verifiedOut struct {
	Body struct {
		Whole   bool   `json:"whole"`
		Entries int64  `json:"entries" doc:"Good ones from the first on; when it is not whole, the next is the first bad one"`
		Head    string `json:"head" doc:"Hash of the last good entry"`
	} `nameHint:"AuditVerified"`
}

type exportAuditIn struct {
	Body struct {
		Of     string `json:"of" enum:"log,cases" doc:"The audit log, or what staff did to cases"`
		Person string `json:"person,omitempty" maxLength:"120"`
		Verb   string `json:"verb,omitempty" maxLength:"60"`
		From   string `json:"from,omitempty" maxLength:"10" doc:"Day"`
		Until  string `json:"until,omitempty" maxLength:"10" doc:"The last day"`
		Reason string `json:"reason" maxLength:"800" doc:"2 to 200 characters; stands in the audit log"`
	} `nameHint:"ExportAudit"`
}

func (d *door) audit(a huma.API) {
	huma.Register(a, get(tagAudit, "/audit", "list-audit", "List what was done to accounts, rights and the house, newest first"), d.listAudit)
	huma.Register(a, get(tagAudit, "/deeds", "list-deeds", "List what staff did to cases, newest first"), d.listDeeds)
	o := post(tagAudit, "/audit/verify", "verify-audit", "Check the chain of the log from its first entry")
	o.Description = "That it was checked stands in the log."
	huma.Register(a, o, d.verifyAudit)
	o = post(tagAudit, "/audit/export", "export-audit", "Take what a filter finds as CSV, 10000 rows at most")
	o.Description = "That it was taken stands in the log. Lianban-More: true says that there are older rows."
	o.Responses = map[string]*huma.Response{"200": {Description: "The rows", Content: map[string]*huma.MediaType{
		"text/csv": {Schema: &huma.Schema{Type: huma.TypeString}},
	}}}
	huma.Register(a, o, d.exportAudit)
}

// filter is what the app asks the log. Fault: Invalid api.request for what is no day.
func (q AuditQuestion) filter(place string) (running.Filter, error) {
	f := running.Filter{Person: q.Person, Verb: q.Verb}
	bad := fault.New(fault.Invalid, "api.request")
	for _, x := range []struct {
		name, text string
		day        *calendar.Day
	}{{"from", q.From, &f.From}, {"until", q.Until, &f.Until}} {
		if x.text == "" {
			continue
		}
		var err error
		if *x.day, err = calendar.ParseDay(x.text); err != nil {
			bad.With(place+x.name, "api.form.date")
		}
	}
	return f, bad.OrNil()
}

func (d *door) listAudit(ctx context.Context, in *auditIn) (*auditOut, error) {
	f, err := in.filter("query.")
	if err != nil {
		return nil, err
	}
	found, err := d.Running.Audit(ctx, caller(ctx), f, running.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &auditOut{}
	out.Body.Entries, out.Body.Unknown = make([]AuditEntry, len(found.Entries)), found.Unknown
	for i, e := range found.Entries {
		out.Body.Entries[i] = AuditEntry{
			Seq: e.Seq, At: e.At, Actor: e.Actor.ID, ActorName: e.Actor.Name, Verb: e.Verb, Text: word("admin.verb.", e.Verb),
			Kind: e.About.Kind, About: e.About.ID, AboutName: e.About.Name, Reason: e.Reason, Details: e.Details,
			Outcome: e.Outcome, Address: e.Address, Prev: e.Prev, Hash: e.Hash,
		}
	}
	out.Body.Pages = Pages{Next: found.Pages.Next, Previous: found.Pages.Prev}
	return out, nil
}

func (d *door) listDeeds(ctx context.Context, in *auditIn) (*deedsOut, error) {
	f, err := in.filter("query.")
	if err != nil {
		return nil, err
	}
	found, err := d.Running.Deeds(ctx, caller(ctx), f, running.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &deedsOut{}
	out.Body.Deeds, out.Body.Unknown = make([]Deed, len(found.Deeds)), found.Unknown
	for i, x := range found.Deeds {
		out.Body.Deeds[i] = Deed{
			At: x.At, Actor: x.Actor, ActorName: x.Name, For: x.For, ForName: found.Names[x.For], Department: x.Department,
			Verb: x.Verb, Text: word("admin.deed.", x.Verb), Slot: x.Slot, No: x.No,
		}
	}
	out.Body.Pages = Pages{Next: found.Pages.Next, Previous: found.Pages.Prev}
	return out, nil
}

func (d *door) verifyAudit(ctx context.Context, _ *struct{}) (*verifiedOut, error) {
	c, bad, err := d.Running.VerifyAudit(ctx, caller(ctx))
	if err != nil {
		return nil, err
	}
	out := &verifiedOut{}
	out.Body.Whole, out.Body.Entries, out.Body.Head = bad == nil, c.Seq, c.Head
	return out, nil
}

func (d *door) exportAudit(ctx context.Context, in *exportAuditIn) (*content, error) {
	b := in.Body
	f, err := AuditQuestion{Person: b.Person, Verb: b.Verb, From: b.From, Until: b.Until}.filter("")
	if err != nil {
		return nil, under(body, nil, err)
	}
	var rows bytes.Buffer
	more, err := d.Running.ExportAudit(ctx, caller(ctx), f, b.Of == "cases", b.Reason, &rows)
	if err != nil {
		return nil, under(body, nil, err)
	}
	return &content{func(ctx huma.Context) {
		_, w := humago.Unwrap(ctx)
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": "audit.csv"}))
		w.Header().Set("Lianban-More", strconv.FormatBool(more))
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(rows.Bytes()) // a caller that went away needs no answer
	}}, nil
}
