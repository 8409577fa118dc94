package pack

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"lianban/internal/domain/scenario"
	"lianban/packs"
)

// smallCity is one scenario in a city with one county: quick to read, so that tests may read it often.
const smallCity = `
areas:
  city: {name: 示例城, code: "370600"}
  county: {name: 示例县, code: "370681", within: city}
departments: {health: 卫生部门}
topics: {child: 孩子}
taxonomies: {life: {name: 人生, person: {birth: 出生}}}
fields: {twins: {name: 双胞胎, type: yes_no, topic: child, ask: 是双胞胎吗？, why: 决定要不要登记两次}}
materials: {record: {name: 出生记录, why: 登记的依据}}
items:
  guidance:
    name: 育儿指导登记
    variants:
      register: {code: "1", type: service, owner: health, limit: {promised: 1 working day}, needs: {materials: [record]}, regime: service}
scenarios:
  newborn:
    name: 新生儿出生
    summary: 示例。
    audience: person
    lead: health
    origin: typical
    evidence: example
    stages: {life: birth}
    joint_result: no
    promise: 3 working days
    applicants: {mother: {name: 母亲, acts_for: child}}
    questions: {twins: always}
    items: {guidance.register: {when: twins}}
`

func small(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{"library/city.yaml": {Data: []byte(smallCity)}}
	if _, found, err := Load(files); err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	return files
}

// libraries are all libraries of a catalogue without what is made when it is used.
func libraries(c *scenario.Catalogue) map[scenario.Place]map[string]any {
	out := map[scenario.Place]map[string]any{}
	for _, sc := range c.Scenarios() {
		for _, a := range c.Areas() {
			l := c.LibraryFor(sc.Slug, a.Slug)
			if l == c.Library() && len(out) > 0 {
				continue
			}
			out[scenario.Place{Scenario: sc.Slug, Area: a.Slug}] = map[string]any{
				"references": l.References, "taxonomies": l.Taxonomies, "areas": l.Areas, "departments": l.Departments,
				"outlets": l.Outlets, "registers": l.Registers, "topics": l.Topics, "fields": l.Fields,
				"parameters": l.Parameters, "materials": l.Materials, "items": l.Items, "scenarios": l.Scenarios,
			}
		}
	}
	return out
}

func keptFiles(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestKeptPacksAreTheSamePacks reads the whole sample city with and without a memory.
func TestKeptPacksAreTheSamePacks(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "packs")
	first, found, err := LoadKept(packs.FS, dir)
	if err != nil || len(found) > 0 || len(keptFiles(t, dir)) != 1 {
		t.Fatal(err, found, keptFiles(t, dir))
	}
	again, found, err := LoadKept(packs.FS, dir)
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	want, got := libraries(first), libraries(again)
	if len(want) < 4 || !reflect.DeepEqual(want, got) {
		t.Errorf("%d places were read from the files, %d from what was kept, or they differ", len(want), len(got))
	}
}

// TestWhatIsKeptIsUsed forges a kept file with its right key: a reading that took it shows the forged name.
func TestWhatIsKeptIsUsed(t *testing.T) {
	t.Parallel()
	dir, files := t.TempDir(), small(t)
	if _, _, err := LoadKept(files, dir); err != nil {
		t.Fatal(err)
	}
	file := keptFiles(t, dir)[0]
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	l, err := opened(files)
	if err != nil {
		t.Fatal(err)
	}
	key := contentKey(program(), l.files, l.sources)
	k, err := unpack(b, key, l.files)
	if err != nil {
		t.Fatal(err)
	}
	k.hashes[scenario.Place{Scenario: "newborn"}] = "forged"
	if err := os.WriteFile(file, pack(key, k), 0o600); err != nil {
		t.Fatal(err)
	}
	c, _, err := LoadKept(files, dir)
	if err != nil {
		t.Fatal(err)
	}
	if sc, _ := c.Scenario("newborn"); sc.Hash != "forged" {
		t.Errorf("hash %s: the kept file was not used", sc.Hash)
	}
}

