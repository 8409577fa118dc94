package handling

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// CaseFile is what a department sees of a joint case: its own item, exactly the fields and papers that the
// item consumes, and of the others no more than where they stand.
type CaseFile struct {
	Case      *casework.Case
	Item      *casework.ItemCase
	Plan      *scenario.Plan // as compiled at submission
	Fields    []FieldValue
	Materials []Material
	Entries   []casework.Entry
	Documents []casework.Document
	Names     map[ident.StaffID]string
}

// FieldValue is one field of the one form as it was submitted.
type FieldValue struct {
	Key    string `json:"key"`
	Label  string `json:"label"`
	Shown  string `json:"shown"`
	Source string `json:"source"` // name of the register that gave it; empty: the applicant

	Shared []Shared `json:"-"` // read later, with the applicant's consent
}

// Material is one paper of the set with what was handed in for it.
type Material struct {
	scenario.Material
	Papers      []store.Paper
	Certificate *Certificate // fetched: what the store of certificates answered
	Shared      []Shared     // read later, with the applicant's consent; the newest last
}

// Shared is what one register said of a material or field of the item, read with the applicant's consent (同意共享).
type Shared struct {
	Source string // name of the register
	Given  time.Time
	Read   time.Time
	Ended  bool // the consent was taken back since: what was read stays
	Things []store.SharedThing
}

// Certificate is an electronic certificate as it was fetched at the start of the draft.
type Certificate struct {
	Material string `json:"material"`
	Number   string `json:"number"`
	Holder   string `json:"holder"`
	Issuer   string `json:"issuer"`
	Issued   string `json:"issued"`
	Until    string `json:"until"`
}

// frozen is the part of a snapshot that departments read.
type frozen struct {
	Work struct {
		Certificates []Certificate `json:"certificates"`
	} `json:"work"`
	Plan   *scenario.Plan `json:"plan"`
	Fields []FieldValue   `json:"fields"`
}

