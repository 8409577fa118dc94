package api

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
)

// Item is one item case (子办件) as its applicant sees it.
type Item struct {
	Slot       string         `json:"slot" doc:"Its place in the case: part of the address of acts"`
	Attempt    int            `json:"attempt"`
	Item       string         `json:"item"`
	Variant    string         `json:"variant"`
	Name       string         `json:"name"`
	Department string         `json:"department" doc:"Slug"`
	Office     string         `json:"office" doc:"Full name of the department"`
	Area       string         `json:"area"`
	Regime     string         `json:"regime" doc:"licence, confirmation, benefit, registration, filing, levy, service, check, notify"`
	State      casework.State `json:"state" enum:"waiting,held,received,supplement_requested,accepted,granted,delivered,refused,declined,returned,not_needed,withdrawn,terminated,lapsed,revoked"`
	StateName  string         `json:"state_name" doc:"In Chinese"`
	Kind       string         `json:"kind,omitempty" doc:"Why it was terminated or revoked"`
	Ball       casework.Party `json:"ball,omitempty" doc:"Who has to act now: prerequisite, applicant, agency"`
	NeedsYou   bool           `json:"needs_you"`
	WaitsFor   []string       `json:"waits_for" doc:"Slots of its prerequisites"`
	Events     []Event        `json:"events" doc:"What it waits for outside, in no office's clock; also what has happened"`
	Promised   Limit          `json:"promised"`
	Statutory  Limit          `json:"statutory"`
	Received   string         `json:"received,omitempty" doc:"Legal day"`
	Accepted   string         `json:"accepted,omitempty"`
	Deemed     bool           `json:"deemed,omitempty" doc:"Accepted by silence"`
	Decided    string         `json:"decided,omitempty"`
	Delivered  string         `json:"delivered,omitempty"`
	Tendered   *Tender        `json:"tendered,omitempty" doc:"How the result is offered"`
	Decision   *Decision      `json:"decision,omitempty"`
	Contest    *Contest       `json:"contest,omitempty" doc:"Where rules decided: until when to object, and what became of an objection"`
	Ended      *Ended         `json:"ended,omitempty" doc:"Why a failed item failed, and what can be done about it"`
	Clocks     []Clock        `json:"clocks"`
	Steps      []ItemStep     `json:"steps" doc:"Between acceptance and decision, and after it, as the plan has them"`
	Acts       []Act          `json:"acts" doc:"Acts of this caller, possible now or not"`
	Version    int64          `json:"version" doc:"Comes back as seen_version"`
}

// Limit is a length of time; zero days: none recorded.
type Limit struct {
	Days     int    `json:"days"`
	Calendar bool   `json:"calendar" doc:"Calendar days, else working days"`
	Source   string `json:"source,omitempty"`
}

// Tender is how a result is offered.
type Tender struct {
	On      string `json:"on"`
	Channel string `json:"channel" doc:"e_account, window, post"`
}

// Decision is what was signed, as it is printed.
type Decision struct {
	Grant   bool   `json:"grant"`
	Reason  string `json:"reason,omitempty"`
	Grounds string `json:"grounds,omitempty"`
}

// Ended is the end of an item that failed: reason and law as they are printed, and the ways to have the decision
// reviewed with their last days (行政复议, 行政诉讼).
type Ended struct {
	Reason      string `json:"reason,omitempty"`
	Grounds     string `json:"grounds,omitempty"`
	RightBody   string `json:"right_body,omitempty" doc:"Where to apply instead"`
	Because     string `json:"because,omitempty" doc:"Slot of the prerequisite whose failure ended it"`
	ReviewDays  int    `json:"review_days,omitempty" doc:"Calendar days for administrative reconsideration"`
	ReviewUntil string `json:"review_until,omitempty" doc:"Last day for it"`
	SuitMonths  int    `json:"suit_months,omitempty" doc:"Months for a lawsuit"`
	SuitUntil   string `json:"suit_until,omitempty" doc:"Last day for it"`
}

