package pack

import (
	"io/fs"
	"regexp"
	"strings"
	"sync"
	"testing/fstest"

	"lianban/internal/domain/scenario"
)

// City is the packs of a city, read once, from which tests cut single scenarios.
type City struct {
	loaded *loaded
	files  map[string]string
	mu     sync.Mutex // the hasher remembers names
}

// ReadCity reads the packs of a folder.
func ReadCity(fsys fs.FS) (*City, error) {
	l, err := read(fsys)
	if err != nil {
		return nil, err
	}
	c := &City{loaded: l, files: map[string]string{}}
	for name, b := range l.sources {
		c.files[name] = string(b)
	}
	return c, nil
}

var (
	kindLine  = regexp.MustCompile(`^([a-z_]+):`)
	thingLine = regexp.MustCompile(`^  ([a-z0-9_]+):`)
	elsewhere = regexp.MustCompile(`(?m)^ +go_to: .*\n|, go_to: [a-z_]+`)
)

// Alone is one scenario with its examples, its overlays and what it names; nothing else, so that it is checked quickly.
func (c *City) Alone(slug string) fstest.MapFS {
	c.mu.Lock()
	defer c.mu.Unlock()
	keep := map[string]bool{}
	add := func(tree *node) {
		for _, id := range c.loaded.hash.reached(tree, slug) {
			keep[id] = true
		}
	}
	add(c.loaded.tree)
	for p, tree := range c.loaded.local {
		if p.Scenario == slug {
			add(tree)
		}
	}
	out := fstest.MapFS{}
	for name, text := range c.files {
		if strings.HasPrefix(name, "overlays/") {
			if strings.HasSuffix(name, "/"+slug+".yaml") {
				out[name] = &fstest.MapFile{Data: []byte(text)}
			}
			continue
		}
		if kept := only(text, slug, keep); kept != "" {
			out[name] = &fstest.MapFile{Data: []byte(elsewhere.ReplaceAllString(kept, ""))}
		}
	}
	return out
}

// only keeps the things of a file that are named, and the examples of the scenario.
func only(text, slug string, keep map[string]bool) string {
	var out, thing strings.Builder
	kind, head, wanted, any := "", "", false, false
	flush := func() {
		if t := thing.String(); wanted || kind == "examples" && strings.Contains(t, "    of: "+slug+"\n") {
			out.WriteString(head + t)
			head, any = "", true
		}
		thing.Reset()
		wanted = false
	}
	for line := range strings.Lines(text) {
		if m := kindLine.FindStringSubmatch(line); m != nil {
			flush()
			kind, head = m[1], line
			continue
		}
		if m := thingLine.FindStringSubmatch(line); m != nil {
			flush()
			wanted = keep[kind+"/"+m[1]] || kind == "areas" || kind == "taxonomies"
		}
		thing.WriteString(line)
	}
	flush()
	if !any {
		return ""
	}
	return out.String()
}

// Library answers a scenario with the library of the city.
func (c *City) Library(slug string) (*scenario.Library, *scenario.Scenario) {
	sc, _ := c.loaded.cat.Scenario(slug)
	return c.loaded.cat.Library(), sc
}

// CheckUpTo is Check with less patience: so many sets of answers are gone through, of a scenario or of a part.
func CheckUpTo(fsys fs.FS, most int, only ...string) (*scenario.Catalogue, Report, error) {
	return check(fsys, Options{Only: only}, bounds{most, most})
}

// CheckInParts is Check that cuts every scenario into parts.
func CheckInParts(fsys fs.FS, only ...string) (*scenario.Catalogue, Report, error) {
	return check(fsys, Options{Only: only}, bounds{0, mostSituations})
}
