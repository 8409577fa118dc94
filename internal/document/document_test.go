package document

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/crypt"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
	"lianban/internal/domain/casework"
)

// words are the names of a small city.
type words map[string]string

func (w words) Department(slug, area string) string {
	if w[slug] == "" || w[area] == "" {
		return ""
	}
	return w[area] + w[slug]
}
func (w words) Area(slug string) string      { return w[slug] }
func (w words) Material(slug string) string  { return w["material."+slug] }
func (w words) Field(slug string) string     { return w["field."+slug] }
func (w words) Reference(slug string) string { return w["law."+slug] }

var yantai = City{Name: "烟台市", Demo: true, Names: words{
	"zhifu": "芝罘区", "market": "市场监督管理局", "fire": "消防救援大队",
	"material.food_licence": "食品经营许可证", "material.layout": "设备布局和操作流程文件", "field.venue_area": "店面使用面积",
	"law.food_law_35": "《中华人民共和国食品安全法》第三十五条",
}}

const verifyAt = "https://lianban.example/verify?code=ABCDEFGH&no=370602-20260929-00001-6-01A3"

var (
	citizen = casework.Actor{Kind: "applicant", Role: casework.Own, ID: "p1", Name: "王小满"}
	checker = casework.Actor{Kind: "staff", Role: casework.Answer, ID: "s1", Name: "受理岗"}
	officer = casework.Actor{Kind: "staff", Role: casework.Handle, ID: "s2", Name: "承办岗"}
	signer  = casework.Actor{Kind: "staff", Role: casework.Sign, ID: "s3", Name: "签发岗"}
)

// office plays casework, so that the papers under test are those that it really issues.
type office struct {
	t   testing.TB
	e   casework.Engine
	c   *casework.Case
	day calendar.Day
	ids int
	all []casework.Document
}

func (o *office) moment() casework.Moment {
	return casework.Moment{
		At: o.day.Time().Add(10 * time.Hour), Salt: func() string { return "salt" },
		NewID: func() string { o.ids++; return fmt.Sprintf("id-%d", o.ids) },
	}
}

func (o *office) take(ch casework.Change, err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
	o.c, o.all = ch.Case, append(o.all, ch.Documents...)
}

// item is one item of the case, as the plan has it.
func item(slot, regime string) *casework.ItemCase {
	return &casework.ItemCase{
		Slot: slot, Item: slot, Name: "食品经营许可（新办）" + slot, Department: "market", Area: "zhifu", Regime: regime,
		SignOff: 2, Gives: []string{"food_licence"}, Grounds: []string{"food_law_35"},
		Promised: casework.Limit{Days: 10}, Statutory: casework.Limit{Days: 20, Source: "xk42_1"},
	}
}

// papers lets casework handle one case so that every kind of paper is issued, by an applicant of this name.
func papers(t testing.TB, applicant string) []casework.Document {
	t.Helper()
	o := &office{t: t, e: casework.Engine{Cal: calendartest.City(), Params: casework.DefaultParameters()}, day: calendar.MustDay("2025-03-03")}
	c := &casework.Case{
		No: ident.NewCaseNo("370602", o.day.Time(), 1), Scenario: "restaurant", ScenarioName: "开办餐饮店", Area: "zhifu",
		Channel: "portal", Applicant: casework.Applicant{Person: "p1", Name: applicant, Kind: "person"}, Subject: "立春小馆",
		Items: []*casework.ItemCase{
			item("a", "licence"), item("b", "licence"), item("c", "licence"), item("d", "filing"), item("e", "licence"),
			item("f", "licence"), item("g", "licence"), item("h", "filing"), item("w", "licence"),
		},
		Edges: []casework.Edge{{From: "a", To: "w", Gate: casework.GateStart, OnFail: "lapse"}},
	}
	o.take(o.e.Submit(o.moment(), citizen, casework.SubmitInput{Case: c, OrderAgreed: true, SnapshotHash: "x"}))
	at := func(slot string) casework.Target { return casework.Target{Slot: slot} }
	defects := []casework.Defect{
		{Material: "layout", Reason: "没有标出冷藏设备的位置", Rule: "《食品经营许可和备案管理办法》第十二条"},
		{Field: "venue_area", Reason: "与平面图不一致", Rule: "同上"},
	}
	o.take(o.e.RequestSupplement(o.c, o.moment(), checker, casework.RequestSupplementInput{Target: at("a"), Defects: defects}))
	o.take(o.e.Supply(o.c, o.moment(), citizen, casework.SupplyInput{Target: at("a"), Answered: []string{"layout", "venue_area"}}))
	for _, slot := range []string{"a", "b", "d"} {
		o.take(o.e.Accept(o.c, o.moment(), checker, casework.AcceptInput{Target: at(slot)}))
	}
	o.take(o.e.ProposeGrant(o.c, o.moment(), officer, casework.ProposeGrantInput{Target: at("a"), Opinion: "同意"}))
	o.take(o.e.Grant(o.c, o.moment(), signer, casework.GrantInput{Target: at("a")}))
	o.take(o.e.ProposeGrant(o.c, o.moment(), officer, casework.ProposeGrantInput{Target: at("d"), Opinion: "同意"}))
	o.take(o.e.Grant(o.c, o.moment(), signer, casework.GrantInput{Target: at("d")}))
	o.take(o.e.ProposeRefuse(o.c, o.moment(), officer, casework.ProposeRefuseInput{
		Target: at("b"), Reason: "操作间与厕所相通，不符合卫生要求", Grounds: "《食品经营许可和备案管理办法》第十一条",
	}))
	o.take(o.e.Refuse(o.c, o.moment(), signer, casework.RefuseInput{Target: at("b")}))
	o.take(o.e.Decline(o.c, o.moment(), checker, casework.DeclineInput{Target: at("c"), Reason: "申请人在限制申请期内", Grounds: "《中华人民共和国行政许可法》第七十八条"}))
	o.take(o.e.ReturnToRightBody(o.c, o.moment(), checker, casework.ReturnInput{Target: at("e"), Body: "山东省示例部门", Reason: "不属于本部门职权"}))
	o.take(o.e.DeclareNotNeeded(o.c, o.moment(), checker, casework.DeclareNotNeededInput{Target: at("f"), Reason: "这项许可已经取消"}))
	o.take(o.e.Withdraw(o.c, o.moment(), citizen, casework.WithdrawInput{Target: at("h"), Reason: "暂时不开店"}))
	o.day = calendar.MustDay("2025-03-17") // nobody answered g: it is accepted by silence
	ch, err := o.e.Settle(o.c, o.moment())
	o.take(ch, err)
	return o.all
}

func renderer(t testing.TB) *Renderer {
	t.Helper()
	r, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var shared = sync.OnceValues(func() (*Renderer, error) { return NewRenderer(Options{}) })

// text runs pdftotext, as a reader or a search engine would.
func text(t testing.TB, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is missing: apt-get install poppler-utils")
	}
	cmd := exec.Command(tool, "-layout", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// dense takes white space out, so that line breaks do not matter.
func dense(s string) string { return strings.Join(strings.Fields(s), "") }

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
	says(find(t, docs, Receipt, nil), "收件凭证", "开办餐饮店", "芝罘区政务服务综合窗口", "等待前面事项办成", "2025年3月10日（星期一）")
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
