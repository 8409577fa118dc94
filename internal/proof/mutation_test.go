package proof_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"lianban/internal/pack"
	"lianban/internal/proof"
	"lianban/packs"
)

// document is a proof as anybody can change it.
type document struct {
	Format   string                     `json:"format"`
	Scenario string                     `json:"scenario"`
	Area     string                     `json:"area"`
	Hash     string                     `json:"hash"`
	Content  map[string]json.RawMessage `json:"content"`
	Root     int                        `json:"root"`
	Nodes    []map[string]any           `json:"nodes"`
	Plans    []map[string]any           `json:"plans"`
	Needs    []map[string]any           `json:"needs"`
}

func proofOf(t *testing.T, scenario string) []byte {
	t.Helper()
	proofs, err := pack.Prove(packs.FS, scenario)
	if err != nil {
		t.Fatal(err)
	}
	b, err := proofs[0].JSON()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := proof.Verify(bytes.NewReader(b)); err != nil {
		t.Fatal(err)
	}
	return b
}

func ints(v any) []any { list, _ := v.([]any); return list }

// mutations each make a proof say something untrue or too little; answers whether there was something to change.
var mutations = map[string]func(d *document, r *rand.Rand) bool{
	"forgets a paper": func(d *document, r *rand.Rand) bool { return shorten(d.Plans[r.IntN(len(d.Plans))], "materials", r) },
	"forgets a field": func(d *document, r *rand.Rand) bool { return shorten(d.Plans[r.IntN(len(d.Plans))], "fields", r) },
	"forgets an item": func(d *document, r *rand.Rand) bool { return shorten(d.Plans[r.IntN(len(d.Plans))], "items", r) },
	"asks for something more": func(d *document, r *rand.Rand) bool {
		p := d.Plans[r.IntN(len(d.Plans))]
		i := float64(r.IntN(len(d.Needs)))
		if slices.Contains(ints(p["materials"]), any(i)) || slices.Contains(ints(p["fields"]), any(i)) {
			return false
		}
		p["materials"] = append(slices.Clone(ints(p["materials"])), i)
		return true
	},
	"asks twice": func(d *document, r *rand.Rand) bool {
		p := d.Plans[r.IntN(len(d.Plans))]
		if len(ints(p["fields"])) == 0 {
			return false
		}
		p["fields"] = append(slices.Clone(ints(p["fields"])), ints(p["fields"])[0])
		return true
	},
	"takes a harder way": func(d *document, r *rand.Rand) bool {
		n := d.Needs[r.IntN(len(d.Needs))]
		if n["how"] == "upload" || n["how"] == "asked" {
			return false
		}
		n["how"] = "upload"
		return true
	},
	"takes an easier way": func(d *document, r *rand.Rand) bool {
		n := d.Needs[r.IntN(len(d.Needs))]
		if n["how"] != "upload" && n["how"] != "asked" {
			return false
		}
		n["how"] = "result"
		return true
	},
	"says another consumer": func(d *document, r *rand.Rand) bool {
		n := d.Needs[r.IntN(len(d.Needs))]
		n["for"] = append(slices.Clone(ints(n["for"])), "somebody")
		return true
	},
	"leaves out an answer": func(d *document, r *rand.Rand) bool {
		n := d.Nodes[r.IntN(len(d.Nodes))]
		then := ints(n["then"])
		if len(then) == 0 {
			return false
		}
		i := r.IntN(len(then))
		n["then"] = slices.Delete(slices.Clone(then), i, i+1)
		return true
	},
	"leads elsewhere": func(d *document, r *rand.Rand) bool {
		n := d.Nodes[r.IntN(len(d.Nodes))]
		plans := ints(n["plan"])
		if len(plans) != 2 || len(d.Plans) < 2 {
			return false
		}
		other := float64((int(plans[0].(float64)) + 1) % len(d.Plans))
		n["plan"] = []any{other, plans[1]}
		return true
	},
	"routes out": func(d *document, r *rand.Rand) bool {
		n := d.Nodes[r.IntN(len(d.Nodes))]
		if len(ints(n["plan"])) == 0 {
			return false
		}
		delete(n, "plan")
		n["stop"] = true
		return true
	},
	"is about other content": func(d *document, r *rand.Rand) bool {
		id := "scenarios/" + d.Scenario
		d.Content[id] = json.RawMessage(strings.Replace(string(d.Content[id]), `"when":"always"`, `"when":"never"`, 1))
		return true
	},
	"says another hash": func(d *document, _ *rand.Rand) bool { d.Hash = strings.Repeat("0", 12); return true },
	"has another form":  func(d *document, _ *rand.Rand) bool { d.Format = "lianban-proof-0"; return true },
	"goes in a circle": func(d *document, r *rand.Rand) bool {
		n := d.Nodes[r.IntN(len(d.Nodes))]
		then := ints(n["then"])
		if len(then) == 0 {
			return false
		}
		then[r.IntN(len(then))].(map[string]any)["node"] = float64(d.Root)
		return true
	},
}

func shorten(p map[string]any, part string, r *rand.Rand) bool {
	list := ints(p[part])
	if len(list) == 0 {
		return false
	}
	i := r.IntN(len(list))
	p[part] = slices.Delete(slices.Clone(list), i, i+1)
	return true
}

// Whatever is changed in a proof that holds, it holds no longer.
func TestATamperedProofIsRefused(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, scenario := range []string{"restaurant", "newborn", "construction_start"} {
		good := proofOf(t, scenario)
		for name, mutate := range mutations {
			for seed := range uint64(12) {
				var d document
				if err := json.Unmarshal(good, &d); err != nil {
					t.Fatal(err)
				}
				if !mutate(&d, rand.New(rand.NewPCG(seed, 1))) {
					continue
				}
				bad, err := json.Marshal(d)
				if err != nil {
					t.Fatal(err)
				}
				tried++
				if r, err := proof.Verify(bytes.NewReader(bad)); err == nil {
					t.Errorf("%s, seed %d: %s was believed: %+v", scenario, seed, name, r)
				}
			}
		}
	}
	if tried < 300 {
		t.Errorf("only %d tampered proofs", tried)
	}
	t.Log(fmt.Sprint(tried, " tampered proofs were refused"))
}

// A pack that the compiler read wrongly would be found, too: content with another rule gives another plan.
func TestAProofOfOtherContentIsRefused(t *testing.T) {
	t.Parallel()
	var d document
	if err := json.Unmarshal(proofOf(t, "restaurant"), &d); err != nil {
		t.Fatal(err)
	}
	id := "registers/certificate_store"
	d.Content[id] = json.RawMessage(strings.Replace(string(d.Content[id]), `"connected":true`, `"connected":false`, 1))
	d.Hash = proof.HashForTest(d.Content)
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := proof.Verify(bytes.NewReader(b)); err == nil || !strings.Contains(err.Error(), "business_licence") {
		t.Errorf("believed, or refused for another reason: %v", err)
	}
}

func TestNonsenseIsNoProof(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "{}", "[]", "null", `{"format":"lianban-proof-1"}`, `{"format":"lianban-proof-1","more":1}`, "\x00"} {
		if _, err := proof.Verify(strings.NewReader(text)); err == nil {
			t.Errorf("%q was believed", text)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add([]byte(`{"format":"lianban-proof-1","scenario":"a","hash":"0","content":{"scenarios/a":{}},"nodes":[{"ask":"applicant"}]}`))
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = proof.Verify(bytes.NewReader(b)) })
}
