package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/domain/permission"
)

// Me is who the token stands for.
type Me struct {
	Kind        permission.PrincipalKind `json:"kind" enum:"applicant,staff,client"`
	ID          string                   `json:"id"`
	Name        string                   `json:"name"`
	Token       string                   `json:"token" doc:"Name of the token"`
	Department  string                   `json:"department,omitempty" doc:"Slug, for staff"`
	Area        string                   `json:"area,omitempty" doc:"Slug, for staff"`
	Title       string                   `json:"title,omitempty" doc:"Name of the post, for staff"`
	Permissions []permission.Permission  `json:"permissions" doc:"Rights that some post carries, in whatever scope"`
}

type meOut struct{ Body Me }

func (d *door) me(a huma.API) {
	huma.Register(a, get(tagMe, "/me", "get-me", "Who the token stands for"), d.getMe)
}

func (d *door) getMe(ctx context.Context, _ *struct{}) (*meOut, error) {
	w := whoOf(ctx)
	me := Me{
		Kind: w.Kind, ID: w.ID, Name: w.Name, Token: w.Token, Permissions: []permission.Permission{},
		Department: w.Staff.Department, Area: w.Staff.Area, Title: w.Staff.Title,
	}
	for _, p := range permission.All() {
		if w.Has(p) {
			me.Permissions = append(me.Permissions, p)
		}
	}
	return &meOut{me}, nil
}
