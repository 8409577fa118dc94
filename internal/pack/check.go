package pack

import (
	"errors"
	"io/fs"
	"math"
	"slices"
	"strings"
	"sync"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
)

// Report is what Check found, and over how much.
type Report struct {
	Findings   []Finding `json:"findings"`
	Files      int       `json:"files"`
	Scenarios  int       `json:"scenarios"`
	Situations int       `json:"situations"` // each with registers connected and silent, in each area that differs
	Ways       []Way     `json:"ways"`       // how they were gone through, by scenario and area
}

// Options are how much of the packs is gone through, and who hears of it.
type Options struct {
	Only     []string              // slugs of scenarios; none: all
	Progress func(done, total int) // is told after each scenario, by one goroutine at a time; nil: nobody
}

// Check reads the packs and proves what can be proven about them: conditions, limits, clocks, papers, order,
// figures and texts over all situations, in the city and in every area that differs. With slugs, situations and
// examples of those scenarios only are gone through; form, names and texts are those of all. The error is for a
// folder that cannot be read at all, or for a slug that names no scenario.
func Check(fsys fs.FS, only ...string) (*scenario.Catalogue, Report, error) {
	return CheckWith(fsys, Options{Only: only})
}

// CheckWith is Check, with options.
func CheckWith(fsys fs.FS, o Options) (*scenario.Catalogue, Report, error) {
	return check(fsys, o, bounds{mostSituations, mostSituations})
}

func check(fsys fs.FS, o Options, most bounds) (*scenario.Catalogue, Report, error) {
	l, err := read(fsys)
	if err != nil {
		return nil, Report{}, err
	}
	chosen, err := l.chosen(o.Only)
	if err != nil {
		return nil, Report{}, err
	}
	r := Report{Files: len(l.files), Scenarios: len(chosen), Findings: []Finding{}, Ways: []Way{}}
	if !slices.ContainsFunc(l.found, unreadable) {
		c := &checker{loaded: l, most: most}
		c.shared()
		c.each(chosen, o.Progress, func(own *checker, slug string) {
			own.everywhere(slug, (*in).proven)
			own.exampleTests(slug)
		})
		c.texts()
		for _, w := range c.ways {
			r.Situations += 2 * w.Sets
		}
		r.Ways = append(r.Ways, c.ways...)
	}
	l.acknowledge()
	r.Findings = append(r.Findings, arrange(l.found)...)
	return l.cat, r, nil
}

// each goes through scenarios, several at once: they share nothing that changes.
func (c *checker) each(chosen []*scenario.Scenario, progress func(done, total int), do func(own *checker, slug string)) {
	parts := make([]*checker, len(chosen))
	var mu sync.Mutex
	done := 0
	sideBySide(len(chosen), func(i int) {
		own := *c.loaded
		own.found = nil
		parts[i] = &checker{loaded: &own, most: c.most}
		do(parts[i], chosen[i].Slug)
		if progress != nil {
			mu.Lock()
			defer mu.Unlock()
			done++
			progress(done, len(chosen))
		}
	})
	for _, p := range parts {
		c.found = append(c.found, p.found...)
		c.ways = append(c.ways, p.ways...)
	}
}

// chosen are the scenarios of these slugs; all if there is none.
func (l *loaded) chosen(slugs []string) ([]*scenario.Scenario, error) {
	if len(slugs) == 0 {
		return l.cat.Scenarios(), nil
	}
	var out []*scenario.Scenario
	for _, slug := range slugs {
		sc, ok := l.cat.Scenario(slug)
		if !ok {
			return nil, fault.New(fault.NotFound, "plan.no_scenario", "scenario", slug)
		}
		out = append(out, sc)
	}
	return out, nil
}

// unreadable says whether a finding makes all further checks pointless: form and names. A moved base or a
// locked key does not.
func unreadable(f Finding) bool { return f.Code[0] == 'P' || f.Code[0] == 'R' }

// acknowledge drops the warnings whose reason the scenario states.
func (l *loaded) acknowledge() {
	l.found = slices.DeleteFunc(l.found, func(f Finding) bool {
		return f.Warning && f.Scenario != "" && l.tree.get("scenarios").get(f.Scenario).get("acknowledged").get(f.Code) != nil
	})
}

// checker runs the checks that need the whole catalogue.
type checker struct {
	*loaded
	most bounds
	ways []Way
}

func (c *checker) warn() { c.found[len(c.found)-1].Warning = true }

// in runs the checks of one scenario in one area.
type in struct {
	*checker
	tree *node
	lib  *scenario.Library
	sc   *scenario.Scenario
	part *scenario.Scenario // what is gone through: the scenario, or a part of it
	area string
	env  *rule.Env

	conditions []scenario.Located
	seen       map[string]bool // uses that were in a plan
	worst      *scenario.Plan  // with the longest critical path
	worstAt    scenario.Situation
	legal      int // most days on the legal scale, where they are too many
	legalAt    scenario.Situation
	apart      int             // most working days between the first and the last result of a plan
	waits      map[string]wait // by use: items that company makes late
	earliest   int             // first and last day of any result
	latest     int
	asked      map[string]bool // fields that a plan used
}

// everywhere checks a scenario in the city and in each area that differs.
func (c *checker) everywhere(slug string, check func(*in)) {
	c.here(slug, c.city(), c.tree, check)
	for _, p := range c.placesOf(slug) {
		c.here(slug, p.Area, c.local[p], check)
	}
}

func (c *checker) placesOf(slug string) []scenario.Place {
	var out []scenario.Place
	for p := range c.local {
		if p.Scenario == slug {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b scenario.Place) int { return strings.Compare(a.Area, b.Area) })
	return out
}

