package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// ReadyCase is a joint case with results that wait at the exit window.
type ReadyCase struct {
	No           ident.CaseNo  `json:"no"`
	Scenario     string        `json:"scenario"`
	ScenarioName string        `json:"scenario_name"`
	Area         string        `json:"area"`
	Subject      string        `json:"subject"`
	Applicant    string        `json:"applicant"`
	Trial        bool          `json:"trial"`
	Results      []ReadyResult `json:"results" doc:"May be handed over now"`
	Open         []Sibling     `json:"open" doc:"Still with a department"`
}

// ReadyResult is one result at the exit window.
type ReadyResult struct {
	Slot       string `json:"slot"`
	Name       string `json:"name"`
	Department string `json:"department"`
	Version    int64  `json:"version"`
	Offered    string `json:"offered,omitempty" doc:"Legal day on which the applicant was told"`
	Channel    string `json:"channel,omitempty" doc:"As offered, or as handed over: e_account, window, post"`
	Delivered  string `json:"delivered,omitempty" doc:"Legal day of the hand-over"`
}

// ExitFile is a joint case as the exit window sees it.
type ExitFile struct {
	ReadyCase
	Delivery  *Delivery     `json:"delivery,omitempty" doc:"How the applicant wants the results"`
	Done      []ReadyResult `json:"done" doc:"Handed over before"`
	Documents []Document    `json:"documents" doc:"Acknowledgements of delivery, newest first"`
	Refusals  []Obstacle    `json:"refusals" doc:"Hand-overs that did not come about, newest first"`
}

// Obstacle is a hand-over that did not come about.
type Obstacle struct {
	Slot  string    `json:"slot"`
	At    time.Time `json:"at"`
	By    string    `json:"by" doc:"Name"`
	Cause string    `json:"cause"`
	Note  string    `json:"note,omitempty"`
}

// ResultRef names a result as it was seen.
type ResultRef struct {
	Slot string `json:"slot" minLength:"1"`
	Seen int64  `json:"seen_version,omitempty" doc:"Version of the item that was looked at; 0: not compared"`
}

type readyOut struct {
	Body struct {
		Cases []ReadyCase `json:"cases"`
		Pages
	} `nameHint:"Ready"`
}

type findReadyIn struct {
	Body struct {
		IDNo string `json:"id_no" minLength:"1" maxLength:"40" doc:"Identity number of the applicant; in the body, because addresses are written down on the way"`
	} `nameHint:"FindReady"`
}

type foundReadyOut struct {
	Body struct {
		Cases []ReadyCase `json:"cases"`
	} `nameHint:"FoundReady"`
}

type exitFileOut struct{ Body ExitFile }

type handOverIn struct {
	CasePath
	Key
	Body struct {
		Results  []ResultRef `json:"results" minItems:"1" maxItems:"100" doc:"All of them or none"`
		Channel  string      `json:"channel" enum:"window,post"`
		Name     string      `json:"name" maxLength:"60" doc:"Who took the results, or to whom the letter goes; stands in the acknowledgement only"`
		Capacity string      `json:"capacity,omitempty" enum:"own,mandate" doc:"Window: in which role somebody collects"`
		Mandate  string      `json:"mandate,omitempty" maxLength:"60" doc:"Window: what shows the mandate"`
		Checked  string      `json:"checked,omitempty" enum:"id_card,e_card,other" doc:"Window: how identity was checked"`
		Code     string      `json:"code,omitempty" maxLength:"20" doc:"Window: collection code; the applicant's own card does without"`
		Carrier  string      `json:"carrier,omitempty" maxLength:"60" doc:"Post"`
		Tracking string      `json:"tracking,omitempty" maxLength:"60" doc:"Post"`
	} `nameHint:"HandOver"`
}

type refuseHandOverIn struct {
	CasePath
	Key
	Body struct {
		Results []ResultRef `json:"results" minItems:"1" maxItems:"100"`
		Cause   string      `json:"cause" enum:"not_entitled,not_signed,sent_back,nobody_came"`
		Note    string      `json:"note,omitempty" maxLength:"200" doc:"What happened; names nobody"`
	} `nameHint:"RefuseHandOver"`
}

func (d *door) exit(a huma.API) {
	o := get(tagExit, "/exit", "list-ready", "List the joint cases with results to hand over, the nearest collection day first")
	o.Description = "The limit counts results, 50 at most; those of one case stand together."
	huma.Register(a, o, d.listReady)
	huma.Register(a, post(tagExit, "/exit/find", "find-ready", "Find what waits for the person with an identity number"), d.findReady)
	huma.Register(a, get(tagExit, "/exit/{no}", "get-exit-file", "Show a joint case as the exit window sees it"), d.exitFile)
	huma.Register(a, post(tagExit, "/exit/{no}/hand-over", "hand-over-results",
		"Hand several results over, or post them, with one acknowledgement of delivery"), d.handOver)
	huma.Register(a, post(tagExit, "/exit/{no}/refuse-hand-over", "refuse-hand-over",
		"Record that results could not be handed over; they stay ready"), d.refuseHandOver)
	f := file(get(tagExit, "/exit/documents/{document}", "get-acknowledgement", "An acknowledgement of delivery as PDF, for the window that issued it"))
	f.Responses["200"].Content = pdfContent()
	huma.Register(a, f, d.acknowledgement)
}

