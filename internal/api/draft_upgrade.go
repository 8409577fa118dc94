package api

import (
	"context"

	"lianban/internal/app/filing"
	"lianban/internal/domain/scenario"
)

// Upgrade is what a draft on an older version becomes on the one that counts (换成新版).
type Upgrade struct {
	Version   int64         `json:"version" doc:"Of the draft; send it back with the consent"`
	Shown     string        `json:"shown" doc:"Which version was shown; send it back with the consent"`
	Must      bool          `json:"must" doc:"The draft cannot be submitted before"`
	Questions []DraftChange `json:"questions"`
	Items     []DraftChange `json:"items"`
	Fields    []DraftChange `json:"fields"`
	Materials []DraftChange `json:"materials"`
	Fees      []DraftChange `json:"fees"`
	Promise   []string      `json:"promise" minItems:"2" maxItems:"2" doc:"Promise of the whole before and after, in words; empty: none"`
	Days      []int         `json:"days" minItems:"2" maxItems:"2" doc:"Length of the longest chain before and after, in working days"`
	Stops     []string      `json:"stops" doc:"What the new version says to somebody whom it sends elsewhere"`
	Again     []string      `json:"again" doc:"Labels of what must be answered again"`
}

// DraftChange is one difference for the answers of this draft.
type DraftChange struct {
	Name string `json:"name"`
	What string `json:"what,omitempty" doc:"Which side of it changed; left out: the thing itself"`
	Old  string `json:"old,omitempty" doc:"Left out: it is new"`
	New  string `json:"new,omitempty" doc:"Left out: it is gone"`
}

type upgradeOut struct {
	Tag
	Body Upgrade
}

type upgradeIn struct {
	DraftPath
	Match
	Body struct {
		Version int64  `json:"version,omitempty" doc:"Of the draft that was looked at; 0: not compared"`
		Shown   string `json:"shown" minLength:"1" maxLength:"200" doc:"From what was shown"`
	} `nameHint:"UpgradeDraft"`
}

func (d *door) showUpgrade(ctx context.Context, in *DraftPath) (*upgradeOut, error) {
	u, err := d.Filing.ShowUpgrade(ctx, caller(ctx), in.Draft)
	if err != nil {
		return nil, err
	}
	return &upgradeOut{Tag: tagOf(u.Draft.Version), Body: upgradeOf(u)}, nil
}

func (d *door) upgradeDraft(ctx context.Context, in *upgradeIn) (*draftOut, error) {
	seen, err := in.version(in.Body.Version)
	if err != nil {
		return nil, err
	}
	_, err = d.Filing.Upgrade(ctx, caller(ctx), in.Draft, seen, in.Body.Shown)
	return d.shown(ctx, in.Draft, in.failed(err))
}

func upgradeOf(u *filing.Upgrade) Upgrade {
	c := u.Changes
	return Upgrade{
		Version: u.Draft.Version, Shown: u.Hash, Must: u.Older.Must(), Questions: draftChanges(c.Questions), Items: draftChanges(c.Items),
		Fields: draftChanges(c.Fields), Materials: draftChanges(c.Materials), Fees: draftChanges(c.Fees),
		Promise: c.Promise[:], Days: c.Days[:], Stops: list(c.Stops), Again: list(u.Again),
	}
}

func draftChanges(deltas []scenario.Delta) []DraftChange {
	out := make([]DraftChange, len(deltas))
	for i, x := range deltas {
		out[i] = DraftChange{Name: x.Name, What: x.What, Old: x.Old, New: x.New}
	}
	return out
}
