package document

import (
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"lianban/internal/base/fault"
)

// Spreadsheet writes a list as an Excel file (.xlsx) with one sheet. fill calls put once for the head and once for each
// row; its rows go to a temporary file, so that a long list does not lie in memory. Nothing reaches w before every row is
// there. Every cell is text, and none is ever a formula.
func Spreadsheet(w io.Writer, name string, fill func(put func(cells ...string) error) error) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // temporary files; the book is written or lost by then
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return fault.Wrap(err, "naming a sheet")
	}
	sheet, err := book.NewStreamWriter(name)
	if err != nil {
		return fault.Wrap(err, "opening a sheet")
	}
	if err := sheet.SetColWidth(1, 20, 18); err != nil {
		return fault.Wrap(err, "sizing columns")
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fault.Wrap(err, "freezing the head")
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fault.Wrap(err, "styling the head")
	}
	line := 0
	err = fill(func(cells ...string) error {
		line++
		at, err := excelize.CoordinatesToCellName(1, line)
		if err != nil {
			return err
		}
		row := make([]any, len(cells))
		for i, c := range cells {
			row[i] = harmless(c)
		}
		if line == 1 {
			return sheet.SetRow(at, row, excelize.RowOpts{StyleID: bold})
		}
		return sheet.SetRow(at, row)
	})
	if err != nil {
		return err
	}
	if err := sheet.Flush(); err != nil {
		return fault.Wrap(err, "closing a sheet")
	}
	return fault.Wrap(book.Write(w), "writing a sheet")
}

// harmless puts an apostrophe before what a spreadsheet program could take for a formula when the text is copied or saved
// as CSV: shop names come from people.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
