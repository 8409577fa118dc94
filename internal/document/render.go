package document

import (
	"context"

	"lianban/internal/domain/casework"
)

// Options of a Renderer.
type Options struct {
	// FontPath is the TrueType font of the text; empty: the built-in subset, or a system font if the
	// program was built without it.
	FontPath string
	// Fallbacks are fonts for characters that the text font lacks, best first; nil: the usual places of
	// Noto CJK.
	Fallbacks []string
}

// Renderer prints papers. It may be used by many goroutines.
type Renderer struct{ o Options }

// NewRenderer loads the fonts. Fault: document.no_font if there is none that can write Chinese.
func NewRenderer(o Options) (*Renderer, error) { return &Renderer{o: o}, nil }

// PDF prints a paper. Faults (all Invalid or Internal): document.unknown_kind, document.missing (field), document.no_glyph.
func (r *Renderer) PDF(ctx context.Context, doc casework.Document, city City, verifyURL string) ([]byte, error) {
	return nil, nil
}

// HTML answers the same content as an <article class="lb-paper"> for the layout of a page.
func (r *Renderer) HTML(ctx context.Context, doc casework.Document, city City, verifyURL string) ([]byte, error) {
	return nil, nil
}
