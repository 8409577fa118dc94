package proof

import (
	"maps"
	"slices"
	"strings"
)

// done is one instance of a use that the answers bring into the plan.
type done struct {
	*use
	slot  string
	where place
	waits map[string]bool // slots, directly or not
}

// wanted is a field or paper that somebody needs.
type wanted struct {
	slug  string
	n     int
	who   []string
	items []*done // nil for others than items
}

// derived is what the checker works out by itself for one set of answers.
type derived struct {
	*state
	connected bool
	items     []*done
	papers    map[string]*wanted
	fields    map[string]*wanted
}

// compare works out a plan and compares it with what the proof says.
func (w *walker) compare(p plan, s *state, connected bool) error {
	d := &derived{state: s, connected: connected, papers: map[string]*wanted{}, fields: map[string]*wanted{}}
	if err := d.derive(); err != nil {
		return w.wrong("%v", err)
	}
	slots := []string{}
	for _, it := range d.items {
		slots = append(slots, it.slot)
	}
	slices.Sort(slots)
	if !slices.Equal(slots, p.Items) {
		return w.wrong("items %v, the proof says %v", slots, p.Items)
	}
	papers := map[string]need{}
	for k, x := range d.papers {
		papers[k] = need{How: d.paper(k, x), For: slices.Sorted(slices.Values(x.who))}
	}
	if err := w.same("material", papers, p.Materials); err != nil {
		return err
	}
	fields := map[string]need{}
	facts := map[string]string{}
	for k, x := range d.fields {
		fields[k] = need{How: d.form(k, x), For: slices.Sorted(slices.Values(x.who))}
		f := w.pack.field(x.slug)
		fact := text(f, "topic") + " " + text(f, "name") + key("", x.n)
		if other, twice := facts[fact]; twice {
			return w.wrong("%q and %q ask for the same fact", other, k)
		}
		facts[fact] = k
	}
	return w.same("field", fields, p.Fields)
}

