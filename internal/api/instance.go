package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
)

type addInstanceIn struct {
	DraftPath
	Topic string `path:"topic" doc:"Topic that repeats, for example child"`
	Body  struct {
		Version int64 `json:"version,omitempty" doc:"Of the draft that was looked at; 0: not compared"`
	} `nameHint:"AddInstance"`
}

type removeInstanceIn struct {
	DraftPath
	Topic   string `path:"topic" doc:"Topic that repeats, for example child"`
	N       int    `path:"n" minimum:"1" doc:"Which one, from 1; later ones move up"`
	Version int64  `query:"version" doc:"Of the draft that was looked at; 0: not compared"`
}

func (d *door) instances(a huma.API) {
	huma.Register(a, post(tagDrafts, "/drafts/{draft}/topics/{topic}/instances", "add-instance",
		"Add one more of what repeats: another child, another vehicle"), d.addInstance)
	o := remove(tagDrafts, "/drafts/{draft}/topics/{topic}/instances/{n}", "remove-instance",
		"Take one of what repeats out, with its values and papers")
	o.DefaultStatus = 200
	huma.Register(a, o, d.removeInstance)
}

func (d *door) addInstance(ctx context.Context, in *addInstanceIn) (*draftOut, error) {
	_, err := d.Filing.AddInstance(ctx, caller(ctx), in.Draft, in.Body.Version, in.Topic)
	return d.shown(ctx, in.Draft, err)
}

func (d *door) removeInstance(ctx context.Context, in *removeInstanceIn) (*draftOut, error) {
	_, err := d.Filing.RemoveInstance(ctx, caller(ctx), in.Draft, in.Version, in.Topic, in.N)
	return d.shown(ctx, in.Draft, err)
}
