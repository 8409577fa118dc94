package pack

import (
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"lianban/internal/domain/form"
	"lianban/internal/domain/org"
	"lianban/internal/domain/scenario"
	"lianban/packs"
)

// cities are the packs over which properties are tried.
var cities = sync.OnceValue(func() []city {
	var out []city
	for _, fsys := range []fs.FS{packs.FS, os.DirFS("testdata/sea"), os.DirFS("testdata/freight")} {
		cat, _, err := Load(fsys)
		if err != nil {
			panic(err)
		}
		shuffled, found, err := Load(shuffledFiles(fsys, 7))
		if err != nil || len(Errors(found)) > 0 {
			panic(found)
		}
		out = append(out, city{cat, shuffled})
	}
	return out
})

// city is a catalogue, and the same one read from files whose lists stand in another order.
type city struct{ cat, shuffled *scenario.Catalogue }

// drawSituation makes somebody who answers at random, with registers, certificates and choices at random.
func drawSituation(t *rapid.T, cat *scenario.Catalogue) (slug, area string, s scenario.Situation) {
	sc := rapid.SampledFrom(cat.Scenarios()).Draw(t, "scenario")
	offered := slices.DeleteFunc(cat.Areas(), func(a *org.Area) bool { return !cat.Library().Offers(sc, a.Slug) })
	area = rapid.SampledFrom(offered).Draw(t, "area").Slug
	lib := cat.LibraryFor(sc.Slug, area)
	s.Applicant = rapid.SampledFrom(sc.Applicants).Draw(t, "applicant").Slug
	s.Answers = map[string]any{}
	instances := map[string]int{}
	for _, r := range sc.Repeats {
		instances[r.Topic] = rapid.IntRange(r.Min, min(r.Max, 3)).Draw(t, r.Topic)
		s.Answers[r.Topic] = instances[r.Topic]
	}
	for _, q := range sc.Questions {
		d := lib.Fields[q.Field]
		for n := range max(1, instances[d.Topic]) {
			if rapid.IntRange(0, 9).Draw(t, "answered") == 0 {
				continue // left open
			}
			k := d.Slug
			if n > 0 {
				k += "~" + itoa(n+1)
			}
			s.Answers[k] = drawAnswer(t, d, k)
		}
	}
	s.Known = scenario.Known{All: rapid.Bool().Draw(t, "all"), Broke: rapid.Bool().Draw(t, "broke")}
	for _, r := range sortedNames(lib.Registers) {
		if rapid.Bool().Draw(t, r) {
			s.Known.Registers = append(s.Known.Registers, r)
		}
	}
	if rapid.Bool().Draw(t, "holds nothing else") {
		s.Known.Certificates = []string{}
	}
	for _, m := range sortedNames(lib.Materials) {
		switch rapid.IntRange(0, 5).Draw(t, m) {
		case 0:
			s.Known.Dropped = append(s.Known.Dropped, m)
		case 1:
			s.Chooses.Later = append(s.Chooses.Later, m)
		case 2:
			s.Chooses.Commitment = append(s.Chooses.Commitment, m)
		case 3:
			s.Known.Certificates = append(s.Known.Certificates, m)
		}
	}
	for _, u := range sc.Uses {
		if rapid.IntRange(0, 3).Draw(t, u.Name) == 0 {
			s.Chooses.Without = append(s.Chooses.Without, u.Name)
		}
	}
	pickFromMenus(t, cat, sc.Slug, area, &s)
	return sc.Slug, area, s
}

// pickFromMenus picks one thing of every menu that the answers so far show: what they rule out cannot be picked.
func pickFromMenus(t *rapid.T, cat *scenario.Catalogue, slug, area string, s *scenario.Situation) {
	p, err := cat.Compile(slug, area, *s)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range p.Menus {
		if len(m.Options) > 0 {
			s.Answers[m.Slug] = []any{rapid.SampledFrom(m.Options).Draw(t, m.Slug).Slug}
		}
	}
}

