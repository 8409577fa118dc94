package document

import (
	"net/url"
	"strings"
)

// The page: A4, with room at the foot for the verification.
const (
	pageWidth, pageHeight    = 210.0, 297.0
	left, right, top, bottom = 27.0, 27.0, 30.0, 42.0
	textWidth                = pageWidth - left - right
	lowest                   = pageHeight - bottom

	titleSize, bodySize, cellSize, footSize = 20.0, 12.0, 10.5, 8.5
	leading                                 = 1.75 // line height as a share of the type size
)

// act is one mark on a page.
type act func(*painter)

// layout places a sheet on pages before anything is drawn, so that the number of pages is known and a
// heading never ends a page.
type layout struct {
	pen   *pen
	pages [][]act
	y     float64 // top of what comes next
}

// place answers the pages of a sheet.
func place(s *sheet, p *pen) *layout {
	l := &layout{pen: p}
	l.newPage()
	l.head(s)
	for i, b := range s.blocks {
		if i == len(s.blocks)-1 && b.table == nil {
			l.need(l.parasHeight(b.paras) + l.signHeight(s)) // no page holds a signature alone
		}
		l.block(b)
	}
	l.sign(s)
	return l
}

func (l *layout) newPage() {
	l.pages = append(l.pages, nil)
	l.y = top
}

// need begins a new page if there is less room than this.
func (l *layout) need(height float64) {
	if l.y+height > lowest && l.y > top {
		l.newPage()
	}
}

func (l *layout) draw(a act) { l.pages[len(l.pages)-1] = append(l.pages[len(l.pages)-1], a) }

func height(size float64) float64 { return size * point * leading }

// line puts one line at x and moves down.
func (l *layout) line(x, size float64, s string, c colour, bold bool) {
	h := height(size)
	base := l.y + h/2 + size*point*0.36
	l.y += h
	l.draw(func(p *painter) {
		if bold {
			p.bold(x, base, size, s, c)
		} else {
			p.text(x, base, size, s, c)
		}
	})
}

// head writes title, number and addressee.
func (l *layout) head(s *sheet) {
	for _, line := range l.pen.wrap(s.title, titleSize*point, textWidth, 0) {
		l.line(left+(textWidth-l.pen.width(line, titleSize*point))/2, titleSize, line, black, true)
	}
	no := s.labels.no + " " + s.no
	l.line(pageWidth-right-l.pen.width(no, cellSize*point), cellSize, no, grey, false)
	y := l.y + 1
	l.draw(func(p *painter) { p.rule(left, y, pageWidth-right, y, 0.4, black) })
	l.y += 5
	for _, line := range l.pen.wrap(s.addressee, bodySize*point, textWidth, 0) {
		l.line(left, bodySize, line, black, true)
	}
}

func (l *layout) block(b block) {
	if b.heading != "" {
		l.y += 2
		l.need(3 * height(bodySize))
		l.line(left, bodySize, b.heading, black, true)
	}
	if b.table != nil {
		l.table(b.table)
	}
	if len(b.facts) > 0 {
		l.facts(b.facts)
	}
	for _, text := range b.paras {
		l.para(text)
	}
}

// para writes a paragraph, indented by two characters as letters are.
func (l *layout) para(text string) {
	size := bodySize * point
	indent := 2 * size
	for i, line := range l.pen.wrap(text, size, textWidth, indent) {
		l.need(height(bodySize))
		x := left
		if i == 0 {
			x += indent
		}
		l.line(x, bodySize, line, black, false)
	}
}

// facts writes names and values in two columns without lines.
func (l *layout) facts(facts []fact) {
	size, names := bodySize*point, 0.0
	for _, f := range facts {
		names = max(names, l.pen.width(f.name, size))
	}
	names = min(names, textWidth/3)
	x := left + 2*size
	l.y += 1.5
	for _, f := range facts {
		name := l.pen.wrap(f.name, size, names, 0)
		value := l.pen.wrap(f.value, size, textWidth-names-4*size, 0)
		for i := range max(len(name), len(value)) {
			l.need(height(bodySize))
			y := l.y
			if i < len(name) {
				l.line(x, bodySize, name[i], grey, false)
				l.y = y
			}
			if i < len(value) {
				l.line(x+names+size, bodySize, value[i], black, false)
			}
			l.y = y + height(bodySize)
		}
	}
	l.y += 1.5
}

// parasHeight answers how much room paragraphs take.
func (l *layout) parasHeight(paras []string) float64 {
	lines := 0
	for _, text := range paras {
		lines += len(l.pen.wrap(text, bodySize*point, textWidth, 2*bodySize*point))
	}
	return float64(lines) * height(bodySize)
}

// The stamp's side, and the room above the signature and below it, for remarks.
const stampSide, above, below = 24.0, 8.0, 14.0

// signed answers the lines of the signature.
func (l *layout) signed(s *sheet) []string {
	lines := l.pen.wrap(s.office, bodySize*point, textWidth*0.6, 0)
	return append(lines, l.pen.wrap(s.date, bodySize*point, textWidth*0.6, 0)...)
}

func (l *layout) signHeight(s *sheet) float64 {
	return above + max(float64(len(l.signed(s)))*height(bodySize), stampSide) + below
}

// sign writes office, date and, on papers that are not real, the stamp beside them, all on one page.
func (l *layout) sign(s *sheet) {
	l.need(l.signHeight(s))
	l.y += above
	begin, widest := l.y, 0.0
	edge := pageWidth - right - 2*bodySize*point
	for _, line := range l.signed(s) {
		w := l.pen.width(line, bodySize*point)
		widest = max(widest, w)
		l.line(edge-w, bodySize, line, black, false)
	}
	if s.mark != "" {
		x := edge - widest - stampSide - 4
		l.draw(func(p *painter) { p.stamp(x, begin-5, stampSide, s.mark) })
		l.y = max(l.y, begin-5+stampSide)
	}
	for _, note := range []string{s.remark, s.markNote} {
		if note == "" {
			continue
		}
		l.y += 2
		for _, line := range l.pen.wrap(note, cellSize*point, textWidth, 0) {
			l.need(height(cellSize))
			l.line(left, cellSize, line, grey, false)
		}
	}
}

// foot answers the lines beside the QR code of one page.
func foot(s *sheet, verifyURL string, page string) []string {
	lines := []string{s.labels.no + " " + s.no}
	if u, err := url.Parse(verifyURL); err == nil {
		if code := u.Query().Get("code"); code != "" {
			lines[0] += "    " + s.labels.code + " " + spaced(code)
		}
		u.RawQuery = ""
		lines = append(lines, s.labels.verify+" "+u.String())
	}
	return append(lines, s.labels.scan, page)
}

// spaced writes a code in groups of four, the way people copy it.
func spaced(code string) string {
	var groups []string
	for len(code) > 4 {
		groups, code = append(groups, code[:4]), code[4:]
	}
	return strings.Join(append(groups, code), " ")
}
