package pack

// valueKind is what a value must be.
type valueKind int

const (
	aText     valueKind = iota // Chinese text
	aWord                      // one of a closed list
	aSlug                      // a bare slug that names nothing elsewhere
	aRef                       // slug of a defined thing
	aUse                       // item.variant, item.<field>, item.*
	aCond                      // condition
	aFormula                   // CEL that yields a number
	aYesNo                     //
	aCount                     // whole number
	aNumber                    // decimal number, with a unit where `unit` says so
	aSpan                      // 10 working days
	aRange                     // 1 to 4, up to 5 MB, 800 to 4000
	aDay                       // 2026-03-01
	aCode                      // quoted
	aClaim                     // 72 -> 5, -56.5 %
	aAny                       // anything: answers, known
	anObject                   // closed list of keys
	aMap                       // by slug
	aTextList                  // list of texts or words
)

// shape is one rule of the grammar (pack format §3.9).
type shape struct {
	sort  valueKind
	keys  []key    // anObject
	plain string   // anObject: the key for which plain text stands
	elem  *shape   // aMap
	index string   // aMap: what its keys are: "" new slugs, "use", "any", or the kind that they name
	one   bool     // aMap: plain text is a list of one
	fill  string   // aMap: what an element of a list gets as its plain value
	kind  string   // aRef
	words []string // aWord, and words allowed in place of a reference
	patch bool     // its values patch something: nothing is required, never and none take out
}

type key struct {
	name     string
	shape    *shape
	required bool
	locked   bool // no overlay may change it
}

func text() *shape                         { return &shape{sort: aText} }
func word(words ...string) *shape          { return &shape{sort: aWord, words: words} }
func ref(kind string, or ...string) *shape { return &shape{sort: aRef, kind: kind, words: or} }
func plain(s valueKind) *shape             { return &shape{sort: s} }

// uses is a map of slugs of a kind to conditions, with more keys where the use has them.
func uses(kind string, more ...key) *shape {
	return &shape{sort: aMap, index: kind, one: true, fill: "always",
		elem: &shape{sort: anObject, plain: "when", keys: append([]key{{name: "when", shape: plain(aCond)}}, more...)}}
}

// refs is a list of slugs of a kind.
func refs(kind string) *shape {
	return &shape{sort: aMap, index: kind, one: true, fill: "always", elem: &shape{sort: aWord, words: []string{"always"}}}
}

// define is a map of new slugs to things.
func define(o *shape) *shape { return &shape{sort: aMap, elem: o} }

// thing is an object with a name, for which plain text stands.
func thing(keys ...key) *shape {
	return &shape{sort: anObject, plain: "name", keys: append([]key{{name: "name", shape: text()}, {name: "en", shape: plain(aAny)}}, keys...)}
}

func object(keys ...key) *shape { return &shape{sort: anObject, keys: keys} }

func opt(name string, s *shape) key    { return key{name: name, shape: s} }
func must(name string, s *shape) key   { return key{name: name, shape: s, required: true} }
func locked(name string, s *shape) key { return key{name: name, shape: s, locked: true} }

var (
	names = define(thing())
	needs = object(opt("fields", uses("fields", opt("least", plain(aNumber)), opt("most", plain(aNumber)), opt("longest", plain(aCount)))),
		opt("materials", uses("materials", opt("later", plain(aSpan)), opt("commitment", ref("materials")), opt("upload", uploadRules))))
	uploadRules = object(opt("formats", plain(aTextList)), opt("size", plain(aRange)), opt("pixels", plain(aRange)),
		opt("pages", plain(aRange)), opt("background", word("white", "blue", "red")), opt("original", word("shown")),
		opt("copies", plain(aCount)), opt("issued_within", plain(aSpan)))
	basis = refs("references")

	fieldTypes  = []string{"text", "number", "date", "yes_no", "choice", "choices", "id_number", "uscc", "phone", "address", "area", "place", "bank_account"}
	itemTypes   = []string{"licence", "filing", "confirmation", "registration", "payment", "levy", "reward", "check", "notice", "appointment", "coordination", "service"}
	regimes     = []string{"licence", "confirmation", "benefit", "registration", "filing", "levy", "service", "check", "notify"}
	stepKinds   = []string{"form_check", "query", "consult", "public_notice", "expert_review", "site_inspection", "appointment", "fee", "decision", "automatic_decision", "certificate", "registration", "notify"}
	channelList = []string{"portal", "app", "window", "self_service", "api", "bank", "street", "village", "hospital"}
)

