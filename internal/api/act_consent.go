package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/domain/casework"
)

// Share is one register that the office of an item may read with the applicant's consent.
type Share struct {
	Register  string   `json:"register" doc:"Slug"`
	Source    string   `json:"source" doc:"Name of the register"`
	Owner     string   `json:"owner,omitempty" doc:"Name of the department that keeps it"`
	Connected bool     `json:"connected" doc:"False: it cannot be asked yet"`
	What      []string `json:"what" doc:"What it is asked for, as people read it"`
	Consent   *Consent `json:"consent,omitempty" doc:"The latest for this register and item"`
}

// Consent is a consent to share as it stands.
type Consent struct {
	Given     time.Time `json:"given"`
	Outcome   string    `json:"outcome,omitempty" enum:"found,no_record,down" doc:"Of the latest read; empty: not read yet"`
	Answered  time.Time `json:"answered,omitzero"`
	Withdrawn time.Time `json:"withdrawn,omitzero" doc:"Nothing is read any more; what was read stays"`
}

type sharesOut struct {
	Body struct {
		Shares []Share `json:"shares"`
	} `nameHint:"Shares"`
}

type shareIn struct {
	ItemPath
	Key
	Body struct {
		Register    string `json:"register" maxLength:"100" doc:"Slug of the register"`
		SeenVersion int64  `json:"seen_version,omitempty" doc:"Version of the item that was looked at; 0: not compared"`
	} `nameHint:"ConsentToShare"`
}

func (d *door) consentActs(a huma.API) {
	at := "/cases/{no}/items/{slot}/"
	huma.Register(a, get(tagCases, at+"shares", "list-shares", "List what an office may read for an item with the applicant's consent"), d.listShares)
	huma.Register(a, post(tagCases, at+"consent-to-share", "consent-to-share", "Consent that the office of an item reads a register for it"), d.consentToShare)
	huma.Register(a, post(tagCases, at+"read-shared", "read-shared", "Ask a register again under a consent that stands"), d.readShared)
	huma.Register(a, post(tagCases, at+"withdraw-consent", "withdraw-consent", "Take a consent back: later reads stop, what was read stays"), d.withdrawConsent)
}

func (d *door) listShares(ctx context.Context, in *ItemPath) (*sharesOut, error) {
	sh, err := d.Filing.Shares(ctx, caller(ctx), in.No, in.Slot)
	if err != nil {
		return nil, err
	}
	out := &sharesOut{}
	out.Body.Shares = []Share{}
	for _, o := range sh.Offers {
		x := Share{Register: o.Register, Source: o.Source, Owner: o.Owner, Connected: o.Connected, What: o.Names}
		if c := o.Consent; c != nil {
			x.Consent = &Consent{Given: c.Given, Outcome: c.Outcome, Answered: c.Answered, Withdrawn: c.Withdrew}
		}
		out.Body.Shares = append(out.Body.Shares, x)
	}
	return out, nil
}

func (in *shareIn) input() filing.ConsentInput {
	return filing.ConsentInput{Slot: in.Slot, Register: in.Body.Register, Seen: in.Body.SeenVersion, Once: in.once()}
}

// shared answers the case after an act about a consent.
func (d *door) shared(c *casework.Case, err error) (*caseOut, error) {
	if err != nil {
		return nil, under(body, nil, err)
	}
	return d.caseOut(c), nil
}

func (d *door) consentToShare(ctx context.Context, in *shareIn) (*caseOut, error) {
	return d.shared(d.Filing.ConsentToShare(ctx, caller(ctx), in.No, in.input()))
}

func (d *door) readShared(ctx context.Context, in *shareIn) (*caseOut, error) {
	return d.shared(d.Filing.ReadShared(ctx, caller(ctx), in.No, in.Slot, in.Body.Register))
}

func (d *door) withdrawConsent(ctx context.Context, in *shareIn) (*caseOut, error) {
	return d.shared(d.Filing.WithdrawConsent(ctx, caller(ctx), in.No, in.input()))
}
