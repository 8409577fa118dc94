package document

import (
	"embed"
	"log/slog"
	"os"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"lianban/internal/base/fault"
)

// built holds sans.ttf once `make assets` has run; without it the program builds all the same.
//
//go:embed all:font
var built embed.FS

// Where Debian, Fedora, Arch and SUSE keep fonts that know rare characters, best first. The last one knows
// symbols that Chinese fonts lack.
var usualFallbacks = []string{
	"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/truetype/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
	"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
	"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
}

// usualTexts are TrueType fonts that a PDF can embed, for a program that was built without its own.
var usualTexts = []string{
	"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
	"/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
}

// face is one font: which characters it has, how wide they are and what they look like.
type face struct {
	path string
	font *sfnt.Font
	em   fixed.Int26_6 // units per em as a size, so that lengths come out in font units
}

func newFace(path string, f *sfnt.Font) *face {
	return &face{path: path, font: f, em: fixed.I(int(f.UnitsPerEm()))}
}

// glyph answers the index of a character; 0: the font lacks it.
func (f *face) glyph(buf *sfnt.Buffer, r rune) sfnt.GlyphIndex {
	i, err := f.font.GlyphIndex(buf, r)
	if err != nil {
		return 0
	}
	return i
}

// advance answers the width of a glyph as a share of the type size.
func (f *face) advance(buf *sfnt.Buffer, i sfnt.GlyphIndex) float64 {
	a, err := f.font.GlyphAdvance(buf, i, f.em, font.HintingNone)
	if err != nil {
		return 1
	}
	return float64(a) / float64(f.em)
}

// fonts are all fonts of a renderer: one that the PDF embeds, and others whose outlines are drawn.
type fonts struct {
	text      []byte // TrueType; nil: everything is drawn
	main      *face  // of text
	fallbacks []*face
}

// loadFonts finds the fonts. Fault: Unavailable document.no_font if none of them can write Chinese.
func loadFonts(o Options) (*fonts, error) {
	var fs fonts
	if err := fs.loadText(o.FontPath); err != nil {
		return nil, err
	}
	paths := o.Fallbacks
	if paths == nil {
		paths = usualFallbacks
	}
	for _, path := range paths {
		f, err := openFallback(path)
		switch {
		case err == nil:
			fs.fallbacks = append(fs.fallbacks, f)
		case !os.IsNotExist(err):
			slog.Warn("a font cannot be read", "path", path, "error", err)
		}
	}
	if !fs.writesChinese() {
		return nil, fault.New(fault.Unavailable, "document.no_font")
	}
	if fs.main == nil {
		slog.Warn("the program was built without its font (make assets): papers are drawn from outlines and their text cannot be searched")
	}
	return &fs, nil
}

// loadText takes the configured font, or the built one, or one of the system. Only a configured font that
// cannot be read is an error.
func (fs *fonts) loadText(configured string) error {
	if configured != "" {
		b, err := os.ReadFile(configured)
		if err == nil {
			err = fs.setText(configured, b)
		}
		if err != nil {
			f := fault.New(fault.Unavailable, "document.no_font")
			f.Cause = err
			return f
		}
		return nil
	}
	if b, err := built.ReadFile("font/sans.ttf"); err == nil && fs.setText("built-in", b) == nil {
		return nil
	}
	for _, path := range usualTexts {
		if b, err := os.ReadFile(path); err == nil && fs.setText(path, b) == nil {
			return nil
		}
	}
	return nil
}

func (fs *fonts) setText(path string, b []byte) error {
	f, err := sfnt.Parse(b)
	if err != nil {
		return err
	}
	fs.text, fs.main = b, newFace(path, f)
	return nil
}

// openFallback opens a font or a collection; of a collection it takes the face for mainland China. The file
// stays open, and only the glyphs that are needed are read.
func openFallback(path string) (*face, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if !strings.HasSuffix(path, ".ttc") {
		f, err := sfnt.ParseReaderAt(file)
		if err != nil {
			file.Close()
			return nil, err
		}
		return newFace(path, f), nil
	}
	all, err := sfnt.ParseCollectionReaderAt(file)
	if err != nil {
		file.Close()
		return nil, err
	}
	var best *sfnt.Font
	for i := range all.NumFonts() {
		f, err := all.Font(i)
		if err != nil {
			continue
		}
		name, _ := f.Name(nil, sfnt.NameIDFull)
		if mainland := strings.Contains(name, " SC"); best == nil || mainland {
			best = f
			if mainland {
				break
			}
		}
	}
	if best == nil {
		file.Close()
		return nil, sfnt.ErrNotFound
	}
	return newFace(path, best), nil
}

// writesChinese tries a character that every Chinese font has: U+4E2D.
func (fs *fonts) writesChinese() bool {
	p := newPen(fs)
	_, ok := p.find('\u4e2d')
	return ok
}

// inked is a character with the font that writes it.
type inked struct {
	face  *face
	index sfnt.GlyphIndex
	width float64 // share of the type size
	drawn bool    // by its outline
}

// pen measures and finds characters for one paper; it is not shared.
type pen struct {
	fonts *fonts
	buf   sfnt.Buffer
	known map[rune]inked
}

func newPen(fs *fonts) *pen { return &pen{fonts: fs, known: map[rune]inked{}} }

// find answers who writes a character; false if no font has it. The PDF library embeds characters of the
// basic plane only, so those above U+FFFF are drawn even if the text font has them.
func (p *pen) find(r rune) (inked, bool) {
	if k, ok := p.known[r]; ok {
		return k, k.face != nil
	}
	var k inked
	if m := p.fonts.main; m != nil && r <= 0xffff {
		if i := m.glyph(&p.buf, r); i != 0 {
			k = inked{face: m, index: i, width: m.advance(&p.buf, i)}
		}
	}
	for _, f := range p.fonts.fallbacks {
		if k.face != nil {
			break
		}
		if i := f.glyph(&p.buf, r); i != 0 {
			k = inked{face: f, index: i, width: f.advance(&p.buf, i), drawn: true}
		}
	}
	p.known[r] = k
	return k, k.face != nil
}

// width answers how wide a text is at a type size.
func (p *pen) width(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		k, _ := p.find(r)
		w += k.width * size
	}
	return w
}
