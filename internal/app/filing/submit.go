package filing

import (
	"context"
	"encoding/json"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// SubmitInput is the last click.
type SubmitInput struct {
	ReviewHash  string // of the check page that the applicant read
	Declared    bool   // the declarations were agreed to
	Promised    bool   // and, where papers follow or a promise stands for something, those texts were signed
	OrderAgreed bool   // and, where items wait for one another, the order
	Channel     string // portal, api, window
	Once        string // token of the page or Idempotency-Key: a repeat answers the same case
}

// Snapshot is what is frozen at submission: nothing that is shown or decided later can change it.
type Snapshot struct {
	Draft  ident.DraftID  `json:"draft"`
	Work   Work           `json:"work"`
	Plan   *scenario.Plan `json:"plan"`
	Fields []FieldValue   `json:"fields"` // every field of the form with its value and source
	Texts  []string       `json:"texts"`  // promises and declarations, as shown
}

// FieldValue is one field as it was submitted.
type FieldValue struct {
	Key    string `json:"key"`
	Slug   string `json:"slug"`
	Label  string `json:"label"`
	Value  any    `json:"value"`
	Shown  string `json:"shown"` // as people read it
	Source string `json:"source,omitempty"`
}

// Submit files the draft: one joint case, an item case per item, received by every department that waits
// for nobody. What it answers is durable. Faults: Invalid filing.not_complete with every open point,
// Invalid filing.declare, Conflict filing.changed_since_check, NotNow filing.not_online, filing.not_yet, filing.over or
// filing.not_before, Login, NotFound. At a window
// the visitor's confirmation stands for hash and declarations: Invalid filing.not_confirmed without one, Conflict
// filing.changed_since_confirmed when something was changed after it.
func (s *Service) Submit(ctx context.Context, who permission.Principal, id ident.DraftID, in SubmitInput) (*casework.Case, error) {
	if err := s.acting(ctx, who); err != nil {
		return nil, err
	}
	if in.Once == "" {
		in.Once = "draft/" + string(id)
	}
	once := store.Once{Scope: by(who) + "/submit", Key: in.Once, Request: []byte(id)}
	change, err := s.Store.Create(ctx, once, func() (store.Filing, error) {
		return s.file(ctx, who, id, in)
	})
	if err != nil {
		return nil, err
	}
	s.told(change)
	return change.Case, nil
}

// file checks the draft a last time and makes the change that creates the case.
func (s *Service) file(ctx context.Context, who permission.Principal, id ident.DraftID, in SubmitInput) (store.Filing, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return store.Filing{}, err
	}
	if !f.Plan.Online { // its pack was closed while the draft lay there
		return store.Filing{}, notOnline(f.Plan)
	}
	if bad := s.inTime(f); bad != nil {
		return store.Filing{}, bad
	}
	c := s.check(f)
	if f.Draft.Clerk != "" {
		if in, err = confirmed(c, in); err != nil {
			return store.Filing{}, err
		}
	}
	if err := mayBeFiled(c, in); err != nil {
		return store.Filing{}, err
	}
	person, err := s.Store.Person(ctx, f.Draft.Person)
	if err != nil {
		return store.Filing{}, err
	}
	snapshot, err := s.freeze(f, c, person)
	if err != nil {
		return store.Filing{}, err
	}
	blank, err := s.newCase(ctx, f, person, in)
	if err != nil {
		return store.Filing{}, err
	}
	kept, err := s.kept(ctx, id)
	if err != nil {
		return store.Filing{}, err
	}
	change, err := s.Engine.Submit(s.moment(), actor(who), casework.SubmitInput{
		Case: blank, ReviewHash: c.ReviewHash, SubmittedHash: in.ReviewHash,
		SnapshotHash: digest(snapshot.Data), OrderAgreed: in.OrderAgreed || !c.Waits, Kept: kept,
	})
	if err != nil {
		return store.Filing{}, err
	}
	return store.Filing{Change: change, Draft: id, Version: f.Draft.Version, Snapshot: snapshot}, nil
}

// kept lists what a window has of the applicant's papers at this moment, as the receipt names it.
func (s *Service) kept(ctx context.Context, id ident.DraftID) ([]casework.KeptPaper, error) {
	bags, err := s.Store.BagsOfDraft(ctx, id)
	var out []casework.KeptPaper
	for _, b := range bags {
		for _, p := range b.Pieces {
			if p.Holder != custody.Applicant {
				out = append(out, casework.KeptPaper{Name: p.Name, Original: p.Original, Copies: p.Copies, Bag: b.No})
			}
		}
	}
	return out, err
}

func mayBeFiled(c *Check, in SubmitInput) error {
	if len(c.Open) > 0 {
		bad := fault.New(fault.Invalid, "filing.not_complete")
		for _, o := range c.Open {
			bad.Fields = append(bad.Fields, fault.Field{Name: o.Field, Key: o.Key, Params: o.Params})
		}
		return bad
	}
	if in.ReviewHash != c.ReviewHash {
		return fault.New(fault.Conflict, "filing.changed_since_check")
	}
	bad := fault.New(fault.Invalid, "filing.declare")
	c.missed(bad, in.Declared, in.Promised, in.OrderAgreed)
	return bad.OrNil()
}

// freeze makes the snapshot: answers, plan, texts shown and who declared it when.
func (s *Service) freeze(f *Filing, c *Check, p store.Person) (store.Snapshot, error) {
	data, err := json.Marshal(Snapshot{Draft: f.Draft.ID, Work: f.Work, Plan: f.Plan, Fields: fieldValues(f), Texts: c.agreed()})
	if err != nil {
		return store.Snapshot{}, fault.Wrap(err, "freeze")
	}
	return store.Snapshot{
		Data: data, DeclarationHash: digest([]byte(strings.Join(c.agreed(), "\n"))), DeclaredAt: s.Clock.Now(),
		IdentityLevel: p.Level, ReviewedHash: c.ReviewHash,
	}, nil
}

// fieldValues lists every field that somebody consumes, with its value and where it came from.
func fieldValues(f *Filing) []FieldValue {
	var out []FieldValue
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range sec.Fields {
			v := f.Value(x)
			if v == nil {
				continue
			}
			source := ""
			if p, ok := f.Work.Prefilled[x.Key]; ok && x.Disposition != "asked" {
				source = p.Source
			}
			out = append(out, FieldValue{Key: x.Key, Slug: x.Slug, Label: x.Label, Value: v, Shown: ShowValue(x, v), Source: source})
		}
	}
	return out
}
