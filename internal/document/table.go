package document

// Inside of a table cell, in millimetres.
const cellX, cellY = 1.6, 1.0

// table writes a table with ruled cells. Its head is written again on every page, and a row that does not
// fit a page runs on to the next.
func (l *layout) table(t *table) {
	size := cellSize * point
	widths := share(t.widths)
	l.y += 2
	l.need(4 * height(cellSize))
	if t.caption != "" {
		l.line(left, bodySize, t.caption, black, true)
	}
	head := l.cells(t.heads, widths, size)
	l.row(head, widths, true)
	for _, texts := range t.rows {
		row := l.cells(texts, widths, size)
		for !done(row) {
			fit := int((lowest - l.y - 2*cellY) / height(cellSize))
			if want := longest(row); fit < min(want, 3) {
				l.newPage()
				l.row(head, widths, true)
				continue
			}
			l.row(take(row, fit), widths, false)
		}
	}
	l.y += 2
}

// cells breaks the texts of a row into lines.
func (l *layout) cells(texts []string, widths []float64, size float64) [][]string {
	row := make([][]string, len(texts))
	for i, text := range texts {
		row[i] = l.pen.wrap(text, size, widths[i]-2*cellX, 0)
	}
	return row
}

// row draws one row, all of it on this page.
func (l *layout) row(cells [][]string, widths []float64, head bool) {
	y, h := l.y, float64(longest(cells))*height(cellSize)+2*cellY
	x := left
	for i, lines := range cells {
		l.y = y + cellY
		for _, line := range lines {
			l.line(x+cellX, cellSize, line, black, head)
		}
		cx, w := x, widths[i]
		l.draw(func(p *painter) {
			p.rule(cx, y, cx+w, y, 0.2, hair)
			p.rule(cx, y+h, cx+w, y+h, 0.2, hair)
			p.rule(cx, y, cx, y+h, 0.2, hair)
			p.rule(cx+w, y, cx+w, y+h, 0.2, hair)
		})
		x += w
	}
	l.y = y + h
}

// share turns shares into widths that fill the text.
func share(shares []float64) []float64 {
	sum := 0.0
	for _, s := range shares {
		sum += s
	}
	widths := make([]float64, len(shares))
	for i, s := range shares {
		widths[i] = s / sum * textWidth
	}
	return widths
}

func longest(row [][]string) int {
	n := 0
	for _, lines := range row {
		n = max(n, len(lines))
	}
	return n
}

func done(row [][]string) bool { return longest(row) == 0 }

// take cuts the first n lines off every cell and answers them.
func take(row [][]string, n int) [][]string {
	head := make([][]string, len(row))
	for i, lines := range row {
		k := min(n, len(lines))
		head[i], row[i] = lines[:k], lines[k:]
	}
	return head
}
