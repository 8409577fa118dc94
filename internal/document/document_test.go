package document

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
)

func TestEveryPaperOfCaseworkPrints(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	if r.fonts.main == nil {
		t.Skip("built without the font: run make assets")
	}
	seen := map[string]int{}
	for _, doc := range papers(t, "王小满") {
		seen[doc.Kind]++
		pdf, err := r.PDF(t.Context(), doc, yantai, verifyAt)
		if err != nil {
			t.Errorf("%s: %v", doc.Kind, err)
			continue
		}
		page, err := r.HTML(t.Context(), doc, yantai, verifyAt)
		if err != nil {
			t.Errorf("%s: %v", doc.Kind, err)
			continue
		}
		if dir := os.Getenv("LIANBAN_SHOW_PAPERS"); dir != "" {
			os.WriteFile(filepath.Join(dir, doc.No+".pdf"), pdf, 0o600)
			os.WriteFile(filepath.Join(dir, doc.No+".html"), page, 0o600)
		}
		printed, shown := dense(text(t, pdf)), dense(plain(t, page))
		s, err := compose(doc, yantai)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range append(contents(s), "ABCD EFGH") {
			if !strings.Contains(shown, dense(want)) {
				t.Errorf("%s: the HTML lacks %q", doc.Kind, want)
			}
			if !strings.Contains(printed, dense(want)) && !inTable(s, want) {
				t.Errorf("%s: the PDF lacks %q in %s", doc.Kind, want, printed)
			}
		}
		for _, leftover := range []string{"{", "}", "[document", "food_law_35", "xk32", "xk42"} {
			if strings.Contains(printed+shown, leftover) {
				t.Errorf("%s shows %q", doc.Kind, leftover)
			}
		}
	}
	for kind := range kinds {
		if seen[kind] == 0 {
			t.Errorf("casework issued no %s: the test does not cover it", kind)
		}
	}
}

// contents are the texts of a sheet that both forms must show.
func contents(s *sheet) []string {
	all := []string{s.title, s.no, s.addressee, s.office, s.date, s.remark, s.markNote}
	for _, b := range s.blocks {
		all = append(append(all, b.heading), b.paras...)
		for _, f := range b.facts {
			all = append(all, f.name, f.value)
		}
		if b.table != nil {
			all = append(all, b.table.caption)
			all = append(all, b.table.heads...)
			for _, row := range b.table.rows {
				all = append(all, row...)
			}
		}
	}
	return all
}

// inTable says whether a text stands in a cell or a value, whose lines pdftotext interleaves with those
// beside it when they wrap.
func inTable(s *sheet, want string) bool {
	for _, b := range s.blocks {
		for _, f := range b.facts {
			if f.value == want && len([]rune(want)) > 20 {
				return true
			}
		}
		if b.table == nil {
			continue
		}
		for _, row := range append(b.table.rows, b.table.heads) {
			for _, cell := range row {
				if cell == want && len([]rune(want)) > 6 {
					return true
				}
			}
		}
	}
	return false
}

// plain takes the tags off and proves that the HTML is well-formed.
func plain(t testing.TB, page []byte) string {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(bytes.ReplaceAll(page, []byte("<br>"), []byte("<br/>"))))
	d.Entity = xml.HTMLEntity
	var b strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatalf("the HTML is not well-formed: %v", err)
		}
		if c, ok := token.(xml.CharData); ok {
			b.Write(c)
		}
	}
}

func find(t testing.TB, docs []casework.Document, kind string, fits func(casework.Document) bool) casework.Document {
	t.Helper()
	for _, d := range docs {
		if d.Kind == kind && (fits == nil || fits(d)) {
			return d
		}
	}
	t.Fatalf("no %s", kind)
	return casework.Document{}
}

