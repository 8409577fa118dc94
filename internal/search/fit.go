package search

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Points of a fit: the full fit, the base of one that holds the other, and what is a hit at all.
const (
	full      = 100
	leastHit  = 45
	holdsBase = 60
)

// way says how a text fits the words.
type way int

const (
	nowhere  way = iota
	same         // the words are the text
	inside       // the words hold the text
	part         // the text holds the words
	loose        // the text stands in the words with others between, or the other way round
	turned       // all its characters stand close together in the words, in another order: 户口怎么上 is 上户口
	slip         // one character is wrong, missing, too many, or two changed places
	sharing      // many pairs of characters are common
	sounding     // it sounds so
	spelling     // it is its pinyin
	spelled      // a piece of its pinyin, or it is a piece of these letters
	initials     // these are the first letters of its pinyin
)

// fitted is how well and in which way a text fits.
type fitted struct {
	points int
	how    way
}

// query is one reading of the words.
type query struct {
	text  string
	size  int // characters
	pairs pairs
	bloom uint64
	sound sounded
	latin string // the words as pinyin if they are letters only, else empty
}

func newQuery(text string, v *voice) query { return readQuery(text, v.syllables(text)) }

func readQuery(text string, syllables []string) query {
	q := query{text: text, size: utf8.RuneCountInString(text), pairs: pairsOf(text), sound: soundOf(syllables)}
	q.bloom = q.pairs.bloom()
	if isLatin(text) && q.size >= 2 {
		q.latin = soften(text)
	}
	return q
}

// word is a text that stands for something: a name, an everyday word, the name of a part.
type word struct {
	*reading
	of    source
	means string // of everyday words: the name that they stand for
}

// reading is a written text, read once and shared by all things that it leads to.
type reading struct {
	query
	written  string // as it stands in the packs
	spelled  string // the whole word in pinyin, softened
	starts   []int  // where its syllables begin in spelled
	initials string // first letters of the pinyin
}

// source is where a word stands, which decides what it is worth.
type source int

const (
	ofName     source = iota // the name of the thing
	ofWord                   // an everyday word for it
	ofItem                   // an item of the scenario, or an everyday word for the item
	ofMaterial               // a material of the scenario, or an everyday word for it
)

// worth is the share of the points, in percent, that a word gives to its thing.
var worth = map[source]int{ofName: 100, ofWord: 98, ofItem: 85, ofMaterial: 72}

// fit says how well a word fits a reading of the words.
func fit(q *query, w *word) fitted {
	best := fitted{}
	take := func(points int, how way) {
		if points > best.points {
			best = fitted{points, how}
		}
	}
	if q.text == w.text {
		return fitted{full, same}
	}
	if q.latin != "" {
		points, how := fitLatin(q, w)
		take(points, how)
	}
	if q.size == 1 || q.bloom&w.bloom != 0 {
		points, how := compare(q.text, w.text, q.size, w.size, q.pairs, w.pairs)
		take(points, how)
	}
	if q.sound.size >= 2 && w.sound.size >= 2 && (q.sound.bloom&w.sound.bloom != 0) {
		points, how := compare(q.sound.text, w.sound.text, q.sound.size, w.sound.size, q.sound.pairs, w.sound.pairs)
		shorter := min(q.sound.size, w.sound.size)
		if how == same || (how == inside || how == part) && shorter >= 3 || how == loose && shorter >= 3 || how == slip && shorter >= 4 {
			as := sounding
			switch {
			case q.latin != "" && how == same:
				as = spelling
			case q.latin != "":
				as = spelled
			}
			take(points*surely(shorter)/100, as)
		}
	}
	return best
}

// surely is how far, in percent, an equal sound of so many syllables is to be believed: two are often chance.
func surely(syllables int) int {
	if syllables == 2 {
		return 65
	}
	return 90
}

// compare is the measure of two texts, written or sounded.
func compare(q, w string, nq, nw int, pq, pw pairs) (points int, how way) {
	switch {
	case q == w:
		return full, same
	case nw >= 2 && strings.Contains(q, w):
		return holdsBase + 35*nw/nq, inside
	case nq >= 2 && strings.Contains(w, q):
		return holdsBase + 30*nq/nw, part
	case nq == 1 && strings.Contains(w, q):
		return leastHit + 5, part
	}
	common := pw.common(pq)
	if common == 0 {
		return 0, nowhere
	}
	if nw >= 3 && scattered(w, q, nw+3) {
		points, how = 52+35*nw/nq, loose
	}
	if nq >= 3 && scattered(q, w, nq+3) {
		points, how = max(points, 50+20*nq/nw), loose
	}
	if nw >= 3 && points < 48+30*nw/nq && gathered(w, q, nw+2) {
		points, how = 48+30*nw/nq, turned
	}
	if nq == 3 && nw == 3 && points < leastHit+5 {
		points, how = leastHit+5, slip // two of three characters, side by side
	}
	if n := min(nq, nw); n >= 4 && common >= n-3 && points < 80 {
		if d, cover := slips(q, w); d == 1 && (n > 4 || cover >= leastCover) && 82*cover/100 > points {
			points, how = 82*cover/100, slip
		}
	}
	if p := shared(common, len(pq), len(pw)); p > points {
		points, how = p, sharing
	}
	return points, how
}

