package window

import (
	"strings"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/material"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// sayFault is the sentence of a fault.
func sayFault(err error) string {
	f := fault.Of(err)
	return lang.Chinese().SayMap("fault."+f.Key, f.Params)
}

// sayField says what is wrong with one field and how to mend it.
func sayField(key string, params map[string]string) string {
	texts := lang.Chinese()
	if texts.Has("fault." + key) {
		return texts.SayMap("fault."+key, params)
	}
	return texts.SayMap(key, params)
}

// problemsOf turns a fault into the lines of an error summary; one without fields is one line.
func problemsOf(err error) []page.Problem {
	if err == nil {
		return nil
	}
	f := fault.Of(err)
	var out []page.Problem
	for _, x := range f.Fields {
		out = append(out, page.Problem{Field: x.Name, Text: sayField(x.Key, x.Params)})
	}
	if len(out) == 0 {
		out = append(out, page.Problem{Text: sayFault(err)})
	}
	return out
}

// mark puts the words of the summary above their fields.
func mark(fields []page.Field, problems []page.Problem) {
	for i := range fields {
		for j := range problems {
			if name := strings.TrimSuffix(fields[i].Name, "[]"); problems[j].Field == name {
				fields[i].Error, problems[j].Field = problems[j].Text, fields[i].Name
			}
		}
	}
}

// ruleWords says what a file may be: JPG、PNG、PDF，不超过 10MB.
func ruleWords(u *material.Rule) string {
	if u == nil {
		return ""
	}
	var parts []string
	if len(u.Formats) > 0 {
		parts = append(parts, strings.ToUpper(strings.Join(u.Formats, say("comma"))))
	}
	if u.Size.Max > 0 {
		parts = append(parts, say("rule.size", "max", page.FileSize(u.Size.Max)))
	}
	return strings.Join(parts, say("rule.and"))
}

// joined lists words one behind the other.
func joined(words []string) string { return strings.Join(words, say("comma")) }

// limitWords writes a length of time.
func limitWords(l scenario.Limit) string {
	if l.Calendar {
		return say("limit.calendar", "n", l.Days)
	}
	return say("limit.working", "n", l.Days)
}

// materialName names a material of the plan, or a paper of the visit.
func materialName(m scenario.Material) string {
	switch m.Key {
	case filing.MandatePaper:
		return lang.Chinese().Say("filing.mandate_paper")
	case filing.SignedSheet:
		return say("confirm.sheet")
	}
	return m.Name
}
