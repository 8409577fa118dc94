// Package lang holds the texts of the product. Texts stand in text files, one "key = text" a line,
// never in Go or templates; a parameter is {name}. A missing key shows as the key itself in brackets and
// fails the test of the room that uses it.
package lang

import (
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"strings"
	"sync"
)

//go:embed zh-CN/*.txt
var files embed.FS

// Texts is one language's texts by key.
type Texts struct {
	Tag   string // BCP 47, for the lang attribute
	byKey map[string]string
}

var chinese = sync.OnceValue(func() *Texts {
	t, err := load(files, "zh-CN")
	if err != nil {
		panic(err) // the files are compiled in; a test parses them
	}
	return t
})

// Chinese answers the Simplified Chinese texts.
func Chinese() *Texts { return chinese() }

// Mark stands before and after what stands out in a text: the files write it **so**, and it is a character of its own so
// that the asterisks of a masked name or number are never taken for it.
const Mark = "\uE000"

func load(fsys fs.FS, tag string) (*Texts, error) {
	names, err := fs.Glob(fsys, tag+"/*.txt")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	t := &Texts{Tag: tag, byKey: map[string]string{}}
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		for i, line := range strings.Split(string(b), "\n") {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, text, ok := strings.Cut(line, "=")
			key = strings.TrimSpace(key)
			if !ok || key == "" {
				return nil, fmt.Errorf("%s:%d: want \"key = text\"", name, i+1)
			}
			if _, twice := t.byKey[key]; twice {
				return nil, fmt.Errorf("%s:%d: %s stands twice", name, i+1, key)
			}
			t.byKey[key] = strings.NewReplacer(`\n`, "\n", "**", Mark).Replace(strings.TrimSpace(text))
		}
	}
	return t, nil
}

// Has says whether the key has a text.
func (t *Texts) Has(key string) bool { _, ok := t.byKey[key]; return ok }

// Keys answers all keys, sorted.
func (t *Texts) Keys() []string {
	ks := make([]string, 0, len(t.byKey))
	for k := range t.byKey {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	return ks
}

// Say answers the text of a key with its parameters (key-value pairs) filled in.
func (t *Texts) Say(key string, pairs ...any) string {
	text, ok := t.byKey[key]
	if !ok {
		return "[" + key + "]"
	}
	if len(pairs) == 0 || !strings.Contains(text, "{") {
		return text
	}
	return fill(text, pairs)
}

// fill puts parameters into a text in one pass, so that what one of them says is never filled again. A name in braces
// that is no parameter stays as it is.
func fill(text string, pairs []any) string {
	var out strings.Builder
	for {
		start := strings.IndexByte(text, '{')
		end := strings.IndexByte(text[max(start, 0):], '}') + max(start, 0)
		if start < 0 || end < start {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:start])
		if v, ok := among(pairs, text[start+1:end]); ok {
			out.WriteString(v)
			text = text[end+1:]
			continue
		}
		out.WriteByte('{')
		text = text[start+1:]
	}
}

func among(pairs []any, name string) (string, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if k, ok := pairs[i].(string); ok && k == name || !ok && fmt.Sprint(pairs[i]) == name {
			if v, ok := pairs[i+1].(string); ok {
				return v, true
			}
			return fmt.Sprint(pairs[i+1]), true
		}
	}
	return "", false
}

// SayMap is Say with parameters of a map, as faults and journal entries carry them.
func (t *Texts) SayMap(key string, params map[string]string) string {
	pairs := make([]any, 0, 2*len(params))
	for k, v := range params {
		pairs = append(pairs, k, v)
	}
	return t.Say(key, pairs...)
}
