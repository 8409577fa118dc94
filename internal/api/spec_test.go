package api

import (
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"lianban/internal/base/lang"
)

var update = flag.Bool("update", false, "write the golden file of the API's description")

// The description is a contract: whoever changes it sees the difference and says that it is meant (-update).
func TestTheDescriptionIsWhatWasPromised(t *testing.T) {
	t.Parallel()
	got, err := YAML()
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "openapi.yaml")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("the API's description changed; if that is meant, run go test ./internal/api -update\n%s", diff)
	}
}

// Every operation says in English what it does, belongs to a noun that is described, and has an address that
// is written like all others.
func TestOperationsAreDescribed(t *testing.T) {
	t.Parallel()
	a := described()
	known := map[string]bool{}
	for _, tag := range tags() {
		known[tag.Name] = true
	}
	seen := map[string]bool{}
	for path, item := range a.Paths {
		if path != strings.ToLower(path) || strings.Contains(path, "_") {
			t.Errorf("%s is not written in kebab-case", path)
		}
		for method, o := range operationsOf(item) {
			where := method + " " + path
			if o.Summary == "" || strings.IndexFunc(o.Summary, func(r rune) bool { return r > 127 }) >= 0 {
				t.Errorf("%s: summary %q", where, o.Summary)
			}
			if len(o.Tags) != 1 || !known[o.Tags[0]] {
				t.Errorf("%s: tags %v", where, o.Tags)
			}
			for _, name := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(path, -1) {
				if !slices.ContainsFunc(o.Parameters, func(p *huma.Param) bool { return p.In == "path" && p.Name == name[1] }) {
					t.Errorf("%s: nobody reads %s", where, name[0])
				}
			}
			if seen[o.OperationID] {
				t.Errorf("%s: the id %s stands twice", where, o.OperationID)
			}
			seen[o.OperationID] = true
			if method == http.MethodPost && forEverybody(o) && o.OperationID != "plan-scenario" {
				t.Errorf("%s can be called by anybody", where)
			}
		}
	}
	if len(seen) < 45 {
		t.Errorf("only %d operations", len(seen))
	}
}

func operationsOf(item *huma.PathItem) map[string]*huma.Operation {
	out := map[string]*huma.Operation{}
	for method, o := range map[string]*huma.Operation{
		http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put, http.MethodDelete: item.Delete,
	} {
		if o != nil {
			out[method] = o
		}
	}
	return out
}

// Every sentence that this door says has words.
func TestEverySentenceHasWords(t *testing.T) {
	t.Parallel()
	texts := lang.Chinese()
	for _, key := range formKeys {
		if !texts.Has("fault." + key) {
			t.Errorf("no text for %s", key)
		}
	}
	for _, key := range []string{"api.no_token", "api.no_address", "api.method", "api.not_ready", "api.no_file", "api.no_document", "api.wrong_token", "api.form.missing", "api.form.not_json", "api.form.value", "internal"} {
		if !texts.Has("fault." + key) {
			t.Errorf("no text for %s", key)
		}
	}
}

// The codes that the guide names exist: each has its sentence.
func TestTheGuideNamesCodesThatExist(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile("(?m)^\\| `([a-z_.]+\\.[a-z_.]+)` \\|").FindAllStringSubmatch(string(guide), -1)
	if len(codes) < 25 {
		t.Fatalf("only %d codes", len(codes))
	}
	for _, c := range codes {
		if !lang.Chinese().Has("fault." + c[1]) {
			t.Errorf("%s has no words", c[1])
		}
	}
}
