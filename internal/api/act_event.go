package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RecordEvent says that what the item waits for outside has happened.
type RecordEvent struct {
	Seen
	Gate     string `json:"gate,omitempty" maxLength:"100" doc:"Slug of the gate; empty where the item waits for one thing only"`
	Happened string `json:"happened,omitempty" format:"date" doc:"The day on which it happened; empty: today"`
	Evidence string `json:"evidence" maxLength:"2000" doc:"How it is known: who told, number of the letter"`
}

// Event is something outside that the item waits for, or waited for. No clock of an office counts it.
type Event struct {
	Gate     string `json:"gate"`
	Name     string `json:"name"`
	Event    string `json:"event" doc:"What connected systems call it"`
	Say      string `json:"say,omitempty" doc:"What the applicant is told meanwhile"`
	Before   string `json:"before" enum:"start,decide"`
	Usually  Limit  `json:"usually"`
	ToldBy   string `json:"told_by" enum:"office,applicant"`
	Happened string `json:"happened,omitempty"`
	Recorded string `json:"recorded,omitempty" doc:"Empty: it is waited for"`
}

func eventsOf(c *casework.Case, it *casework.ItemCase) []Event {
	out := []Event{}
	for _, g := range c.Gates {
		if !g.Before(it.Slot) {
			continue
		}
		x := Event{
			Gate: g.Slug, Name: g.Name, Event: g.Event, Say: g.Say, Before: g.Holds(it.Slot), Usually: limitOf(g.Usually), ToldBy: "office",
			Happened: g.Happened.String(), Recorded: g.Recorded.String(),
		}
		if g.Own {
			x.ToldBy = "applicant"
		}
		out = append(out, x)
	}
	return out
}

func (d *door) eventActs(a huma.API) {
	act(a, d, "record-event", "Put on record that what the item waits for outside has happened",
		func(ctx context.Context, who permission.Principal, t handling.Target, in RecordEvent) (*casework.Case, error) {
			on, err := eventDay(in.Happened)
			if err != nil {
				return nil, err
			}
			return d.Handling.RecordEvent(ctx, who, t, casework.RecordEventInput{Gate: in.Gate, Happened: on, Evidence: in.Evidence})
		})
	o := post(tagCases, "/cases/{no}/items/{slot}/tell-event", "tell-event", "Say that what only the applicant knows has happened")
	huma.Register(a, o, d.tellEvent)
}

type tellEventIn struct {
	ItemPath
	Key
	Body struct {
		Gate     string `json:"gate,omitempty" maxLength:"100" doc:"Slug of the gate; empty where the item waits for one thing only"`
		Happened string `json:"happened,omitempty" format:"date" doc:"The day on which it happened; empty: today"`
		Note     string `json:"note,omitempty" maxLength:"1000"`
	} `nameHint:"TellEvent"`
}

func (d *door) tellEvent(ctx context.Context, in *tellEventIn) (*caseOut, error) {
	on, err := eventDay(in.Body.Happened)
	if err != nil {
		return nil, under(body, nil, err)
	}
	c, err := d.Filing.RecordEvent(ctx, caller(ctx), in.No, filing.EventInput{
		Slot: in.Slot, Gate: in.Body.Gate, Happened: on, Note: in.Body.Note, Once: in.once(),
	})
	if err != nil {
		return nil, under(body, nil, err)
	}
	return d.caseOut(c), nil
}

// eventDay reads the day of an event; "" is today.
func eventDay(text string) (calendar.Day, error) {
	if text == "" {
		return 0, nil
	}
	return dayOf("happened", text)
}
