package filing

import (
	"context"
	"io"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// OpenPaper answers a file of the applicant's own draft or case. To everybody else it does not exist.
func (s *Service) OpenPaper(ctx context.Context, who permission.Principal, id ident.PaperID) (store.Paper, io.ReadSeekCloser, error) {
	p, err := s.Store.Paper(ctx, id)
	if err != nil {
		return p, nil, err
	}
	if err := s.mayPaper(ctx, who, p); err != nil {
		return p, nil, fault.New(fault.NotFound, "store.no_paper")
	}
	content, _, err := s.Blobs.Open(ctx, p.Blob)
	return p, content, err
}

func (s *Service) mayPaper(ctx context.Context, who permission.Principal, p store.Paper) error {
	if p.Draft != "" {
		d, err := s.Store.Draft(ctx, p.Draft)
		if err != nil {
			return err
		}
		if d.Person == "" {
			return fault.New(fault.NotFound, "store.no_paper")
		}
		return s.mayDraft(who, d)
	}
	c, err := s.Store.Case(ctx, store.ByID(p.Case))
	if err != nil {
		return err
	}
	return s.mayOwn(who, c)
}

// Document answers an official paper of the applicant's own case.
func (s *Service) Document(ctx context.Context, who permission.Principal, id ident.DocumentID) (casework.Document, error) {
	d, err := s.Store.Document(ctx, id)
	if err != nil {
		return d, err
	}
	c, err := s.Store.Case(ctx, store.ByID(d.Case))
	if err != nil {
		return d, err
	}
	if err := s.mayOwn(who, c); err != nil {
		return casework.Document{}, fault.New(fault.NotFound, "store.no_document")
	}
	if withheld(s.Engine.Told(c, s.Clock.Now()), d) {
		return casework.Document{}, fault.New(fault.NotFound, "store.no_document")
	}
	return d, nil
}

// Verify confirms a paper by its number and code, to anybody. The answer says no more than the paper does.
// A wrong number and a wrong code get the same answer: NotFound filing.not_verified.
func (s *Service) Verify(ctx context.Context, no, code string) (casework.Document, error) {
	d, err := s.Store.DocumentByNo(ctx, no)
	if fault.Is(err, fault.NotFound) {
		var n store.IntakeNotice
		n, err = s.Store.IntakeNoticeByNo(ctx, no)
		d = n.Document
	}
	if err != nil && !fault.Is(err, fault.NotFound) {
		return d, err
	}
	if err != nil || !s.Verifier.Verifies(d, code) {
		return casework.Document{}, fault.New(fault.NotFound, "filing.not_verified")
	}
	return d, nil
}
