package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"mime"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

type documentIn struct {
	Document ident.DocumentID `path:"document"`
}

func (d *door) documents(a huma.API) {
	o := file(get(tagCases, "/documents/{document}", "get-document", "An official paper as PDF, for its applicant, its department and the clerk who filed the case"))
	o.Responses["200"].Content = pdfContent()
	huma.Register(a, o, d.document)
}

func pdfContent() map[string]*huma.MediaType {
	return map[string]*huma.MediaType{"application/pdf": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
}

func (d *door) document(ctx context.Context, in *documentIn) (*content, error) {
	read := d.Handling.Document
	if caller(ctx).Kind == permission.Applicant {
		read = d.Filing.Document
	}
	doc, err := read(ctx, caller(ctx), in.Document)
	if fault.Is(err, fault.NotFound) && caller(ctx).Kind == permission.Staff { // a clerk's, of a case filed for a visitor
		doc, err = d.Filing.Document(ctx, caller(ctx), in.Document)
	}
	if err != nil {
		return nil, err
	}
	return d.printed(ctx, doc)
}

// printed sends a document as PDF.
func (d *door) printed(ctx context.Context, doc casework.Document) (*content, error) {
	if d.Document == nil {
		return nil, fault.New(fault.NotFound, "api.no_document")
	}
	pdf, err := d.Document(ctx, doc)
	if err != nil {
		return nil, err
	}
	return &content{func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		w.Header().Set("Content-Type", "application/pdf")
		w.Header().Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": doc.No + ".pdf"}))
		sum := sha256.Sum256(pdf)
		w.Header().Set("ETag", `"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`)
		http.ServeContent(w, r, "", doc.At, bytes.NewReader(pdf))
	}}, nil
}
