package page

import "strconv"

func percentText(n int) string { return strconv.Itoa(max(0, min(100, n))) }

func itoa(n int) string { return strconv.Itoa(n) }

// share is part of whole in whole percent; a part that exists shows at least one percent.
func share(part, whole int) int {
	if whole <= 0 || part <= 0 {
		return 0
	}
	return max(1, min(100, (part*100+whole/2)/whole))
}
