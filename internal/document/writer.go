package document

import (
	"strconv"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// writer fills a sheet with the words of one paper.
type writer struct {
	doc     casework.Document
	city    City
	texts   *lang.Texts
	sheet   sheet
	missing *fault.Fault
}

func newWriter(doc casework.Document, city City) *writer {
	return &writer{
		doc: doc, city: city, texts: lang.Chinese(),
		missing: fault.New(fault.Internal, "document.incomplete", "no", doc.No),
	}
}

// say answers a text of this room with the paper's plain data as parameters, and more.
func (w *writer) say(key string, pairs ...any) string {
	params := []any{
		"case_no", w.doc.Data["case_no"], "scenario", w.doc.Data["scenario_name"], "item", w.doc.Data["item_name"],
		"city", w.city.Name,
	}
	return w.texts.Say("document."+key, append(params, pairs...)...)
}

// begin writes what stands on top of every paper.
func (w *writer) begin() {
	w.sheet.no = w.doc.No
	w.sheet.addressee = w.say("addressee", "name", w.doc.Data["applicant"])
	w.sheet.labels = labels{
		no: w.say("label.no"), verify: w.say("label.verify"), code: w.say("label.code"),
		page: w.say("label.page"), scan: w.say("label.scan"),
	}
	switch {
	case w.doc.Data["trial"] == "yes":
		w.sheet.mark, w.sheet.markNote = w.say("mark.trial"), w.say("mark.trial.note")
	case w.city.Demo:
		w.sheet.mark, w.sheet.markNote = w.say("mark.demo"), w.say("mark.demo.note")
	}
}

// end signs the paper, unless its kind has said who does.
func (w *writer) end() {
	w.sheet.date = w.day("day")
	if w.sheet.office == "" {
		w.sheet.office = w.department(w.doc.Data["department"], w.doc.Data["area"])
	}
}

func (w *writer) para(texts ...string) {
	w.add(block{paras: texts})
}

func (w *writer) add(b block) { w.sheet.blocks = append(w.sheet.blocks, b) }

// facts adds name-value lines; the names are text keys, lines without a value are left out.
func (w *writer) facts(pairs ...string) {
	var b block
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			b.facts = append(b.facts, fact{name: w.say("fact." + pairs[i]), value: pairs[i+1]})
		}
	}
	if len(b.facts) > 0 {
		w.add(b)
	}
}

// day writes a day of Data with its weekday, or nothing if it is not there.
func (w *writer) day(key string) string { return w.dayText(key, w.doc.Data[key]) }

func (w *writer) dayText(key, text string) string {
	if text == "" {
		return ""
	}
	d, err := calendar.ParseDay(text)
	if err != nil {
		w.missing.With(key, "document.no_day", "key", key)
		return ""
	}
	t := d.Time()
	return w.texts.Say("document.day", "y", t.Year(), "m", int(t.Month()), "d", t.Day(), "w", w.weekday(t.Weekday()))
}

// moment writes a time of Data, 2006-01-02 15:04, with its weekday.
func (w *writer) moment(key string) string {
	day, clock, _ := strings.Cut(w.doc.Data[key], " ")
	return w.texts.Say("document.moment", "day", w.dayText(key, day), "time", clock)
}

func (w *writer) weekday(d time.Weekday) string {
	return w.texts.Say("document.weekday." + strconv.Itoa(int(d)))
}

// length writes a number of days with its unit, as casework freezes them: promised_days, promised_unit.
func (w *writer) length(name string) string {
	n := w.doc.Data[name+"_days"]
	if n == "" {
		return ""
	}
	return w.texts.Say("document.unit."+w.doc.Data[name+"_unit"], "n", n)
}

// due writes a due day with its length, and that it may still move if its calendar is not published.
func (w *writer) due(name string) string {
	day := w.day(name + "_due")
	if day == "" {
		return ""
	}
	text := w.say("due", "day", day, "length", w.length(name))
	if w.doc.Data[name+"_provisional"] == "yes" {
		text += w.say("due.provisional")
	}
	return text
}

// law writes the article behind a ground slug, or nothing: the ground of a plain service may be unpublished.
func (w *writer) law(slug string) string {
	if key := "document.law." + slug; w.texts.Has(key) {
		return w.texts.Say(key)
	}
	if slug == "" || w.city.Names == nil {
		return ""
	}
	return w.city.Names.Reference(slug)
}

// grounds joins the laws that give the power, and what the officer named.
func (w *writer) grounds() string {
	var all []string
	seen := map[string]bool{}
	for _, g := range append(append([]string{}, w.doc.Lists["grounds"]...), w.doc.Data["grounds"]) {
		if name := w.law(g); name != "" {
			g = name
		}
		if g = strings.TrimSpace(g); g != "" && !seen[g] {
			seen[g] = true
			all = append(all, g)
		}
	}
	return strings.Join(all, w.say("comma"))
}

// department writes the full name of an office; a slug without a name is missing.
func (w *writer) department(slug, area string) string {
	return w.name("department", slug, func(n Names) string { return n.Department(slug, area) })
}

func (w *writer) material(key string) string {
	slug, _, _ := strings.Cut(key, "~") // the instance of what repeats is no part of the name
	return w.name("material", slug, func(n Names) string { return n.Material(slug) })
}

func (w *writer) field(slug string) string {
	return w.name("field", slug, func(n Names) string { return n.Field(slug) })
}

func (w *writer) area() string {
	slug := w.doc.Data["area"]
	return w.name("area", slug, func(n Names) string { return n.Area(slug) })
}

func (w *writer) name(of, slug string, find func(Names) string) string {
	if w.city.Names != nil {
		if name := find(w.city.Names); name != "" {
			return name
		}
	}
	w.missing.With(of, "document.no_name", "slug", slug)
	return ""
}

// licence says whether the item is a licence (行政许可), whose papers have their own words.
func (w *writer) licence() bool { return w.doc.Data["regime"] == "licence" }

// title takes the title of the kind; a licence may have its own.
func (w *writer) title(key string) {
	if own := "document." + key + ".licence"; w.licence() && w.texts.Has(own) {
		w.sheet.title = w.texts.Say(own)
		return
	}
	w.sheet.title = w.say(key)
}

// cell answers row i of a list, or nothing.
func (w *writer) cell(list string, i int) string {
	if rows := w.doc.Lists[list]; i < len(rows) {
		return rows[i]
	}
	return ""
}
