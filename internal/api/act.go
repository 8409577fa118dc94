package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Seen is the version of the item that the officer looked at: nobody signs what has changed.
type Seen struct {
	SeenVersion int64 `json:"seen_version" minimum:"1" doc:"Version of the item that was looked at"`
}

func (s Seen) seen() int64 { return s.SeenVersion }

// Done is an item after an act, and the others where they stand now.
type Done struct {
	No    ident.CaseNo `json:"no"`
	Item  DeskItem     `json:"item"`
	Strip []Sibling    `json:"strip"`
}

type doneOut struct{ Body Done }

type actIn[B any] struct {
	ItemPath
	Key
	Match
	Body B
}

// do is one act of a department.
type do[B any] func(ctx context.Context, who permission.Principal, t handling.Target, in B) (*casework.Case, error)

// act registers an act of a department: POST /cases/{no}/items/{slot}/{verb}.
func act[B interface{ seen() int64 }](a huma.API, d *door, verb, summary string, run do[B]) {
	o := post(tagDesk, "/cases/{no}/items/{slot}/"+verb, verb, summary)
	huma.Register(a, o, func(ctx context.Context, in *actIn[B]) (*doneOut, error) {
		seen, err := in.version(in.Body.seen())
		if err != nil {
			return nil, err
		}
		t := handling.Target{No: in.No, Slot: in.Slot, Seen: seen, Once: in.once()}
		c, err := run(ctx, caller(ctx), t, in.Body)
		if err != nil {
			return nil, in.failed(under(body, nil, err))
		}
		return &doneOut{d.done(ctx, c, in.Slot)}, nil
	})
}

func (d *door) done(ctx context.Context, c *casework.Case, slot string) Done {
	return Done{No: c.No, Item: d.deskItem(caller(ctx), c, c.Latest(slot)), Strip: stripOf(c)}
}
