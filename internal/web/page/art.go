package page

import "fmt"

// heroLines are the curves of HeroArt: fourteen lines from the right edge that become one at (52, 170).
var heroLines = func() []string {
	const n = 14
	lines := make([]string, n)
	for i := range lines {
		y := -150 + i*49             // where the line enters at x = 420
		bend := 170 + (y-170)*13/100 // how far it still is from the point when it turns
		lines[i] = fmt.Sprintf("M420 %dC260 %d 170 %d 52 170", y, y, bend)
	}
	return lines
}()