// Case answers the file of one item case as it stands in law today. To those who may not even know where it stands, it
// does not exist; who supervises it is Forbidden: need to know ends before answers and papers (Watch).
func (s *Service) Case(ctx context.Context, who permission.Principal, no ident.CaseNo, slot string) (*CaseFile, error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	c, err := s.Store.Case(ctx, store.ByNo(no))
	if err != nil {
		return nil, err
	}
	c = s.Engine.Seen(c, s.Clock.Now())
	it, err := s.readable(who, c, slot)
	if err != nil {
		return nil, err
	}
	f := &CaseFile{Case: c, Item: it}
	if err := s.read(ctx, f); err != nil {
		return nil, err
	}
	if f.Entries, err = s.Store.Journal(ctx, c.ID, 0, 0); err != nil {
		return nil, err
	}
	documents, err := s.Store.Documents(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	f.Documents = slices.DeleteFunc(documents, func(d casework.Document) bool { return d.Slot != "" && d.Slot != slot })
	ids := []ident.StaffID{it.Handler}
	for _, p := range []*casework.Proposal{it.Draft, it.Sealed, it.Decision} {
		if p != nil {
			ids = append(ids, p.By, p.Reviewer, p.Signer)
		}
	}
	ids = slices.DeleteFunc(ids, func(id ident.StaffID) bool { return id == "" })
	f.Names, err = s.Store.StaffNames(ctx, ids...)
	return f, err
}

// readable is find for who reads what stands in the item, not only where it stands. Fault: Forbidden
// permission.missing.see to who only watches.
func (s *Service) readable(who permission.Principal, c *casework.Case, slot string) (*casework.ItemCase, error) {
	it, err := s.find(who, c, slot)
	if err != nil {
		return nil, err
	}
	if s.relieves(who, c, it) {
		return it, nil
	}
	return it, s.Guard.Allow(who, permission.See, resource(c, it))
}

// read fills in what the item consumes, and nothing else (need to know).
func (s *Service) read(ctx context.Context, f *CaseFile) error {
	snapshot, err := s.Store.Snapshot(ctx, f.Case.ID)
	if err != nil {
		return err
	}
	var z frozen
	if err := json.Unmarshal(snapshot.Data, &z); err != nil {
		return fault.Wrap(err, "read snapshot")
	}
	f.Plan = z.Plan
	came, err := s.shared(ctx, f)
	if err != nil {
		return err
	}
	for _, v := range z.Fields {
		if slices.Contains(f.Item.Fields, v.Key) && !judged(f.Item, v.Key) {
			v.Shared = came[sharedKey{field: v.Key}]
			f.Fields = append(f.Fields, v)
		}
	}
	papers, err := s.Store.PapersOfCase(ctx, f.Case.ID)
	if err != nil {
		return err
	}
	for _, m := range z.Plan.Materials {
		if !slices.Contains(f.Item.Materials, m.Key) {
			continue
		}
		out := Material{Material: m, Shared: came[sharedKey{material: m.Key}]}
		for _, p := range papers {
			if p.Material == m.Slug && p.Instance == m.Instance && p.Status == store.HandedIn && !after(f.Item, p) {
				out.Papers = append(out.Papers, p)
			}
		}
		for i, c := range z.Work.Certificates {
			if c.Material == m.Slug && m.Disposition == "certificate" {
				out.Certificate = &z.Work.Certificates[i]
			}
		}
		f.Materials = append(f.Materials, out)
	}
	return nil
}

// sharedKey is what a shared record is about: a material, or a field of the form.
type sharedKey struct{ material, field string }

// shared reads what registers gave for the item with the applicant's consent, by what it is about.
func (s *Service) shared(ctx context.Context, f *CaseFile) (map[sharedKey][]Shared, error) {
	if len(f.Item.Consents) == 0 {
		return nil, nil
	}
	records, err := s.Store.SharedRecords(ctx, f.Case.ID, f.Item.Slot)
	out := map[sharedKey][]Shared{}
	for _, r := range records {
		parts := map[sharedKey][]store.SharedThing{}
		for _, x := range r.Things {
			k := sharedKey{material: x.Material}
			if x.Material == "" {
				k.field = x.Field
			}
			parts[k] = append(parts[k], x)
		}
		for k, things := range parts {
			y := Shared{Source: r.Source, Read: r.At, Things: things}
			for _, c := range f.Item.Consents {
				if c.ID == r.Consent {
					y.Given, y.Ended = c.Given, !c.Standing()
				}
			}
			out[k] = append(slices.DeleteFunc(out[k], func(o Shared) bool { return o.Source == r.Source }), y) // the newest speaks
		}
	}
	return out, err
}

// after says that a paper came after the item failed: a department keeps what it decided on and sees nothing newer.
func after(it *casework.ItemCase, p store.Paper) bool {
	return it.State.Failed() && it.Decided != 0 && calendar.DayOf(p.At) > it.Decided
}

// OpenPaper answers a handed-in file for an item that consumes its material; to everybody else it does not exist.
func (s *Service) OpenPaper(ctx context.Context, who permission.Principal, no ident.CaseNo, slot string, id ident.PaperID) (store.Paper, io.ReadSeekCloser, error) {
	c, err := s.Store.Case(ctx, store.ByNo(no))
	if err != nil {
		return store.Paper{}, nil, err
	}
	it, err := s.readable(who, c, slot)
	if err != nil {
		return store.Paper{}, nil, err
	}
	f := &CaseFile{Case: c, Item: it}
	if err := s.read(ctx, f); err != nil {
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

// Document answers an official paper of an item case that the principal may see.
func (s *Service) Document(ctx context.Context, who permission.Principal, id ident.DocumentID) (casework.Document, error) {
	d, err := s.Store.Document(ctx, id)
	if err != nil {
		return d, err
	}
	c, err := s.Store.Case(ctx, store.ByID(d.Case))
	if err != nil {
		return d, err
	}
	for _, it := range c.Items {
		if (d.Slot == "" || d.Slot == it.Slot) && (s.Guard.Allow(who, permission.See, resource(c, it)) == nil || s.relieves(who, c, it)) {
			return d, nil
		}
	}
	return casework.Document{}, fault.New(fault.NotFound, "store.no_document")
}

// judged says that rules decide over a record: the desk is told their answer, never the record itself.
func judged(it *casework.ItemCase, key string) bool {
	slug, _, _ := strings.Cut(key, "~")
	for _, s := range it.Steps {
		if s.Auto == nil {
			continue
		}
		for _, r := range s.Auto.Rules {
			if slices.ContainsFunc(r.Reads, func(x casework.AutoRead) bool { return x.Field == slug }) {
				return true
			}
		}
	}
	return false
}
