package filing

import (
	"context"
	"io"
	"slices"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/material"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Bringing is what an applicant can bring for an item without having been asked to supplement: the papers of a promise, a
// new version of a paper, or the papers of an application that is made again.
type Bringing struct {
	*Followed
	Item   *casework.ItemCase
	Points []WantedPoint
}

// brings are the acts with which papers come, outside a request to supplement.
var brings = []casework.Verb{casework.VerbFillGap, casework.VerbAddMaterial, casework.VerbCorrectOnTheSpot, casework.VerbReapply}

// ToBring answers the papers that an act can hand in for an item, with what was uploaded for them so far. Faults: NotFound,
// and why the act is not possible now.
func (s *Service) ToBring(ctx context.Context, who permission.Principal, no ident.CaseNo, slot string, verb casework.Verb) (*Bringing, error) {
	f, err := s.Follow(ctx, who, no)
	if err != nil {
		return nil, err
	}
	it := f.Case.Latest(slot)
	if it == nil || !slices.Contains(brings, verb) {
		return nil, fault.New(fault.NotFound, "casework.no_such_item")
	}
	if g := it.Gap; verb == casework.VerbFillGap && it.State.Live() && it.State != casework.Accepted && g != nil && g.State == casework.GapPromised {
		return nil, fault.New(fault.NotNow, "filing.gap_not_begun")
	}
	if err := casework.Why(f.Case, slot, verb, actor(who)); err != nil {
		return nil, err
	}
	if verb == casework.VerbReapply {
		if err := s.MayReapply(f.Case, slot, who); err != nil {
			return nil, err
		}
	}
	b := &Bringing{Followed: f, Item: it}
	for _, key := range b.keys(verb) {
		p := f.point(casework.Defect{Material: key})
		if verb == casework.VerbFillGap {
			p.From = from(it, key, time.Time{}) // promised as missing: whenever it came, it is there
		}
		b.Points = append(b.Points, p)
	}
	return b, nil
}

// keys are the materials that an act can bring: those that were promised, else all that the applicant hands in.
func (b *Bringing) keys(verb casework.Verb) []string {
	if verb == casework.VerbFillGap {
		return b.Item.Gap.Materials
	}
	var out []string
	for _, m := range b.Snapshot.Plan.Materials {
		if slices.Contains(b.Item.Materials, m.Key) && (m.Disposition.HandedIn() || m.Disposition == material.Commitment) {
			out = append(out, m.Key)
		}
	}
	return out
}

// UploadFor keeps a file for a material that an act can bring; the act hands it in.
func (s *Service) UploadFor(ctx context.Context, who permission.Principal, b *Bringing, key, name string, content io.Reader) (store.Paper, error) {
	i := slices.IndexFunc(b.Points, func(p WantedPoint) bool { return p.Material == key && p.Rule != nil })
	if i < 0 {
		return store.Paper{}, fault.New(fault.NotFound, "filing.no_material")
	}
	if len(b.Points[i].Papers) >= mostFiles {
		return store.Paper{}, fault.New(fault.Invalid, "filing.too_many_files", "most", "20")
	}
	return s.keepForCase(ctx, who, b.Followed, b.Points[i].Rule, name, content)
}

// brought are the keys of the materials with something uploaded, and the papers.
func (b *Bringing) brought() (keys []string, papers []ident.PaperID) {
	for _, p := range b.Points {
		if len(p.Papers) > 0 || p.From != "" {
			keys = append(keys, p.Material)
		}
		for _, x := range p.Papers {
			papers = append(papers, x.ID)
		}
	}
	return keys, papers
}

// BringInput is an act that hands in what was uploaded for it.
type BringInput struct {
	Slot   string
	Seen   int64    // version of the item case on the page; 0 = not checked
	Fields []string // keys of the fields that the note mends
	Note   string
	Once   string
}

// bring runs an act that hands papers in.
func (s *Service) bring(ctx context.Context, who permission.Principal, no ident.CaseNo, verb casework.Verb, in BringInput, do func(c *casework.Case, t casework.Target, keys []string) (casework.Change, error)) (*casework.Case, error) {
	if err := short("note", in.Note); err != nil {
		return nil, err
	}
	once := request(in.Once, verb, in.Slot, in.Fields, in.Note)
	b, err := s.ToBring(ctx, who, no, in.Slot, verb)
	if fault.Is(err, fault.NotNow) && in.Once != "" { // a repeat of what was done gets the first answer
		return s.act(ctx, who, no, once, func(*casework.Case) (casework.Change, error) { return casework.Change{}, err })
	}
	if err != nil {
		return nil, err
	}
	keys, papers := b.brought()
	return s.act(ctx, who, no, once, func(c *casework.Case) (casework.Change, error) {
		return do(c, casework.Target{Slot: in.Slot, SeenVersion: in.Seen}, keys)
	}, store.HandIn(papers...))
}
