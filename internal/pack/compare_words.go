package pack

import (
	"regexp"
	"slices"
	"strings"

	"lianban/internal/base/lang"
)

// words writes what stands in packs as people read it: names for slugs, from the new tree or else from the old one.
type words struct{ now, old *node }

func (w words) find(kind, slug string) *node {
	if n := w.now.get(kind).get(slug); n != nil {
		return n
	}
	return w.old.get(kind).get(slug)
}

func (w words) name(kind, slug string) string {
	return either(textOf(w.find(kind, slug).get("name")), slug)
}

// thingName is what a definition is called with its kind: 事项“食品经营许可”.
func (w words) thingName(kind, slug string) string {
	return say2("versions.thing", "kind", chineseOf(kind), "name", w.name(kind, slug))
}

// say2 is say with parameters.
func say2(key string, pairs ...any) string { return lang.Chinese().Say(key, pairs...) }

// keyName is what a key of the grammar is called; the kind tells keys apart that mean different things.
func (words) keyName(kind, key string) string {
	l := lang.Chinese()
	for _, k := range []string{"versions.key." + kind + "." + key, "versions.key." + key} {
		if l.Has(k) {
			return l.Say(k)
		}
	}
	return key
}

// slugName is what an entry of a map is called: the thing that its slug names, or its own name.
func (w words) slugName(index, slug string, old, now *node) string {
	quoted := func(name string) string { return say2("versions.quoted", "name", name) }
	switch {
	case index == "use":
		return quoted(w.useName(slug))
	case kinds[index] != nil:
		return quoted(w.name(index, slug))
	}
	for _, n := range []*node{now, old} {
		if n != nil && n.form == mapping && textOf(n.get("name")) != "" {
			return quoted(textOf(n.get("name")))
		}
	}
	if k := "versions.slug." + slug; lang.Chinese().Has(k) {
		return quoted(say(k))
	}
	if index == "any" || index == "code" || index == "" {
		return quoted(slug)
	}
	return slug
}

func (w words) useName(use string) string {
	it, variant, _ := strings.Cut(use, ".")
	n := w.find("items", it)
	name := either(textOf(n.get("name")), it)
	if v := textOf(n.get("variants").get(variant).get("name")); v != "" {
		return say2("versions.use", "item", name, "variant", v)
	}
	return name
}

// value is a value in one line; empty where there is none.
func (w words) value(n *node, s *shape, path []string) string {
	switch {
	case n == nil || n.tomb:
		return ""
	case n.null:
		return say("versions.there")
	case n.form == list:
		var out []string
		for _, x := range n.items {
			out = append(out, w.value(x, &shape{sort: aText}, path))
		}
		return strings.Join(out, say("versions.list"))
	case n.form == mapping:
		return w.mapping(n, s, path)
	}
	return w.scalarValue(n.text, s)
}

// mapping says of a thing under a condition when it is there, of a list its names, and of the rest only that it is there.
func (w words) mapping(n *node, s *shape, path []string) string {
	if when := n.get("when"); when != nil {
		return w.value(when, plain(aCond), path)
	}
	if s.sort == aMap && len(n.keys) > 0 && len(n.keys) <= mostListed {
		var out []string
		for _, e := range n.keys {
			name := e.name
			if kinds[s.index] != nil {
				name = w.name(s.index, e.name)
			} else if own := textOf(e.value.get("name")); own != "" {
				name = own
			} else if s.index == "use" {
				name = w.useName(e.name)
			}
			out = append(out, name)
		}
		return strings.Join(out, say("versions.list"))
	}
	for _, key := range []string{"ask", "say", "on_fail", "times", "takes"} {
		if v := n.get(key); v != nil && v.form == scalar {
			return w.value(v, &shape{sort: aSpan}, path)
		}
	}
	return say("versions.there")
}

// mostListed bounds how many names one line lists.
const mostListed = 6

func (w words) scalarValue(text string, s *shape) string {
	l := lang.Chinese()
	switch s.sort {
	case aCond, aFormula:
		return w.condition(text)
	case aRef:
		return w.name(s.kind, text)
	case aUse:
		return w.useName(text)
	case aSpan, aNumber, aRange:
		return quantityWords(text)
	case aWord, aYesNo:
		if k := "versions.word." + strings.ReplaceAll(text, " ", "_"); l.Has(k) {
			return l.Say(k)
		}
	}
	return text
}

// quantityWords writes 10 working days as 10个工作日.
func quantityWords(text string) string {
	if d, ok := parseSpan(text); ok {
		return say2("versions.quantity", "n", d.N, "unit", unit(d.Unit))
	}
	number, of, spaced := strings.Cut(text, " ")
	if k := "plan.unit." + strings.ReplaceAll(of, " ", "_"); spaced && lang.Chinese().Has(k) {
		return say2("versions.quantity", "n", number, "unit", say(k))
	}
	return text
}

