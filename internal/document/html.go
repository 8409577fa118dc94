package document

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"net/url"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
)

//go:embed sheet.html
var pages embed.FS

var sheetPage = template.Must(template.New("sheet.html").Funcs(template.FuncMap{
	"lines": func(s string) []string { return strings.Split(clean(s), "\n") },
}).ParseFS(pages, "sheet.html"))

// HTML answers the same content as an <article class="lb-paper">, the accessible original of the PDF, for
// the layout of a page. It begins with the title as <h1>. The faults are those of PDF without no_glyph.
func (r *Renderer) HTML(ctx context.Context, doc casework.Document, city City, verifyURL string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, err := compose(doc, city)
	if err != nil {
		return nil, err
	}
	texts := lang.Chinese()
	code, err := QRSVG(verifyURL, texts.Say("document.html.qr"))
	if err != nil {
		return nil, err
	}
	view := map[string]any{
		"Title": s.title, "No": s.no, "Addressee": s.addressee, "Blocks": blocks(s.blocks), "Office": s.office,
		"Remark": s.remark, "Date": s.date, "Mark": s.mark, "MarkNote": s.markNote, "URL": verifyURL,
		"QR": template.HTML(code), // made by QRSVG, which escapes what it is given
		"L": map[string]string{
			"No": s.labels.no, "Code": s.labels.code, "Verify": s.labels.verify, "Scan": s.labels.scan,
			"Foot": texts.Say("document.html.foot"),
		},
	}
	if u, err := url.Parse(verifyURL); err == nil {
		view["Code"] = spaced(u.Query().Get("code"))
	}
	var b bytes.Buffer
	if err := sheetPage.Execute(&b, view); err != nil {
		return nil, fault.Wrap(err, "show "+doc.No)
	}
	return b.Bytes(), nil
}

// blocks gives the template exported names.
func blocks(list []block) []map[string]any {
	out := make([]map[string]any, len(list))
	for i, b := range list {
		facts := make([]map[string]string, len(b.facts))
		for j, f := range b.facts {
			facts[j] = map[string]string{"Name": f.name, "Value": f.value}
		}
		out[i] = map[string]any{"Heading": b.heading, "Paras": b.paras, "Facts": facts}
		if b.table != nil {
			out[i]["Table"] = map[string]any{"Caption": b.table.caption, "Heads": b.table.heads, "Rows": b.table.rows}
		}
	}
	return out
}
