package search

import (
	"cmp"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"
)

// field is one way to cut what is said about a thing into pieces.
type field int

const (
	fieldWords field = iota // pairs of characters of names and everyday words
	fieldMore               // pairs of characters of summaries, questions, help texts
	fieldSound              // pairs of syllables of the words
	fieldLatin              // first letters, and threes of letters of the words in pinyin
	fieldChars              // single characters of words and summary
	fieldCount
)

// pieces knows which things hold a piece, and how often: the index proper. Things are numbered in the order in which
// they were added.
type pieces struct {
	terms [fieldCount]map[string]int32 // piece → its list
	lists [][]posting
	sizes [fieldCount][]int32 // of each thing: how many pieces it has
	n     int                 // things
}

// posting says how often a thing holds a piece.
type posting struct{ thing, times int32 }

func newPieces(things int) *pieces {
	p := &pieces{}
	for f := range p.terms {
		p.terms[f] = map[string]int32{}
		p.sizes[f] = make([]int32, things)
	}
	return p
}

// add adds the next thing.
func (p *pieces) add(e *entry) {
	for i := range e.words {
		w := &e.words[i]
		p.all(fieldWords, characters(w.text))
		p.all(fieldSound, pairsOfSounds(w.sound.text))
		p.all(fieldChars, singles(w.text))
		if w.spelled != "" {
			p.one(fieldLatin, w.initials)
			p.all(fieldLatin, threes(w.spelled))
			p.all(fieldLatin, threes(w.initials))
		}
	}
	for i := range e.passages {
		p.all(fieldMore, characters(e.passages[i].text))
	}
	p.all(fieldChars, singles(fold(e.summary)))
	p.n++
}

func (p *pieces) all(f field, some []string) {
	for _, s := range some {
		p.one(f, s)
	}
}

func (p *pieces) one(f field, piece string) {
	p.sizes[f][p.n]++
	at, known := p.terms[f][piece]
	if !known {
		at = int32(len(p.lists))
		p.terms[f][piece] = at
		p.lists = append(p.lists, nil)
	}
	list := p.lists[at]
	if last := len(list) - 1; last >= 0 && list[last].thing == int32(p.n) {
		list[last].times++
		return
	}
	p.lists[at] = append(list, posting{int32(p.n), 1})
}

// wanted are pieces that are looked for in one field, and what they count.
type wanted struct {
	field  field
	pieces []string
	boost  float64
}

// near is a thing and how near it is to what is wanted.
type near struct {
	thing int
	score float64
}

// find answers the things that hold a wanted piece, the nearest first, equal ones by number. The measure is the usual
// one of term frequency and rarity: a piece counts more the rarer it is, the oftener the thing holds it and the less
// else is said about the thing; a thing that holds few of the pieces, or in few of the fields, loses that share.
func (p *pieces) find(all []wanted) []near {
	squares := 0.0
	for _, w := range all {
		for _, piece := range w.pieces {
			weight := w.boost * p.rarity(p.list(w.field, piece))
			squares += weight * weight
		}
	}
	norm := 1 / math.Sqrt(squares)
	total, fields := make([]float64, p.n), make([]int32, p.n)
	score, held := make([]float64, p.n), make([]int32, p.n)
	for _, w := range all {
		clear(score)
		clear(held)
		for _, piece := range w.pieces {
			list := p.list(w.field, piece)
			rare := p.rarity(list)
			for _, x := range list {
				size := float64(float32(1 / math.Sqrt(float64(p.sizes[w.field][x.thing]))))
				score[x.thing] += math.Sqrt(float64(x.times)) * size * rare * (w.boost * rare * norm)
				held[x.thing]++
			}
		}
		for i, n := range held {
			if n > 0 {
				total[i] += score[i] * float64(n) / float64(len(w.pieces))
				fields[i]++
			}
		}
	}
	var out []near
	for i, n := range fields {
		if n > 0 {
			out = append(out, near{i, total[i] * float64(n) / float64(len(all))})
		}
	}
	slices.SortStableFunc(out, func(a, b near) int { return cmp.Compare(b.score, a.score) })
	return out
}

func (p *pieces) list(f field, piece string) []posting {
	if at, ok := p.terms[f][piece]; ok {
		return p.lists[at]
	}
	return nil
}

// rarity is the inverse document frequency.
func (p *pieces) rarity(list []posting) float64 {
	return 1 + math.Log(float64(p.n)/float64(len(list)+1))
}

// characters cuts a folded text into pairs of neighbouring Chinese characters; one that stands alone is a piece, and
// so is a run of letters and digits.
func characters(text string) []string {
	out := make([]string, 0, len(text)/3)
	start, before, run := 0, 0, 0 // of the run, of the character before, characters or 0 in a run of letters
	end := func(at int) {
		if run < 2 && at > start {
			out = append(out, text[start:at])
		}
	}
	for i, r := range text {
		size := utf8.RuneLen(r)
		switch chinese := unicode.Is(unicode.Han, r); {
		case chinese && run > 0:
			out = append(out, text[before:i+size])
			run++
		case chinese:
			end(i)
			start, run = i, 1
		case run > 0:
			end(i)
			start, run = i, 0
		}
		before = i
	}
	end(len(text))
	return out
}

// singles are the characters of a text.
func singles(text string) []string {
	out := make([]string, 0, len(text)/3)
	for i, r := range text {
		out = append(out, text[i:i+utf8.RuneLen(r)])
	}
	return out
}

// threes are the pieces of three letters of a text: whatever holds a piece of it, slips and all, shares some.
func threes(latin string) []string {
	var out []string
	for i := 0; i+3 <= len(latin); i++ {
		out = append(out, latin[i:i+3])
	}
	return out
}

// pairsOfSounds are the pairs of syllables of a sound.
func pairsOfSounds(sound string) []string {
	var out []string
	before := -1
	for i, r := range sound {
		if before >= 0 {
			out = append(out, sound[before:i+utf8.RuneLen(r)])
		}
		before = i
	}
	return out
}
