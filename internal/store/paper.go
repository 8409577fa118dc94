package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
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

func (p Paper) aad() string { return fmt.Sprint("papers|name|", p.ID, "|", p.Version) }

// PutPaper writes a paper: Version 1 as new, Version n as the successor of n-1. Fault: Conflict
// store.paper_changed when somebody else was first, Conflict store.draft_gone when its draft was submitted or
// discarded while the file came in.
func (s *Store) PutPaper(ctx context.Context, p Paper) error {
	b := &batch{}
	if err := b.paper(s, p); err != nil {
		return err
	}
	err := s.db.write(ctx, b)
	if !clashOn(err, "papers") {
		return fault.Wrap(err, "writing a paper")
	}
	if _, gone := s.Draft(ctx, p.Draft); p.Draft != "" && fault.Is(gone, fault.NotFound) {
		return fault.New(fault.Conflict, "store.draft_gone")
	}
	return fault.New(fault.Conflict, "store.paper_changed")
}

// paper writes one version. The predecessor must be the latest of the same draft or case: otherwise its guard
// fails, and when it is missing the new row's own version does. A draft must still be there: its row is locked, so
// that a filing at the same moment either takes the paper along or comes first.
func (b *batch) paper(s *Store, p Paper) error {
	if p.Version < 1 {
		return broken("a paper without a version")
	}
	name, err := s.opt.Seal.Seal(p.aad(), []byte(p.Name))
	if err != nil {
		return fault.Wrap(err, "sealing the name of a file")
	}
	version := "CASE WHEN $3 = '' OR EXISTS (SELECT 1 FROM drafts WHERE id = $3) THEN $2 ELSE -1 END"
	if p.Draft != "" {
		b.add("UPDATE drafts SET expires_at = expires_at WHERE id = $1", p.Draft)
	}
	if p.Version > 1 {
		version = `CASE WHEN EXISTS (SELECT 1 FROM papers
			WHERE id = $1 AND version = $2 - 1 AND draft_id = $3 AND case_id = $4) THEN $2 ELSE -1 END`
		b.add("UPDATE papers SET latest = FALSE WHERE id = $1 AND version = $2", p.ID, p.Version-1)
	}
	b.add(`INSERT INTO papers (id, version, latest, draft_id, case_id, material, instance, blob, name, mime, size,
		source, status, brought_by, at) VALUES ($1, `+version+`, TRUE, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		p.ID, p.Version, p.Draft, p.Case, p.Material, p.Instance, p.Blob, name, p.MIME, p.Size,
		p.Source, p.Status, p.By, micros(p.At))
	return nil
}

// AddPapers writes new papers (or new versions) with a change, for what connectors fetched or the engine made.
func AddPapers(papers ...Paper) Extra {
	return func(s *Store, b *batch, c *casework.Case) error {
		for _, p := range papers {
			p.Case, p.Draft = c.ID, ""
			if err := b.paper(s, p); err != nil {
				return err
			}
		}
		return nil
	}
}

// HandIn marks papers of the case that were uploaded for a supplement as handed in with a change.
func HandIn(papers ...ident.PaperID) Extra {
	return func(s *Store, b *batch, c *casework.Case) error {
		for _, id := range papers {
			b.add("UPDATE papers SET status = $3 WHERE id = $1 AND case_id = $2 AND status = $4",
				id, c.ID, string(HandedIn), string(Pending))
		}
		return nil
	}
}

const paperColumns = `id, version, draft_id, case_id, material, instance, blob, name, mime, size, source, status,
	brought_by, at`

func (s *Store) scanPaper(r row) (p Paper, err error) {
	var name []byte
	var at int64
	err = r.Scan(&p.ID, &p.Version, &p.Draft, &p.Case, &p.Material, &p.Instance, &p.Blob, &name, &p.MIME, &p.Size,
		&p.Source, &p.Status, &p.By, &at)
	if err != nil {
		return p, err
	}
	p.At = moment(at)
	plain, err := s.opt.Seal.Open(p.aad(), name)
	p.Name = string(plain)
	return p, err
}

// Paper reads the current version of a paper. Fault: NotFound store.no_paper.
func (s *Store) Paper(ctx context.Context, id ident.PaperID) (Paper, error) {
	p, err := first(ctx, s.db, s.scanPaper, "SELECT "+paperColumns+
		" FROM papers WHERE id = $1 ORDER BY version DESC LIMIT 1", id)
	if errors.Is(err, errNoRow) {
		return p, fault.New(fault.NotFound, "store.no_paper")
	}
	return p, fault.Wrap(err, "reading a paper")
}

// PapersOfDraft lists the current papers of a draft by material, instance, time.
func (s *Store) PapersOfDraft(ctx context.Context, id ident.DraftID) ([]Paper, error) {
	return s.papers(ctx, "draft_id = $1 AND draft_id <> '' AND latest = TRUE ORDER BY material, instance, at, id", string(id))
}

// PapersOfCase lists the current papers of a case by material, instance, time.
func (s *Store) PapersOfCase(ctx context.Context, id ident.CaseID) ([]Paper, error) {
	return s.papers(ctx, "case_id = $1 AND case_id <> '' AND latest = TRUE ORDER BY material, instance, at, id", string(id))
}

// PaperVersions lists every version of a paper, oldest first.
func (s *Store) PaperVersions(ctx context.Context, id ident.PaperID) ([]Paper, error) {
	return s.papers(ctx, "id = $1 ORDER BY version", string(id))
}

func (s *Store) papers(ctx context.Context, where, arg string) ([]Paper, error) {
	ps, err := all(ctx, s.db, s.scanPaper, "SELECT "+paperColumns+" FROM papers WHERE "+where, arg)
	return ps, fault.Wrap(err, "listing papers")
}

// DropPaper deletes a paper that is not handed in; a handed-in paper stays: Conflict store.paper_handed_in.
func (s *Store) DropPaper(ctx context.Context, id ident.PaperID) error {
	n, err := s.db.exec(ctx, `DELETE FROM papers WHERE id = $1
		AND NOT EXISTS (SELECT 1 FROM papers AS p WHERE p.id = $1 AND p.status = $2)`, id, string(HandedIn))
	if err != nil {
		return fault.Wrap(err, "deleting a paper")
	}
	if n == 0 {
		if _, err := s.Paper(ctx, id); err == nil {
			return fault.New(fault.Conflict, "store.paper_handed_in")
		}
	}
	return nil
}

// BlobUsed says whether any paper refers to a file, for whoever clears files away.
func (s *Store) BlobUsed(ctx context.Context, id ident.BlobID) (bool, error) {
	var n int
	err := one(ctx, s.db, []any{&n}, "SELECT count(*) FROM (SELECT 1 FROM papers WHERE blob = $1 LIMIT 1) AS used", id)
	return n > 0, fault.Wrap(err, "looking for the uses of a file")
}