var stepShape = thing(
	opt("kind", word(stepKinds...)), must("takes", plain(aSpan)),
	opt("after", &shape{sort: aMap, index: "any", one: true, fill: "always", elem: word("always")}),
	opt("when", plain(aCond)), opt("by", ref("departments")), locked("basis", basis), locked("not_counted", ref("references")),
	opt("presence", plain(aYesNo)), opt("joins", plain(aSlug)), opt("ask", uses("departments")),
	opt("silence", word("no objection", "objection")), locked("silence_basis", basis), opt("shows", ref("materials")), opt("amount", plain(aFormula)),
	opt("unit", text()), opt("every", word("year", "month")), opt("times", plain(aFormula)),
	opt("late", plain(aFormula)), locked("unpaid", ref("references")),
	opt("reliefs", define(thing(opt("when", plain(aCond)), must("off", plain(aFormula)), must("by", ref("departments")), locked("basis", basis)))),
	opt("objection", plain(aSpan)), opt("to", refs("registers")))

// itemKeys are the keys of an item; those of a variant are the same, as a patch.
func itemKeys() []key {
	return []key{
		locked("code", plain(aCode)), {name: "type", shape: word(itemTypes...), required: true, locked: true},
		opt("regime", word(regimes...)), must("owner", uses("departments")), opt("level", word("county", "city", "province", "town")),
		opt("topic", ref("topics")), locked("basis", basis),
		opt("limit", object(opt("promised", plain(aSpan)), locked("statutory", plain(aSpan)), locked("basis", basis), opt("source", ref("references")))),
		opt("alone", object(opt("days", plain(aSpan)), opt("trips", plain(aCount)), opt("steps", plain(aCount)), opt("source", ref("references")))),
		opt("excludes", refs("items")), opt("needs", needs),
		opt("conditions", define(thing(opt("must", plain(aCond)), opt("say", text()), locked("basis", basis), opt("commitment", ref("materials")),
			opt("spares", plain(aTextList)), opt("within", plain(aSpan))))),
		opt("steps", define(stepShape)),
		opt("gives", object(opt("fields", refs("fields")), opt("materials", refs("materials")))),
		opt("renews", object(must("until", ref("fields")), opt("before", plain(aSpan)), locked("basis", basis))),
		opt("sign_off", word("1", "2", "3")), opt("short", text()), opt("evidence", word("published", "adapted", "example")),
	}
}

var itemShape = thing(append(itemKeys(), must("variants", define(patchOf(thing(itemKeys()...)))))...)

// patchOf is the same shape as a patch.
func patchOf(s *shape) *shape {
	out := *s
	out.patch = true
	return &out
}