func TestPapersSayWhatTheLawWants(t *testing.T) {
	t.Parallel()
	r, docs := renderer(t), papers(t, "王小满")
	says := func(doc casework.Document, want ...string) {
		t.Helper()
		page, err := r.HTML(t.Context(), doc, yantai, verifyAt)
		if err != nil {
			t.Fatal(err)
		}
		shown := dense(plain(t, page))
		for _, w := range want {
			if not, ok := strings.CutPrefix(w, "!"); ok == strings.Contains(shown, dense(strings.TrimPrefix(w, "!"))) {
				t.Errorf("%s %s: %q in %s", doc.Kind, doc.Slot, not, shown)
			}
		}
	}
	deemed := func(d casework.Document) bool { return d.Data["deemed"] == "yes" }
	usual := func(d casework.Document) bool { return d.Data["deemed"] == "no" && d.Slot == "a" }
	says(find(t, docs, Receipt, nil), "收件凭证", "开办餐饮店", "芝罘区政务服务综合窗口", "等待前面事项办成", "2025年3月10日（星期一）",
		"窗口留存的纸件", "不动产权证书", "原件 2 份", "ZF-250303-007")
	says(find(t, docs, Acceptance, usual), "受理通知书", "芝罘区市场监督管理局", "2025年3月17日（星期一）（10个工作日）", "行政许可法》第三十二条第一款第五项")
	// nobody's silence becomes a notice in the office's name
	says(find(t, docs, Acceptance, deemed), "视为受理确认书", "烟台市联办平台", "第三十二条第一款第四项", "!芝罘区市场监督管理局")
	says(find(t, docs, Supplement, nil), "没有标出冷藏设备的位置", "设备布局和操作流程文件", "店面使用面积", "同上", "15个工作日")
	says(find(t, docs, DecisionRefuse, nil), "不予行政许可决定书", "操作间与厕所相通", "行政复议", "60日内", "行政诉讼", "6个月内")
	licence := func(d casework.Document) bool { return d.Slot == "a" }
	filing := func(d casework.Document) bool { return d.Slot == "d" }
	says(find(t, docs, DecisionGrant, licence), "准予行政许可决定书", "食品安全法》第三十五条", "食品经营许可证", "第四十四条")
	says(find(t, docs, DecisionGrant, filing), "准予决定书", "!行政许可法")
	says(find(t, docs, NonAcceptance, func(d casework.Document) bool { return d.Slot == "e" }), "不予受理", "山东省示例部门", "行政复议")
	says(find(t, docs, Certificate, nil), "食品经营许可证", "王小满", "立春小馆")
	says(find(t, docs, SpecialProcedure, nil), "特别程序告知书", "水质检测", "5个工作日", "2025年3月10日", "第四十五条", "!xk45")
	says(find(t, docs, HearingRight, nil), "听证告知书", "相邻住户的采光", "不收费", "第四十七条")
	says(find(t, docs, HearingNotice, nil), "听证通知书", "2025年3月13日", "09:30", "三楼听证室", "第四十八条")
	agency := func(d casework.Document) bool { return d.Slot == "x" }
	says(find(t, docs, Extension, agency), "延期告知书", "延长10个工作日", "本机关负责人", "芝罘区市场监督管理局")
	says(find(t, docs, Extension, func(d casework.Document) bool { return d.Slot == "" }), "延长15个工作日", "芝罘区人民政府")
	says(find(t, docs, Clarification, nil), "补充说明通知书", "后厨的排水接到哪里")
	says(find(t, docs, Withdrawal, nil), "撤回申请确认书", "暂时不开店")
}

func TestTheSamePaperGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	docs := papers(t, "王小满")
	other, err := NewRenderer(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range []casework.Document{find(t, docs, Receipt, nil), find(t, docs, DecisionRefuse, nil)} {
		var results [4][]byte
		var wg sync.WaitGroup
		for i := range results {
			wg.Go(func() {
				r := renderer(t)
				if i == 0 {
					r = other
				}
				var err error
				if results[i], err = r.PDF(t.Context(), doc, yantai, verifyAt); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for i := 1; i < len(results); i++ {
			if !bytes.Equal(results[0], results[i]) {
				t.Errorf("%s: print %d differs", doc.Kind, i)
			}
		}
	}
}

// TestRareCharactersAreDrawn: 𠮷 (above U+FFFF) and 𬎆 stand in names of GB 18030-2022; the text font lacks both.
func TestRareCharactersAreDrawn(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	if len(r.fonts.fallbacks) == 0 || r.fonts.main == nil {
		t.Skip("needs the built font and fonts-noto-cjk")
	}
	paths := func(name string) (int, []rune) {
		doc := find(t, papers(t, name), Receipt, nil)
		pdf, err := r.PDF(t.Context(), doc, yantai, verifyAt)
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := r.Drawn(doc, yantai)
		if err != nil {
			t.Fatal(err)
		}
		return strokes(t, pdf), drawn
	}
	usual, none := paths("王小满")
	rare, drawn := paths("𠮷小𬎆")
	if len(none) != 0 || string(drawn) != "𠮷𬎆" {
		t.Errorf("drawn: %q and %q", string(none), string(drawn))
	}
	if rare <= usual+10 {
		t.Errorf("%d strokes with rare characters, %d without: they were not drawn", rare, usual)
	}
}

var stream = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)

// strokes counts the lines and curves of outlines in the page contents of a PDF.
func strokes(t testing.TB, pdf []byte) int {
	t.Helper()
	n := 0
	for _, m := range stream.FindAllSubmatch(pdf, -1) {
		n += len(regexp.MustCompile(`(?m) [lcv] *$`).FindAll(inflate(m[1]), -1))
	}
	return n
}

func TestACharacterThatNoFontHasIsAFault(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	doc := find(t, papers(t, "王\U000F0001"), Receipt, nil) // of the private plane
	_, err := r.PDF(t.Context(), doc, yantai, verifyAt)
	f := fault.Of(err)
	if f.Key != "document.no_glyph" || f.Params["code"] != "U+F0001" {
		t.Errorf("got %v", err)
	}
	if _, err := r.HTML(t.Context(), doc, yantai, verifyAt); err != nil {
		t.Errorf("the accessible form still works: %v", err)
	}
}

func TestWithoutItsFontPapersAreDrawnOrRefused(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	if len(r.fonts.fallbacks) == 0 {
		t.Skip("needs fonts-noto-cjk")
	}
	bare := &Renderer{fonts: &fonts{fallbacks: r.fonts.fallbacks}}
	pdf, err := bare.PDF(t.Context(), find(t, papers(t, "王小满"), Receipt, nil), yantai, verifyAt)
	if err != nil || strokes(t, pdf) < 500 {
		t.Errorf("outlines alone must do: %v", err)
	}
	if (&fonts{}).writesChinese() {
		t.Error("no font writes nothing")
	}
	if _, err := NewRenderer(Options{FontPath: filepath.Join(t.TempDir(), "none.ttf")}); fault.Of(err).Key != "document.no_font" {
		t.Errorf("a configured font that is not there: %v", err)
	}
}

func TestPapersOfPromisesNameThePapersAndTheDay(t *testing.T) {
	t.Parallel()
	docs := papers(t, "王小满")
	for kind, want := range map[string][]string{
		GapPromise:   {"容缺受理承诺书", "设备布局和操作流程文件", "5个工作日", "承诺人：王小满"},
		Acceptance:   {"容缺受理通知书", "设备布局和操作流程文件", "2025年3月10日"},
		Termination:  {"终止办理通知书", "2025年3月10日", "行政复议"},
		Commitment:   {"告知承诺书", "符合消防技术标准", "1个工作日"},
		BreachNotice: {"整改通知书", "灭火器不足两具"},
		Certificate:  {"第2版", "立村小馆", "以前的版本作废"},
		Revocation:   {"撤销行政许可决定书", "听取本人陈述", "退还制证费用"},
	} {
		doc := find(t, docs, kind, func(d casework.Document) bool {
			return d.Slot == "p" || d.Slot == "q" && (kind != Acceptance && (kind != Certificate || d.Data["version"] != ""))
		})
		html, err := renderer(t).HTML(t.Context(), doc, yantai, verifyAt)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		shown := dense(plain(t, html))
		for _, w := range want {
			if !strings.Contains(shown, dense(w)) {
				t.Errorf("%s does not say %q: %s", kind, w, shown)
			}
		}
	}
}