// shared gives points for common pairs: either most of what was asked is there, or most of the word was said.
func shared(common, asked, have int) int {
	points := 0
	if 2*common >= asked && (asked > 3 || common == asked || common == have) {
		points = 70 * common / asked
	}
	if common >= 2 && 5*common >= 3*have {
		points = max(points, 30+30*common/have)
	}
	return min(points, 70)
}

// scattered says whether the characters of small stand in big in this order within so many characters.
func scattered(small, big string, within int) bool {
	first, _ := utf8.DecodeRuneInString(small)
	for i, r := range big {
		if r != first {
			continue
		}
		rest, n := small, 0
		for _, c := range big[i:] {
			if n++; n > within {
				break
			}
			if want, size := utf8.DecodeRuneInString(rest); c == want {
				if rest = rest[size:]; rest == "" {
					return true
				}
			}
		}
	}
	return false
}

// slips counts the slips (wrong, missing, surplus, swapped characters) between the shorter text and the piece of
// the longer that is most like it, at most 2; cover is the percentage of the longer text that the shorter covers.
func slips(a, b string) (n, cover int) {
	s, l := []rune(a), []rune(b)
	if len(s) > len(l) {
		s, l = l, s
	}
	if len(s) > maxSlip {
		return 2, 0
	}
	var rows [3][MostWords + maxSlip + 1]int
	last, this, before := &rows[0], &rows[1], &rows[2]
	// The first row is all 0: the piece may begin anywhere.
	width := min(len(l), MostWords+maxSlip)
	for i := 1; i <= len(s); i++ {
		this[0] = i
		for j := 1; j <= width; j++ {
			cost := 1
			if s[i-1] == l[j-1] {
				cost = 0
			}
			this[j] = min(last[j-1]+cost, last[j]+1, this[j-1]+1)
			if i > 1 && j > 1 && s[i-1] == l[j-2] && s[i-2] == l[j-1] {
				this[j] = min(this[j], before[j-2]+1)
			}
		}
		before, last, this = last, this, before
	}
	n = 2
	for j := 0; j <= width; j++ {
		n = min(n, last[j])
	}
	return n, 100 * len(s) / len(l)
}

// leastCover is how much of the longer text, in percent, a text of four characters with a slip must cover: 办身份证 is no
// slip of 驾驶员身份证.
const leastCover = 75

// gathered says whether all characters of small stand in big, in any order, within so many characters.
func gathered(small, big string, within int) bool {
	want, all := []rune(small), []rune(big)
	for from := range all {
		window := all[from:min(from+within, len(all))]
		if len(window) < len(want) {
			return false
		}
		if holdsAll(window, want) {
			return true
		}
	}
	return false
}

func holdsAll(window, want []rune) bool {
	var taken uint64
	for _, r := range want {
		found := false
		for i, c := range window {
			if i < 64 && c == r && taken&(1<<i) == 0 {
				taken |= 1 << i
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// maxSlip is the longest text in which a slip is looked for.
const maxSlip = 24

// fitLatin compares typed letters with the pinyin of a word and with its first letters.
func fitLatin(q *query, w *word) (points int, how way) {
	n, whole := len(q.latin), len(w.spelled)
	switch {
	case w.spelled == "":
		return 0, nowhere
	case q.latin == w.spelled:
		return 95, spelling
	case q.text == w.initials && n >= 2:
		return 90, initials
	case n >= 3 && strings.HasPrefix(w.initials, q.text):
		return 62 + 20*n/len(w.initials), initials
	case n >= 4 && strings.HasPrefix(w.spelled, q.latin):
		return holdsBase + 30*n/whole, spelled
	case whole >= 6 && strings.Contains(q.latin, w.spelled):
		return holdsBase - 5 + 35*whole/n, spelled
	case n >= 5 && w.spelledFrom(q.latin):
		return holdsBase - 5 + 30*n/whole, spelled
	case n >= 3 && len(w.initials) > n && strings.Contains(w.initials, q.text):
		return 50 + 10*n/len(w.initials), initials
	case n >= 6 && whole >= 6 && bits.OnesCount64(letters(q.latin)^letters(w.spelled)) <= 2:
		if d, cover := slips(q.latin, w.spelled); d == 1 && cover > 80 {
			return 72, slip
		}
	}
	return 0, nowhere
}

// spelledFrom says whether letters stand in the pinyin of the word from the beginning of a syllable.
func (w *word) spelledFrom(latin string) bool {
	for _, at := range w.starts {
		if strings.HasPrefix(w.spelled[at:], latin) {
			return true
		}
	}
	return false
}

// letters holds one bit for each letter of a text.
func letters(s string) (b uint64) {
	for i := range len(s) {
		b |= 1 << (s[i] & 63)
	}
	return b
}
