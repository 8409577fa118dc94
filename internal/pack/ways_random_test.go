package pack_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

// odd draws scenarios as no designer would write them.
type odd struct {
	t    *rapid.T
	asks []string // conditions that can be written
}

func (o *odd) n(most int, what string) int { return rapid.IntRange(0, most).Draw(o.t, what) }

func (o *odd) once(in int, what string) bool { return o.n(in-1, what) == 0 }

// when draws a condition over the questions that there are.
func (o *odd) when() string {
	if len(o.asks) == 0 || o.once(3, "always") {
		return "always"
	}
	c := rapid.SampledFrom(o.asks).Draw(o.t, "condition")
	if o.once(2, "two") {
		c += rapid.SampledFrom([]string{" && ", " || "}).Draw(o.t, "joined") + rapid.SampledFrom(o.asks).Draw(o.t, "other")
	}
	return c
}

func (o *odd) city() fstest.MapFS {
	ground := "areas: {yantai: {name: 烟台市, code: \"370600\"}}\ntaxonomies: {ours: {name: 阶段, person: {life: 生活}, enterprise: {entry: 开办}}}\n" +
		"departments: {first: 甲局, second: 乙局}\ntopics: {company: 企业}\nreferences: {law: {name: 示例法, kind: law}}\n"
	fields, questions := o.questions()
	items := o.count(2, 5)
	library := "fields:\n" + fields + "materials:\n"
	for m := range 4 {
		library += fmt.Sprintf("  paper%d: {name: 材料%d, why: 要看, arrives: {upload: {formats: [pdf, jpg]}}}\n", m, m)
	}
	library += "items:\n"
	for i := range items {
		library += o.item(i, items)
	}
	return fstest.MapFS{
		"library/ground.yaml":         {Data: []byte(ground + library)},
		"scenarios/odd/scenario.yaml": {Data: []byte(o.scenario(questions, items))},
	}
}

func (o *odd) count(least, most int) int { return rapid.IntRange(least, most).Draw(o.t, "how many") }

func (o *odd) questions() (fields, questions string) {
	for i := range o.count(1, 4) {
		slug := fmt.Sprintf("ask%d", i)
		kind, conditions := "type: yes_no", []string{slug, slug + " == false"}
		switch o.n(2, "type") {
		case 1:
			kind, conditions = "options: {a: 甲, b: 乙, c: 丙}", []string{slug + ` == "a"`, slug + ` != "b"`}
		case 2:
			kind, conditions = "type: number, unit: tonnes", []string{slug + " >= 5", slug + " < 9"}
		}
		shown := "always"
		if o.once(4, "hidden") {
			shown = o.when()
		}
		fields += fmt.Sprintf("  %s: {name: 问题%d, topic: company, ask: 是哪样？, why: 要知道, %s}\n", slug, i, kind)
		questions += fmt.Sprintf("      %s: '%s'\n", slug, shown)
		o.asks = append(o.asks, conditions...)
	}
	return fields, questions
}

func (o *odd) item(i, all int) string {
	out := fmt.Sprintf("  item%d:\n    name: 事项%d\n    type: service\n    limit: {promised: %d working days}\n    variants: {one: 办理}\n", i, i, o.count(1, 12))
	if o.once(4, "owners") {
		out += fmt.Sprintf("    owner: {first: '%s', second: '%s'}\n", o.when(), o.when())
	} else {
		out += "    owner: first\n"
	}
	if o.once(5, "excludes") {
		out += fmt.Sprintf("    excludes: [item%d]\n", o.n(all-1, "other"))
	}
	var papers []string
	for m := range 4 {
		switch o.n(5, "paper") {
		case 0:
			papers = append(papers, fmt.Sprintf("paper%d: {when: '%s'}", m, o.when()))
		case 1:
			papers = append(papers, fmt.Sprintf("paper%d: {when: '%s', upload: {formats: [%s]}}", m, o.when(), rapid.SampledFrom([]string{"pdf", "jpg", "pdf, jpg"}).Draw(o.t, "formats")))
		}
	}
	out += "    needs: {materials: {" + strings.Join(papers, ", ") + "}}\n"
	if o.once(3, "visit") {
		out += fmt.Sprintf("    steps:\n      site_inspection: {takes: 1 working day, joins: visit%d}\n      decision: {takes: 1 working day, after: site_inspection}\n", o.n(1, "place"))
	}
	if o.once(2, "gives") {
		out += fmt.Sprintf("    gives: {materials: [paper%d]}\n", o.n(3, "given"))
	}
	return out
}

func (o *odd) scenario(questions string, items int) string {
	out := "scenarios:\n  odd:\n    name: 怪事\n    summary: 试一试。\n    evidence: example\n    origin: city\n    audience: enterprise\n    stages: {ours: entry}\n    lead: first\n" +
		"    joint_result: yes\n    promise: 9 working days\n    applicants: {owner: {name: 业主, acts_for: company}, agent: {name: 代理, acts_for: company}}\n    questions:\n" + questions
	if o.once(2, "stops") {
		out += "    stops:\n"
		for i := range o.count(1, 2) {
			out += fmt.Sprintf("      stop%d: {when: '%s', say: 请去别处办。, basis: law}\n", i, o.when())
		}
	}
	out += "    items:\n"
	for i := range items {
		var after []string
		for j := range items {
			if j < i && o.once(3, "after") || j > i && o.once(60, "back") {
				after = append(after, fmt.Sprintf("item%d.one: %s", j, rapid.SampledFrom([]string{"lapse", "stand_alone", "{gate: decide}"}).Draw(o.t, "edge")))
			}
		}
		out += fmt.Sprintf("      item%d.one: {when: '%s', optional: %s, after: {%s}}\n", i, o.when(), map[bool]string{true: "yes", false: "no"}[o.once(5, "optional")], strings.Join(after, ", "))
	}
	switch o.n(3, "choice") {
	case 0:
		out += fmt.Sprintf("    choices: {odd_choice: {exactly: one, of: [item%d.one, item%d.one]}}\n", 0, items-1)
	case 1:
		out += fmt.Sprintf("    choices: {odd_choice: {ask: 办哪些？, %s: one, of: [item%d.one, item%d.one]}}\n", rapid.SampledFrom([]string{"at_least", "at_most", "exactly"}).Draw(o.t, "picks"), 0, items-1)
	}
	return out + "    history: {\"1\": {from: 2026-03-01, running: finish}}\n"
}

// Going through a scenario by all sets of answers and part by part finds the same, whatever somebody writes.
func TestBothWaysFindTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		files := (&odd{t: t}).city()
		if err := bothWays(files); err != nil {
			t.Fatalf("%v\n%s\n%s", err, files["library/ground.yaml"].Data, files["scenarios/odd/scenario.yaml"].Data)
		}
	})
}