var scenarioShape = thing(
	opt("also", plain(aTextList)), must("summary", text()), opt("note", text()),
	must("evidence", word("published", "adapted", "example")), opt("source", ref("references")),
	must("origin", word("national", "provincial", "city", "typical")), opt("special", plain(aYesNo)), opt("pilot", plain(aYesNo)),
	must("audience", word("person", "enterprise")), must("stages", &shape{sort: aMap, index: "taxonomies", elem: plain(aSlug)}),
	must("lead", ref("departments")), opt("channels", channels()), opt("offered_in", refs("areas")), opt("filed_in", ref("areas")),
	opt("online", plain(aYesNo)), opt("offline_note", text()),
	must("joint_result", plain(aYesNo)), opt("promise", plain(aSpan)),
	must("applicants", define(thing(must("acts_for", ref("topics")), opt("proof", uses("materials")), opt("when", plain(aCond))))),
	opt("repeat", &shape{sort: aMap, index: "topics", elem: object(must("times", plain(aRange)), must("ask", text()))}),
	opt("questions", uses("fields", opt("ask", text()), opt("why", text()), opt("help", text()))),
	opt("given", &shape{sort: aMap, index: "fields", elem: plain(aFormula)}),
	opt("stops", define(thing(must("when", plain(aCond)), must("say", text()), opt("basis", basis), opt("go_to", ref("scenarios"))))),
	opt("choices", define(thing(opt("when", plain(aCond)), opt("ask", text()), opt("exactly", word("one")), opt("at_most", word("one")), opt("at_least", word("one")),
		must("of", &shape{sort: aMap, index: "use", one: true, fill: "always", elem: word("always")})))),
	opt("gates", define(thing(opt("event", plain(aSlug)), opt("told_by", word("office", "applicant")), opt("not_before", object(must("day", ref("fields")), opt("plus", ref("parameters")))),
		opt("usually", plain(aSpan)), opt("when", plain(aCond)), opt("remind", plain(aYesNo)), must("say", text())))),
	opt("campaign", object(must("opens", plain(aDay)), must("closes", plain(aDay)), opt("publishes", plain(aDay)), must("missed", text()))),
	must("items", scenarioItems()), opt("needs", needs),
	opt("measures", define(thing(must("unit", text()), opt("count", ref("topics")), opt("sum", ref("fields", "reliefs")), must("granted", plain(aUse))))),
	opt("published", define(thing(append(totals(), opt("agree", plain(aTextList)))...))),
	opt("not_included", names),
	opt("acknowledged", &shape{sort: aMap, index: "code", elem: text()}),
	opt("history", &shape{sort: aMap, index: "any", elem: object(must("from", plain(aDay)), must("running", word("finish", "upgrade", "migrate")),
		opt("was", text()), opt("renamed", &shape{sort: aMap, index: "any", elem: plain(aSlug)}), opt("note", text()))}))

// totals are figures that a source published.
func totals() []key {
	return []key{must("source", ref("references")), opt("days", plain(aClaim)), opt("trips", plain(aClaim)),
		opt("materials", plain(aClaim)), opt("steps", plain(aClaim)), opt("fields", plain(aClaim)), opt("forms", plain(aClaim))}
}

func scenarioItems() *shape {
	after := &shape{sort: aMap, index: "use", one: true, fill: "lapse", elem: &shape{sort: anObject, plain: "on_fail",
		keys: []key{opt("gate", word("start", "decide")), opt("on_fail", word("lapse", "hold", "stand_alone"))}}}
	return &shape{sort: aMap, index: "use", one: true, fill: "always", elem: &shape{sort: anObject, plain: "when",
		keys: []key{opt("when", plain(aCond)), opt("after", after), opt("within", plain(aSpan)), opt("optional", plain(aYesNo))}}}
}

func channels() *shape {
	c := uses("any")
	c.words = channelList
	return c
}

