package pack

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lianban/internal/domain/scenario"
)

// LoadKept is Load with a memory. What a reading gave is kept in a folder (made when missing), under the hash of
// every file read and of the program that read them; the next reading of the same files by the same program takes
// the parsed files, their verdict and the content hashes from there; figures are kept beside them once they were asked for. The files themselves are read and hashed every
// time, so what is kept is never believed over them. Kept bytes that are damaged are read anew and written again.
// Packs with errors are not kept. A folder that cannot be written costs time, never the reading: errors are Load's.
func LoadKept(fsys fs.FS, folder string) (*scenario.Catalogue, []Finding, error) {
	if folder == "" || program() == nil {
		return Load(fsys)
	}
	l, err := opened(fsys)
	if err != nil {
		return nil, nil, err
	}
	key := contentKey(program(), l.files, l.sources)
	file := filepath.Join(folder, hex.EncodeToString(key[:16])+keptEnding)
	if b, err := os.ReadFile(file); err == nil {
		if k, err := unpack(b, key, l.files); err == nil {
			l.kept = k
			l.build(k.roots)
			keepFigures(l.cat, key, file)
			return l.cat, k.findings, nil
		}
	}
	roots := l.parseAll()
	l.build(roots)
	cat, findings := l.judged()
	if len(Errors(findings)) == 0 {
		_ = keep(folder, file, pack(key, &kept{roots: roots, findings: findings, hashes: l.hashes()}))
		keepFigures(cat, key, file)
	}
	return cat, findings, nil
}

// kept is what one reading of sound packs gave.
type kept struct {
	roots    []*node                   // by file, in order
	findings []Finding                 // warnings only
	hashes   map[scenario.Place]string // content hashes; the city's have no area
}

const (
	keptFormat = 1 // written into every key: raise it when this file changes
	keptEnding = ".packs"
	mostKept   = 4 // files of an ending in the folder: releases that are still running, and the one before
)

// contentKey stands for the program and for everything that was read.
func contentKey(program []byte, files []string, sources map[string][]byte) [sha256.Size]byte {
	sum := sha256.New()
	fmt.Fprintf(sum, "%d %x\n", keptFormat, program)
	for _, f := range files {
		fmt.Fprintf(sum, "%d %d %s", len(f), len(sources[f]), f)
		_, _ = sum.Write(sources[f]) // a hash takes everything
	}
	return [sha256.Size]byte(sum.Sum(nil))
}

// hashIn answers content hashes of an area ("": the city) from what is kept, or else makes them.
func (l *loaded) hashIn(area string) func(tree *node, slug string) string {
	return func(tree *node, slug string) string {
		if l.kept != nil {
			if h, ok := l.kept.hashes[scenario.Place{Scenario: slug, Area: area}]; ok {
				return h
			}
		}
		return l.hash.content(tree, slug)
	}
}

// hashes are the content hashes of all scenarios, in the city and in every place that differs.
func (l *loaded) hashes() map[scenario.Place]string {
	out := map[scenario.Place]string{}
	for _, sc := range l.cat.Scenarios() {
		out[scenario.Place{Scenario: sc.Slug}] = sc.Hash
	}
	for p := range l.local {
		if sc, ok := l.cat.ScenarioIn(p.Scenario, p.Area); ok {
			out[p] = sc.Hash
		}
	}
	return out
}

// keep writes a file whole or not at all, and takes out the oldest ones. Processes that write the same file at once
// write the same bytes, each into a file of its own first.
func keep(folder, file string, b []byte) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, "new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return forget(folder, filepath.Ext(file))
}

// forget removes all but the newest files of an ending. What another process removed meanwhile is gone as well.
func forget(folder, ending string) error {
	all, err := filepath.Glob(filepath.Join(folder, "*"+ending))
	if err != nil || len(all) <= mostKept {
		return err
	}
	age := map[string]int64{}
	for _, f := range all {
		if i, err := os.Stat(f); err == nil {
			age[f] = i.ModTime().UnixNano()
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(age[b], age[a]), strings.Compare(a, b)) })
	for _, f := range all[mostKept:] {
		err = errors.Join(err, os.Remove(f))
	}
	return err
}

// magic begins every kept file; the key, the hash of the rest and the rest follow.
const magic = "lianban packs 1\n"

var errKept = errors.New("kept packs are damaged or of something else")

func pack(key [sha256.Size]byte, k *kept) []byte {
	var w keptWriter
	w.findings(k.findings)
	w.number(len(k.hashes))
	for p, h := range k.hashes {
		w.text(p.Scenario)
		w.text(p.Area)
		w.text(h)
	}
	total := count3{}
	for _, r := range k.roots {
		total.add(r)
	}
	w.number(total.nodes)
	w.number(total.entries)
	w.number(total.items)
	for _, r := range k.roots {
		w.node(r)
	}
	return wrap(magic, key, w.b)
}

// wrap puts what is kept behind a magic, the key that it was made for, and the hash of what follows.
func wrap(magic string, key [sha256.Size]byte, b []byte) []byte {
	sum := sha256.Sum256(b)
	return slices.Concat([]byte(magic), key[:], sum[:], b)
}

