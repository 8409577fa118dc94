package document

import (
	"bytes"
	"fmt"
	"image/png"
	"path/filepath"
	"strings"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/crypt"
	"lianban/internal/domain/casework"
)

func TestMissingDataIsAnError(t *testing.T) {
	t.Parallel()
	r, docs := renderer(t), papers(t, "王小满")
	for _, doc := range docs {
		must := append(append([]string{}, everyPaper...), kinds[doc.Kind].data...)
		if doc.Slot != "" {
			must = append(must, itemPaper...)
		}
		for _, key := range must {
			broken := doc
			broken.Data = map[string]string{}
			for k, v := range doc.Data {
				broken.Data[k] = v
			}
			broken.Data[key] = " "
			_, err := r.HTML(t.Context(), broken, yantai, verifyAt)
			f := fault.Of(err)
			if f.Key != "document.incomplete" || len(f.Fields) == 0 || f.Fields[0].Name != key {
				t.Errorf("%s without %s: %v", doc.Kind, key, err)
			}
		}
	}
	supplement := find(t, docs, Supplement, nil)
	supplement.Lists = map[string][]string{"reasons": {"", "x"}, "rules": {"a"}}
	if _, err := r.HTML(t.Context(), supplement, yantai, verifyAt); fault.Of(err).Key != "document.incomplete" {
		t.Errorf("a defect without a reason: %v", err)
	}
	nameless := yantai
	nameless.Names = words{}
	if _, err := r.HTML(t.Context(), docs[0], nameless, verifyAt); fault.Of(err).Key != "document.incomplete" {
		t.Errorf("an office without a name: %v", err)
	}
	if _, err := r.HTML(t.Context(), casework.Document{Kind: "poem"}, yantai, verifyAt); fault.Of(err).Key != "document.unknown_kind" {
		t.Errorf("got %v", err)
	}
}

func TestEveryFaultAndTitleHasAText(t *testing.T) {
	t.Parallel()
	for _, key := range []string{
		"fault.document.incomplete", "fault.document.unknown_kind", "fault.document.no_glyph", "fault.document.no_font",
		"document.missing", "document.no_name", "document.no_day",
	} {
		if !lang.Chinese().Has(key) {
			t.Errorf("%s has no text", key)
		}
	}
}

func TestMarksFollowWhatIsReal(t *testing.T) {
	t.Parallel()
	doc := find(t, papers(t, "王小满"), Receipt, nil)
	realCity := yantai
	realCity.Demo = false
	for _, c := range []struct {
		city  City
		trial string
		mark  string
	}{{yantai, "no", "示例"}, {realCity, "no", ""}, {realCity, "yes", "演练"}} {
		d := doc
		d.Data = map[string]string{}
		for k, v := range doc.Data {
			d.Data[k] = v
		}
		d.Data["trial"] = c.trial
		s, err := compose(d, c.city)
		if err != nil || s.mark != c.mark {
			t.Errorf("%+v: mark %q, %v", c, s.mark, err)
		}
	}
}

func TestHTMLEscapesWhatPeopleWrote(t *testing.T) {
	t.Parallel()
	page, err := renderer(t).HTML(t.Context(), find(t, papers(t, `<script>alert("x")</script>`), Receipt, nil), yantai, verifyAt)
	if err != nil || bytes.Contains(page, []byte("<script")) || bytes.Contains(page, []byte(" style=")) {
		t.Errorf("%v %s", err, page)
	}
}

func TestLongPapersKeepEveryRow(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	doc := find(t, papers(t, "王小满"), Supplement, nil)
	doc.Lists = map[string][]string{}
	for i := range 60 {
		doc.Lists["materials"] = append(doc.Lists["materials"], "layout")
		doc.Lists["fields"] = append(doc.Lists["fields"], "")
		doc.Lists["reasons"] = append(doc.Lists["reasons"], fmt.Sprintf("R%03dR", i)+strings.Repeat("不清楚", i%12))
		doc.Lists["rules"] = append(doc.Lists["rules"], "第十二条")
	}
	doc.Lists["reasons"][7] = "R007R" + strings.Repeat("这一行比一页还长。", 500)
	pdf, err := r.PDF(t.Context(), doc, yantai, verifyAt)
	if err != nil {
		t.Fatal(err)
	}
	if r.fonts.main == nil {
		t.Skip("built without the font: run make assets")
	}
	printed := text(t, pdf)
	for i := range 60 {
		if !strings.Contains(printed, fmt.Sprintf("R%03dR", i)) {
			t.Errorf("row %d is lost", i)
		}
	}
	if n := strings.Count(dense(printed), "这一行比一页还长。"); n < 400 {
		t.Errorf("the long row lost its text: %d of 500 in one piece", n)
	}
	pages := strings.Count(printed, "\f")
	if !strings.Contains(dense(printed), fmt.Sprintf("第%d页，共%d页", pages, pages)) {
		t.Errorf("%d pages, but the last does not say so", pages)
	}
}

func TestVerifyCode(t *testing.T) {
	t.Parallel()
	keys, err := crypt.OpenKeys(filepath.Join(t.TempDir(), "ring.json"), crypt.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	doc := casework.Document{ID: "d1", No: "370602-20260929-00001-6-01A3", Kind: Acceptance}
	code := VerifyCode(keys, doc)
	if len(code) != 8 || !Verifies(keys, doc, code) || !Verifies(keys, doc, strings.ToLower(code[:4])+" "+code[4:]) {
		t.Errorf("%q does not verify", code)
	}
	other := doc
	other.No = "370602-20260929-00001-6-01A4"
	if Verifies(keys, other, code) || Verifies(keys, doc, "") || Verifies(keys, doc, "AAAAAAAA") {
		t.Error("a code belongs to one paper")
	}
	if got := VerifyURL("https://a.example/", doc.No, code); got != "https://a.example/verify?code="+code+"&no="+doc.No {
		t.Errorf("got %q", got)
	}
}

func TestQR(t *testing.T) {
	t.Parallel()
	b, err := QRPNG(verifyAt)
	if err != nil {
		t.Fatal(err)
	}
	if m, err := png.Decode(bytes.NewReader(b)); err != nil || m.Bounds().Dx() < 200 {
		t.Errorf("%v %v", m.Bounds(), err)
	}
	svg, err := QRSVG(verifyAt, `"核验"`)
	if err != nil || !strings.Contains(svg, `aria-label="&#34;核验&#34;"`) || strings.Contains(svg, "style=") {
		t.Errorf("%v %s", err, svg)
	}
}
