package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"path"
	"slices"

	"lianban/internal/domain/scenario"
)

// Edition is one state of the packs, read so that it can be compared with another one.
type Edition struct {
	l *loaded
}

// Open reads an edition. Faults and errors are those of Load; a BrokenError when the packs have errors of form or names, so that
// nothing can be said about them.
func Open(fsys fs.FS) (*Edition, error) {
	l, err := read(fsys)
	if err != nil {
		return nil, err
	}
	for _, f := range Errors(l.found) {
		if unreadable(f) {
			return nil, &BrokenError{f}
		}
	}
	return &Edition{l}, nil
}

// Catalogue is what the edition says, ready to be asked.
func (e *Edition) Catalogue() *scenario.Catalogue { return e.l.cat }

// Scenario answers a scenario in a place; nil if there is none. In a place without an overlay it is what counts around it.
func (e *Edition) Scenario(p scenario.Place) *scenario.Scenario {
	sc, ok := e.l.cat.ScenarioIn(p.Scenario, p.Area)
	if !ok {
		return nil
	}
	return sc
}

// tree answers the tree that counts in a place.
func (e *Edition) tree(p scenario.Place) *node {
	for _, a := range e.l.cat.Chain(p.Area) {
		if t := e.l.local[scenario.Place{Scenario: p.Scenario, Area: a.Slug}]; t != nil {
			return t
		}
	}
	return e.l.tree
}

// Figures are the numbers of a scenario in a place, for the example that carries them; nil without one.
func (e *Edition) Figures(p scenario.Place) []scenario.Figure {
	for _, x := range e.l.examples[p.Scenario] {
		if !yes(x.value.get("figures")) {
			continue
		}
		area := p.Area
		if area == "" {
			area = either(textOf(x.value.get("area")), (&checker{loaded: e.l}).city())
		}
		lib := e.l.cat.LibraryFor(p.Scenario, area)
		plan, err := scenario.Compile(lib, lib.Scenarios[p.Scenario], area, situation(x.value))
		if err != nil || plan.Stopped {
			return nil
		}
		return plan.Figures
	}
	return nil
}

// Files are the files of packs that a release holds: what scenarios are made of, and the synonyms by which they are found.
// Calendars are not among them: a holiday counts for every case at once, whatever version it runs on.
func Files(fsys fs.FS) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, dir := range folders {
		if _, err := fs.Stat(fsys, dir); err != nil {
			continue
		}
		err := fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) != ".yaml" && path.Ext(name) != ".yml" {
				return err
			}
			out[name], err = fs.ReadFile(fsys, name)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if b, err := fs.ReadFile(fsys, synonyms); err == nil {
		out[synonyms] = b
	}
	return out, nil
}

// synonyms is the file of the search index (search.SynonymsFile).
const synonyms = "synonyms.yaml"

// FileHash is the SHA-256 of a file's content, hex.
func FileHash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// TreeHash is the hash of all files: equal for equal paths and contents, whatever order they came in.
func TreeHash(files map[string][]byte) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		sum.Write([]byte(FileHash(files[name]) + " " + name + "\n"))
	}
	return hex.EncodeToString(sum.Sum(nil))
}
