package filing

import (
	"context"
	"io"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Archive is everything of a case that its applicant may take along. Contents are opened one after the other, so that
// a large case needs no more memory than a small one.
type Archive struct {
	*Followed
	s *Service
}

// Archive gathers a case of one's own. Fault: NotFound store.no_case.
func (s *Service) Archive(ctx context.Context, who permission.Principal, no ident.CaseNo) (*Archive, error) {
	f, err := s.Follow(ctx, who, no)
	if err != nil {
		return nil, err
	}
	return &Archive{Followed: f, s: s}, nil
}

// Open answers the content of a paper of the archive. What the scanner keeps back stays closed: Forbidden
// filing.paper_blocked.
func (a *Archive) Open(ctx context.Context, p store.Paper) (io.ReadCloser, error) {
	if p.Case != a.Case.ID {
		return nil, fault.New(fault.NotFound, "store.no_paper")
	}
	if p.Status == store.Blocked {
		return nil, fault.New(fault.Forbidden, "filing.paper_blocked", "name", p.Name)
	}
	content, _, err := a.s.Blobs.Open(ctx, p.Blob)
	return content, err
}
