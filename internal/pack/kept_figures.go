package pack

import (
	"crypto/sha256"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"lianban/internal/domain/scenario"
)

// figuresEnding ends the file with what the scenarios of one reading save. To compute it every scenario is compiled, which
// takes longer than all the rest of a start; so it is computed once for a release on a machine, not once for a start.
const figuresEnding = ".figures"

const figuresMagic = "lianban figures 1\n"

// keepFigures lets a catalogue take its figures from the folder, or put them there when it has computed them. The key is that
// of the packs; file is where those are kept.
func keepFigures(cat *scenario.Catalogue, key [sha256.Size]byte, file string) {
	file = strings.TrimSuffix(file, keptEnding) + figuresEnding
	cat.KeepReductions(
		func() []*scenario.Reduction {
			b, err := os.ReadFile(file)
			if err != nil {
				return nil
			}
			return unpackFigures(b, key)
		},
		func(rs []*scenario.Reduction) {
			if b, err := json.Marshal(rs); err == nil {
				_ = keep(filepath.Dir(file), file, wrap(figuresMagic, key, b)) // a folder that cannot be written costs time only
			}
		})
}

// unpackFigures answers nil for what is damaged or belongs to other packs.
func unpackFigures(b []byte, key [sha256.Size]byte) []*scenario.Reduction {
	b, ok := unwrap(figuresMagic, key, b)
	var rs []*scenario.Reduction
	if !ok || json.Unmarshal(b, &rs) != nil {
		return nil
	}
	return rs
}
