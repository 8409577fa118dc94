package handling

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// RequestRow is one line of what a body is asked, RequestList one page of them.
type (
	RequestRow  = store.RequestRow
	RequestList = store.RequestList
)

// Request names a letter to a body: the item, the step, the body. Seen is its own version on the page.
type Request struct {
	No   ident.CaseNo
	Slot string
	Step string
	Body string // slug of the department that is asked
	Seen int64  // 0 = not checked
	Once string // token of the page or Idempotency-Key; empty = none
}

// Answer is what a body says: no_objection, conditions or objection, with its reasons.
type Answer struct {
	Says    string
	Opinion string
}

// RequestFile is what the body that is asked sees: its letter, and of the application only what the letter shows it.
type RequestFile struct {
	Case      *casework.Case
	Item      *casework.ItemCase
	Step      *casework.Step
	Request   casework.Request
	Due       calendar.Day // 0: no clock runs
	Left      int          // days
	Fields    []FieldValue
	Materials []Material
}

// Requests lists what the bodies are asked for which somebody may answer: the open ones, or those that are over.
func (s *Service) Requests(ctx context.Context, who permission.Principal, open bool, p Page) (RequestList, error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return RequestList{}, fault.New(fault.Login, "access.signed_out")
	}
	return s.Store.Requests(ctx, s.replies(who), open, p)
}

// CountRequests counts what waits for an answer of somebody's bodies.
func (s *Service) CountRequests(ctx context.Context, who permission.Principal) (int, error) {
	return s.Store.CountRequests(ctx, s.replies(who))
}

// replies are the bodies for which somebody answers. A post for every department answers for none.
func (s *Service) replies(who permission.Principal) permission.Filter {
	f := permission.Filter{Trial: who.Trial}
	for _, c := range s.Guard.Scope(who).Reach(permission.Reply) {
		if c.Departments != nil {
			f.Any = append(f.Any, c)
		}
	}
	return f
}

// requestResource is what permission looks at for one letter.
func requestResource(c *casework.Case, it *casework.ItemCase, step string, r *casework.Request) permission.Resource {
	return permission.Resource{
		Type: permission.Request, ID: string(it.ID) + "/" + step + "/" + r.Department, Area: r.Area, Department: r.Department,
		Scenario: c.Scenario, Trial: c.Trial,
	}
}

// request finds a letter for which somebody may answer; to everybody else it does not exist.
func (s *Service) request(who permission.Principal, c *casework.Case, at Request) (*casework.ItemCase, *casework.Step, *casework.Request, permission.Decision, error) {
	missing := fault.New(fault.NotFound, "casework.no_such_request")
	it := c.Latest(at.Slot)
	if it == nil || it.Step(at.Step) == nil || it.Step(at.Step).Asked == nil {
		return nil, nil, nil, permission.Decision{}, missing
	}
	step := it.Step(at.Step)
	for i := range step.Asked.Requests {
		r := &step.Asked.Requests[i]
		if r.Department != at.Body || r.State == "" {
			continue
		}
		d := s.Guard.Scope(who).Decide(permission.Reply, requestResource(c, it, step.ID, r))
		if d.Fault() != nil {
			return nil, nil, nil, d, missing
		}
		return it, step, r, d, nil
	}
	return nil, nil, nil, permission.Decision{}, missing
}

// Request reads a letter with what the body may see (need to know), as it stands in law today.
func (s *Service) Request(ctx context.Context, who permission.Principal, at Request) (*RequestFile, error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	c, err := s.Store.Case(ctx, store.ByNo(at.No))
	if err != nil {
		return nil, err
	}
	c = s.Engine.Seen(c, s.Clock.Now())
	it, step, r, _, err := s.request(who, c, at)
	if err != nil {
		return nil, err
	}
	f := &RequestFile{Case: c, Item: it, Step: step, Request: *r}
	if a, ok := s.Engine.Clock(it, "K8", step.ID+"/"+r.Department, s.Today()); ok {
		f.Due, f.Left = a.Due, a.Left
	}
	whole := &CaseFile{Case: c, Item: it}
	if err := s.read(ctx, whole); err != nil {
		return nil, err
	}
	for _, x := range whole.Fields {
		if slices.Contains(r.Fields, x.Key) {
			f.Fields = append(f.Fields, x)
		}
	}
	for _, m := range whole.Materials {
		if slices.Contains(r.Papers, m.Key) {
			f.Materials = append(f.Materials, m)
		}
	}
	return f, nil
}

// OpenRequestPaper answers a file that the letter shows to the body; to everybody else it does not exist.
func (s *Service) OpenRequestPaper(ctx context.Context, who permission.Principal, at Request, id ident.PaperID) (store.Paper, io.ReadSeekCloser, error) {
	f, err := s.Request(ctx, who, at)
	if err != nil {
		return store.Paper{}, nil, err
	}
	for _, m := range f.Materials {
		for _, p := range m.Papers {
			if p.ID == id {
				content, _, err := s.Blobs.Open(ctx, p.Blob)
				return p, content, err
			}
		}
	}
	return store.Paper{}, nil, fault.New(fault.NotFound, "store.no_paper")
}

// RequestLetter answers the letter itself (征求意见函), as it was sent, to a body that it asks; to everybody else it does not
// exist.
func (s *Service) RequestLetter(ctx context.Context, who permission.Principal, at Request) (casework.Document, error) {
	f, err := s.Request(ctx, who, at)
	if err != nil {
		return casework.Document{}, err
	}
	documents, err := s.Store.Documents(ctx, f.Case.ID)
	if err != nil {
		return casework.Document{}, err
	}
	for _, d := range slices.Backward(documents) {
		if d.Kind == "consult_letter" && d.Slot == at.Slot && d.Data["step"] == f.Step.Name {
			return d, nil
		}
	}
	return casework.Document{}, fault.New(fault.NotFound, "store.no_document")
}

// answering runs an act of a body that was asked: who may is asked on the letter as it is when the act is decided.
func (s *Service) answering(ctx context.Context, who permission.Principal, v casework.Verb, at Request, do func(*casework.Case, casework.Moment, casework.Actor) (casework.Change, error), said ...any) (*casework.Case, error) {
	if who.ID == "" {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	if err := s.Store.StaffActive(ctx, who.ID); err != nil { // closed while the request was on its way
		return nil, err
	}
	key := store.ByNo(at.No)
	if at.Once != "" {
		asked, err := json.Marshal(append([]any{at.No, at.Slot, at.Step, at.Body, v}, said...))
		if err != nil {
			return nil, fault.Wrap(err, "writing a request down")
		}
		key = key.Once(store.Once{Scope: "staff:" + who.ID + "/act", Key: at.Once, Request: asked})
	}
	change, err := s.Store.Apply(ctx, key, func(c *casework.Case) (casework.Change, error) {
		_, _, _, d, err := s.request(who, c, at)
		if err != nil {
			return casework.Change{}, err
		}
		by := casework.Actor{Kind: string(who.Kind), Role: casework.Reply, ID: who.ID, Name: who.Name, Department: at.Body, For: d.For}
		return do(c, s.moment(), by)
	})
	if err != nil {
		return nil, err
	}
	s.told(change)
	return change.Case, nil
}
