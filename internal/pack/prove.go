package pack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/domain/form"
	"lianban/internal/domain/scenario"
)

// ProofFormat names the form of proofs; a checker refuses any other.
const ProofFormat = "lianban-proof-1"

// Proof is what the compiler says about every situation of a scenario in an area, with the content from which that
// follows: a decision diagram over the answers whose leaves are plans. Whoever reads it need not believe the compiler:
// `lianban verify proof` (internal/proof) follows the diagram with code of its own.
type Proof struct {
	Format   string                     `json:"format"`
	Scenario string                     `json:"scenario"`
	Area     string                     `json:"area"`
	Hash     string                     `json:"hash"`    // of Content, 12 hex digits
	Content  map[string]json.RawMessage `json:"content"` // kind/slug: canonical JSON of everything that the scenario reaches
	Root     int                        `json:"root"`    // index in Nodes
	Nodes    []ProofNode                `json:"nodes"`   // equal parts are there once
	Plans    []ProofPlan                `json:"plans"`   // distinct ones
	Needs    []ProofNeed                `json:"needs"`   // distinct ones
}

// ProofNode asks something, or ends in a stop or in two plans.
type ProofNode struct {
	Ask  string      `json:"ask,omitempty"`  // applicant, a repeated topic (how many), a menu, or the key of a question
	Then []ProofEdge `json:"then,omitempty"` // an answer each
	Stop bool        `json:"stop,omitempty"` // routed out
	Plan []int       `json:"plan,omitempty"` // indexes in Plans: with silent registers, with all that are connected
}

// ProofEdge is one answer and where it leads.
type ProofEdge struct {
	Answer any `json:"answer"`
	Node   int `json:"node"`
}

// ProofPlan is what is done, asked and handed in.
type ProofPlan struct {
	Items     []string `json:"items"`     // slots, sorted
	Fields    []int    `json:"fields"`    // indexes in Needs
	Materials []int    `json:"materials"` // indexes in Needs
}

// ProofNeed is how a field or a paper arrives, and who needs it.
type ProofNeed struct {
	Key string   `json:"key"`
	How string   `json:"how"` // disposition; of fields also guide
	For []string `json:"for"` // slots, lead, right_to_act, verification; sorted
}