var (
	equals   = regexp.MustCompile(`\b([a-z][a-z0-9_]*)\s*(==|!=)\s*"([a-z][a-z0-9_]*)"`)
	truth    = regexp.MustCompile(`\b([a-z][a-z0-9_]*)\s*==\s*(true|false)\b`)
	listedIn = regexp.MustCompile(`"([a-z][a-z0-9_]*)"`)
	symbols  = []string{"&&", "and", "||", "or", ">=", "least", "<=", "most", " in ", "in"} // and their text keys
	spaces   = regexp.MustCompile(` +`)
)

// condition writes a condition with the names of fields, parameters and options. It stays a condition: what it means must not
// change.
func (w words) condition(text string) string {
	switch text {
	case "always", "true":
		return say("versions.always")
	case "never", "false":
		return say("versions.never")
	}
	text = equals.ReplaceAllStringFunc(text, func(m string) string {
		p := equals.FindStringSubmatch(m)
		key := map[string]string{"==": "versions.is", "!=": "versions.is_not"}[p[2]]
		return say2(key, "name", w.fact(p[1]), "option", w.option(p[1], p[3]))
	})
	text = truth.ReplaceAllStringFunc(text, func(m string) string {
		p := truth.FindStringSubmatch(m)
		return say2("versions.is", "name", w.fact(p[1]), "option", say("versions.word."+map[string]string{"true": "yes", "false": "no"}[p[2]]))
	})
	text = listedIn.ReplaceAllStringFunc(text, func(m string) string {
		return say2("versions.quoted", "name", w.anyOption(strings.Trim(m, `"`)))
	})
	text = identifier.ReplaceAllStringFunc(text, w.fact)
	for i := 0; i < len(symbols); i += 2 {
		text = strings.ReplaceAll(text, symbols[i], " "+say("versions.symbol."+symbols[i+1])+" ")
	}
	return strings.TrimSpace(spaces.ReplaceAllString(text, " "))
}

// fact is the name of a field or parameter that a condition names; other words stay.
func (w words) fact(slug string) string {
	if slug == "applicant" {
		return say("versions.applicant")
	}
	for _, kind := range []string{"fields", "parameters"} {
		if n := w.find(kind, slug); n != nil {
			return either(textOf(n.get("name")), slug)
		}
	}
	return slug
}

func (w words) option(field, value string) string {
	return either(textOf(w.find("fields", field).get("options").get(value).get("name")), value)
}

// anyOption finds the words of an option whose field the condition does not stand beside.
func (w words) anyOption(value string) string {
	for _, f := range w.now.get("fields").entries() {
		if n := textOf(f.value.get("options").get(value).get("name")); n != "" {
			return n
		}
	}
	return value
}

// noticed says who notices a change below the first keys of a kind; what is not listed is for the records.
var noticed = map[string]map[Reader][]string{
	"scenarios": {
		ForApplicant: {"", "name", "summary", "promise", "applicants", "repeat", "questions", "given", "stops", "choices", "gates", "campaign", "items",
			"needs", "joint_result", "online", "offline_note", "offered_in", "filed_in", "channels", "not_included"},
		ForDepartment: {"lead"},
	},
	"fields":     {ForApplicant: {"", "name", "type", "unit", "ask", "why", "help", "example", "least", "most", "longest", "format", "options", "from", "reuse", "otherwise", "act", "topic"}},
	"parameters": {ForApplicant: {"", "name", "value", "values", "unit", "by"}},
	"materials":  {ForApplicant: {"", "name", "why", "arrives", "valid", "issued_by", "topic"}},
	"items": {
		ForApplicant:  {"", "name", "limit", "needs", "gives", "renews"},
		ForOfficer:    {"steps", "conditions", "sign_off", "basis", "regime"},
		ForDepartment: {"owner", "level"},
	},
	"departments": {ForDepartment: {"", "name", "kind"}},
	"registers":   {ForApplicant: {"", "connected"}, ForDepartment: {"owner", "ground"}},
	"references":  {ForOfficer: {"", "name"}},
	"topics":      {ForApplicant: {"", "name"}},
}

// readerOf says who notices a change: by the kind and its first key; of a variant by what it patches; of steps that ask the
// applicant to appear or to pay, the applicant.
func readerOf(kind string, path []string) Reader {
	first := ""
	if len(path) > 0 {
		first = path[0]
	}
	if kind == "items" && first == "variants" && len(path) > 2 {
		return readerOf(kind, path[2:])
	}
	if kind == "items" && first == "steps" && len(path) > 2 && slices.Contains([]string{"presence", "amount", "reliefs", "times", "every", "unit"}, path[2]) {
		return ForApplicant
	}
	for _, r := range Readers {
		if slices.Contains(noticed[kind][r], first) {
			return r
		}
	}
	return ForRecord
}
