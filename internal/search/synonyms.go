package search

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"lianban/internal/domain/calendar"
)

// SynonymsFile is where the reviewed synonyms stand in a folder of packs.
const SynonymsFile = "synonyms.yaml"

// Synonyms are the words that somebody has reviewed: what people say, and what it is called.
type Synonyms struct {
	Reviewed calendar.Day // the day of the last review
	Ignore   []string     // what people say around what they mean: 我想, 怎么办
	Renews   []string     // what people say who want a paper replaced, not the thing that asks for it: 换证, 补办
	Sounds   []Sound      // readings of words whose characters have several
	Means    []Meaning    // in the order of the file
}

// Meaning is a name of a scenario, an item or a material with the everyday words for it.
type Meaning struct {
	Name  string
	Words []string
	At    string // file:line
}

// Sound is how a word is read: 海参 is "hai shen".
type Sound struct {
	Word   string
	Pinyin string // syllables with a blank between, without tones
}

// LoadSynonyms reads reviewed synonyms. A folder without the file has none. The error names every mistake with
// file:line.
func LoadSynonyms(fsys fs.FS, file string) (*Synonyms, error) {
	b, err := fs.ReadFile(fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		return &Synonyms{}, nil
	}
	if err != nil {
		return nil, err
	}
	r := &synonymReader{file: file, out: &Synonyms{}}
	tree, err := parser.ParseBytes(b, 0)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %s", file, lineOf(err), messageOf(err))
	}
	if len(tree.Docs) > 0 && tree.Docs[0].Body != nil {
		r.read(tree.Docs[0].Body)
	}
	if err := errors.Join(r.wrong...); err != nil {
		return nil, err
	}
	slices.SortStableFunc(r.out.Ignore, func(a, b string) int { return len(b) - len(a) })
	return r.out, nil
}

func lineOf(err error) int {
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil {
		return y.GetToken().Position.Line
	}
	return 1
}

func messageOf(err error) string {
	var y yaml.Error
	if errors.As(err, &y) {
		return y.GetMessage()
	}
	return err.Error()
}

// synonymReader walks the file and collects what is wrong with it.
type synonymReader struct {
	file  string
	out   *Synonyms
	wrong []error
}

func (r *synonymReader) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", r.file, n.GetToken().Position.Line)
}

func (r *synonymReader) bad(n ast.Node, format string, args ...any) {
	r.wrong = append(r.wrong, fmt.Errorf("%s: %s", r.at(n), fmt.Sprintf(format, args...)))
}

func (r *synonymReader) read(body ast.Node) {
	for _, e := range r.entries(body) {
		switch key := e.Key.GetToken().Value; key {
		case "reviewed":
			day, err := calendar.ParseDay(e.Value.GetToken().Value)
			if err != nil {
				r.bad(e.Value, "reviewed: want a day like 2026-11-23")
			}
			r.out.Reviewed = day
		case "ignore":
			r.out.Ignore = r.words(e.Value)
		case "renews":
			r.out.Renews = r.words(e.Value)
		case "sounds":
			r.sounds(e.Value)
		case "means":
			r.means(e.Value)
		default:
			r.bad(e, "unknown key %q: want reviewed, ignore, renews, sounds or means", key)
		}
	}
}

func (r *synonymReader) sounds(n ast.Node) {
	for _, e := range r.entries(n) {
		s := Sound{Word: fold(e.Key.GetToken().Value), Pinyin: e.Value.GetToken().Value}
		if n, want := len(strings.Fields(s.Pinyin)), utf8.RuneCountInString(s.Word); n != want {
			r.bad(e, "%s has %d characters, but %q has %d syllables", s.Word, want, s.Pinyin, n)
			continue
		}
		for _, syllable := range strings.Fields(s.Pinyin) {
			if !alphabet().whole[syllable] {
				r.bad(e.Value, "%q is no syllable of pinyin; write it without a tone, and ü as v", syllable)
			}
		}
		r.out.Sounds = append(r.out.Sounds, s)
	}
}

// means reads the everyday words. A word may stand under several names, since people mean several things by it, but
// once under each.
func (r *synonymReader) means(n ast.Node) {
	seen := map[string]string{}
	for _, e := range r.entries(n) {
		m := Meaning{Name: e.Key.GetToken().Value, At: r.at(e), Words: r.words(e.Value)}
		if first, twice := seen[fold(m.Name)]; twice {
			r.bad(e, "%s stands at %s already", m.Name, first)
		}
		seen[fold(m.Name)] = m.At
		if slices.ContainsFunc(m.Words, func(w string) bool { return fold(w) == fold(m.Name) }) {
			r.bad(e, "%s is its own name, not another word for it", m.Name)
		}
		r.out.Means = append(r.out.Means, m)
	}
}

// words reads a list of words: each at least two characters, none twice.
func (r *synonymReader) words(n ast.Node) []string {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		r.bad(n, "want a list of words in square brackets")
		return nil
	}
	var out []string
	seen := map[string]bool{}
	for _, v := range list.Values {
		w := v.GetToken().Value
		folded := fold(w)
		switch {
		case folded == "":
			r.bad(v, "%q has no letter or character", w)
		case seen[folded]:
			r.bad(v, "%s stands twice in this list", w)
		default:
			seen[folded] = true
			out = append(out, w)
		}
	}
	return out
}

// entries reads a mapping; a single pair is one too.
func (r *synonymReader) entries(n ast.Node) []*ast.MappingValueNode {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}
	}
	r.bad(n, "want names and their values, one a line")
	return nil
}
