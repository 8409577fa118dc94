package pack

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
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
				_ = keep(filepath.Dir(file), file, packFigures(key, b)) // a folder that cannot be written costs time only
			}
		})
}

func packFigures(key [sha256.Size]byte, b []byte) []byte {
	sum := sha256.Sum256(b)
	return slices.Concat([]byte(figuresMagic), key[:], sum[:], b)
}

// unpackFigures answers nil for what is damaged or belongs to other packs.
func unpackFigures(b []byte, key [sha256.Size]byte) []*scenario.Reduction {
	head := len(figuresMagic) + 2*sha256.Size
	if len(b) < head || string(b[:len(figuresMagic)]) != figuresMagic || !bytes.Equal(b[len(figuresMagic):len(figuresMagic)+sha256.Size], key[:]) {
		return nil
	}
	if sum := sha256.Sum256(b[head:]); !bytes.Equal(sum[:], b[head-sha256.Size:head]) {
		return nil
	}
	var rs []*scenario.Reduction
	if json.Unmarshal(b[head:], &rs) != nil {
		return nil
	}
	return rs
}
