package citizen

import (
	"strconv"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// say is a text of this door.
func say(key string, pairs ...any) string { return lang.Chinese().Say("citizen."+key, pairs...) }

func has(key string) bool { return lang.Chinese().Has("citizen." + key) }

// sayField says what is wrong with one field and how to mend it.
func sayField(x fault.Field) string {
	texts := lang.Chinese()
	for _, key := range []string{"fault." + x.Key, x.Key} {
		if texts.Has(key) {
			return texts.SayMap(key, x.Params)
		}
	}
	return texts.SayMap(x.Key, x.Params)
}

// sayFault is the sentence of a fault.
func sayFault(err error) string {
	f := fault.Of(err)
	return lang.Chinese().SayMap("fault."+f.Key, f.Params)
}

// problemsOf turns the fields of an Invalid fault into the lines of an error summary. A fault without fields is one line.
func problemsOf(err error) []page.Problem {
	f := fault.Of(err)
	if f.Kind != fault.Invalid {
		return nil
	}
	var out []page.Problem
	for _, x := range f.Fields {
		out = append(out, page.Problem{Field: x.Name, Text: sayField(x)})
	}
	if len(out) == 0 {
		out = append(out, page.Problem{Text: sayFault(err)})
	}
	return out
}

// day writes a day without its year: 10月9日.
func day(d calendar.Day) string {
	if d == 0 {
		return say("date.none")
	}
	t := d.Time()
	return say("date.day", "m", int(t.Month()), "d", t.Day())
}

// bindingDay writes a day that binds, with its weekday: 10月9日（周五）.
func bindingDay(d calendar.Day) string {
	if d == 0 {
		return say("date.none")
	}
	return say("date.binding", "day", day(d), "weekday", weekday(d))
}

func weekday(d calendar.Day) string {
	return lang.Chinese().Say("page.weekday." + strconv.Itoa((int(d.Weekday())+6)%7+1))
}

// moment writes when something happened: 9月29日 10:15, with the year when it is another one.
func (v *visit) moment(at time.Time) string {
	at = at.In(calendar.Zone)
	d := calendar.DayOf(at)
	words := say("date.moment", "day", day(d), "time", at.Format("15:04"))
	if d.Year() != v.today.Year() {
		return say("date.year", "y", d.Year(), "rest", words)
	}
	return words
}

// span writes a stretch of days: 9月22日, 9月22–24日, 9月30日–10月8日.
func span(from, to calendar.Day) string {
	switch {
	case to == 0 || from == to:
		return day(from)
	case from.Month() == to.Month() && from.Year() == to.Year():
		return say("date.span_month", "m", int(from.Month()), "from", from.Time().Day(), "to", to.Time().Day())
	}
	return say("date.span", "from", day(from), "to", day(to))
}

// masked hides the middle of a name: 王*军, 孙*. An enterprise's name is public and stays.
func masked(name string) string { return page.MaskName(name) }

// maskedID hides the middle of an identity number: 3706**********0823.
func maskedID(s string) string { return page.MaskID(s) }

// maskedPhone hides the middle of a telephone number: 138****2290.
func maskedPhone(s string) string { return page.MaskPhone(s) }

// fileSize writes the size of a file: 640KB, 1.8MB.
func fileSize(n int64) string { return page.FileSize(n) }

// sayText is a sentence of the compiler.
func sayText(t scenario.Text) string { return t.Say(lang.Chinese()) }

// joined lists names one behind the other.
func joined(names []string) string {
	return strings.Join(names, lang.Chinese().Say("filing.list_comma"))
}
