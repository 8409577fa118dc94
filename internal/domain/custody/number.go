package custody

import (
	"fmt"
	"regexp"
	"strings"

	"lianban/internal/domain/calendar"
)

// A syllable of an area's slug, which is pinyin: the initials are how people name the place for short.
var syllable = regexp.MustCompile(`(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]+(?:ng|n|r)?`)

// Initials answers the letters that mark an area on labels: ZF for zhifu, LK for longkou.
func Initials(area string) string {
	var b strings.Builder
	for _, s := range syllable.FindAllString(area, -1) {
		b.WriteByte(s[0])
	}
	if b.Len() == 0 {
		return "X"
	}
	return strings.ToUpper(b.String())
}

// BagNo answers the number on the label of the n-th bag (n > 0) that was opened on a day: ZF-260929-037; of a rehearsal
// ZF-260929-Y37.
func BagNo(area string, day calendar.Day, n int64, trial bool) string {
	return number(area, day, "", n, trial)
}

// BatchNo answers the number on the slip of the n-th batch (n > 0) of a day: ZF-260929-P05; of a rehearsal ZF-260929-YP5.
func BatchNo(area string, day calendar.Day, n int64, trial bool) string {
	return number(area, day, "P", n, trial)
}

// Counter names the row from which the numbers of a kind (bag, batch) of an area are drawn: a rehearsal draws from its own.
func Counter(kind, area string, trial bool) string {
	if trial {
		kind = "trial:" + kind
	}
	return kind + ":" + Initials(area)
}

func number(area string, day calendar.Day, mark string, n int64, trial bool) string {
	if trial {
		mark = "Y" + mark
	}
	date := strings.ReplaceAll(day.String(), "-", "")
	if len(date) == 8 {
		date = date[2:]
	}
	width := 3 - len(mark)
	return fmt.Sprintf("%s-%s-%s%0*d", Initials(area), date, mark, width, n)
}
