package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// DueRow is one line of the due board.
type DueRow struct {
	WorkRow
	Urged      string              `json:"urged,omitempty" doc:"Last day on which it was urged"`
	Late       string              `json:"late,omitempty" doc:"Last day that ended with something due and not done"`
	Deemed     bool                `json:"deemed" doc:"Accepted by silence"`
	Supervised casework.OrderState `json:"supervised,omitempty" enum:"open,answered,closed" doc:"Of the latest supervision order"`
	AnswerBy   string              `json:"answer_by,omitempty" doc:"The department owes an answer to it"`
}

// DueGroup counts what is due of one kind over everything in one's scope.
type DueGroup struct {
	Area       string `json:"area"`
	Department string `json:"department"`
	Scenario   string `json:"scenario"`
	Clock      string `json:"clock"`
	Ground     string `json:"ground"`
	Unassigned bool   `json:"unassigned"`
	Overdue    int    `json:"overdue"`
	Today      int    `json:"today"`
	Soon       int    `json:"soon" doc:"After today"`
}

// DueRecord is what is on record over everything in one's scope.
type DueRecord struct {
	Late      int    `json:"late" doc:"Items that were late at least once"`
	Deemed    int    `json:"deemed" doc:"Of them accepted by silence"`
	Last      string `json:"last,omitempty" doc:"The last day that ended with something due and not done"`
	Orders    int    `json:"orders" doc:"Supervision orders that a department has to answer"`
	Answered  int    `json:"answered" doc:"And those that the supervisor has to close"`
	Unsettled int    `json:"unsettled" doc:"Cases of the whole house whose day has ended and that were not settled yet"`
}

// Supervised is an item as a supervisor sees it: where it stands and what was done, no answers and no papers.
type Supervised struct {
	No         ident.CaseNo   `json:"no"`
	Slot       string         `json:"slot"`
	Name       string         `json:"name"`
	State      casework.State `json:"state"`
	Area       string         `json:"area"`
	Department string         `json:"department"`
	Version    int64          `json:"version"`
	Urged      string         `json:"urged,omitempty" doc:"Last day on which it was urged"`
	Times      int            `json:"times_urged"`
	Orders     []Order        `json:"orders" doc:"Supervision orders, oldest first"`
	Clocks     []Clock        `json:"clocks"`
	Journal    []Entry        `json:"journal" doc:"Of this item and of the joint case"`
}

// Order is one supervision order.
type Order struct {
	What       string              `json:"what"`
	State      casework.OrderState `json:"state" enum:"open,answered,closed"`
	Opened     string              `json:"opened"`
	Due        string              `json:"due" doc:"The day by which the department answers"`
	Answer     string              `json:"answer,omitempty"`
	Answered   string              `json:"answered,omitempty"`
	Conclusion string              `json:"conclusion,omitempty"`
	Closed     string              `json:"closed,omitempty"`
}

type dueBoardIn struct {
	Cursor
	View       string `query:"view" enum:"overdue,soon,orders,answered,failed" default:"overdue" doc:"Overdue; due today or soon; supervision orders to answer; to close; what was late or accepted by silence"`
	Area       string `query:"area"`
	Department string `query:"department"`
	Scenario   string `query:"scenario"`
	Clock      string `query:"clock" enum:"K1,K3,K4,K7"`
	Unassigned bool   `query:"unassigned" doc:"In nobody's hands"`
	Deemed     bool   `query:"deemed" doc:"Accepted by silence"`
}

type dueBoardOut struct {
	Body struct {
		Rows   []DueRow   `json:"rows"`
		Groups []DueGroup `json:"groups"`
		Record DueRecord  `json:"record"`
		Swept  *time.Time `json:"swept,omitempty" doc:"When the clocks were last looked at"`
		Pages
	} `nameHint:"DueBoard"`
}

type supervisedOut struct {
	Tag
	Body Supervised
}

