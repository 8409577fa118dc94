package search

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// voice knows how words are spoken: the common reading of each character, and the reviewed readings of words whose
// characters have several.
type voice struct {
	said  []spoken        // longest words first
	known map[rune]string // syllables of single characters; while it is not fixed it grows
	fixed bool            // from now on many read at once
}

// spoken is the reviewed reading of a word.
type spoken struct {
	word      []rune
	syllables []string
}

// sounded is a text by its sound: one character of a private alphabet for each syllable, so that sounds are compared
// as texts are.
type sounded struct {
	text  string
	size  int
	pairs pairs
	bloom uint64
}

// soft are the sounds that many people do not keep apart, and the letters that keyboards lack.
var soft = strings.NewReplacer("zh", "z", "ch", "c", "sh", "s", "ng", "n", "v", "u")

func soften(latin string) string { return soft.Replace(latin) }

// pinyinArgs asks for one reading, without tones.
var pinyinArgs = pinyin.NewArgs()

// syllables reads a folded text aloud. Letters and digits that are no pinyin stay as they are, one each; letters
// that can be read as pinyin become its syllables.
func (v *voice) syllables(text string) []string {
	runes := []rune(text)
	out := make([]string, 0, len(runes))
	for i := 0; i < len(runes); {
		if said, n := v.reviewed(runes[i:]); n > 0 {
			out, i = append(out, said...), i+n
			continue
		}
		if n := latinRun(runes[i:]); n > 0 {
			run := string(runes[i : i+n])
			if cut := spell(run); cut != nil {
				out = append(out, cut...)
			} else {
				out = append(out, strings.Split(run, "")...)
			}
			i += n
			continue
		}
		out = append(out, v.syllable(runes[i]))
		i++
	}
	return out
}

// syllable reads one character aloud.
func (v *voice) syllable(r rune) string {
	if s, ok := v.known[r]; ok {
		return s
	}
	s := string(r)
	if read := pinyin.SinglePinyin(r, pinyinArgs); len(read) > 0 {
		s = read[0]
	}
	if !v.fixed {
		v.known[r] = s
	}
	return s
}

func (v *voice) reviewed(runes []rune) (said []string, n int) {
	for _, s := range v.said {
		if len(s.word) <= len(runes) && slices.Equal(s.word, runes[:len(s.word)]) {
			return s.syllables, len(s.word)
		}
	}
	return nil, 0
}

// soundOf is a text by its sound.
func soundOf(syllables []string) sounded {
	letters := alphabet()
	var b strings.Builder
	for _, s := range syllables {
		b.WriteRune(letters.letterOf(s))
	}
	out := sounded{text: b.String(), size: len(syllables)}
	out.pairs = pairsOf(out.text)
	out.bloom = out.pairs.bloom()
	return out
}

// syllabary is every syllable of pinyin, each with a letter by which sounds are compared.
type syllabary struct {
	whole  map[string]bool // syllables as they are written
	most   int             // letters of the longest
	letter map[string]rune // softened syllable → letter
}

// privateUse is where the letters of syllables begin.
const privateUse = 0xF0000

// alphabet is made from the table of readings when it is first needed: most commands never search.
var alphabet = sync.OnceValue(func() *syllabary {
	s := &syllabary{whole: map[string]bool{}, letter: map[string]rune{}}
	toned := map[string]bool{}
	for _, all := range pinyin.PinyinDict {
		read, _, _ := strings.Cut(all, ",")
		toned[read] = true
	}
	var softened []string
	for read := range toned {
		plain := plainTone.Replace(read)
		if !isLatin(plain) {
			continue
		}
		s.whole[plain] = true
		s.most = max(s.most, len(plain))
		softened = append(softened, soften(plain))
	}
	slices.Sort(softened)
	for i, w := range slices.Compact(softened) {
		s.letter[w] = privateUse + rune(i)
	}
	return s
})

// letterOf answers a syllable's letter; what is no syllable (a digit, a rare sign) stands for itself.
func (s *syllabary) letterOf(syllable string) rune {
	if r, ok := s.letter[soften(syllable)]; ok {
		return r
	}
	r, _ := utf8.DecodeRuneInString(syllable)
	return r
}

// plainTone takes the tones off the vowels of the dictionary.
var plainTone = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e", "ê", "e", "ế", "e", "ề", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ü", "v",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m", "m̀", "m",
)

// isLatin says whether a folded text is letters of the alphabet only.
func isLatin(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return s != ""
}

func latinRun(runes []rune) (n int) {
	for n < len(runes) && runes[n] >= 'a' && runes[n] <= 'z' {
		n++
	}
	return n
}

// spell cuts letters into as few syllables of pinyin as possible; nil if that cannot be done.
func spell(latin string) []string {
	const never = 1 << 20
	known := alphabet()
	fewest, first := make([]int, len(latin)+1), make([]int, len(latin)+1)
	for i := len(latin) - 1; i >= 0; i-- {
		fewest[i] = never
		for n := min(known.most, len(latin)-i); n >= 1; n-- {
			if known.whole[latin[i:i+n]] && fewest[i+n]+1 < fewest[i] {
				fewest[i], first[i] = fewest[i+n]+1, n
			}
		}
	}
	if fewest[0] >= never {
		return nil
	}
	var out []string
	for i := 0; i < len(latin); i += first[i] {
		out = append(out, latin[i:i+first[i]])
	}
	return out
}
