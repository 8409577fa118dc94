package document

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"rsc.io/qr"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
)

// Options of a Renderer.
type Options struct {
	// FontPath is the TrueType font of the text; empty: the built-in subset of Noto Sans SC, or a font of
	// the system if the program was built without it.
	FontPath string
	// Fallbacks are fonts for characters that the text font lacks, best first; nil: the usual places.
	Fallbacks []string
}

// Renderer prints papers. It may be used by many goroutines.
type Renderer struct{ fonts *fonts }

// NewRenderer loads the fonts. Fault: Unavailable document.no_font if none can write Chinese.
func NewRenderer(o Options) (*Renderer, error) {
	fs, err := loadFonts(o)
	if err != nil {
		return nil, err
	}
	return &Renderer{fonts: fs}, nil
}

// PDF prints a paper. The same paper gives the same bytes. verifyURL is what the QR code says.
//
// Faults: Internal document.unknown_kind, document.incomplete; Unavailable document.no_glyph with the
// character that no font has, for which the HTML view still works.
func (r *Renderer) PDF(ctx context.Context, doc casework.Document, city City, verifyURL string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, err := compose(doc, city)
	if err != nil {
		return nil, err
	}
	code, err := newQR(verifyURL)
	if err != nil {
		return nil, err
	}
	p := newPen(r.fonts)
	l := place(s, p)
	feet := make([][]string, len(l.pages))
	for i := range l.pages {
		feet[i] = foot(s, verifyURL, lang.Chinese().Say("document.label.page", "n", i+1, "m", len(l.pages)))
	}
	if _, err := preflight(p, append(s.texts(), slices.Concat(feet...)...)); err != nil {
		return nil, err
	}
	pdf := newPDF(r.fonts, s, doc)
	paint(&painter{pdf: pdf, pen: p}, s, l, feet, code)
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		return nil, fault.Wrap(err, "print "+doc.No)
	}
	return b.Bytes(), nil
}

// Drawn answers the characters of a paper that its PDF draws as outlines because the text font lacks them:
// they look right but cannot be searched. The faults are those of PDF.
func (r *Renderer) Drawn(doc casework.Document, city City) ([]rune, error) {
	s, err := compose(doc, city)
	if err != nil {
		return nil, err
	}
	return preflight(newPen(r.fonts), s.texts())
}

// preflight looks every character up before anything is drawn, and answers those that will be outlines.
func preflight(p *pen, texts []string) ([]rune, error) {
	drawn := map[rune]bool{}
	for _, text := range texts {
		for _, c := range clean(text) {
			if c == '\n' {
				continue
			}
			k, ok := p.find(c)
			if !ok {
				return nil, fault.New(fault.Unavailable, "document.no_glyph", "char", string(c), "code", fmt.Sprintf("U+%04X", c))
			}
			if k.drawn {
				drawn[c] = true
			}
		}
	}
	list := make([]rune, 0, len(drawn))
	for c := range drawn {
		list = append(list, c)
	}
	sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
	return list, nil
}

// newPDF makes an empty PDF whose bytes depend on the paper alone.
func newPDF(fs *fonts, s *sheet, doc casework.Document) *fpdf.Fpdf {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(doc.At.UTC())
	pdf.SetModificationDate(doc.At.UTC())
	pdf.SetProducer("Lianban", true)
	pdf.SetTitle(strings.TrimSpace(s.title+" "+s.no), true)
	pdf.SetAuthor(s.office, true)
	pdf.SetLang("zh-CN")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	if fs.text != nil {
		pdf.AddUTF8FontFromBytes(family, "", bytes.Clone(fs.text))
	}
	return pdf
}

// paint draws what was placed, with watermark and foot on every page.
func paint(p *painter, s *sheet, l *layout, feet [][]string, code *qr.Code) {
	const side = 20.0
	for i, acts := range l.pages {
		p.pdf.AddPage()
		if s.mark != "" {
			p.watermark(s.mark)
		}
		for _, a := range acts {
			a(p)
		}
		y := pageHeight - bottom + 6
		p.rule(left, y, pageWidth-right, y, 0.2, grey)
		p.code(left, y+4, side, code)
		for j, line := range feet[i] {
			p.text(left+side+5, y+8+float64(j)*footSize*point*1.7, footSize, line, grey)
		}
	}
}