// Urge asks a department to get on with an item.
type Urge struct {
	Seen int64  `json:"seen_version,omitempty" doc:"Staff: version of the item that was looked at; 0: not compared"`
	Note string `json:"note,omitempty" maxLength:"1000" doc:"Why"`
}

// Supervise opens a supervision order.
type Supervise struct {
	Seen
	What string `json:"what" maxLength:"2000" doc:"What the head of the department sees to"`
	Due  string `json:"due" format:"date" doc:"By when the department answers"`
}

// AnswerSupervision is the department's answer.
type AnswerSupervision struct {
	Seen
	Answer string `json:"answer" maxLength:"2000" doc:"What was done, and why it was late"`
}

// CloseSupervision is what the supervisor makes of the answer.
type CloseSupervision struct {
	Seen
	Conclusion string `json:"conclusion" maxLength:"2000"`
}

// Urged says that a department was asked to get on.
type Urged struct {
	No    ident.CaseNo `json:"no"`
	Slot  string       `json:"slot"`
	On    string       `json:"on" doc:"Legal day"`
	Times int          `json:"times" doc:"How often, by anybody"`
}

type urgeIn struct {
	ItemPath
	Key
	Body Urge
}

type urgedOut struct{ Body Urged }

func (d *door) supervision(a huma.API) {
	huma.Register(a, get(tagSupervision, "/due-board", "get-due-board", "What is overdue and due soon over everything in one's scope"), d.dueBoard)
	huma.Register(a, get(tagSupervision, "/cases/{no}/items/{slot}/supervision", "get-supervision",
		"Where an item stands and its supervision orders, without answers and papers"), d.getSupervision)
	o := post(tagSupervision, "/cases/{no}/items/{slot}/urge", "urge", "Ask a department to get on with an item whose time runs out")
	o.Description = "Applicants urge their own items, supervisors those of their area: each side once per working day."
	huma.Register(a, o, d.urge)
	h := d.Handling
	oversee(a, d, "supervise", "Open a supervision order on an overdue item",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Supervise) (*casework.Case, error) {
			due, err := calendar.ParseDay(in.Due)
			if err != nil {
				return nil, fault.New(fault.Invalid, "api.request").With("due", "api.form.date")
			}
			return h.Supervise(ctx, who, t, in.What, due)
		})
	act(a, d, "answer-supervision", "Answer a supervision order for the department",
		func(ctx context.Context, who permission.Principal, t handling.Target, in AnswerSupervision) (*casework.Case, error) {
			return h.AnswerSupervision(ctx, who, t, in.Answer)
		})
	oversee(a, d, "close-supervision", "Close an answered supervision order",
		func(ctx context.Context, who permission.Principal, t handling.Target, in CloseSupervision) (*casework.Case, error) {
			return h.CloseSupervision(ctx, who, t, in.Conclusion)
		})
}

// oversee registers an act of a supervisor; it answers what a supervisor sees, never the department's file.
func oversee[B interface{ seen() int64 }](a huma.API, d *door, verb, summary string, run do[B]) {
	o := post(tagSupervision, "/cases/{no}/items/{slot}/"+verb, verb, summary)
	huma.Register(a, o, func(ctx context.Context, in *actIn[B]) (*supervisedOut, error) {
		seen, err := in.version(in.Body.seen())
		if err != nil {
			return nil, err
		}
		_, err = run(ctx, caller(ctx), handling.Target{No: in.No, Slot: in.Slot, Seen: seen, Once: in.once()}, in.Body)
		if err != nil {
			return nil, in.failed(under(body, nil, err))
		}
		return d.getSupervision(ctx, &in.ItemPath)
	})
}

