package rule

import "sort"

// Nearest answers the name that somebody probably meant: the one with the fewest changed characters, at most
// a third of them; empty if none is near. Ties go to the first in the alphabet.
func Nearest(wrong string, names []string) string {
	sorted := append([]string(nil), names...)
	sort.Strings(sorted)
	best, bestAt := "", len([]rune(wrong))/3+1
	for _, n := range sorted {
		if d := distance([]rune(wrong), []rune(n)); d < bestAt || d == bestAt && best == "" {
			best, bestAt = n, d
		}
	}
	return best
}

// distance is the number of inserted, removed, replaced or swapped characters between two words.
func distance(a, b []rune) int {
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
