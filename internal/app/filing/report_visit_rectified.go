package filing

import (
	"context"
	"io"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/blob"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// VisitEvidence is the slug under which pictures of a rectification are kept among the papers of a case.
const VisitEvidence = "visit_evidence"

// mostEvidence is how many files a report has at most.
const mostEvidence = 9

var evidenceRule = blob.Limits{Formats: []string{"jpg", "png", "pdf"}, MaxBytes: 10 << 20}

// Evidence is one file that shows what was mended.
type Evidence struct {
	Name    string
	Content io.Reader
}

// RectifiedInput reports that what a visit found was mended.
type RectifiedInput struct {
	Slot  string
	Seen  int64
	Text  string
	Files []Evidence
	Once  string
}

// ReportVisitRectified tells the department that what its visit found was mended (报告整改完成), with pictures; it comes
// again. Faults: Invalid filing.too_long, Invalid filing.too_many_files, Invalid blob.…, those of the act.
func (s *Service) ReportVisitRectified(ctx context.Context, who permission.Principal, no ident.CaseNo, in RectifiedInput) (*casework.Case, error) {
	if err := short("text", in.Text); err != nil {
		return nil, err
	}
	f, err := s.Follow(ctx, who, no)
	if err != nil {
		return nil, err
	}
	act := casework.ReportVisitRectifiedInput{Target: casework.Target{Slot: in.Slot, SeenVersion: in.Seen}, Text: in.Text}
	papers, err := s.keepEvidence(ctx, who, f, in)
	if err != nil {
		return nil, err
	}
	for _, p := range papers {
		act.Evidence = append(act.Evidence, p.ID)
	}
	once := request(in.Once, casework.VerbVisitRectified, in.Slot, in.Text, len(papers))
	return s.act(ctx, who, no, once, func(c *casework.Case) (casework.Change, error) {
		return s.Engine.ReportVisitRectified(c, s.moment(), actor(who), act)
	}, store.AddPapers(papers...))
}

// keepEvidence keeps the files of a report; nothing is kept for an item that has nothing to report.
func (s *Service) keepEvidence(ctx context.Context, who permission.Principal, f *Followed, in RectifiedInput) ([]store.Paper, error) {
	it := f.Case.Latest(in.Slot)
	if it == nil || it.Inspection("", casework.StepRectify) == nil {
		return nil, nil // the act says why
	}
	if len(in.Files) > mostEvidence {
		return nil, fault.New(fault.Invalid, "filing.too_many_files", "most", "9")
	}
	var out []store.Paper
	for _, x := range in.Files {
		info, err := s.Blobs.Put(ctx, x.Content, evidenceRule)
		if err != nil {
			return nil, err
		}
		out = append(out, store.Paper{
			ID: ident.PaperID(ident.New()), Version: 1, Material: VisitEvidence, Blob: info.ID, Name: cleanName(x.Name, info.Ext),
			MIME: info.MIME, Size: info.Size, Source: store.Uploaded, Status: store.HandedIn, By: by(who), At: s.Clock.Now(),
		})
	}
	return out, nil
}

// OpenVisitFile answers a picture of a visit or of a rectification to the one whose case it is. Fault: NotFound.
func (s *Service) OpenVisitFile(ctx context.Context, who permission.Principal, no ident.CaseNo, id ident.PaperID) (store.Paper, io.ReadSeekCloser, error) {
	f, err := s.Follow(ctx, who, no)
	if err != nil {
		return store.Paper{}, nil, err
	}
	for _, p := range f.Papers {
		if p.ID == id && (p.Material == VisitEvidence || p.Material == "visit_photo") && p.Status == store.HandedIn {
			content, _, err := s.Blobs.Open(ctx, p.Blob)
			return p, content, err
		}
	}
	return store.Paper{}, nil, fault.New(fault.NotFound, "store.no_paper")
}