func sortedNames[T any](m map[string]T) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func drawAnswer(t *rapid.T, d *form.Def, k string) any {
	switch d.Type {
	case form.YesNo:
		return rapid.Bool().Draw(t, k)
	case form.Choice:
		return rapid.SampledFrom(d.Options).Draw(t, k).Value
	case form.Choices:
		var picked []any
		for i, o := range d.Options {
			if rapid.Bool().Draw(t, k+" "+o.Value) || i == len(d.Options)-1 && len(picked) == 0 {
				picked = append(picked, o.Value)
			}
		}
		return picked
	case form.Number:
		return rapid.IntRange(bound(d.Least, 1), min(bound(d.Most, 900), 900)).Draw(t, k)
	}
	return "x"
}

// bound is the whole number inside a limit of a field, or another one where there is none.
func bound(limit string, other int) int {
	if f, err := strconv.ParseFloat(limit, 64); err == nil {
		return max(1, int(f))
	}
	return other
}

func asJSON(t *rapid.T, p *scenario.Plan) string {
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The plan does not depend on the order of answers, of files, or of lists in files.
func TestPlanIsTheSameInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(cities()).Draw(t, "city")
		slug, area, s := drawSituation(t, c.cat)
		p, err := c.cat.Compile(slug, area, s)
		if err != nil {
			t.Fatal(err)
		}
		other := s
		other.Answers = map[string]any{}
		for _, k := range sortedNames(s.Answers) {
			other.Answers[k] = s.Answers[k]
			if b, ok := s.Answers[k].(bool); ok { // as a browser sends it
				other.Answers[k] = map[bool]string{true: "yes", false: "no"}[b]
			}
		}
		for _, list := range []*[]string{&other.Chooses.Later, &other.Chooses.Commitment, &other.Chooses.Without, &other.Known.Registers, &other.Known.Certificates, &other.Known.Dropped} {
			*list = slices.Clone(*list)
			slices.Reverse(*list)
		}
		q, err := c.shuffled.Compile(slug, area, stored(t, other))
		if err != nil {
			t.Fatal(err)
		}
		if a, b := asJSON(t, p), asJSON(t, q); a != b {
			t.Fatalf("two plans:\n%s\n%s", a, b)
		}
	})
}

// stored writes a situation and reads it again, as drafts do.
func stored(t *rapid.T, s scenario.Situation) scenario.Situation {
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var out scenario.Situation
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// Nothing is asked twice; nothing is asked or handed in that an item of the plan produces; everything that
// is asked has a consumer; everybody starts after those he waits for.
func TestPlanAsksNothingInVain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(cities()).Draw(t, "city")
		slug, area, s := drawSituation(t, c.cat)
		p, err := c.cat.Compile(slug, area, s)
		if err != nil {
			t.Fatal(err)
		}
		produced := map[string]bool{}
		for _, it := range p.Items {
			suffix := ""
			if it.Instance > 1 {
				suffix = "~" + itoa(it.Instance)
			}
			for _, g := range it.Gives {
				produced["paper "+g.Slug+suffix] = true
			}
			for _, f := range it.GivesField {
				produced["field "+f+suffix] = true
			}
		}
		askedOnce(t, p, produced)
		seen := map[string]bool{}
		for _, m := range p.Materials {
			if seen[m.Key] {
				t.Errorf("%s stands twice in the set", m.Key)
			}
			seen[m.Key] = true
			if len(m.Consumers) == 0 {
				t.Errorf("nobody needs %s", m.Key)
			}
			if m.Disposition.HandedIn() && produced["paper "+m.Key] {
				t.Errorf("%s is asked for though an item of the plan produces it", m.Key)
			}
			if s.Known.Broke && (m.Disposition == "later" || m.Disposition == "commitment") {
				t.Errorf("%s may not be promised by somebody who broke a promise", m.Key)
			}
		}
		inOrder(t, p)
	})
}

