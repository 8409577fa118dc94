package store

import (
	"context"
	"encoding/json"
	"time"

	"lianban/internal/base/ident"
)

// Draft is a filing that is being filled in (草稿).
type Draft struct {
	ID        ident.DraftID
	Person    ident.PersonID
	Scenario  string          // slug
	Area      string          // slug
	Packed    int             // version of the scenario when it was last compiled
	PackHash  string          // content hash of what was compiled
	Step      string          // where to resume
	Data      json.RawMessage // answers and values, in the form that app/filing gives them; sealed in the database
	CreatedAt time.Time
	UpdatedAt time.Time
	ExpiresAt time.Time
	Version   int64 // 0 before the first save
}

// SaveDraft writes a draft whose Version is the one that was read (0 = new) and answers it with the next
// Version. Fault: Conflict store.draft_changed.
func (s *Store) SaveDraft(ctx context.Context, d Draft) (Draft, error) { panic("filled in next") }

// Draft reads one draft. Fault: NotFound store.no_draft.
func (s *Store) Draft(ctx context.Context, id ident.DraftID) (Draft, error) { panic("filled in next") }

// DraftsOf lists the drafts of a person that have not expired, newest first, without Data.
func (s *Store) DraftsOf(ctx context.Context, person ident.PersonID) ([]Draft, error) {
	panic("filled in next")
}

// DropDraft deletes a draft and its papers; nothing happens when it is gone.
func (s *Store) DropDraft(ctx context.Context, id ident.DraftID) error { panic("filled in next") }

// DropExpiredDrafts deletes up to limit drafts that expired before now, with their papers, and says how many.
func (s *Store) DropExpiredDrafts(ctx context.Context, now time.Time, limit int) (int, error) {
	panic("filled in next")
}