func (d *door) dueBoard(ctx context.Context, in *dueBoardIn) (*dueBoardOut, error) {
	h := d.Handling
	b, err := h.DueBoard(ctx, caller(ctx), in.filter(h.Today(), h), handling.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &dueBoardOut{}
	out.Body.Rows, out.Body.Groups = make([]DueRow, len(b.Rows)), make([]DueGroup, len(b.Groups))
	for i, r := range b.Rows {
		out.Body.Rows[i] = DueRow{
			WorkRow: rowOf(r, b.Names[r.Handler]), Urged: r.Urged.String(), Late: r.Late.String(), Deemed: r.Deemed,
			Supervised: r.Supervised, AnswerBy: r.AnswerBy.String(),
		}
	}
	for i, g := range b.Groups {
		out.Body.Groups[i] = DueGroup(g)
	}
	f := b.Failures
	out.Body.Record = DueRecord{Late: f.Late, Deemed: f.Deemed, Last: f.Last.String(), Orders: f.Orders, Answered: f.Answered, Unsettled: f.Unsettled}
	out.Body.Swept = momentOf(b.Swept)
	out.Body.Pages = Pages{Next: b.Pages.Next, Previous: b.Pages.Prev}
	return out, nil
}

// filter is what the board is asked for, as the page asks.
func (in *dueBoardIn) filter(today calendar.Day, h *handling.Service) handling.Filter {
	f := handling.Filter{Area: in.Area, Department: in.Department, Scenario: in.Scenario, Unassigned: in.Unassigned, Deemed: in.Deemed}
	if in.Clock != "" {
		f.Clocks = []string{in.Clock}
	}
	switch in.View {
	case "orders":
		f.Supervised = casework.OrderOpen
	case "answered":
		f.Supervised = casework.OrderAnswered
	case "failed":
		f.Failed = true
	case "soon":
		f.DueFrom, f.DueUntil = today, h.SoonUntil()
	default:
		f.DueBefore = today
	}
	if f.Clocks == nil && (f.DueBefore != 0 || f.DueFrom != 0) {
		f.Clocks = handling.AgencyClocks()
	}
	return f
}

func (d *door) getSupervision(ctx context.Context, in *ItemPath) (*supervisedOut, error) {
	w, err := d.Handling.Watch(ctx, caller(ctx), in.No, in.Slot)
	if err != nil {
		return nil, err
	}
	it := w.Item
	out := Supervised{
		No: w.Case.No, Slot: it.Slot, Name: it.Name, State: it.State, Area: it.Area, Department: it.Department, Version: it.Version,
		Urged: it.Urged.Last().String(), Times: it.Urged.Times, Orders: []Order{}, Journal: []Entry{},
		Clocks: clocksOf(d.Handling.Engine.ClockViews(w.Case, it.Slot, d.Handling.Today())),
	}
	for _, o := range it.Orders {
		out.Orders = append(out.Orders, Order{
			What: o.What, State: o.State(), Opened: o.Opened.String(), Due: o.Due.String(), Answer: o.Answer, Answered: o.Answered.String(),
			Conclusion: o.Conclusion, Closed: o.Closed.String(),
		})
	}
	for _, e := range w.Entries {
		if e.Slot == "" || e.Slot == it.Slot {
			out.Journal = append(out.Journal, entryOf(e, true))
		}
	}
	return &supervisedOut{Tag: tagOf(it.Version), Body: out}, nil
}

func (d *door) urge(ctx context.Context, in *urgeIn) (*urgedOut, error) {
	who := caller(ctx)
	var c *casework.Case
	var err error
	if who.Kind == permission.Applicant {
		c, err = d.Filing.Urge(ctx, who, in.No, in.Slot, in.Body.Note, in.once())
	} else {
		t := handling.Target{No: in.No, Slot: in.Slot, Seen: in.Body.Seen, Once: in.once()}
		c, err = d.Handling.Urge(ctx, who, t, in.Body.Note)
	}
	if err != nil {
		return nil, under(body, nil, err)
	}
	u := c.Latest(in.Slot).Urged
	return &urgedOut{Urged{No: c.No, Slot: in.Slot, On: u.Last().String(), Times: u.Times}}, nil
}