func (d *door) listReady(ctx context.Context, in *Cursor) (*readyOut, error) {
	found, err := d.Handling.Ready(ctx, caller(ctx), handling.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &readyOut{}
	out.Body.Cases = readyCases(found.Cases)
	out.Body.Pages = Pages{Next: found.Pages.Next, Previous: found.Pages.Prev}
	return out, nil
}

func (d *door) findReady(ctx context.Context, in *findReadyIn) (*foundReadyOut, error) {
	found, err := d.Handling.ReadyOf(ctx, caller(ctx), in.Body.IDNo)
	if err != nil {
		return nil, err
	}
	out := &foundReadyOut{}
	out.Body.Cases = readyCases(found.Cases)
	return out, nil
}

func (d *door) exitFile(ctx context.Context, in *CasePath) (*exitFileOut, error) {
	return d.shownExit(ctx, in.No, nil)
}

func (d *door) handOver(ctx context.Context, in *handOverIn) (*exitFileOut, error) {
	b := in.Body
	_, err := d.Handling.HandOver(ctx, caller(ctx), handling.HandOverInput{
		ExitTarget: handling.ExitTarget{No: in.No, Results: resultsOf(b.Results), Once: in.once()},
		Channel:    b.Channel, Name: b.Name, Capacity: b.Capacity, Mandate: b.Mandate, Checked: b.Checked, Code: b.Code,
		Carrier: b.Carrier, Tracking: b.Tracking,
	})
	return d.shownExit(ctx, in.No, under(body, nil, err))
}

func (d *door) refuseHandOver(ctx context.Context, in *refuseHandOverIn) (*exitFileOut, error) {
	_, err := d.Handling.RefuseHandOver(ctx, caller(ctx), handling.RefuseHandOverInput{
		ExitTarget: handling.ExitTarget{No: in.No, Results: resultsOf(in.Body.Results), Once: in.once()},
		Cause:      in.Body.Cause, Note: in.Body.Note,
	})
	return d.shownExit(ctx, in.No, under(body, own{"refusal": "note"}, err))
}

func (d *door) acknowledgement(ctx context.Context, in *documentIn) (*content, error) {
	doc, err := d.Handling.Acknowledgement(ctx, caller(ctx), in.Document)
	if err != nil {
		return nil, err
	}
	return d.printed(ctx, doc)
}

// shownExit answers a case at the exit window as it is after an act, or the fault of the act.
func (d *door) shownExit(ctx context.Context, no ident.CaseNo, err error) (*exitFileOut, error) {
	if err != nil {
		return nil, err
	}
	f, err := d.Handling.ExitFile(ctx, caller(ctx), no)
	if err != nil {
		return nil, err
	}
	out := ExitFile{ReadyCase: readyCase(f.Ready), Done: readyResults(f.Done), Documents: documentsOf(f.Documents), Refusals: []Obstacle{}}
	for i, x := range f.Documents {
		out.Documents[i].Href = Prefix + "/exit/documents/" + string(x.ID)
	}
	if f.Delivery != nil {
		wish := Delivery(*f.Delivery)
		out.Delivery = &wish
	}
	for _, e := range f.Refusals {
		cause, note := casework.Obstacle(e)
		out.Refusals = append(out.Refusals, Obstacle{Slot: e.Slot, At: e.At, By: e.Actor.Name, Cause: cause, Note: note})
	}
	return &exitFileOut{out}, nil
}

func resultsOf(refs []ResultRef) []handling.Result {
	out := make([]handling.Result, len(refs))
	for i, r := range refs {
		out[i] = handling.Result{Slot: r.Slot, Seen: r.Seen}
	}
	return out
}

func readyCases(cases []handling.Ready) []ReadyCase {
	out := make([]ReadyCase, len(cases))
	for i, r := range cases {
		out[i] = readyCase(r)
	}
	return out
}

func readyCase(r handling.Ready) ReadyCase {
	out := ReadyCase{
		No: r.No, Scenario: r.Scenario, ScenarioName: r.ScenarioName, Area: r.Area, Subject: r.Subject, Applicant: r.Applicant.Name,
		Trial: r.Trial, Results: readyResults(r.Results), Open: []Sibling{},
	}
	for _, it := range r.Open {
		out.Open = append(out.Open, siblingOf(it))
	}
	return out
}

func readyResults(items []*casework.ItemCase) []ReadyResult {
	out := make([]ReadyResult, len(items))
	for i, it := range items {
		out[i] = ReadyResult{Slot: it.Slot, Name: it.Name, Department: it.Department, Version: it.Version, Delivered: it.DeliveredOn.String()}
		if it.Tendered != nil {
			out[i].Offered, out[i].Channel = it.Tendered.On.String(), it.Tendered.Channel
		}
	}
	return out
}
