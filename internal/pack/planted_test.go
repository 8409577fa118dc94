package pack_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"lianban/internal/domain/item"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/packs"
)

// soils are scenarios of many domains, small enough to be checked hundreds of times.
var soils = strings.Fields(`bookstore newborn construction_start ride_driver study_abroad livestock_farm medical_claims internet_cafe teacher_licence
	rental_home restaurant island_use social_relief fuel_station outdoor_ads marriage_move gold_production training_school car_trade_in base_station
	kindergarten_setup bar social_card_service drugstore_exit nursery travel_agency printing_house merge_and_split fit_out offshore_power
	childcare_subsidy overseas_contract death_affairs trader_to_company dental_clinic sea_use fund_withdrawal apple_trade express_outlet utilities_joint
	school kindergarten retirement`)

// planting makes one kind of mistake in whatever scenario has a place for it.
type planting struct {
	code string
	name string
	// seed changes the files and answers what stands on the line of the finding; false: there is no place for it.
	seed    func(s *soil) (mark string, ok bool)
	least   int                                               // scenarios in which there must be a place in the whole run; 0: four
	warning bool                                              // the finding is a warning
	find    func(before, after fs.FS) ([]pack.Finding, error) // nil: pack.Check
}

// soil is one scenario of the sample city alone, with what it names.
type soil struct {
	slug  string
	files fstest.MapFS
	lib   *scenario.Library
	sc    *scenario.Scenario
}

// file is the one that defines the scenario.
func (s *soil) file() string { return "scenarios/" + s.slug + "/scenario.yaml" }

func (s *soil) examples() string { return "scenarios/" + s.slug + "/examples.yaml" }

// names are the files in order.
func (s *soil) names() []string { return slices.Sorted(maps.Keys(s.files)) }

// sub replaces the first match in a file; the line of the finding is the first that is new.
func (s *soil) sub(file, find, with string) (string, bool) {
	f := s.files[file]
	if f == nil {
		return "", false
	}
	re := regexp.MustCompile("(?m)" + find)
	text := string(f.Data)
	m := re.FindStringSubmatchIndex(text)
	if m == nil {
		return "", false
	}
	made := string(re.ExpandString(nil, with, text, m))
	f.Data = []byte(text[:m[0]] + made + text[m[1]:])
	first, _, _ := strings.Cut(made, "\n")
	return first, true
}

// scen and lib replace in the scenario, or in the first library file that has a match.
func (s *soil) scen(find, with string) (string, bool) { return s.sub(s.file(), find, with) }

func (s *soil) inLibrary(find, with string) (string, bool) {
	for _, n := range s.names() {
		if strings.HasPrefix(n, "library/") {
			if mark, ok := s.sub(n, find, with); ok {
				return mark, true
			}
		}
	}
	return "", false
}

// in replaces inside the block of one thing.
func (s *soil) in(kind, slug, find, with string) (string, bool) {
	for _, n := range s.names() {
		text := string(s.files[n].Data)
		start, end, ok := block(text, kind, slug)
		if !ok {
			continue
		}
		re := regexp.MustCompile("(?m)" + find)
		m := re.FindStringSubmatchIndex(text[start:end])
		if m == nil {
			return "", false
		}
		made := string(re.ExpandString(nil, with, text[start:end], m))
		s.files[n].Data = []byte(text[:start+m[0]] + made + text[start+m[1]:])
		first, _, _ := strings.Cut(made, "\n")
		return first, true
	}
	return "", false
}

// text answers the block of one thing.
func (s *soil) text(kind, slug string) string {
	for _, n := range s.names() {
		t := string(s.files[n].Data)
		if start, end, ok := block(t, kind, slug); ok {
			return t[start:end]
		}
	}
	return ""
}

func block(text, kind, slug string) (start, end int, ok bool) {
	at, here := 0, ""
	for line := range strings.Lines(text) {
		top := len(line) > 1 && line[0] != ' ' && line[0] != '#'
		if top {
			here, _, _ = strings.Cut(line, ":")
		}
		thing := strings.HasPrefix(line, "  ") && len(line) > 3 && line[2] != ' ' && line[2] != '#'
		switch {
		case ok && (top || thing):
			return start, at, true
		case !ok && here == kind && strings.HasPrefix(line, "  "+slug+":"):
			start, ok = at, true
		}
		at += len(line)
	}
	return start, at, ok
}

// more adds things to the library.
func (s *soil) more(text string) {
	s.files[fmt.Sprintf("library/planted_%d.yaml", len(s.files))] = &fstest.MapFile{Data: []byte(text)}
}

// items are the variants of the uses that are written with their own name.
func (s *soil) items() []*item.Variant {
	var out []*item.Variant
	for _, u := range s.sc.Uses {
		if v := s.lib.Variant(u.Item, u.Variant); v != nil && u.By == "" {
			out = append(out, v)
		}
	}
	return out
}

// always are the uses that no answer leaves out.
func (s *soil) always() []string {
	var out []string
	menu := func(u *scenario.Use) bool {
		return slices.ContainsFunc(s.sc.Choices, func(c scenario.Choice) bool {
			return slices.ContainsFunc(c.Of, func(of string) bool { return strings.HasPrefix(of, u.Item+".") })
		})
	}
	for i := range s.sc.Uses {
		if u := &s.sc.Uses[i]; u.When.IsAlways() && u.By == "" && !menu(u) {
			out = append(out, u.Name)
		}
	}
	return out
}

