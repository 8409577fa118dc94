package document

import (
	"bytes"
	"errors"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestASpreadsheetHoldsTextAndNoFormula(t *testing.T) {
	t.Parallel()
	rows := [][]string{
		{"办件编号", "申请人"}, {"3706-1", "海风小馆"}, {"=1+1", "+86"}, {"-2", "@SUM(A1)"}, {"\t=1", "\r=1"}, {"", "a=b"},
	}
	var b bytes.Buffer
	err := Spreadsheet(&b, "待办", func(put func(...string) error) error {
		for _, r := range rows {
			if err := put(r...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	want := map[string]string{"A1": "办件编号", "B2": "海风小馆", "A3": "'=1+1", "B3": "'+86", "A4": "'-2", "B4": "'@SUM(A1)", "A5": "'\t=1", "B6": "a=b"}
	for cell, text := range want {
		got, err := book.GetCellValue("待办", cell)
		if err != nil || got != text {
			t.Errorf("%s holds %q (%v), want %q", cell, got, err, text)
		}
		if f, err := book.GetCellFormula("待办", cell); err != nil || f != "" {
			t.Errorf("%s is a formula: %q (%v)", cell, f, err)
		}
	}
}

func TestAListThatFailsWritesNothing(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	broken := errors.New("no rows")
	err := Spreadsheet(&b, "待办", func(put func(...string) error) error {
		if err := put("办件编号"); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) || b.Len() > 0 {
		t.Errorf("%v, and %d bytes went out", err, b.Len())
	}
}
