package rehearsal

import (
	"archive/zip"
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
	"strings"

	"lianban/internal/app/access"
	"lianban/internal/domain/material"
	"lianban/internal/store"
)

// enter signs a new played applicant in: a person, and for an enterprise's scenario one with an enterprise. Both are known to
// the registers by the names that the form may ask for.
func (p *play) enter(ctx context.Context, audience string) error {
	n := p.cast.next()
	id := access.Identity{
		Provider: "rehearsal", Kind: "person", Name: say("person"), IDNo: idNumber(n), Phone: "13800000000", Level: "L3",
	}
	known := map[string]string{"id_no": id.IDNo}
	if audience == "enterprise" {
		company := store.Company{USCC: uscc(n), Name: say("company"), Role: "legal_representative"}
		id.Companies = []store.Company{company}
		known["uscc"], known["company_name"] = company.USCC, company.Name
	}
	p.registers().knows.tell(known)
	who, err := p.Access.SignInPerson(ctx, id, true)
	if err != nil {
		return err
	}
	p.applicant = who.Principal
	p.applicant.Trial = true
	return nil
}

// paper is a file that a rule takes: a grey picture with a frame, or an empty page. name ends as the kind is called.
func paper(u *material.Rule) (ending string, content []byte) {
	rule := material.Default()
	if u != nil {
		rule = *u
	}
	takes := func(f string) bool { return len(rule.Formats) == 0 || slices.Contains(rule.Formats, f) }
	switch {
	case takes("png"), takes("jpg"), takes("jpeg"):
		side := max(600, int(rule.Pixels.Min))
		if rule.Pixels.Max > 0 {
			side = min(side, int(rule.Pixels.Max))
		}
		return picture(side, takes("png"), rule.Size.Min)
	case takes("pdf"):
		return "pdf", padded(emptyPage, rule.Size.Min)
	case takes("xlsx"):
		return "xlsx", emptySheet(rule.Size.Min)
	}
	return "dwg", padded([]byte("AC1032\x00\x00\x00\x00\x00"), max(128, rule.Size.Min))
}

// emptySheet is a table without rows.
func emptySheet(least int64) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [...]struct{ name, content string }{
		{"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"xl/workbook.xml", `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`},
		{"xl/padding", strings.Repeat(" ", int(least))},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(w, part.content)
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(err) // the same
	}
	return b.Bytes()
}

// padded adds nothing that matters, up to a size in bytes.
func padded(content []byte, least int64) []byte {
	if missing := least - int64(len(content)); missing > 0 {
		return append(slices.Clone(content), bytes.Repeat([]byte{'\n'}, int(missing))...)
	}
	return content
}

func picture(side int, isPNG bool, least int64) (string, []byte) {
	img := image.NewGray(image.Rect(0, 0, side, side*3/4))
	noise := uint32(1)
	for i := range img.Pix {
		img.Pix[i] = 0xe0
		if least > 0 { // noise does not compress: the file is as large as the rule wants it
			noise = noise*1664525 + 1013904223
			img.Pix[i] = uint8(noise >> 24)
		}
	}
	for x := range side {
		img.SetGray(x, 0, color.Gray{Y: 0x40})
	}
	var b bytes.Buffer
	if isPNG {
		_ = png.Encode(&b, img) // a buffer takes everything
		return "png", b.Bytes()
	}
	_ = jpeg.Encode(&b, img, nil) // the same
	return "jpg", b.Bytes()
}

var emptyPage = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