// days is a limit in working days.
func days(v *item.Variant) int { d, _ := v.Limit.Promised.InWorkingDays(); return d }

// howMany scenarios each mistake is planted in: one in an ordinary run, LIANBAN_DEFECTS of them in `make defects`.
func howMany() int {
	if n, err := strconv.Atoi(os.Getenv("LIANBAN_DEFECTS")); err == nil {
		return n
	}
	return 1
}

// score counts what was planted and what was found.
type score struct {
	mu      sync.Mutex
	planted map[string]int
	caught  map[string]int
	where   map[string]map[string]bool
}

// Every code of the catalogue, planted in scenarios of several domains, is found: code, file, line and level. The
// scenarios themselves are clean, so no finding is a false alarm.
func TestPlantedDefects(t *testing.T) {
	t.Parallel()
	city, err := pack.ReadCity(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	s := &score{planted: map[string]int{}, caught: map[string]int{}, where: map[string]map[string]bool{}}
	t.Run("planted", func(t *testing.T) {
		for i, p := range plantings {
			t.Run(p.code+" "+p.name, func(t *testing.T) {
				t.Parallel()
				s.plant(t, city, p, i)
			})
		}
	})
	for _, code := range pack.Codes {
		if !slices.ContainsFunc(plantings, func(p planting) bool { return p.code == code }) {
			t.Errorf("%s is never planted", code)
		}
	}
	total, caught := 0, 0
	for _, code := range slices.Sorted(maps.Keys(s.planted)) {
		t.Logf("%s %d/%d in %d scenarios", code, s.caught[code], s.planted[code], len(s.where[code]))
		total, caught = total+s.planted[code], caught+s.caught[code]
	}
	t.Logf("%d of %d planted defects of %d codes in %d domains were found", caught, total, len(s.planted), s.domains(city))
}

// domains counts the stages of life in whose scenarios something was planted.
func (s *score) domains(city *pack.City) int {
	out := map[string]bool{}
	for _, slugs := range s.where {
		for slug := range slugs {
			_, sc := city.Library(slug)
			out[sc.Audience+" "+sc.Stages[0].Stage] = true
		}
	}
	return len(out)
}

// plant tries the scenarios from another start for each mistake, so that all of them are used.
func (s *score) plant(t *testing.T, city *pack.City, p planting, start int) {
	done := 0
	for i := range soils {
		if done == howMany() {
			break
		}
		slug := soils[(start*5+i)%len(soils)]
		ground := &soil{slug: slug, files: city.Alone(slug)}
		before := maps.Clone(ground.files)
		for name, f := range before {
			before[name] = &fstest.MapFile{Data: f.Data}
		}
		ground.lib, ground.sc = city.Library(slug)
		mark, ok := p.seed(ground)
		if !ok {
			continue
		}
		done++
		findings, err := p.findings(before, ground.files)
		if err != nil {
			t.Fatal(slug, err)
		}
		found := slices.ContainsFunc(findings, func(f pack.Finding) bool {
			return f.Code == p.code && f.Warning == p.warning && f.Column > 0 && ground.stands(f, mark)
		})
		s.count(p.code, slug, found)
		if found && howMany() > 1 && done == 1 && p.find == nil {
			if err := bothWays(ground.files); err != nil {
				t.Error(slug, err)
			}
		}
		if found {
			continue
		}
		t.Errorf("%s: not found at %q", slug, mark)
		for i, f := range findings {
			if i < 6 {
				t.Log(f)
			}
		}
	}
	if least := min(cmp.Or(p.least, 4), howMany()); done < least {
		t.Errorf("a place for it in %d scenarios, want %d", done, least)
	}
}

func (p planting) findings(before, after fs.FS) ([]pack.Finding, error) {
	if p.find != nil {
		return p.find(before, after)
	}
	_, report, err := pack.Check(after)
	return report.Findings, err
}

func (s *score) count(code, slug string, found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.planted[code]++
	if found {
		s.caught[code]++
	}
	if s.where[code] == nil {
		s.where[code] = map[string]bool{}
	}
	s.where[code][slug] = true
}

// stands says whether a finding is on a line with the mark.
func (s *soil) stands(f pack.Finding, mark string) bool {
	lines := strings.Split(string(s.files[f.File].Data), "\n")
	if f.Line < 1 || f.Line > len(lines) {
		return false
	}
	return mark == "" || strings.Contains(lines[f.Line-1], mark)
}

// The scenarios in which defects are planted have no findings by themselves: every finding there is the planted one's.
func TestTheGroundOfPlantedDefectsIsClean(t *testing.T) {
	t.Parallel()
	city, err := pack.ReadCity(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	some := soils
	if howMany() == 1 { // the whole city is checked anyhow
		some = soils[:8]
	}
	for _, slug := range some {
		t.Run(slug, func(t *testing.T) {
			t.Parallel()
			_, report, err := pack.Check(city.Alone(slug))
			if err != nil || len(report.Findings) > 0 {
				t.Error(fmt.Sprint(report.Findings), err)
			}
		})
	}
}
