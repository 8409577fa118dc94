package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// WorkRow is one line of a worklist.
type WorkRow struct {
	No           ident.CaseNo   `json:"no"`
	Slot         string         `json:"slot"`
	Attempt      int            `json:"attempt"`
	Item         string         `json:"item"`
	Name         string         `json:"name"`
	Scenario     string         `json:"scenario"`
	ScenarioName string         `json:"scenario_name"`
	Area         string         `json:"area"`
	Department   string         `json:"department"`
	Channel      string         `json:"channel"`
	Trial        bool           `json:"trial"`
	Applicant    string         `json:"applicant"`
	Subject      string         `json:"subject"`
	State        casework.State `json:"state"`
	Handler      ident.StaffID  `json:"handler,omitempty"`
	HandlerName  string         `json:"handler_name,omitempty"`
	Received     string         `json:"received,omitempty"`
	Accepted     string         `json:"accepted,omitempty"`
	Decided      string         `json:"decided,omitempty"`
	Clock        string         `json:"clock,omitempty" doc:"Kind of the clock by which the list is sorted"`
	Due          string         `json:"due,omitempty"`
	Version      int64          `json:"version"`
	Strip        []Sibling      `json:"strip" doc:"All items of the joint case"`
}

// Sibling is an item of the same joint case: where it stands, and no more.
type Sibling struct {
	Slot       string         `json:"slot"`
	Name       string         `json:"name"`
	Short      string         `json:"short"`
	Department string         `json:"department"`
	State      casework.State `json:"state"`
}

// Counts are the buckets over a worklist.
type Counts struct {
	Desk       int `json:"desk" doc:"Everything that lies on a desk"`
	Mine       int `json:"mine"`
	Unassigned int `json:"unassigned"`
	Overdue    int `json:"overdue"`
	DueToday   int `json:"due_today"`
	Received   int `json:"received" doc:"To be accepted"`
	Supplement int `json:"supplement" doc:"Waiting for the applicant"`
	Accepted   int `json:"accepted" doc:"Under review"`
	Granted    int `json:"granted" doc:"To be delivered"`
	Waiting    int `json:"waiting" doc:"Waiting for another item, or held"`
	Sealed     int `json:"sealed" doc:"Decided, and told on the day of publication"`
	DoneToday  int `json:"done_today"`
}

type worklistIn struct {
	Cursor
	State      []string `query:"state" doc:"States; none: what lies on a desk" enum:"waiting,held,received,supplement_requested,accepted,granted,delivered,refused,declined,returned,not_needed,withdrawn,terminated,lapsed,revoked"`
	Scenario   string   `query:"scenario"`
	Item       string   `query:"item"`
	Channel    string   `query:"channel"`
	Mine       bool     `query:"mine" doc:"In one's own hands"`
	Unassigned bool     `query:"unassigned" doc:"In nobody's hands; together with mine: either"`
	DueBefore  string   `query:"due_before" format:"date" doc:"Due before this day: overdue when it is today"`
	DueOn      string   `query:"due_on" format:"date"`
	Since      string   `query:"since" format:"date" doc:"Received on or after"`
	Until      string   `query:"until" format:"date" doc:"Received on or before"`
	Text       string   `query:"q" maxLength:"80" doc:"Case number, or beginning of subject or applicant"`
	Newest     bool     `query:"newest" doc:"By day of receipt, newest first, instead of by due day"`
}

type worklistOut struct {
	Body struct {
		Rows   []WorkRow `json:"rows"`
		Counts Counts    `json:"counts"`
		Pages
	} `nameHint:"Worklist"`
}

func (d *door) worklist(a huma.API) {
	huma.Register(a, get(tagDesk, "/worklist", "list-worklist", "List the item cases in one's scope by legal clock"), d.listWorklist)
}

func (d *door) listWorklist(ctx context.Context, in *worklistIn) (*worklistOut, error) {
	f, err := in.filter(caller(ctx).ID)
	if err != nil {
		return nil, err
	}
	desk, err := d.Handling.Worklist(ctx, caller(ctx), f, handling.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &worklistOut{}
	out.Body.Rows = make([]WorkRow, len(desk.Rows))
	for i, r := range desk.Rows {
		out.Body.Rows[i] = rowOf(r, desk.Names[r.Handler])
	}
	out.Body.Counts = Counts(desk.Counts)
	out.Body.Pages = Pages{Next: desk.Pages.Next, Previous: desk.Pages.Prev}
	return out, nil
}

func (in *worklistIn) filter(me string) (handling.Filter, error) {
	f := handling.Filter{
		Scenario: in.Scenario, Item: in.Item, Channel: in.Channel, Unassigned: in.Unassigned, Text: in.Text, Newest: in.Newest,
	}
	for _, s := range in.State {
		f.States = append(f.States, casework.State(s))
	}
	if in.Mine {
		f.Handler = ident.StaffID(me)
	}
	bad := fault.New(fault.Invalid, "api.request")
	for _, x := range []struct {
		name, text string
		day        *calendar.Day
	}{{"due_before", in.DueBefore, &f.DueBefore}, {"due_on", in.DueOn, &f.DueOn}, {"since", in.Since, &f.Since}, {"until", in.Until, &f.Until}} {
		if x.text == "" {
			continue
		}
		var err error
		if *x.day, err = calendar.ParseDay(x.text); err != nil {
			bad.With("query."+x.name, "api.form.date")
		}
	}
	return f, bad.OrNil()
}

func rowOf(r handling.WorkRow, handler string) WorkRow {
	out := WorkRow{
		No: r.No, Slot: r.Slot, Attempt: r.Attempt, Item: r.Slug, Name: r.Name, Scenario: r.Scenario,
		ScenarioName: r.ScenarioName, Area: r.Area, Department: r.Department, Channel: r.Channel, Trial: r.Trial,
		Applicant: r.Applicant, Subject: r.Subject, State: r.State, Handler: r.Handler, HandlerName: handler,
		Received: r.Received.String(), Accepted: r.Accepted.String(), Decided: r.Decided.String(),
		Clock: r.Clock.Kind, Due: r.Clock.Due.String(), Version: r.Version, Strip: []Sibling{},
	}
	for _, s := range r.Strip {
		out.Strip = append(out.Strip, Sibling{Slot: s.Slot, Name: s.Name, Short: s.Short, Department: s.Department, State: s.State})
	}
	return out
}

// stripOf shows where the items of a joint case stand, and no more.
func stripOf(c *casework.Case) []Sibling {
	out := []Sibling{}
	for _, it := range c.Current() {
		out = append(out, siblingOf(it))
	}
	return out
}

func siblingOf(it *casework.ItemCase) Sibling {
	return Sibling{Slot: it.Slot, Name: it.Name, Short: it.Short, Department: it.Department, State: it.State}
}
