// Package archtest holds the house together: imports only fall (docs/architecture.md, "The house").
// The table below is the map; a new wall is drawn here, in docs/architecture.md and in an ADR at once.
package archtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "lianban/"

// room is one line of the table: who it is, and which of our own packages it may import (by prefix).
type room struct {
	prefix string
	may    []string
}

// The table, most particular prefix first. A package's own sub-packages are always allowed.
var table = []room{
	{"cmd/", []string{"internal/", "packs"}},

	{"internal/web/page", []string{"internal/domain/", "internal/base/", "internal/app/"}},
	{"internal/web/", []string{"internal/web/page", "internal/app/", "internal/domain/", "internal/base/"}},
	{"internal/api", []string{"internal/app/", "internal/domain/", "internal/base/"}},
	{"internal/worker", []string{"internal/app/", "internal/connector/", "internal/queue", "internal/domain/", "internal/base/"}},

	{"internal/rehearsal", []string{"internal/app/", "internal/store", "internal/pack", "internal/domain/", "internal/base/"}},

	{"internal/app/", []string{"internal/store", "internal/pack", "internal/search", "internal/document", "internal/blob", "internal/crypt", "internal/queue", "internal/domain/", "internal/base/"}},

	{"internal/store", []string{"internal/domain/", "internal/crypt", "internal/queue", "internal/base/"}},
	{"internal/pack", []string{"internal/domain/", "internal/base/"}},
	{"internal/search", []string{"internal/domain/", "internal/base/"}},
	{"internal/proof", nil}, // shares nothing with what it checks
	{"internal/document", []string{"internal/domain/", "internal/crypt", "internal/base/"}},
	{"internal/blob", []string{"internal/domain/", "internal/crypt", "internal/base/"}},
	{"internal/connector/outbound", []string{"internal/base/"}},
	{"internal/connector/", []string{"internal/connector/outbound", "internal/domain/", "internal/base/"}},

	{"internal/domain/improvement", []string{"internal/domain/casework", "internal/domain/calendar", "internal/base/"}},
	{"internal/domain/casework", []string{"internal/domain/scenario", "internal/domain/item", "internal/domain/form", "internal/domain/org", "internal/domain/permission", "internal/domain/calendar", "internal/domain/material", "internal/domain/rule", "internal/base/"}},
	{"internal/domain/scenario", []string{"internal/domain/item", "internal/domain/form", "internal/domain/org", "internal/domain/permission", "internal/domain/calendar", "internal/domain/material", "internal/domain/rule", "internal/base/"}},
	{"internal/domain/item", []string{"internal/domain/form", "internal/domain/org", "internal/domain/permission", "internal/domain/calendar", "internal/domain/material", "internal/domain/rule", "internal/base/"}},
	{"internal/domain/form", []string{"internal/domain/org", "internal/domain/permission", "internal/domain/calendar", "internal/domain/material", "internal/domain/rule", "internal/base/"}},
	{"internal/domain/material", []string{"internal/domain/rule", "internal/base/"}},
	{"internal/domain/permission", []string{"internal/domain/org", "internal/base/"}},
	{"internal/domain/custody", []string{"internal/domain/calendar", "internal/base/"}},
	{"internal/domain/", []string{"internal/base/"}},

	{"internal/queue", []string{"internal/base/"}},
	{"internal/crypt", []string{"internal/base/"}},
	{"internal/base/", []string{"internal/base/"}},
	{"packs", nil},
}

// Packages of the standard library only, besides the ground itself.
var noLibraries = []string{"internal/base/"}

// What the pure floor must never touch.
var impure = map[string]bool{"os": true, "net": true, "net/http": true, "database/sql": true, "math/rand": true, "math/rand/v2": true, "crypto/rand": true}

