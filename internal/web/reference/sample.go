package reference

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// deepest bounds how far samples go into objects inside objects.
const deepest = 3

// sample writes a body with the members that it must have, as a place to begin.
func (d *document) sample(s schema) string {
	var b bytes.Buffer
	d.write(&b, s, 0)
	var out bytes.Buffer
	if json.Indent(&out, b.Bytes(), "", "  ") != nil {
		return ""
	}
	return out.String()
}

func (d *document) write(b *bytes.Buffer, s schema, depth int) {
	if s.Ref != "" {
		s = d.Components.Schemas[name(s.Ref)]
	}
	switch {
	case len(s.Enum) > 0:
		word, _ := json.Marshal(s.Enum[0]) // it was read from JSON
		b.Write(word)
	case s.Type.is("object"):
		d.writeObject(b, s, depth)
	case s.Type.is("array"):
		b.WriteByte('[')
		if s.Items != nil && depth < deepest {
			d.write(b, *s.Items, depth+1)
		}
		b.WriteByte(']')
	case s.Type.is("integer"), s.Type.is("number"):
		b.WriteString("1")
	case s.Type.is("boolean"):
		b.WriteString("true")
	default:
		b.WriteString(`"…"`)
	}
}

func (d *document) writeObject(b *bytes.Buffer, s schema, depth int) {
	b.WriteByte('{')
	n := 0
	for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
		if !slices.Contains(s.Required, key) || depth >= deepest {
			continue
		}
		if n++; n > 1 {
			b.WriteByte(',')
		}
		word, _ := json.Marshal(key)
		b.Write(word)
		b.WriteByte(':')
		d.write(b, s.Properties[key], depth+1)
	}
	b.WriteByte('}')
}

// call writes an operation as a line for a shell; what is in capitals is to be filled in.
func (d *document) call(base, path, method string, op operation, body string) string {
	path = strings.NewReplacer("{", "$", "}", "").Replace(path)
	i := strings.IndexByte(path, '$')
	if i >= 0 {
		path = path[:i] + upper(path[i:])
	}
	var b strings.Builder
	b.WriteString("curl")
	if method != "GET" {
		b.WriteString(" -X " + method)
	}
	if !public(op) {
		b.WriteString(` -H "Authorization: Bearer $TOKEN"`)
	}
	switch {
	case body != "":
		b.WriteString(" -H 'Content-Type: application/json' --data @body.json")
	case op.RequestBody != nil:
		b.WriteString(" -F file=@file.pdf")
	}
	b.WriteString(` "` + base + path + `"`)
	return b.String()
}

// upper writes the names of a path in capitals and leaves its words: $DRAFT/sections/$SECTION.
func upper(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "$") {
			parts[i] = strings.ToUpper(p)
		}
	}
	return strings.Join(parts, "/")
}

// public says whether an operation answers without a token.
func public(op operation) bool {
	return slices.ContainsFunc(op.Security, func(way map[string][]string) bool { return len(way) == 0 })
}
