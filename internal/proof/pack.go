package proof

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// object is a thing of a pack as JSON gives it.
type object = map[string]any

// pack is the content of a proof, by kind and slug, with what the scenario makes of it.
type pack struct {
	things map[string]map[string]object
	sc     object
	uses   []*use
	texts  string // everything in which conditions can stand
	eval   *evaluator
}

// use is one item variant of the scenario, patched.
type use struct {
	name, item, variant, by string // by: field whose answer picks the variant
	when                    string
	after                   []string
	topic                   string
	needs                   object
	gives                   object
}

func readPack(content map[string]json.RawMessage, scenario string) (*pack, error) {
	p := &pack{things: map[string]map[string]object{}, eval: newEvaluator()}
	var all strings.Builder
	for _, id := range slices.Sorted(maps.Keys(content)) {
		kind, slug, _ := strings.Cut(id, "/")
		var thing object
		if err := json.Unmarshal(content[id], &thing); err != nil {
			return nil, fmt.Errorf("content %s: %w", id, err)
		}
		if p.things[kind] == nil {
			p.things[kind] = map[string]object{}
		}
		p.things[kind][slug] = thing
		all.Write(content[id])
	}
	p.texts = all.String()
	p.sc = p.things["scenarios"][scenario]
	if p.sc == nil {
		return nil, fmt.Errorf("the content has no scenario %q", scenario)
	}
	for _, name := range keys(p.sc, "items") {
		if err := p.addUse(name, at(p.sc, "items", name)); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *pack) addUse(name string, how object) error {
	item, variant, _ := strings.Cut(name, ".")
	variants, by := []string{variant}, ""
	if strings.HasPrefix(variant, "<") {
		by = strings.Trim(variant, "<>")
		variants = keys(p.field(by), "options")
	}
	for _, v := range variants {
		it := p.things["items"][item]
		patch := at(it, "variants", v)
		if patch == nil && by != "" {
			continue // an answer with which there is nothing to do
		}
		if it == nil || patch == nil {
			return fmt.Errorf("the content has no item %s.%s", item, v)
		}
		whole := patched(it, patch)
		p.uses = append(p.uses, &use{name: item + "." + v, item: item, variant: v, by: by, when: condition(how), after: keys(how, "after"),
			topic: text(whole, "topic"), needs: at(whole, "needs"), gives: at(whole, "gives")})
	}
	return nil
}

// patched puts a variant on its item: maps merge by slug, everything else replaces, never and none take out.
func patched(base, patch object) object {
	out := maps.Clone(base)
	for k, v := range patch {
		inner, ok := v.(object)
		old, both := out[k].(object)
		switch {
		case ok && both:
			out[k] = patched(old, inner)
		case v == "never" || v == "none":
			delete(out, k)
		default:
			out[k] = v
		}
	}
	return out
}

func (p *pack) field(slug string) object    { return p.things["fields"][slug] }
func (p *pack) material(slug string) object { return p.things["materials"][slug] }

// connected says whether a register answers when all that are connected do.
func (p *pack) connected(register string) bool {
	return p.things["registers"][register]["connected"] == true
}

// repeats answers the least and the most instances of a repeated topic.
func (p *pack) repeats(topic string) (least, most int, ok bool) {
	r := at(p.sc, "repeat", topic)
	if r == nil {
		return 0, 0, false
	}
	low, high, _ := strings.Cut(text(r, "times"), " to ")
	least, _ = strconv.Atoi(low)
	most, _ = strconv.Atoi(high)
	return max(least, 1), most, true
}

// listed says whether some condition looks at all instances of a topic.
func (p *pack) listed(topic string) bool {
	q := regexp.QuoteMeta(topic)
	return regexp.MustCompile(`\b` + q + `\.(exists|all|exists_one|filter|map|size)\b|size\(` + q + `\)`).MatchString(p.texts)
}

// menus are the choices that the applicant makes, by slug.
func (p *pack) menus() []string {
	return slices.DeleteFunc(keys(p.sc, "choices"), func(c string) bool { return text(at(p.sc, "choices", c), "ask") == "" })
}

// offers says whether a menu offers a use: item.variant, item.* or item.<field>.
func offers(menu object, u *use) bool {
	return slices.ContainsFunc(keys(menu, "of"), func(of string) bool { return means(of, u) })
}

func means(pattern string, u *use) bool {
	item, rest, _ := strings.Cut(pattern, ".")
	return pattern == u.name || item == u.item && (rest == "*" || u.by != "" && rest == "<"+u.by+">")
}

// at answers the object at a path, nil if there is none.
func at(o object, path ...string) object {
	for _, k := range path {
		o, _ = o[k].(object)
	}
	return o
}

// text answers a text or number of an object.
func text(o object, key string) string {
	s, _ := o[key].(string)
	return s
}

// keys lists the slugs of a part, sorted.
func keys(o object, part string) []string { return slices.Sorted(maps.Keys(at(o, part))) }

// condition answers when a thing holds.
func condition(v any) string {
	switch x := v.(type) {
	case string:
		return x
	case object:
		if w := text(x, "when"); w != "" {
			return w
		}
	}
	return "always"
}

// number reads the number at the head of a quantity: 4.5 tonnes.
func number(quantity string) (float64, bool) {
	head, _, _ := strings.Cut(quantity, " ")
	n, err := strconv.ParseFloat(head, 64)
	return n, err == nil
}

// key names an instance: the first has the bare slug.
func key(slug string, n int) string {
	if n <= 1 {
		return slug
	}
	return slug + "~" + strconv.Itoa(n)
}
