package officer

import (
	"net/http"

	"lianban/internal/web/page/console"
)

// mostPrinted is how many case sheets are printed at once: each is a file that is read whole.
const mostPrinted = 20

// PrintPage is the case sheets of several item cases, each on paper of its own.
type PrintPage struct {
	Shell  Shell
	Note   string
	Back   string
	Sheets []CaseSheet
}

// CaseSheet is one item case on paper.
type CaseSheet struct {
	Head      CaseHead
	Clock     string
	Handler   string
	Lanes     []Lane
	Materials []Material
	Fields    []FieldRow
	Journal   []JournalLine
	Order     *Order
}

// printRows shows the sheets of the picked rows. What cannot be opened any more is left out, and the page says so.
func printRows(v *visit) error {
	picks := picked(v.R.URL.Query()["pick"])
	back := v.R.URL.Query().Get("back")
	s := v.Bare(say("print.title"))
	s.Print = true
	p := PrintPage{Shell: s, Back: back}
	left := max(0, len(picks)-mostPrinted)
	for _, t := range picks[:min(len(picks), mostPrinted)] {
		f, err := v.openItem(t.No, t.Slot)
		if err != nil {
			left++
			continue
		}
		p.Sheets = append(p.Sheets, f.sheet())
	}
	if len(p.Sheets) == 0 {
		v.d.Gate.Flash(v.R, "flash.nothing_printed")
		return v.GoTo(back)
	}
	if left > 0 {
		p.Note = say("print.left", "n", left, "most", mostPrinted)
	}
	v.Show(http.StatusOK, PrintView(p))
	return nil
}

func (f *file) sheet() CaseSheet {
	c := CaseSheet{Head: f.head(), Materials: f.materials(), Fields: f.fields(), Journal: f.lastLines(12), Order: f.order(), Handler: f.Names[f.Item.Handler]}
	c.Clock, _ = f.deskClock()
	for _, it := range f.Case.Current() {
		c.Lanes = append(c.Lanes, f.v.laneOf(f.Case, it, it.Slot == f.Item.Slot))
	}
	if c.Handler == "" {
		c.Handler = say("worklist.unclaimed")
	}
	return c
}

// printed says when a sheet was printed and by whom.
func printed(s Shell) string { return console.Say("printed", "now", s.Now, "name", s.Staff) }