// Prove writes the proof of each scenario in the city and in each area that differs; of those named, or of all. The
// packs must be without errors.
func Prove(fsys fs.FS, only ...string) ([]Proof, error) {
	l, err := read(fsys)
	if err != nil {
		return nil, err
	}
	if errs := Errors(l.found); len(errs) > 0 {
		return nil, fmt.Errorf("%s", errs[0])
	}
	chosen, err := l.chosen(only)
	if err != nil {
		return nil, err
	}
	c := &checker{loaded: l}
	var places []scenario.Place
	for _, sc := range chosen {
		places = append(places, scenario.Place{Scenario: sc.Slug, Area: c.city()})
		places = append(places, c.placesOf(sc.Slug)...)
	}
	out, errs := make([]Proof, len(places)), make([]error, len(places))
	for i, p := range places {
		tree := l.tree
		if t := l.local[p]; t != nil {
			tree = t
		}
		out[i] = Proof{Format: ProofFormat, Scenario: p.Scenario, Area: p.Area, Hash: l.hash.content(tree, p.Scenario), Content: l.hash.parts(tree, p.Scenario)}
	}
	sideBySide(len(places), func(i int) { errs[i] = prove(l.cat, &out[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// parts is what content hashes, thing by thing.
func (h *hasher) parts(tree *node, scenario string) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for _, id := range h.reached(tree, scenario) {
		kind, slug, _ := strings.Cut(id, "/")
		var b strings.Builder
		writeJSON(&b, tree.get(kind).get(slug))
		out[id] = json.RawMessage(b.String())
	}
	return out
}

// prover gathers the diagram of one scenario.
type prover struct {
	*Proof
	kept map[string]int // JSON of a node or plan → its index
}

func prove(cat *scenario.Catalogue, p *Proof) error {
	lib := cat.LibraryFor(p.Scenario, p.Area)
	sc := lib.Scenarios[p.Scenario]
	x := &prover{Proof: p, kept: map[string]int{}}
	root := &branch{}
	var failed error
	signed := map[string]int{} // signature → leaf
	n, all, err := lib.Situations(sc, mostSituations, func(l scenario.Leaf) {
		sign := l.Signature()
		if same, ok := signed[sign]; ok {
			root.put(l.Path, same)
			return
		}
		s, leaf := l.Situation, ProofNode{}
		for _, known := range []scenario.Known{{}, {All: true}} {
			s.Known = known
			plan, err := scenario.Compile(lib, sc, p.Area, s)
			switch {
			case err != nil:
				failed = err
			case plan.Stopped:
				leaf.Stop = true
			default:
				leaf.Plan = append(leaf.Plan, keepIn(x.kept, &x.Plans, x.plan(plan)))
			}
		}
		signed[sign] = x.node(leaf)
		root.put(l.Path, signed[sign])
	})
	switch {
	case err != nil:
		return err
	case failed != nil:
		return failed
	case !all:
		return fmt.Errorf("%s: more than %d situations", p.Scenario, n)
	}
	p.Root = x.close(root)
	return nil
}

func (x *prover) node(n ProofNode) int { return keepIn(x.kept, &x.Nodes, n) }

// keepIn answers the index of an equal thing, or adds it.
func keepIn[T any](kept map[string]int, all *[]T, one T) int {
	b, _ := json.Marshal(one) // texts and numbers always marshal
	k := fmt.Sprintf("%T%s", one, b)
	if i, ok := kept[k]; ok {
		return i
	}
	*all = append(*all, one)
	kept[k] = len(*all) - 1
	return kept[k]
}

// branch is a node while the diagram grows.
type branch struct {
	ask     string
	answers []any
	keys    []string
	next    []*branch
	leaf    int
}

func (b *branch) put(path []scenario.Answered, leaf int) {
	if len(path) == 0 {
		b.leaf = leaf
		return
	}
	b.ask = path[0].Key
	k, _ := json.Marshal(path[0].Answer)
	i := slices.Index(b.keys, string(k))
	if i < 0 {
		i = len(b.keys)
		b.keys, b.answers, b.next = append(b.keys, string(k)), append(b.answers, path[0].Answer), append(b.next, &branch{})
	}
	b.next[i].put(path[1:], leaf)
}

// close makes nodes from the leaves up, equal ones once.
func (x *prover) close(b *branch) int {
	if b.ask == "" {
		return b.leaf
	}
	n := ProofNode{Ask: b.ask}
	for i, next := range b.next {
		n.Then = append(n.Then, ProofEdge{Answer: b.answers[i], Node: x.close(next)})
	}
	return x.node(n)
}

func (x *prover) plan(p *scenario.Plan) ProofPlan {
	out := ProofPlan{Items: []string{}, Fields: []int{}, Materials: []int{}}
	for _, it := range p.Items {
		out.Items = append(out.Items, it.Slot)
	}
	slices.Sort(out.Items)
	for _, s := range p.Form.Sections {
		for _, f := range s.Fields {
			how := string(f.Disposition)
			if f.InGuide && f.Disposition == form.Asked {
				how = "guide"
			}
			out.Fields = append(out.Fields, keepIn(x.kept, &x.Needs, ProofNeed{f.Key, how, needers(f.Consumers)}))
		}
	}
	for _, m := range p.Materials {
		out.Materials = append(out.Materials, keepIn(x.kept, &x.Needs, ProofNeed{m.Key, string(m.Disposition), needers(m.Consumers)}))
	}
	slices.Sort(out.Fields)
	slices.Sort(out.Materials)
	return out
}

func needers(cs []scenario.Consumer) []string {
	out := []string{}
	for _, c := range cs {
		who := c.Kind
		if c.Kind == "item" {
			who = c.Slot
		}
		out = append(out, who)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// File is the name under which a proof is kept.
func (p Proof) File() string { return p.Scenario + "@" + p.Area + ".proof.json" }

// JSON writes the proof, a node and a plan a line, so that two of them can be compared.
func (p Proof) JSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("{")
	for i, part := range []struct {
		name  string
		value any
	}{{"format", p.Format}, {"scenario", p.Scenario}, {"area", p.Area}, {"hash", p.Hash}, {"root", p.Root}} {
		j, err := json.Marshal(part.value)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n" + strconv.Quote(part.name) + ":" + string(j))
	}
	if err := lines(&b, "content", "{", "}", sortedContent(p.Content)); err != nil {
		return nil, err
	}
	if err := lines(&b, "nodes", "[", "]", p.Nodes); err != nil {
		return nil, err
	}
	if err := lines(&b, "plans", "[", "]", p.Plans); err != nil {
		return nil, err
	}
	if err := lines(&b, "needs", "[", "]", p.Needs); err != nil {
		return nil, err
	}
	b.WriteString("\n}\n")
	return b.Bytes(), nil
}

// member is one key of an object with its value.
type member struct {
	key   string
	value json.RawMessage
}

// line writes "key":value.
func (m member) line() []byte { return []byte(strconv.Quote(m.key) + ":" + string(m.value)) }

func sortedContent(c map[string]json.RawMessage) []member {
	var out []member
	for k, v := range c {
		out = append(out, member{k, v})
	}
	slices.SortFunc(out, func(a, b member) int { return strings.Compare(a.key, b.key) })
	return out
}

func lines[T any](b *bytes.Buffer, name, open, end string, all []T) error {
	b.WriteString(",\n" + strconv.Quote(name) + ":" + open)
	for i, x := range all {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n")
		if m, ok := any(x).(member); ok {
			b.Write(m.line())
			continue
		}
		j, err := json.Marshal(x)
		if err != nil {
			return err
		}
		b.Write(j)
	}
	b.WriteString(end)
	return nil
}