func askedOnce(t *rapid.T, p *scenario.Plan, produced map[string]bool) {
	asked := map[string]bool{}
	for _, q := range p.Questions {
		if q.Shown {
			asked[q.Key] = true
		}
	}
	count := len(asked)
	seen := map[string]bool{}
	for _, sec := range p.Form.Sections {
		for _, f := range sec.Fields {
			if seen[f.Key] {
				t.Errorf("%s stands twice in the form", f.Key)
			}
			seen[f.Key] = true
			if len(f.Consumers) == 0 {
				t.Errorf("nobody needs %s", f.Key)
			}
			if f.Disposition != form.Asked {
				continue
			}
			if produced["field "+f.Key] {
				t.Errorf("%s is asked though an item of the plan produces it", f.Key)
			}
			if f.InGuide {
				continue
			}
			count++
			if asked[f.Key] {
				t.Errorf("%s is asked in the guide and in the form", f.Key)
			}
		}
	}
	if !p.Stopped && count != p.Form.Asked {
		t.Errorf("%d fields are asked, the plan says %d", count, p.Form.Asked)
	}
}

func inOrder(t *rapid.T, p *scenario.Plan) {
	at := map[string]scenario.Item{}
	longest := 0
	for _, it := range p.Items {
		at[it.Slot] = it
		longest = max(longest, it.End)
	}
	for _, e := range p.Edges {
		from, to := at[e.From], at[e.To]
		if e.Gate == "start" && from.Slot != "" && to.Start < from.End {
			t.Errorf("%s starts on day %d, before %s ends on day %d", e.To, to.Start, e.From, from.End)
		}
	}
	if longest != p.Days.Elapsed {
		t.Errorf("the last item ends on day %d, the plan on day %d", longest, p.Days.Elapsed)
	}
	if p.Days.Legal > p.Days.Elapsed {
		t.Errorf("legal days %d above elapsed days %d", p.Days.Legal, p.Days.Elapsed)
	}
}

// shuffledFiles writes the same packs with the order of lists, needs, steps and uses changed. The order of
// definitions stays: it is the order in which things are shown.
func shuffledFiles(fsys fs.FS, seed uint64) fs.FS {
	out := fstest.MapFS{}
	r := rand.New(rand.NewPCG(seed, seed))
	err := fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(p) != ".yaml" || !slices.Contains(folders, strings.Split(p, "/")[0]) {
			return err
		}
		b, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		var f finder
		n := f.parse(p, b)
		var text strings.Builder
		writeYAML(&text, n, "", 0, r)
		out[p] = &fstest.MapFile{Data: []byte(text.String())}
		return nil
	})
	if err != nil {
		panic(err)
	}
	return reversed{out}
}

// reversed lists its folders backwards.
type reversed struct{ fstest.MapFS }

// ReadDir implements fs.ReadDirFS.
func (r reversed) ReadDir(name string) ([]fs.DirEntry, error) {
	es, err := r.MapFS.ReadDir(name)
	slices.Reverse(es)
	return es, err
}

// unordered are the keys below which order means nothing.
var unordered = []string{"needs", "fields", "materials", "after", "steps", "gives", "excludes", "basis", "ask", "verified", "formats", "stages", "given"}

func writeYAML(b *strings.Builder, n *node, under string, depth int, r *rand.Rand) {
	switch n.form {
	case list:
		items := slices.Clone(n.items)
		if slices.Contains(unordered, under) {
			r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		}
		b.WriteString("[")
		for i, x := range items {
			if i > 0 {
				b.WriteString(", ")
			}
			writeYAML(b, x, under, depth+1, r)
		}
		b.WriteString("]")
	case mapping:
		keys := slices.Clone(n.keys)
		if slices.Contains(unordered, under) && depth > 1 {
			r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		}
		b.WriteString("{")
		for i, e := range keys {
			if i > 0 {
				b.WriteString(", ")
			}
			k, _ := json.Marshal(e.name)
			b.Write(k)
			b.WriteString(": ")
			writeYAML(b, e.value, e.name, depth+1, r)
		}
		b.WriteString("}")
	default:
		if !n.quoted && slices.Contains([]string{"never", "none", "yes", "no", "always"}, n.text) {
			b.WriteString(n.text)
			return
		}
		s, _ := json.Marshal(n.text)
		b.Write(s)
	}
}
