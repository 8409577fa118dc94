package filing

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
)

// codeLife is how long a code for another device is new; it opens its draft for one more such time.
const codeLife = 15 * time.Minute

// ContinueCode is a short code by which the person finds the draft on another device after signing in there, and until
// when. It is no secret and opens nothing by itself: among the drafts of whoever is signed in it names one.
func (s *Service) ContinueCode(ctx context.Context, who permission.Principal, id ident.DraftID) (code string, until time.Time, err error) {
	if _, err := s.Draft(ctx, who, id); err != nil {
		return "", time.Time{}, err
	}
	now := s.Clock.Now().Truncate(codeLife)
	return codeOf(id, now), now.Add(2 * codeLife), nil
}

// Continue finds the person's own draft that a code names. Fault: NotFound filing.no_code when none does, or no more.
func (s *Service) Continue(ctx context.Context, who permission.Principal, code string) (ident.DraftID, error) {
	drafts, err := s.Drafts(ctx, who)
	if err != nil {
		return "", err
	}
	now := s.Clock.Now().Truncate(codeLife)
	for _, d := range drafts {
		if code == codeOf(d.ID, now) || code == codeOf(d.ID, now.Add(-codeLife)) {
			return d.ID, nil
		}
	}
	return "", fault.New(fault.NotFound, "filing.no_code")
}

// codeOf is six digits that follow from a draft and the time.
func codeOf(id ident.DraftID, at time.Time) string {
	sum := sha256.Sum256([]byte(fmt.Sprint("continue|", id, "|", at.Unix())))
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum[:8])%1_000_000)
}
