package api

import (
	"context"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// Case is a joint case (联办件) as its applicant sees it.
type Case struct {
	No              ident.CaseNo    `json:"no"`
	Scenario        string          `json:"scenario"`
	ScenarioName    string          `json:"scenario_name"`
	ScenarioVersion int             `json:"scenario_version"`
	Area            string          `json:"area"`
	Subject         string          `json:"subject"`
	Channel         string          `json:"channel"`
	Trial           bool            `json:"trial"`
	FiledAt         time.Time       `json:"filed_at"`
	Phase           casework.Phase  `json:"phase" enum:"submitted,in_progress,awaiting_applicant,partly_concluded,concluded,closed"`
	PhaseName       string          `json:"phase_name" doc:"In Chinese"`
	Result          casework.Result `json:"result,omitempty" doc:"all_granted, partly_granted, none_granted, not_needed, withdrawn; empty while something is live"`
	NeedsYou        bool            `json:"needs_you" doc:"The applicant has something to do"`
	Joint           bool            `json:"joint_conclusion"`
	EarlyDelivery   bool            `json:"early_delivery"`
	Publishes       string          `json:"publishes,omitempty" doc:"Day on which the results of its campaign are told: none is known before"`
	Delivery        *Delivery       `json:"delivery,omitempty" doc:"How results arrive; the address only when it was asked for one case"`
	Moves           []VersionMove   `json:"version_moves" doc:"Newer versions to which it went over after its submission, oldest first"`
	Version         int64           `json:"version"`
	Clocks          []Clock         `json:"clocks" doc:"Of the joint case"`
	Items           []Item          `json:"items" doc:"Latest attempts, in the order of the plan"`
}

// VersionMove says that a submitted case went over to a newer version of its scenario (换成新版).
type VersionMove struct {
	From    int             `json:"from" doc:"Number of the version before"`
	To      int             `json:"to"`
	On      string          `json:"on" doc:"Legal day"`
	Changes []VersionChange `json:"changes" doc:"What that changed, as the applicant is shown it"`
}

// VersionChange is one line of such a difference.
type VersionChange struct {
	Name string `json:"name" doc:"Of the item or scenario, in Chinese"`
	What string `json:"what" enum:"word,limit,law" doc:"Its name, its promised limit, its statutory limit"`
	Old  string `json:"old,omitempty" doc:"Empty: there was none"`
	New  string `json:"new,omitempty"`
}

func movesOf(moves []casework.VersionMove) []VersionMove {
	out := make([]VersionMove, len(moves))
	for i, m := range moves {
		out[i] = VersionMove{From: m.From, To: m.To, On: m.On.String(), Changes: make([]VersionChange, len(m.Changes))}
		for j, x := range m.Changes {
			out[i].Changes[j] = VersionChange(x)
		}
	}
	return out
}

// CaseLine is one line of the list of cases.
type CaseLine struct {
	No           ident.CaseNo    `json:"no"`
	Scenario     string          `json:"scenario"`
	ScenarioName string          `json:"scenario_name"`
	Subject      string          `json:"subject"`
	FiledAt      time.Time       `json:"filed_at"`
	Phase        casework.Phase  `json:"phase"`
	Result       casework.Result `json:"result,omitempty"`
	NeedsYou     bool            `json:"needs_you"`
	Decided      int             `json:"decided" doc:"Items that are decided"`
	Items        int             `json:"items"`
	Trial        bool            `json:"trial"`
}

// Entry is one line of the journal. Acts inside a department stand in the chain without their content.
type Entry struct {
	Seq        int       `json:"seq"`
	At         time.Time `json:"at"`
	Day        string    `json:"day" doc:"Legal day; a deemed act carries its due day"`
	Verb       string    `json:"verb,omitempty" doc:"Empty: an act inside the department"`
	Text       string    `json:"text,omitempty" doc:"Name of the act in Chinese"`
	Slot       string    `json:"slot,omitempty" doc:"Empty: an act on the joint case"`
	By         string    `json:"by,omitempty" doc:"applicant, staff, client, system, timer"`
	Department string    `json:"department,omitempty"`
	Digest     string    `json:"digest" doc:"Of the content"`
	Prev       string    `json:"prev"`
	Hash       string    `json:"hash"`
}

// Document is an official paper (文书).
type Document struct {
	ID   ident.DocumentID `json:"id"`
	No   string           `json:"no"`
	Kind string           `json:"kind" doc:"receipt, acceptance, non_acceptance, supplement, decision_grant, decision_refuse, withdrawal, certificate"`
	Slot string           `json:"slot,omitempty" doc:"Empty: of the joint case"`
	At   time.Time        `json:"at"`
	Href string           `json:"href" doc:"The paper as PDF"`
}

// CasePath names a case in an address.
type CasePath struct {
	No ident.CaseNo `path:"no" doc:"Case number as printed"`
}

type casesOut struct {
	Body struct {
		Cases []CaseLine `json:"cases"`
		Pages
	} `nameHint:"Cases"`
}

type caseListIn struct {
	CasePath
	Short
}

type caseOut struct {
	Tag
	Body *Case
}

func (d *door) caseOut(c *casework.Case) *caseOut {
	return &caseOut{Tag: tagOf(c.Version), Body: d.caseOf(c)}
}

type journalOut struct {
	Body struct {
		Entries []Entry `json:"entries"`
		Head    string  `json:"head" doc:"Hash of the last entry"`
		Pages
	} `nameHint:"Journal"`
}

type documentsOut struct {
	Body struct {
		Documents []Document `json:"documents"`
		Pages
	} `nameHint:"Documents"`
}

type casePapersOut struct {
	Body struct {
		Papers []Paper `json:"papers"`
		Pages
	} `nameHint:"Papers"`
}

func (d *door) cases(a huma.API) {
	huma.Register(a, get(tagCases, "/cases", "list-cases", "List one's cases, newest first"), d.listCases)
	huma.Register(a, get(tagCases, "/cases/{no}", "get-case", "Where a case stands: items, states, clocks"), d.getCase)
	huma.Register(a, get(tagCases, "/cases/{no}/journal", "get-journal", "The record of a case and its hash chain"), d.journal)
	huma.Register(a, get(tagCases, "/cases/{no}/documents", "list-documents", "Official papers that were issued"), d.listDocuments)
	huma.Register(a, get(tagCases, "/cases/{no}/papers", "list-case-papers", "Files that were handed in"), d.listPapers)
}

func (d *door) listCases(ctx context.Context, in *Cursor) (*casesOut, error) {
	found, err := d.Filing.Cases(ctx, caller(ctx), filing.Page{After: in.After, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return casesOf(found), nil
}

func casesOf(found filing.CaseList) *casesOut {
	out := &casesOut{}
	out.Body.Cases = []CaseLine{}
	for _, c := range found.Cases {
		decided, items := casework.Decided(c)
		out.Body.Cases = append(out.Body.Cases, CaseLine{
			No: c.No, Scenario: c.Scenario, ScenarioName: c.ScenarioName, Subject: c.Subject, FiledAt: c.FiledAt,
			Phase: casework.PhaseOf(c), Result: casework.ResultOf(c), NeedsYou: casework.NeedsYou(c),
			Decided: decided, Items: items, Trial: c.Trial,
		})
	}
	out.Body.Pages = Pages{Next: found.Pages.Next, Previous: found.Pages.Prev}
	return out
}

func (d *door) getCase(ctx context.Context, in *CasePath) (*caseOut, error) {
	f, err := d.Filing.Follow(ctx, caller(ctx), in.No)
	if err != nil {
		return nil, err
	}
	return d.caseOut(f.Case), nil
}

func (d *door) journal(ctx context.Context, in *caseListIn) (*journalOut, error) {
	f, err := d.Filing.Follow(ctx, caller(ctx), in.No)
	if err != nil {
		return nil, err
	}
	out := &journalOut{}
	entries := make([]Entry, len(f.Entries))
	for i, e := range f.Entries {
		entries[i] = entryOf(e, !inside[casework.Verb(e.Verb)])
	}
	out.Body.Head = f.Case.Head
	out.Body.Entries, out.Body.Pages, err = cut(entries, func(e Entry) string { return strconv.Itoa(e.Seq) }, in.Short)
	return out, err
}

func (d *door) listDocuments(ctx context.Context, in *caseListIn) (*documentsOut, error) {
	f, err := d.Filing.Follow(ctx, caller(ctx), in.No)
	if err != nil {
		return nil, err
	}
	out := &documentsOut{}
	out.Body.Documents, out.Body.Pages, err = cut(documentsOf(f.Documents), func(x Document) string { return string(x.ID) }, in.Short)
	return out, err
}

func (d *door) listPapers(ctx context.Context, in *caseListIn) (*casePapersOut, error) {
	f, err := d.Filing.Follow(ctx, caller(ctx), in.No)
	if err != nil {
		return nil, err
	}
	out := &casePapersOut{}
	out.Body.Papers, out.Body.Pages, err = cut(papersOf(f.Papers), func(p Paper) string { return string(p.ID) }, in.Short)
	return out, err
}

// inside are the acts that prepare a decision inside a department: an applicant learns of the decision when it
// is signed, not of drafts.
var inside = map[casework.Verb]bool{
	casework.VerbClaim: true, casework.VerbTransferOfficer: true, casework.VerbProposeGrant: true,
	casework.VerbProposeRefuse: true, casework.VerbReview: true, casework.VerbSendBack: true,
	casework.VerbWarn: true, casework.VerbEscalate: true,
	casework.VerbAnswerSupervision: true, casework.VerbCloseSupervision: true,
}

func entryOf(e casework.Entry, open bool) Entry {
	out := Entry{Seq: e.Seq, At: e.At, Day: e.Day.String(), Slot: e.Slot, Digest: e.Digest, Prev: e.Prev, Hash: e.Hash}
	if open {
		out.Verb, out.Text = e.Verb, word("casework.verb.", e.Verb)
		out.By, out.Department = e.Actor.Kind, e.Actor.Department
	}
	return out
}

func documentsOf(documents []casework.Document) []Document {
	out := make([]Document, len(documents))
	for i, x := range documents {
		out[i] = Document{ID: x.ID, No: x.No, Kind: x.Kind, Slot: x.Slot, At: x.At, Href: Prefix + "/documents/" + string(x.ID)}
	}
	return out
}

func (d *door) caseOf(c *casework.Case) *Case {
	today := d.Handling.Today()
	out := &Case{
		No: c.No, Scenario: c.Scenario, ScenarioName: c.ScenarioName, ScenarioVersion: c.ScenarioVersion, Area: c.Area,
		Subject: c.Subject, Channel: c.Channel, Trial: c.Trial, FiledAt: c.FiledAt, Phase: casework.PhaseOf(c),
		PhaseName: word("casework.phase.", string(casework.PhaseOf(c))), Result: casework.ResultOf(c), NeedsYou: casework.NeedsYou(c), Joint: c.JointConclusion,
		EarlyDelivery: c.EarlyDelivery, Publishes: c.Publishes.String(), Moves: movesOf(c.Moves), Version: c.Version, Clocks: clocksOf(d.Filing.Engine.JointClockViews(c, today)),
	}
	if c.Delivery != nil {
		wish := Delivery(*c.Delivery)
		out.Delivery = &wish
	}
	by := casework.Actor{Kind: "applicant", ID: string(c.Applicant.Person)}
	for _, it := range c.Current() {
		item := itemOf(c, it)
		item.Ended = endedOf(d.Filing.Engine, c, it.Slot)
		item.Clocks = clocksOf(d.Filing.Engine.ClockViews(c, it.Slot, today))
		item.Acts = actsOf(casework.Options(c, it.Slot, by))
		out.Items = append(out.Items, item)
	}
	return out
}