// city is the widest area: examples without an area and the base are meant for it.
func (l *loaded) city() string {
	for _, a := range l.cat.Areas() {
		if a.Within == "" {
			return a.Slug
		}
	}
	return ""
}

func (c *checker) here(slug, area string, tree *node, check func(*in)) {
	lib := c.cat.LibraryFor(slug, area)
	x := &in{checker: c, tree: tree, lib: lib, sc: lib.Scenarios[slug], part: lib.Scenarios[slug], area: area, earliest: math.MaxInt, seen: map[string]bool{}, asked: map[string]bool{}, waits: map[string]wait{}}
	env, err := lib.Env(x.sc)
	if err != nil {
		x.addVariant("C301", "", tree.at("scenarios", slug), "column", "1", "reason", err.Error())
		return
	}
	x.env = env
	x.conditions = lib.Conditions(x.sc)
	before := len(c.found)
	check(x)
	for i := before; i < len(c.found); i++ {
		c.found[i].Scenario = slug
	}
}

// proven runs every check; situations are gone through only where conditions and uses are sound.
func (x *in) proven() {
	before := len(x.found)
	if !x.sc.Online && x.sc.OfflineNote == "" {
		x.add("P107", x.tree.at("scenarios", x.sc.Slug), "name", "offline_note")
	}
	if c := x.sc.Campaign; c != nil && (c.Opens > c.Closes || c.Publishes != 0 && c.Publishes < c.Closes) {
		x.add("L412", x.tree.at("scenarios", x.sc.Slug, "campaign"), "opens", c.Opens.String(), "closes", c.Closes.String(), "publishes", either(c.Publishes.String(), "-"))
	}
	x.typed()
	x.uses()
	x.conditionOfStops()
	if len(x.found) == before {
		x.all()
		x.after()
	}
}

// place answers where a condition stands: in its variant, or in the item.
func (x *in) place(c scenario.Located) pos {
	if c.Variant != "" {
		in := append([]string{"items", c.Path[1], "variants", c.Variant}, c.Path[2:]...)
		n := x.tree
		for _, p := range in {
			n = n.get(p)
		}
		if n != nil {
			return n.pos
		}
	}
	return x.tree.valueAt(c.Path...)
}

// typed checks every condition and formula against what is declared.
func (x *in) typed() {
	for _, c := range x.conditions {
		p, problems := x.env.Compile(c.Text, c.Want)
		for _, q := range problems {
			x.problem(q, x.place(c))
		}
		if p == nil {
			continue
		}
		if slices.Contains(p.Names, "today") && !c.Days {
			x.add("C307", x.place(c))
		}
		for _, f := range x.lib.BadNumbers(x.sc, c) {
			x.addVariant("C301", "numbers", x.place(c), "name", f)
		}
	}
	for _, c := range x.lib.Circles(x.sc) {
		x.add("C309", x.place(c.At), "names", strings.Join(c.Names, " → "))
		if c.Menu {
			x.found[len(x.found)-1].Variant = "menu"
		}
	}
}

func (x *in) problem(q rule.Problem, at pos) {
	column := itoa(q.Column)
	switch {
	case q.Code == "C302":
		x.add("C302", at, "name", q.Message, "field", q.Near, "options", strings.Join(q.Options, " "))
	case q.Code == "C304":
		x.add("C304", at, "left", unit(q.Message), "right", unit(q.Near))
	case strings.Trim(q.Message, "abcdefghijklmnopqrstuvwxyz0123456789_") == "" && q.Near != "":
		x.addVariant("C301", "near", at, "name", q.Message, "column", column, "near", q.Near)
	case strings.Trim(q.Message, "abcdefghijklmnopqrstuvwxyz0123456789_") == "":
		x.addVariant("C301", "name", at, "name", q.Message, "column", column)
	default:
		x.add("C301", at, "column", column, "reason", q.Message)
	}
}

func unit(u string) string {
	if u == "" {
		return say("pack.no_unit")
	}
	k := "plan.unit." + strings.ReplaceAll(u, " ", "_")
	if l := lang.Chinese(); l.Has(k) {
		return l.Say(k)
	}
	return u
}

// failed turns an error of the compiler into a finding.
func (x *in) failed(err error, s scenario.Situation) {
	var notAsked *scenario.NotAsked
	var cycle *scenario.CycleError
	switch {
	case errors.As(err, &notAsked):
		for _, c := range x.conditions {
			if c.Text == notAsked.Condition {
				x.addAt("C303", x.place(c), s, "names", strings.Join(notAsked.Facts, " "))
			}
		}
	case errors.As(err, &cycle):
		code := "G601"
		for _, u := range x.sc.Uses {
			for _, a := range u.After {
				if a.Gate == "decide" {
					code = "C401"
				}
			}
		}
		x.addAt(code, x.tree.at("scenarios", x.sc.Slug, "items"), s, "steps", strings.Join(cycle.Steps, " → "))
	default:
		x.addAt("C301", x.tree.at("scenarios", x.sc.Slug), s, "column", "1", "reason", err.Error())
	}
}

// addAt adds a finding that depends on answers.
func (x *in) addAt(code string, at pos, s scenario.Situation, pairs ...string) {
	x.add(code, at, pairs...)
	x.found[len(x.found)-1].Situation = x.describe(s)
}

func (x *in) describe(s scenario.Situation) string {
	l := lang.Chinese()
	var said []string
	for _, t := range x.lib.Describe(x.part, s) {
		said = append(said, t.Say(l))
	}
	k := "pack.print.silent"
	if s.Known.All {
		k = "pack.print.connected"
	}
	return strings.Join(append(said, l.Say(k)), l.Say("plan.and"))
}
