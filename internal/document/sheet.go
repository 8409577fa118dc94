package document

// sheet is a paper as people read it, before it becomes PDF or HTML. Every text in it is final.
type sheet struct {
	title     string
	no        string // number of the paper
	addressee string
	blocks    []block
	office    string // who signs
	remark    string // below the office: for papers that no office issued
	date      string
	mark      string // of the stamp and the watermark; none in real life
	markNote  string // one line that says what the mark means
	labels    labels
}

// labels are the words around the content.
type labels struct {
	no, verify, code, page, scan string
}

// block is one part of the body, in order: a heading, sentences, facts, a table.
type block struct {
	heading string
	paras   []string
	facts   []fact
	table   *table
}

type fact struct{ name, value string }

type table struct {
	caption string
	heads   []string
	widths  []float64 // shares of the width
	rows    [][]string
}

// texts answers every text of a sheet that will be drawn.
func (s *sheet) texts() []string {
	all := []string{s.title, s.no, s.addressee, s.office, s.remark, s.date, s.mark, s.markNote}
	for _, b := range s.blocks {
		all = append(append(all, b.heading), b.paras...)
		for _, f := range b.facts {
			all = append(all, f.name, f.value)
		}
		if b.table != nil {
			all = append(append(all, b.table.caption), b.table.heads...)
			for _, row := range b.table.rows {
				all = append(all, row...)
			}
		}
	}
	return append(all, s.labels.no, s.labels.verify, s.labels.code, s.labels.page, s.labels.scan)
}
