package filing

import (
	"context"
	"io"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// Wanted is an open request to supplement, with what has been uploaded for it so far.
type Wanted struct {
	*Followed
	Item    *casework.ItemCase
	Request casework.Supplement
	Points  []WantedPoint
}

// WantedPoint is one defect and what answers it.
type WantedPoint struct {
	casework.Defect
	Name   string             // of the material or field
	Rule   *scenario.Material // of the plan, for materials
	Papers []store.Paper      // uploaded for this supplement, not yet handed in
	Now    []store.Paper      // what the department has
	From   string             // registers that gave it since, with the applicant's consent
}

// Wanted answers the open request of an item. Fault: NotNow filing.nothing_wanted when there is none.
func (s *Service) Wanted(ctx context.Context, who permission.Principal, no ident.CaseNo, slot string) (*Wanted, error) {
	f, err := s.Follow(ctx, who, no)
	if err != nil {
		return nil, err
	}
	it := f.Case.Latest(slot)
	if it == nil {
		return nil, fault.New(fault.NotFound, "casework.no_such_item")
	}
	if it.State != casework.SupplementRequested || len(it.Supplements) == 0 {
		return nil, fault.New(fault.NotNow, "filing.nothing_wanted", "item", it.Name)
	}
	w := &Wanted{Followed: f, Item: it, Request: it.Supplements[len(it.Supplements)-1]}
	asked := f.requested(slot)
	for _, d := range w.Request.Defects {
		p := f.point(d)
		if p.From = from(it, d.Material, asked); p.From == "" {
			p.From = from(it, d.Field, asked)
		}
		w.Points = append(w.Points, p)
	}
	return w, nil
}

func (f *Followed) point(d casework.Defect) WantedPoint {
	p := WantedPoint{Defect: d}
	for i, m := range f.Snapshot.Plan.Materials {
		if m.Key == d.Material {
			p.Name, p.Rule = m.Name, &f.Snapshot.Plan.Materials[i]
		}
	}
	for _, x := range f.Snapshot.Fields {
		if d.Field != "" && x.Key == d.Field {
			p.Name = x.Label
		}
	}
	for _, paper := range f.Papers {
		if p.Rule == nil || paper.Material != p.Rule.Slug || paper.Instance != p.Rule.Instance {
			continue
		}
		if paper.Status == store.Pending {
			p.Papers = append(p.Papers, paper)
		} else {
			p.Now = append(p.Now, paper)
		}
	}
	return p
}

// UploadSupplement keeps a file for one point of an open request; it is handed in by Supply.
func (s *Service) UploadSupplement(ctx context.Context, who permission.Principal, no ident.CaseNo, slot, material, name string, content io.Reader) (store.Paper, error) {
	w, err := s.Wanted(ctx, who, no, slot)
	if err != nil {
		return store.Paper{}, err
	}
	i := slices.IndexFunc(w.Points, func(p WantedPoint) bool { return p.Material == material && p.Rule != nil })
	if i < 0 {
		return store.Paper{}, fault.New(fault.NotFound, "filing.no_material")
	}
	if len(w.Points[i].Papers) >= mostFiles {
		return store.Paper{}, fault.New(fault.Invalid, "filing.too_many_files", "most", "20")
	}
	return s.keepForCase(ctx, who, w.Followed, w.Points[i].Rule, name, content)
}

// keepForCase keeps a file for a material of a case; it is handed in with the act that it is for.
func (s *Service) keepForCase(ctx context.Context, who permission.Principal, f *Followed, rule *scenario.Material, name string, content io.Reader) (store.Paper, error) {
	info, err := s.Blobs.Put(ctx, content, limits(rule.Upload))
	if err != nil {
		return store.Paper{}, err
	}
	p := store.Paper{
		ID: ident.PaperID(ident.New()), Version: 1, Case: f.Case.ID, Material: rule.Slug, Instance: rule.Instance,
		Blob: info.ID, Name: cleanName(name, info.Ext), MIME: info.MIME, Size: info.Size,
		Source: store.Uploaded, Status: store.Pending, By: by(who), At: s.Clock.Now(),
	}
	return p, s.Store.PutPaper(ctx, p)
}

// DropSupplement takes a file back that was uploaded for an open request and not yet handed in.
func (s *Service) DropSupplement(ctx context.Context, who permission.Principal, no ident.CaseNo, paper ident.PaperID) error {
	f, err := s.Follow(ctx, who, no)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(f.Papers, func(p store.Paper) bool { return p.ID == paper && p.Status == store.Pending }) {
		return s.Store.DropPaper(ctx, paper)
	}
	return nil
}

// SupplyInput answers an open request to supplement.
type SupplyInput struct {
	Slot string
	Seen int64
	All  bool // "this is all": points without a file or word will not come
	Note string
	Once string
}

// Supply hands in what was uploaded for an open request (补正): the department answers anew within its days.
// Faults: NotNow filing.nothing_wanted, Invalid casework.… when points are open and All is not said, Invalid
// filing.too_long.
func (s *Service) Supply(ctx context.Context, who permission.Principal, no ident.CaseNo, in SupplyInput) (*casework.Case, error) {
	if err := short("note", in.Note); err != nil {
		return nil, err
	}
	once := request(in.Once, casework.VerbSupply, in.Slot, in.All, in.Note)
	w, err := s.Wanted(ctx, who, no, in.Slot)
	if fault.Is(err, fault.NotNow) && in.Once != "" { // a repeat of what was done gets the first answer
		return s.act(ctx, who, no, once, func(*casework.Case) (casework.Change, error) { return casework.Change{}, err })
	}
	if err != nil {
		return nil, err
	}
	var answered []string
	var papers []ident.PaperID
	for _, p := range w.Points {
		for _, paper := range p.Papers {
			papers = append(papers, paper.ID)
		}
		switch {
		case len(p.Papers) > 0:
			answered = append(answered, p.Material)
		case p.Field != "" && (in.Note != "" || p.From != ""):
			answered = append(answered, p.Field)
		case p.From != "":
			answered = append(answered, p.Material)
		}
	}
	return s.act(ctx, who, no, once, func(c *casework.Case) (casework.Change, error) {
		return s.Engine.Supply(c, s.moment(), actor(who), casework.SupplyInput{
			Target:   casework.Target{Slot: in.Slot, SeenVersion: in.Seen},
			Answered: answered, All: in.All, Note: in.Note,
		})
	}, store.HandIn(papers...))
}
