package pack

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Rebased is one overlay whose base was renewed.
type Rebased struct {
	File    string
	Overlay string
	Old     string
	New     string
	Content []byte // of the whole file
}

// Rebase renews what overlays were reviewed against: the content hash in `base`, and in `was` each value that
// the overlay touches. It answers the files to write; it writes none. Whoever runs it says that the
// difference was read. The error is for a folder that cannot be read, or for packs with errors other than a
// moved base.
func Rebase(fsys fs.FS) ([]Rebased, error) {
	l, err := read(fsys)
	if err != nil {
		return nil, err
	}
	for _, f := range Errors(l.found) {
		if f.Code != "O802" {
			return nil, &BrokenError{f}
		}
	}
	content := map[string]string{}
	var out []Rebased
	for _, o := range l.overlays {
		before := l.reviewed[o.slug]
		now := l.hash.content(before, o.of)
		was := block(before, o)
		if textOf(o.node.get("base")) == now && sameWas(o.node.get("was"), before, o) {
			continue
		}
		file := o.at.file
		if _, ok := content[file]; !ok {
			content[file] = string(l.sources[file])
		}
		content[file] = rewrite(content[file], o, now, was)
		out = append(out, Rebased{File: file, Overlay: o.slug, Old: textOf(o.node.get("base")), New: now})
	}
	for i := range out {
		out[i].Content = []byte(content[out[i].File])
	}
	return out, nil
}

// BrokenError is the error of packs that have errors, so that nothing can be renewed.
type BrokenError struct{ First Finding }

// Error says the first finding.
func (e *BrokenError) Error() string { return e.First.String() }

func sameWas(was, before *node, o overlay) bool {
	patch := o.patch()
	if len(was.entries()) != len(patch) {
		return false
	}
	return !slices.ContainsFunc(patch, func(x leaf) bool { return textOf(was.get(x.path)) != valueText(before, x.path) })
}

// block writes the values that an overlay touches, one line each.
func block(before *node, o overlay) []string {
	var out []string
	for _, x := range o.patch() {
		k, _ := json.Marshal(x.path)
		v, _ := json.Marshal(valueText(before, x.path))
		out = append(out, fmt.Sprintf("%s: %s", k, v))
	}
	return out
}

// rewrite sets base and was of one overlay in the text of its file and leaves every other line as it is.
func rewrite(text string, o overlay, hash string, was []string) string {
	lines := strings.Split(text, "\n")
	at := find(lines, o.slug+":", -1, 0)
	if at < 0 {
		return text
	}
	own := indent(lines[at])
	base := find(lines, "base:", at, own+1)
	if base < 0 {
		return text
	}
	margin := indent(lines[base])
	pad := strings.Repeat(" ", margin)
	lines[base] = pad + "base: \"" + hash + "\""
	if old := find(lines, "was:", at, own+1); old >= 0 {
		end := old + 1
		for end < len(lines) && indent(lines[end]) > margin && strings.TrimSpace(lines[end]) != "" {
			end++
		}
		lines = slices.Delete(lines, old, end)
		base = find(lines, "base:", at, own+1)
	}
	add := []string{pad + "was:"}
	for _, w := range was {
		add = append(add, pad+"  "+w)
	}
	return strings.Join(slices.Insert(lines, base+1, add...), "\n")
}

// find answers the next line after a line that begins with a key and is indented at least so far; -1 if none
// comes before the indent falls below.
func find(lines []string, key string, after, least int) int {
	for i := after + 1; i < len(lines); i++ {
		t := strings.TrimSpace(lines[i])
		if t == "" || strings.HasPrefix(t, "#") {
			continue
		}
		if indent(lines[i]) < least {
			return -1
		}
		if strings.HasPrefix(t, key) {
			return i
		}
	}
	return -1
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