// same compares what is needed with what the proof asks for.
func (w *walker) same(kind string, must map[string]need, said []int) error {
	says := map[string]need{}
	for _, i := range said {
		if i < 0 || i >= len(w.Needs) {
			return w.wrong("need %d is not there", i)
		}
		x := w.Needs[i]
		if _, twice := says[x.Key]; twice {
			return w.wrong("%s %q is there twice", kind, x.Key)
		}
		says[x.Key] = x
	}
	for _, k := range slices.Sorted(maps.Keys(must)) {
		got, ok := says[k]
		switch {
		case !ok:
			return w.wrong("%s %q is needed by %v, the proof forgets it", kind, k, must[k].For)
		case got.How != must[k].How:
			return w.wrong("%s %q arrives as %q, the proof says %q", kind, k, must[k].How, got.How)
		case !slices.Equal(got.For, must[k].For):
			return w.wrong("%s %q is for %v, the proof says %v", kind, k, must[k].For, got.For)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(says)) {
		if _, ok := must[k]; !ok {
			return w.wrong("%s %q is in the proof, but nobody needs it", kind, k)
		}
	}
	return nil
}

func (d *derived) derive() error {
	for _, u := range d.pack.uses {
		for _, n := range d.instances(u.topic, place{}) {
			where := place{}.in(u.topic, n)
			in, err := d.isIn(u, where)
			if err != nil {
				return err
			}
			if in {
				d.items = append(d.items, &done{use: u, slot: key(u.name, n), where: where, waits: map[string]bool{}})
			}
		}
	}
	d.wait()
	for _, it := range d.items {
		if err := d.gather(it.needs, it.slot, it); err != nil {
			return err
		}
	}
	if err := d.gather(at(d.pack.sc, "needs"), "lead", nil); err != nil {
		return err
	}
	proofs := at(d.pack.sc, "applicants", d.applicant, "proof")
	for _, slug := range slices.Sorted(maps.Keys(proofs)) {
		if err := d.add(d.papers, d.pack.material(slug), slug, condition(proofs[slug]), "right_to_act", nil); err != nil {
			return err
		}
	}
	return d.verifications()
}

// isIn decides a use: its condition, the answer that picks its variant, and the menus that offer it.
func (d *derived) isIn(u *use, where place) (bool, error) {
	holds, err := d.holds(u.when, where)
	if err != nil || !holds {
		return false, err
	}
	if u.by != "" {
		v, ok := d.fact(u.by, where)
		if !ok {
			return false, errOpen
		}
		if v != u.variant {
			return false, nil
		}
	}
	offered := false
	for _, m := range d.pack.menus() {
		menu := at(d.pack.sc, "choices", m)
		if !offers(menu, u) {
			continue
		}
		offered = true
		shown, err := d.holds(condition(menu), place{})
		if err != nil {
			return false, err
		}
		if shown && slices.Contains(d.picks[m], u.name) {
			return true, nil
		}
	}
	return !offered, nil
}

// wait works out for whom each item waits, directly or not.
func (d *derived) wait() {
	for range d.items { // a chain is at most as long as there are items
		for _, to := range d.items {
			for _, after := range to.after {
				for _, from := range d.items {
					if from != to && means(after, from.use) && sameInstance(from.where, to.where) {
						to.waits[from.slot] = true
						maps.Copy(to.waits, from.waits)
					}
				}
			}
		}
	}
}

func sameInstance(a, b place) bool { return a.n == 0 || b.n == 0 || a.topic != b.topic || a.n == b.n }

func (d *derived) gather(needs object, who string, it *done) error {
	for _, slug := range keys(needs, "materials") {
		if err := d.add(d.papers, d.pack.material(slug), slug, condition(at(needs, "materials")[slug]), who, it); err != nil {
			return err
		}
	}
	for _, slug := range keys(needs, "fields") {
		if err := d.add(d.fields, d.pack.field(slug), slug, condition(at(needs, "fields")[slug]), who, it); err != nil {
			return err
		}
	}
	return nil
}

func (d *derived) add(into map[string]*wanted, def object, slug, when, who string, it *done) error {
	from := place{}
	if it != nil {
		from = it.where
	}
	for _, n := range d.instances(text(def, "topic"), from) {
		holds, err := d.holds(when, from.in(text(def, "topic"), n))
		if err != nil {
			return err
		}
		if holds {
			want(into, slug, n, who, it)
		}
	}
	return nil
}

func want(into map[string]*wanted, slug string, n int, who string, it *done) {
	k := key(slug, n)
	if into[k] == nil {
		into[k] = &wanted{slug: slug, n: n}
	}
	x := into[k]
	if !slices.Contains(x.who, who) {
		x.who = append(x.who, who)
	}
	x.items = append(x.items, it)
}

// verifications adds the fields by which registers check papers, where that way is taken.
func (d *derived) verifications() error {
	for _, k := range slices.Sorted(maps.Keys(d.papers)) {
		x := d.papers[k]
		if d.paper(k, x) != "verified" {
			continue
		}
		def := d.pack.material(x.slug)
		by := at(def, "arrives", "verified", d.verifier(def))
		for _, slug := range slices.Sorted(maps.Keys(by)) {
			topic := text(d.pack.field(slug), "topic")
			for _, n := range d.instances(topic, place{}.in(text(def, "topic"), x.n)) {
				want(d.fields, slug, n, "verification", nil)
			}
		}
	}
	return nil
}

// answers says whether a register answers in the situation that is looked at.
func (d *derived) answersFrom(register string) bool {
	return register != "" && d.connected && d.pack.connected(register)
}

// verifier is the register that checks a paper, none if no such register answers.
func (d *derived) verifier(def object) string {
	for _, r := range keys(at(def, "arrives"), "verified") {
		if d.answersFrom(r) {
			return r
		}
	}
	return ""
}

var burden = []string{"generated", "result", "certificate", "verified", "commitment", "later", "upload"}

// paper is the least burdensome way that works for everybody who needs the paper; nobody has chosen promises here.
func (d *derived) paper(_ string, x *wanted) string {
	def := d.pack.material(x.slug)
	worst := "generated"
	for _, it := range x.items {
		if way := d.wayOf(def, x, it); slices.Index(burden, way) > slices.Index(burden, worst) {
			worst = way
		}
	}
	return worst
}

func (d *derived) wayOf(def object, x *wanted, it *done) string {
	giver := d.giver(x, "materials")
	switch {
	case text(at(def, "arrives"), "generated") != "":
		return "generated"
	case giver != nil && it != nil && it.waits[giver.slot]:
		return "result"
	case giver == nil && d.answersFrom(text(at(def, "arrives"), "certificate")):
		return "certificate"
	case d.verifier(def) != "":
		return "verified"
	}
	return "upload"
}

// giver is an item of the plan that gives the field or paper.
func (d *derived) giver(x *wanted, part string) *done {
	for _, it := range d.items {
		if slices.Contains(keys(it.gives, part), x.slug) && (x.n == 0 || it.where.n == 0 || x.n == it.where.n) {
			return it
		}
	}
	return nil
}

var fieldBurden = []string{"result", "shared", "record", "confirm", "asked"}

// form is where the value of a field comes from.
func (d *derived) form(k string, x *wanted) string {
	f := d.pack.field(x.slug)
	where := place{text(f, "topic"), x.n}
	if q, asked := at(d.pack.sc, "questions")[x.slug]; asked {
		if shown, err := d.holds(condition(q), where); err != nil || shown {
			return "guide"
		}
	}
	if given, ok := at(d.pack.sc, "given")[x.slug]; ok {
		if _, known := d.given(given, where); known {
			return "shared"
		}
	}
	way := "asked"
	reuse := text(f, "reuse")
	switch {
	case reuse == "record":
		way = "record"
	case !d.answersFrom(text(f, "from")):
	case reuse == "share":
		way = "shared"
	case reuse == "confirm" || reuse == "":
		way = "confirm"
	}
	worst, giver := "result", d.giver(x, "fields")
	for _, it := range x.items {
		taken := way
		if giver != nil && it != nil && it.waits[giver.slot] {
			taken = "result"
		}
		if slices.Index(fieldBurden, taken) > slices.Index(fieldBurden, worst) {
			worst = taken
		}
	}
	return worst
}

// slugOf takes the number of the instance off a key.
func slugOf(k string) string {
	slug, _, _ := strings.Cut(k, "~")
	return slug
}