func TestDamagedKeptPacksAreReadAnew(t *testing.T) {
	t.Parallel()
	dir, files := t.TempDir(), small(t)
	fresh, _, err := LoadKept(files, dir)
	if err != nil {
		t.Fatal(err)
	}
	file := keptFiles(t, dir)[0]
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flipped := func(at int) []byte {
		b := slices.Clone(whole)
		b[at] ^= 0x40
		return b
	}
	for name, damaged := range map[string][]byte{
		"empty": {}, "cut": whole[:len(whole)/2], "other format": flipped(0), "other key": flipped(len(magic) + 3),
		"other bytes": flipped(len(whole) - 9), "more bytes": append(slices.Clone(whole), 0),
	} {
		if err := os.WriteFile(file, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		c, found, err := LoadKept(files, dir)
		if err != nil || len(found) > 0 || !reflect.DeepEqual(libraries(fresh), libraries(c)) {
			t.Errorf("%s: %v %v, or another catalogue", name, err, found)
		}
		if b, err := os.ReadFile(file); err != nil || !slices.Equal(b[:len(magic)], whole[:len(magic)]) || len(b) != len(whole) {
			t.Errorf("%s: it was not mended: %v, %d bytes of %d", name, err, len(b), len(whole))
		}
	}
}

// TestKeptBytesWithoutSense get past the hash, as a mistake of ours would.
func TestKeptBytesWithoutSense(t *testing.T) {
	t.Parallel()
	k := &kept{roots: []*node{{form: mapping, keys: []entry{{name: "a", value: &node{form: list, items: []*node{{text: "b"}}}}}}}}
	key := contentKey(nil, nil, nil)
	if _, err := unpack(pack(key, k), key, []string{"one"}); err != nil {
		t.Fatal(err)
	}
	for name, files := range map[string][]string{"too few files": nil, "too many files": {"one", "two"}} {
		if _, err := unpack(pack(key, k), key, files); err == nil {
			t.Errorf("%s: nothing was said", name)
		}
	}
}

func TestChangedPacksAreReadAnew(t *testing.T) {
	t.Parallel()
	dir, files := t.TempDir(), small(t)
	if _, _, err := LoadKept(files, dir); err != nil {
		t.Fatal(err)
	}
	const file = "library/city.yaml"
	old := files[file].Data
	files[file] = &fstest.MapFile{Data: []byte(strings.Replace(string(old), "name: 新生儿出生", "name: 新生儿来了", 1))}
	c, found, err := LoadKept(files, dir)
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	if sc, _ := c.Scenario("newborn"); !strings.Contains(sc.Name, "来了") {
		t.Errorf("the name is still %s", sc.Name)
	}
	files[file] = &fstest.MapFile{Data: []byte(strings.Replace(string(old), "audience: person", "audience: persn", 1))}
	for range 2 {
		if _, found, err = LoadKept(files, dir); err != nil || len(Errors(found)) == 0 {
			t.Errorf("a mistake was not found: %v", err)
		}
	}
	if n := len(keptFiles(t, dir)); n != 2 {
		t.Errorf("%d files are kept, want those of the two sound readings", n)
	}
}

func TestTheKeyOfKeptPacks(t *testing.T) {
	t.Parallel()
	files, sources := []string{"a", "b"}, map[string][]byte{"a": []byte("x"), "b": []byte("yz")}
	was := contentKey([]byte("p"), files, sources)
	for name, other := range map[string][32]byte{
		"program": contentKey([]byte("q"), files, sources),
		"content": contentKey([]byte("p"), files, map[string][]byte{"a": []byte("xy"), "b": []byte("z")}),
		"name":    contentKey([]byte("p"), []string{"a", "c"}, map[string][]byte{"a": []byte("x"), "c": []byte("yz")}),
	} {
		if other == was {
			t.Errorf("another %s has the same key", name)
		}
	}
	if len(program()) == 0 {
		t.Error("the program does not know itself")
	}
}

// TestWarningsAreKept puts a warning through a kept file: a second start must not be more silent than the first.
func TestWarningsAreKept(t *testing.T) {
	t.Parallel()
	want := []Finding{{Code: "O803", Warning: true, File: "overlays/a.yaml", Line: 3, Column: 5, Params: map[string]string{"base": "x"}}}
	key := contentKey(nil, nil, nil)
	k, err := unpack(pack(key, &kept{findings: want}), key, nil)
	if err != nil || !reflect.DeepEqual(k.findings, want) {
		t.Errorf("%v, %v", k, err)
	}
}

func TestOldKeptPacksAreForgotten(t *testing.T) {
	t.Parallel()
	dir, files := t.TempDir(), small(t)
	for i := range 2 * mostKept {
		old := filepath.Join(dir, string(rune('a'+i))+keptEnding)
		if err := os.WriteFile(old, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(old, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := LoadKept(files, dir); err != nil {
		t.Fatal(err)
	}
	left := keptFiles(t, dir)
	if len(left) != mostKept || slices.Contains(left, filepath.Join(dir, "a"+keptEnding)) {
		t.Errorf("left: %v", left)
	}
}

func TestManyReadAndKeepAtOnce(t *testing.T) {
	t.Parallel()
	dir, files := t.TempDir(), small(t)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			for range 2 {
				if c, found, err := LoadKept(files, dir); err != nil || len(found) > 0 || len(c.Scenarios()) != 1 {
					t.Error(err, found)
				}
			}
		})
	}
	all.Wait()
	if left := keptFiles(t, dir); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
}

// TestAFolderThatCannotBeWritten costs time, not the reading.
func TestAFolderThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if c, _, err := LoadKept(small(t), file); err != nil || len(c.Scenarios()) != 1 {
		t.Error(err)
	}
}
