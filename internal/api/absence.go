package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/access"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// Colleague is somebody who could stand in.
type Colleague struct {
	ID    ident.StaffID `json:"id"`
	Login string        `json:"login"`
	Name  string        `json:"name"`
	Title string        `json:"title,omitempty"`
}

type deputiesIn struct {
	AccountPath
	Short
}

type deputiesOut struct {
	Body struct {
		Deputies []Colleague `json:"deputies"`
		Pages
	} `nameHint:"Deputies"`
}

type markAbsentIn struct {
	AccountPath
	Match
	Body struct {
		Why
		From   string        `json:"from" format:"date" doc:"First day"`
		Until  string        `json:"until" format:"date" doc:"Last day"`
		Deputy ident.StaffID `json:"deputy,omitempty" doc:"Who stands in; empty: nobody"`
	} `nameHint:"MarkAbsent"`
}

type endAbsenceIn struct {
	AccountPath
	Absence string `path:"absence" doc:"ID of the absence"`
	Match
	Body Why
}

func (d *door) absences(a huma.API) {
	huma.Register(a, get(tagAccounts, "/accounts/{staff}/deputies", "list-deputies", "List who could stand in for somebody"), d.listDeputies)
	o := post(tagAccounts, "/accounts/{staff}/absences", "mark-absent", "Write down that somebody is away, and who stands in")
	o.Description = "The deputy holds the desk posts of the absent for exactly these days, by the legal clock."
	huma.Register(a, o, d.markAbsent)
	huma.Register(a, post(tagAccounts, "/accounts/{staff}/absences/{absence}/end", "end-absence",
		"End an absence at once; what has not begun is dropped"), d.endAbsence)
}

func (d *door) listDeputies(ctx context.Context, in *deputiesIn) (*deputiesOut, error) {
	found, err := d.Access.Deputies(ctx, whoOf(ctx), in.Staff)
	if err != nil {
		return nil, err
	}
	lines := make([]Colleague, len(found))
	for i, m := range found {
		lines[i] = Colleague{ID: m.ID, Login: m.Login, Name: m.Name, Title: m.Title}
	}
	out := &deputiesOut{}
	out.Body.Deputies, out.Body.Pages, err = cut(lines, func(x Colleague) string { return string(x.ID) }, in.Short)
	return out, err
}

func (d *door) markAbsent(ctx context.Context, in *markAbsentIn) (*accountDoneOut, error) {
	act, err := in.Body.act(in.Match)
	if err != nil {
		return nil, err
	}
	x := access.Absence{Staff: in.Staff, Deputy: in.Body.Deputy}
	x.From, _ = calendar.ParseDay(in.Body.From) // no day is refused where the rule stands
	x.Until, _ = calendar.ParseDay(in.Body.Until)
	_, err = d.Access.MarkAbsent(ctx, whoOf(ctx), act, x)
	return d.accountDone(ctx, in.Staff, "", in.failed(under(body, nil, err)))
}

func (d *door) endAbsence(ctx context.Context, in *endAbsenceIn) (*accountDoneOut, error) {
	act, err := in.Body.act(in.Match)
	if err != nil {
		return nil, err
	}
	_, err = d.Access.EndAbsence(ctx, whoOf(ctx), act, in.Staff, in.Absence)
	return d.accountDone(ctx, in.Staff, "", in.failed(under(body, nil, err)))
}
