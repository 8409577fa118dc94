// Package proof checks minimality proofs without believing the compiler: it shares no code with it, reads the content
// of the pack as plain JSON, follows the decision diagram through every set of answers, and works out for itself which
// items are done, what they need, and by which way each field and paper must arrive (docs/pack-format.md). A proof that
// leaves out an answer, asks for something that nobody needs, asks twice, asks for what another item or a register
// gives, or forgets something that is needed, is refused.
package proof

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

const format = "lianban-proof-1"

// Result is what a proof that holds was found to prove.
type Result struct {
	Scenario   string
	Area       string
	Hash       string // of the content that the proof is about, 12 hex digits: compare it with `lianban pack list`
	Situations int    // sets of answers, each with registers connected and silent
	Plans      int    // distinct ones
}

type file struct {
	Format   string                     `json:"format"`
	Scenario string                     `json:"scenario"`
	Area     string                     `json:"area"`
	Hash     string                     `json:"hash"`
	Content  map[string]json.RawMessage `json:"content"`
	Root     int                        `json:"root"`
	Nodes    []node                     `json:"nodes"`
	Plans    []plan                     `json:"plans"`
	Needs    []need                     `json:"needs"`
}

type node struct {
	Ask  string `json:"ask"`
	Then []struct {
		Answer any `json:"answer"`
		Node   int `json:"node"`
	} `json:"then"`
	Stop bool  `json:"stop"`
	Plan []int `json:"plan"`
}

type plan struct {
	Items     []string `json:"items"`
	Fields    []int    `json:"fields"`    // indexes of needs
	Materials []int    `json:"materials"` // indexes of needs
}

type need struct {
	Key string   `json:"key"`
	How string   `json:"how"`
	For []string `json:"for"`
}

// Verify reads a proof and checks all of it. The error says the first thing that is wrong, and for which answers.
func Verify(r io.Reader) (Result, error) {
	var f file
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return Result{}, fmt.Errorf("no proof: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Result{}, errors.New("something follows the proof")
	}
	if f.Format != format {
		return Result{}, fmt.Errorf("format %q, not %q", f.Format, format)
	}
	if h := hash(f.Content); h != f.Hash {
		return Result{}, fmt.Errorf("the content has the hash %s, the proof says %s", h, f.Hash)
	}
	p, err := readPack(f.Content, f.Scenario)
	if err != nil {
		return Result{}, err
	}
	w := &walker{file: &f, pack: p, used: map[int]bool{}}
	if err := w.walk(f.Root, p.start(), 0); err != nil {
		return Result{}, err
	}
	if len(w.used) != len(f.Plans) {
		return Result{}, fmt.Errorf("%d plans, of which answers lead to %d", len(f.Plans), len(w.used))
	}
	return Result{Scenario: f.Scenario, Area: f.Area, Hash: f.Hash, Situations: w.situations, Plans: len(f.Plans)}, nil
}

// hash is the content hash of packs: SHA-256 of the canonical JSON, twelve hex digits.
func hash(content map[string]json.RawMessage) string {
	var b bytes.Buffer
	between := "{"
	for _, id := range slices.Sorted(maps.Keys(content)) {
		k, _ := json.Marshal(id)
		b.WriteString(between)
		b.Write(k)
		b.WriteString(":")
		b.Write(content[id])
		between = ","
	}
	b.WriteString("}")
	sum := sha256.Sum256(b.Bytes())
	return hex.EncodeToString(sum[:])[:12]
}