var exampleShape = thing(must("of", ref("scenarios")), opt("figures", plain(aYesNo)), opt("area", ref("areas")), must("applicant", plain(aSlug)),
	opt("today", plain(aDay)), opt("answers", plain(aAny)), opt("known", plain(aAny)),
	opt("chooses", object(opt("commitment", refs("materials")), opt("later", refs("materials")), opt("without", plain(aTextList)))),
	opt("records", plain(aAny)), must("expect", object(
		opt("stopped", plain(aTextList)), opt("items", plain(aTextList)), opt("times", plain(aAny)),
		opt("fields", object(opt("with", refs("fields")), opt("without", refs("fields")))),
		opt("materials", plain(aAny)), opt("materials_with", plain(aAny)), opt("materials_without", refs("materials")),
		opt("order", plain(aTextList)), opt("visits", plain(aAny)), opt("fees", plain(aAny)), opt("consults", plain(aAny)),
		opt("owners", plain(aAny)), opt("decided", plain(aAny)), opt("not_before", plain(aAny)),
		opt("days", object(opt("elapsed", plain(aCount)), opt("legal", plain(aCount)))),
		opt("figures", object(opt("days", plain(aClaim)), opt("trips", plain(aClaim)), opt("materials", plain(aClaim)),
			opt("steps", plain(aClaim)), opt("fields", plain(aClaim)), opt("forms", plain(aClaim)))))))

// kinds are the top-level words of every file, with the things that they define.
var kinds = map[string]*shape{
	"references": define(thing(must("kind", word("law", "document", "publication", "example")))),
	"taxonomies": define(thing(opt("person", names), opt("enterprise", names))),
	"areas": define(thing(locked("code", plain(aCode)), opt("within", ref("areas")), opt("zone", plain(aYesNo)),
		opt("from", plain(aDay)), opt("until", plain(aDay)), opt("also", plain(aTextList)))),
	"departments": define(thing(opt("kind", word("government", "company", "bank", "court", "other")), opt("short", text()))),
	"outlets": define(thing(must("kind", word("bank", "hospital", "street", "village", "post", "hall", "other")), must("area", ref("areas")),
		opt("place", text()), opt("hours", text()), opt("scenarios", refs("scenarios")))),
	"registers": define(thing(must("owner", ref("departments")), must("connected", plain(aYesNo)), must("ground", ref("references", "consent")))),
	"topics":    names,
	"fields": define(thing(locked("type", word(fieldTypes...)), opt("unit", text()), must("topic", ref("topics")),
		opt("sensitivity", word("public", "internal", "personal", "sensitive")), opt("reuse", word("share", "confirm", "ask", "record")),
		opt("act", word("consent", "signature", "declaration", "payment")), opt("from", ref("registers")), opt("ask", text()), opt("why", text()),
		opt("help", text()), opt("example", text()), opt("least", plain(aNumber)), opt("most", plain(aNumber)), opt("longest", plain(aCount)),
		opt("format", text()), opt("options", names), opt("otherwise", plain(aAny)))),
	"parameters": define(thing(opt("value", plain(aNumber)), opt("by", ref("fields")), opt("values", &shape{sort: aMap, index: "any", elem: plain(aNumber)}),
		opt("unit", text()), opt("local", plain(aYesNo)), locked("basis", basis), opt("source", ref("references")))),
	"materials": define(thing(opt("why", text()), opt("topic", ref("topics")), opt("issued_by", ref("departments")), opt("valid", plain(aSpan)),
		opt("arrives", object(opt("generated", word("form", "signed")), opt("certificate", ref("registers")),
			opt("verified", &shape{sort: aMap, index: "registers", elem: refs("fields")}), opt("upload", uploadRules))))),
	"items":     define(itemShape),
	"scenarios": define(scenarioShape),
	"published": define(thing(totals()...)),
	"examples":  define(exampleShape),
}

// patched are the kinds that an overlay may patch.
var patched = []string{"references", "departments", "registers", "topics", "fields", "parameters", "materials", "items", "scenarios"}

// kindOrder is the canonical order of the kinds.
var kindOrder = []string{"references", "taxonomies", "areas", "departments", "outlets", "registers", "topics", "fields", "parameters", "materials", "items", "scenarios", "published", "overlays", "examples"}

var overlayKeys = []key{must("name", text()), must("area", ref("areas")), must("of", ref("scenarios")), must("base", plain(aCode)),
	must("reason", text()), must("from", plain(aDay)), opt("until", plain(aDay)),
	opt("was", &shape{sort: aMap, index: "any", elem: plain(aAny)})}