func TestImportsOnlyFall(t *testing.T) {
	t.Parallel()
	root := "../.."
	seen := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
		if d.IsDir() {
			if name := d.Name(); name == "node_modules" || name == "testdata" || strings.HasPrefix(name, ".") && name != ".." {
				return filepath.SkipDir
			}
			return nil
		}
		inHouse := strings.HasPrefix(rel, "internal/") || strings.HasPrefix(rel, "cmd/") || strings.HasPrefix(rel, "packs/")
		if !inHouse || !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go") || strings.HasPrefix(rel, "internal/archtest") {
			return nil
		}
		seen++
		checkFile(t, path, rel)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 10 {
		t.Fatalf("only %d files seen: the test looks in the wrong place", seen)
	}
}

func checkFile(t *testing.T, path, rel string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Errorf("%s: %v", rel, err)
		return
	}
	dir := filepath.ToSlash(filepath.Dir(rel)) + "/"
	r, ok := roomOf(dir)
	if !ok {
		t.Errorf("%s stands in no room of the table", rel)
		return
	}
	for _, imp := range file.Imports {
		name, _ := strconv.Unquote(imp.Path.Value)
		if !strings.HasPrefix(name, module) {
			checkOutside(t, rel, dir, name)
			continue
		}
		to := strings.TrimPrefix(name, module) + "/"
		if !allowed(r, dir, to) {
			t.Errorf("%s imports %s: imports only fall (internal/archtest)", rel, name)
		}
	}
}

func checkOutside(t *testing.T, rel, dir, name string) {
	t.Helper()
	if strings.HasPrefix(dir, "internal/domain/") && impure[name] {
		t.Errorf("%s imports %s: the domain is pure", rel, name)
	}
	for _, p := range noLibraries {
		if strings.HasPrefix(dir, p) && strings.Contains(strings.SplitN(name, "/", 2)[0], ".") {
			t.Errorf("%s imports %s: the ground stands on the standard library alone", rel, name)
		}
	}
}

func roomOf(dir string) (room, bool) {
	for _, r := range table {
		if strings.HasPrefix(dir, strings.TrimSuffix(r.prefix, "/")+"/") {
			return r, true
		}
	}
	return room{}, false
}

func allowed(r room, from, to string) bool {
	if top := roomRoot(from); strings.HasPrefix(to, top) {
		return true // parts of one room
	}
	for _, p := range r.may {
		if strings.HasPrefix(to, strings.TrimSuffix(p, "/")+"/") {
			return true
		}
	}
	return false
}

// roomRoot answers the folder that is one room: internal/store, internal/app/filing, internal/domain/item …
func roomRoot(dir string) string {
	parts := strings.Split(strings.TrimSuffix(dir, "/"), "/")
	depth := 2
	if len(parts) > 1 {
		switch parts[1] {
		case "web", "app", "domain", "base", "connector":
			depth = 3
		}
	}
	if len(parts) < depth {
		depth = len(parts)
	}
	return strings.Join(parts[:depth], "/") + "/"
}

func TestTheTableWouldCatchAnArrowUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"internal/store/", "internal/app/filing/", false},
		{"internal/app/filing/", "internal/app/handling/", false},
		{"internal/app/filing/", "internal/connector/register/", false},
		{"internal/web/citizen/", "internal/store/", false},
		{"internal/web/citizen/", "internal/web/officer/", false},
		{"internal/domain/form/", "internal/domain/item/", false},
		{"internal/web/citizen/", "internal/app/filing/", true},
		{"internal/store/storetest/", "internal/store/", true},
	} {
		r, found := roomOf(c.from)
		if !found {
			t.Fatalf("%s is in no room", c.from)
		}
		if got := allowed(r, c.from, c.to); got != c.ok {
			t.Errorf("%s -> %s: allowed = %v, want %v", c.from, c.to, got, c.ok)
		}
	}
}

func TestEveryLineOfTheTableNamesARealPlace(t *testing.T) {
	t.Parallel()
	for _, r := range table {
		if _, err := os.Stat(filepath.Join("../..", r.prefix)); err != nil {
			t.Errorf("%s: no such place", r.prefix)
		}
	}
}
