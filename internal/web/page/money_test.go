package page

import "testing"

func TestMoneyIsWrittenInThousands(t *testing.T) {
	t.Parallel()
	for fen, want := range map[int64]string{
		0: "0", 5: "0.05", 1250: "12.50", 99900: "999", 100000: "1,000", 27960000: "279,600", 3914450: "39,144.50", 123456789000: "1,234,567,890",
	} {
		if got := Money(fen); got != want {
			t.Errorf("%d fen: %s, want %s", fen, got, want)
		}
	}
}
