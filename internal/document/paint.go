package document

import (
	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"rsc.io/qr"
)

// mm per point of type size
const point = 25.4 / 72

// colour is red, green, blue.
type colour [3]int

var (
	black = colour{20, 35, 43}
	grey  = colour{95, 111, 120}
	hair  = colour{160, 172, 178} // rules of tables
	pale  = colour{234, 239, 241} // watermark
	seal  = colour{181, 56, 42}   // stamp: square, so that nobody takes it for a seal
)

// painter puts marks on the pages of one PDF. Lengths are millimetres from the upper left corner, type sizes
// points.
type painter struct {
	pdf *fpdf.Fpdf
	pen *pen
}

const family = "sans"

// text writes a line with its baseline at y. Characters of the text font are written as text, so that they
// can be searched and read aloud; all others are drawn.
func (p *painter) text(x, y, size float64, s string, c colour) {
	p.pdf.SetTextColor(c[0], c[1], c[2])
	p.pdf.SetFillColor(c[0], c[1], c[2])
	run, runAt := "", x
	flush := func() {
		if run != "" {
			p.pdf.SetFont(family, "", size)
			p.pdf.Text(runAt, y, run)
			run = ""
		}
	}
	for _, r := range s {
		k, _ := p.pen.find(r)
		if k.drawn {
			flush()
			p.outline(x, y, size*point, k)
		} else {
			if run == "" {
				runAt = x
			}
			run += string(r)
		}
		x += k.width * size * point
	}
	flush()
}

// bold writes a line with a thin stroke around every character: the font has one weight.
func (p *painter) bold(x, y, size float64, s string, c colour) {
	p.pdf.SetDrawColor(c[0], c[1], c[2])
	p.pdf.SetLineWidth(size * point * 0.02)
	p.pdf.SetTextRenderingMode(2)
	p.text(x, y, size, s, c)
	p.pdf.SetTextRenderingMode(0)
}

// shape writes a line in outlines alone: marks are pictures, and must not mix with the text that people search.
func (p *painter) shape(x, y, size float64, s string, c colour) {
	p.pdf.SetFillColor(c[0], c[1], c[2])
	for _, r := range s {
		k, _ := p.pen.find(r)
		p.outline(x, y, size*point, k)
		x += k.width * size * point
	}
}

// outline draws one character as a filled path; em is the type size in millimetres.
func (p *painter) outline(x, y, em float64, k inked) {
	segments, err := k.face.font.LoadGlyph(&p.pen.buf, k.index, k.face.em, nil)
	if err != nil {
		p.pdf.SetError(err)
		return
	}
	scale := em / float64(k.face.em)
	at := func(q fixed.Point26_6) (float64, float64) { return x + float64(q.X)*scale, y + float64(q.Y)*scale }
	for _, s := range segments {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			p.pdf.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			p.pdf.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			p.pdf.CurveTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			p.pdf.CurveBezierCubicTo(ax, ay, bx, by, cx, cy)
		}
	}
	if len(segments) > 0 {
		p.pdf.DrawPath("F")
	}
}

// rule draws a line.
func (p *painter) rule(x1, y1, x2, y2, width float64, c colour) {
	p.pdf.SetDrawColor(c[0], c[1], c[2])
	p.pdf.SetLineWidth(width)
	p.pdf.Line(x1, y1, x2, y2)
}

// stamp draws the square mark of papers that are not real.
func (p *painter) stamp(x, y, side float64, word string) {
	p.pdf.SetDrawColor(seal[0], seal[1], seal[2])
	p.pdf.SetLineWidth(0.9)
	p.pdf.Rect(x, y, side, side, "D")
	p.pdf.SetLineWidth(0.3)
	p.pdf.Rect(x+1.2, y+1.2, side-2.4, side-2.4, "D")
	size := side * 0.36 / point
	w := p.pen.width(word, size) * point
	p.shape(x+(side-w)/2, y+side/2+size*point*0.36, size, word, seal)
}

// watermark writes the mark across the page, below everything else.
func (p *painter) watermark(word string) {
	const size = 150.0
	w := p.pen.width(word, size) * point
	p.pdf.TransformBegin()
	p.pdf.TransformRotate(35, pageWidth/2, pageHeight/2)
	p.shape((pageWidth-w)/2, pageHeight/2+size*point*0.36, size, word, pale)
	p.pdf.TransformEnd()
}

// code draws a QR code as vectors; rows of dark modules become one rectangle each.
func (p *painter) code(x, y, side float64, c *qr.Code) {
	module := side / float64(c.Size)
	p.pdf.SetFillColor(0, 0, 0)
	eachRun(c, func(col, row, length int) {
		p.pdf.Rect(x+float64(col)*module, y+float64(row)*module, float64(length)*module, module, "F")
	})
}
