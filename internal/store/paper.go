package store

import (
	"context"
	"time"

	"lianban/internal/base/ident"
)

// PaperSource is how a paper arrived.
type PaperSource string

// The sources of papers.
const (
	Uploaded  PaperSource = "uploaded"
	Fetched   PaperSource = "fetched"
	Generated PaperSource = "generated"
)

// PaperStatus is where a paper stands.
type PaperStatus string

// The statuses of papers.
const (
	Pending  PaperStatus = "pending"   // uploaded, not yet handed in
	HandedIn PaperStatus = "handed_in" // part of the case
	Blocked  PaperStatus = "blocked"   // the scanner found something
)

// Paper is one file (材料) of a draft or of a case. A new version is a new row; old versions stay readable.
type Paper struct {
	ID       ident.PaperID
	Version  int64         // 1 for the first
	Draft    ident.DraftID // or
	Case     ident.CaseID
	Material string // slug
	Instance int    // 0, or 1… for a repeated topic
	Blob     ident.BlobID
	Name     string // as the person's machine called it; sealed in the database
	MIME     string
	Size     int64
	Source   PaperSource
	Status   PaperStatus
	By       string // who brought it: person:<id>, staff:<id>, source slug
	At       time.Time
}

// PutPaper writes a paper: Version 1 as new, Version n as the successor of n-1. Fault: Conflict
// store.paper_changed when somebody else was first.
func (s *Store) PutPaper(ctx context.Context, p Paper) error { panic("filled in next") }

// Paper reads the current version of a paper. Fault: NotFound store.no_paper.
func (s *Store) Paper(ctx context.Context, id ident.PaperID) (Paper, error) { panic("filled in next") }

// PapersOfDraft lists the current papers of a draft by material, instance, time.
func (s *Store) PapersOfDraft(ctx context.Context, id ident.DraftID) ([]Paper, error) {
	panic("filled in next")
}

// PapersOfCase lists the current papers of a case by material, instance, time.
func (s *Store) PapersOfCase(ctx context.Context, id ident.CaseID) ([]Paper, error) {
	panic("filled in next")
}

// PaperVersions lists every version of a paper, oldest first.
func (s *Store) PaperVersions(ctx context.Context, id ident.PaperID) ([]Paper, error) {
	panic("filled in next")
}

// DropPaper deletes a paper that is not handed in; a handed-in paper stays: Conflict store.paper_handed_in.
func (s *Store) DropPaper(ctx context.Context, id ident.PaperID) error { panic("filled in next") }