// Clock is one legal clock on today's legal day.
type Clock struct {
	Kind        string `json:"kind" doc:"K1 acceptance answer, K2 supplement, K3 statutory decision, K4 promised decision, K5 joint ceiling, K6 joint promise, K7 delivery, K21 choice, K22 collection"`
	Of          string `json:"of,omitempty" doc:"Id of the step that it belongs to, or step/body"`
	Name        string `json:"name" doc:"In Chinese"`
	Unit        string `json:"unit" enum:"working_day,calendar_day,month"`
	Started     string `json:"started"`
	Stopped     string `json:"stopped,omitempty"`
	Due         string `json:"due,omitempty" doc:"Ends at 24:00 of this day; empty: unknown until a pause ends"`
	Told        string `json:"told,omitempty" doc:"The day that was told when it started"`
	Length      int    `json:"length"`
	Used        int    `json:"used"`
	Left        int    `json:"left"`
	Excluded    int    `json:"excluded"`
	State       string `json:"state" enum:"running,paused,stopped,unknown"`
	Level       string `json:"level,omitempty" doc:"amber, red, late"`
	Provisional bool   `json:"provisional" doc:"Reaches into a year whose holidays are not published"`
	Binding     bool   `json:"binding" doc:"Law; else a promise"`
	Ground      string `json:"ground,omitempty"`
}

// Act is something that the caller may do with the item.
type Act struct {
	Act      string `json:"act" doc:"Last segment of its address"`
	Name     string `json:"name" doc:"In Chinese"`
	Possible bool   `json:"possible"`
	Code     string `json:"code,omitempty" doc:"Why it is not possible now"`
	Message  string `json:"message,omitempty"`
}

func itemOf(c *casework.Case, it *casework.ItemCase) Item {
	out := Item{
		Slot: it.Slot, Attempt: it.Attempt, Item: it.Item, Variant: it.Variant, Name: it.Name, Department: it.Department,
		Office: it.Office, Area: it.Area, Regime: it.Regime, State: it.State,
		StateName: word("casework.state.", string(it.State)), Kind: it.Kind, Ball: casework.Ball(c, it),
		NeedsYou: casework.ItemNeedsYou(it), WaitsFor: []string{}, Promised: limitOf(it.Promised), Statutory: limitOf(it.Statutory),
		Received: it.Received.String(), Accepted: it.Accepted.String(), Deemed: it.Deemed, Decided: it.Decided.String(),
		Delivered: it.DeliveredOn.String(), Clocks: []Clock{}, Steps: stepsOf(it), Acts: []Act{}, Version: it.Version,
	}
	for _, e := range c.Edges {
		if e.To == it.Slot {
			out.WaitsFor = append(out.WaitsFor, e.From)
		}
	}
	out.Events, out.Contest = eventsOf(c, it), contestOf(it)
	if t := it.Tendered; t != nil {
		out.Tendered = &Tender{On: t.On.String(), Channel: t.Channel}
	}
	if p := it.Decision; p != nil {
		out.Decision = &Decision{Grant: p.Grant, Reason: p.Reason, Grounds: p.Grounds}
	}
	return out
}

func endedOf(e casework.Engine, c *casework.Case, slot string) *Ended {
	n, failed := e.After(c, slot)
	if !failed {
		return nil
	}
	out := &Ended{Reason: n.Reason, Grounds: n.Grounds, RightBody: n.RightBody, Because: n.Because}
	if r := n.Remedies; r != nil {
		out.ReviewDays, out.ReviewUntil = r.ReviewDays, r.ReviewUntil.String()
		out.SuitMonths, out.SuitUntil = r.SuitMonths, r.SuitUntil.String()
	}
	return out
}

func limitOf(l casework.Limit) Limit {
	return Limit{Days: l.Days, Calendar: l.Calendar, Source: l.Source}
}

func clocksOf(views []casework.ClockView) []Clock {
	out := make([]Clock, len(views))
	for i, v := range views {
		out[i] = Clock{
			Kind: v.Kind, Of: v.Of, Name: word("casework.clock.", v.Kind), Unit: string(v.Unit), Started: v.Started.String(), Stopped: v.Stopped.String(), Due: v.Due.String(),
			Told: v.Told.String(), Length: v.Length, Used: v.Used, Left: v.Left, Excluded: v.Excluded, State: string(v.State),
			Level: string(v.Level), Provisional: v.Provisional, Binding: v.Binding, Ground: v.Ground,
		}
	}
	return out
}

func actsOf(options []casework.Option) []Act {
	out := make([]Act, len(options))
	for i, o := range options {
		out[i] = Act{Act: kebab(string(o.Verb)), Name: word("casework.verb.", string(o.Verb)), Possible: o.Why == nil}
		if o.Why != nil {
			f := fault.Of(o.Why)
			out[i].Code, out[i].Message = f.Key, sentence(f.Key, f.Params)
		}
	}
	return out
}
