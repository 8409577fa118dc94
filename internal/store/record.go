package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"lianban/internal/base/fault"
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

func (x Snapshot) aad() string { return "snapshots|data|" + string(x.Case) }

// snapshot freezes what was submitted. A draft that is gone or changed violates snapshots__draft, one that
// has become another case the unique draft_id.
func (b *batch) snapshot(s *Store, f Filing) error {
	x := f.Snapshot
	sealed, err := s.opt.Seal.Seal(x.aad(), x.Data)
	if err != nil {
		return fault.Wrap(err, "sealing a snapshot")
	}
	const columns = `INSERT INTO snapshots (case_id, sealed, declaration, declared_at, level, reviewed, draft_id, draft_version) `
	args := []any{x.Case, sealed, x.DeclarationHash, micros(x.DeclaredAt), x.IdentityLevel, x.ReviewedHash}
	if f.Draft == "" {
		b.add(columns+"VALUES ($1, $2, $3, $4, $5, $6, NULL, 0)", args...)
		return nil
	}
	b.add(columns+`VALUES ($1, $2, $3, $4, $5, $6, $7,
		CASE WHEN (SELECT version FROM drafts WHERE id = $7) = $8 THEN $8 ELSE -1 END)`, append(args, f.Draft, f.Version)...)
	b.add("DELETE FROM drafts WHERE id = $1", f.Draft)
	return nil
}

// Snapshot reads what was frozen at submission. Fault: NotFound store.no_case.
func (s *Store) Snapshot(ctx context.Context, id ident.CaseID) (Snapshot, error) {
	x := Snapshot{Case: id}
	var sealed []byte
	var at int64
	err := one(ctx, s.db, []any{&sealed, &x.DeclarationHash, &at, &x.IdentityLevel, &x.ReviewedHash},
		"SELECT sealed, declaration, declared_at, level, reviewed FROM snapshots WHERE case_id = $1", id)
	if errors.Is(err, errNoRow) {
		return x, fault.New(fault.NotFound, "store.no_case")
	}
	if err == nil {
		x.DeclaredAt = moment(at)
		x.Data, err = s.opt.Seal.Open(x.aad(), sealed)
	}
	return x, fault.Wrap(err, "reading a snapshot")
}

// documentBody is the sealed part of a document: what is printed on it.
type documentBody struct {
	Data  map[string]string   `json:"data"`
	Lists map[string][]string `json:"lists,omitempty"`
}

func documentAAD(id ident.DocumentID) string { return "documents|body|" + string(id) }

func (b *batch) document(s *Store, id ident.CaseID, d casework.Document) error {
	plain, err := json.Marshal(documentBody{d.Data, d.Lists})
	if err != nil {
		return fault.Wrap(err, "writing a document")
	}
	sealed, err := s.opt.Seal.Seal(documentAAD(d.ID), plain)
	if err != nil {
		return fault.Wrap(err, "sealing a document")
	}
	b.add("INSERT INTO documents (id, no, case_id, slot, kind, at, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		d.ID, d.No, id, d.Slot, d.Kind, micros(d.At), sealed)
	return nil
}

const documentColumns = "SELECT id, no, case_id, slot, kind, at, sealed FROM documents WHERE "

func (s *Store) scanDocument(r row) (d casework.Document, err error) {
	var at int64
	var sealed []byte
	if err = r.Scan(&d.ID, &d.No, &d.Case, &d.Slot, &d.Kind, &at, &sealed); err != nil {
		return d, err
	}
	d.At = moment(at)
	plain, err := s.opt.Seal.Open(documentAAD(d.ID), sealed)
	if err != nil {
		return d, err
	}
	var body documentBody
	err = json.Unmarshal(plain, &body)
	d.Data, d.Lists = body.Data, body.Lists
	return d, err
}

// Documents lists the official documents of a case, oldest first.
func (s *Store) Documents(ctx context.Context, id ident.CaseID) ([]casework.Document, error) {
	ds, err := all(ctx, s.db, s.scanDocument, documentColumns+"case_id = $1 ORDER BY at, id", id)
	return ds, fault.Wrap(err, "listing documents")
}

// Document reads one document. Fault: NotFound store.no_document.
func (s *Store) Document(ctx context.Context, id ident.DocumentID) (casework.Document, error) {
	return s.document(ctx, "id = $1", string(id))
}

// DocumentByNo reads a document by the number printed on it; for verification. Fault: NotFound store.no_document.
func (s *Store) DocumentByNo(ctx context.Context, no string) (casework.Document, error) {
	return s.document(ctx, "no = $1 AND no <> ''", no)
}

func (s *Store) document(ctx context.Context, where, arg string) (casework.Document, error) {
	d, err := first(ctx, s.db, s.scanDocument, documentColumns+where, arg)
	if errors.Is(err, errNoRow) {
		return d, fault.New(fault.NotFound, "store.no_document")
	}
	return d, fault.Wrap(err, "reading a document")
}