// unwrap answers what wrap put behind the same magic and key; ok is false for what is damaged or of something else.
func unwrap(magic string, key [sha256.Size]byte, b []byte) (inside []byte, ok bool) {
	head := len(magic) + 2*sha256.Size
	if len(b) < head || string(b[:len(magic)]) != magic || !bytes.Equal(b[len(magic):len(magic)+sha256.Size], key[:]) {
		return nil, false
	}
	sum := sha256.Sum256(b[head:])
	return b[head:], bytes.Equal(sum[:], b[head-sha256.Size:head])
}

// unpack reads what pack wrote for the same key.
func unpack(b []byte, key [sha256.Size]byte, files []string) (*kept, error) {
	b, ok := unwrap(magic, key, b)
	if !ok {
		return nil, errKept
	}
	r := keptReader{s: string(b)} // texts of nodes are pieces of this one text
	k := &kept{hashes: map[scenario.Place]string{}}
	k.findings = r.findings()
	for range r.number() {
		p := scenario.Place{Scenario: r.text(), Area: r.text()}
		k.hashes[p] = r.text()
	}
	r.nodes, r.entries, r.items = make([]node, r.number()), make([]entry, r.number()), make([]*node, r.number())
	for _, f := range files {
		r.file = f
		k.roots = append(k.roots, r.node())
	}
	if r.bad || r.s != "" {
		return nil, errKept
	}
	return k, nil
}

// count3 counts what a reader has to make room for.
type count3 struct{ nodes, entries, items int }

func (c *count3) add(n *node) {
	c.nodes++
	c.entries += len(n.keys)
	c.items += len(n.items)
	for i := range n.keys {
		c.add(n.keys[i].value)
	}
	for _, x := range n.items {
		c.add(x)
	}
}

// keptWriter writes nodes as they are after parsing: the marks of canonical nodes are not among them.
type keptWriter struct{ b []byte }

func (w *keptWriter) number(n int) { w.b = binary.AppendUvarint(w.b, uint64(n)) }

func (w *keptWriter) text(s string) {
	w.number(len(s))
	w.b = append(w.b, s...)
}

// plainFinding is a finding with all its parts: MarshalJSON of Finding writes what people read.
type plainFinding Finding

func (w *keptWriter) findings(fs []Finding) {
	plain := make([]plainFinding, len(fs))
	for i, f := range fs {
		plain[i] = plainFinding(f)
	}
	b, _ := json.Marshal(plain) // texts and numbers always marshal
	w.text(string(b))
}

func (w *keptWriter) node(n *node) {
	kind := int(n.form)
	if n.quoted {
		kind |= 4
	}
	if n.null {
		kind |= 8
	}
	w.number(kind)
	w.number(n.pos.line)
	w.number(n.pos.col)
	switch n.form {
	case scalar:
		w.text(n.text)
	case mapping:
		w.number(len(n.keys))
		for _, e := range n.keys {
			w.text(e.name)
			w.number(e.pos.line<<1 | map[bool]int{true: 1}[e.quoted])
			w.number(e.pos.col)
			w.node(e.value)
		}
	case list:
		w.number(len(n.items))
		for _, x := range n.items {
			w.node(x)
		}
	}
}

// keptReader reads what a keptWriter wrote. The hash was right, so what is wrong here is a mistake of this file; it
// is found all the same.
type keptReader struct {
	s       string // what is left
	bad     bool
	file    string
	nodes   []node // room
	entries []entry
	items   []*node
}

func (r *keptReader) number() int {
	var n uint64
	for i := 0; i < len(r.s) && i < binary.MaxVarintLen32; i++ {
		n |= uint64(r.s[i]&0x7f) << (7 * i)
		if r.s[i] < 0x80 {
			r.s = r.s[i+1:]
			return int(n)
		}
	}
	r.bad, r.s = true, ""
	return 0
}

func (r *keptReader) text() string {
	n := r.number()
	if n > len(r.s) {
		r.bad, r.s = true, ""
		return ""
	}
	t := r.s[:n]
	r.s = r.s[n:]
	return t
}

func (r *keptReader) findings() []Finding {
	var plain []plainFinding
	if err := json.Unmarshal([]byte(r.text()), &plain); err != nil {
		r.bad = true
	}
	var out []Finding
	for _, f := range plain {
		out = append(out, Finding(f))
	}
	return out
}

func (r *keptReader) node() *node {
	if len(r.nodes) == 0 {
		r.bad = true
		return &node{}
	}
	n := &r.nodes[0]
	r.nodes = r.nodes[1:]
	kind := r.number()
	n.form, n.quoted, n.null = nodeForm(kind&3), kind&4 != 0, kind&8 != 0
	n.pos = pos{r.file, r.number(), r.number()}
	switch n.form {
	case scalar:
		n.text = r.text()
	case mapping:
		n.keys = take(&r.entries, r.number(), &r.bad)
		for i := range n.keys {
			e := &n.keys[i]
			e.name = r.text()
			line := r.number()
			e.quoted = line&1 == 1
			e.pos = pos{r.file, line >> 1, r.number()}
			e.value = r.node()
		}
	case list:
		n.items = take(&r.items, r.number(), &r.bad)
		for i := range n.items {
			n.items[i] = r.node()
		}
	default:
		r.bad = true
	}
	return n
}

// take cuts n things off the room, without room behind them: who appends to a list of a node gets a new one.
func take[T any](room *[]T, n int, bad *bool) []T {
	if n == 0 {
		return nil
	}
	if n > len(*room) {
		*bad = true
		return nil
	}
	out := (*room)[:n:n]
	*room = (*room)[n:]
	return out
}
