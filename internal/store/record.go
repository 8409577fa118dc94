package store

import (
	"context"
	"encoding/json"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
)

// Snapshot is what was frozen at submission; it is never written again.
type Snapshot struct {
	Case            ident.CaseID
	Data            json.RawMessage // answers, values, plan and texts shown; sealed in the database
	DeclarationHash string          // SHA-256 of the declaration's text, hex
	DeclaredAt      time.Time
	IdentityLevel   string
	ReviewedHash    string // SHA-256 of what the check-your-answers page showed, hex
}

// Snapshot reads what was frozen at submission. Fault: NotFound store.no_case.
func (s *Store) Snapshot(ctx context.Context, id ident.CaseID) (Snapshot, error) {
	panic("filled in next")
}

// Documents lists the official documents of a case, oldest first.
func (s *Store) Documents(ctx context.Context, id ident.CaseID) ([]casework.Document, error) {
	panic("filled in next")
}

// Document reads one document. Fault: NotFound store.no_document.
func (s *Store) Document(ctx context.Context, id ident.DocumentID) (casework.Document, error) {
	panic("filled in next")
}

// DocumentByNo reads a document by the number printed on it; for verification. Fault: NotFound store.no_document.
func (s *Store) DocumentByNo(ctx context.Context, no string) (casework.Document, error) {
	panic("filled in next")
}

// InboxMessage is a message to a person, readable in the portal.
type InboxMessage struct {
	ID   int64
	No   ident.CaseNo
	Read bool
	casework.Message
}

// Inbox is one page of a person's messages, newest first.
type Inbox struct {
	Messages []InboxMessage
	Unread   int
	Pages    Pages
}

// Inbox reads a person's messages.
func (s *Store) Inbox(ctx context.Context, person ident.PersonID, p Page) (Inbox, error) {
	panic("filled in next")
}

// Unread counts a person's unread messages.
func (s *Store) Unread(ctx context.Context, person ident.PersonID) (int, error) {
	panic("filled in next")
}

// MarkRead marks messages of this person as read; upTo marks all with ID <= upTo.
func (s *Store) MarkRead(ctx context.Context, person ident.PersonID, upTo int64) error {
	panic("filled in next")
}
