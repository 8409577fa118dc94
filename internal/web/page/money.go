package page

import (
	"fmt"
	"strings"
)

// Money writes an amount in 元 as people read it: 279,600 or 39,144.50. fen is not negative.
func Money(fen int64) string {
	whole := fmt.Sprint(fen / 100)
	var b strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if part := fen % 100; part != 0 {
		fmt.Fprintf(&b, ".%02d", part)
	}
	return b.String()
}
