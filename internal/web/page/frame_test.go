package page_test

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/web/page"
)

func frame() *page.Frame {
	return &page.Frame{Texts: lang.Chinese(), Door: page.Citizen, Home: "/", Title: "我的办件", Site: page.Site{Name: "烟台市政务服务", City: "烟台"}}
}

func TestTheSizeLinkKeepsTheQueryOfThePage(t *testing.T) {
	t.Parallel()
	f := frame()
	f.Here = "/scenarios?audience=person&page=2"
	if got := f.SizeHref(); got != "/scenarios?audience=person&page=2&size=large" {
		t.Error(got)
	}
	f.Large = true
	if got := f.SizeHref(); !strings.Contains(got, "size=normal") {
		t.Error(got)
	}
}

func TestTheTitleNamesTheSiteAndAFailure(t *testing.T) {
	t.Parallel()
	f := frame()
	if got := f.FullTitle(); got != "我的办件 – 烟台市政务服务" {
		t.Error(got)
	}
	f.Failed = true
	if got := f.FullTitle(); !strings.HasPrefix(got, "错误：我的办件") {
		t.Error(got)
	}
}

func TestRichMarksOnlyWhatIsMarkedAndEscapesTheRest(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"用时 |3| 天":         "用时 <strong>3</strong> 天",
		"|<b>|":            "<strong>&lt;b&gt;</strong>",
		"5 | 3":            "5  3", // a mark that nothing closes
		"138****2290":      "138****2290",
		"欧**满和|欧**满|、司**娜": "欧**满和<strong>欧**满</strong>、司**娜",
		"<script>x":        "&lt;script&gt;x",
		"|a| |b|。":         "<strong>a</strong> <strong>b</strong>。",
	} {
		text = strings.ReplaceAll(text, "|", lang.Mark)
		var b bytes.Buffer
		if err := page.Rich(text).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Errorf("%q: got %q, want %q", text, b.String(), want)
		}
	}
}

func TestEveryStateAndWayOfArrivalHasWordAndIcon(t *testing.T) {
	t.Parallel()
	f := frame()
	for _, code := range []page.StateCode{
		page.Done, page.Doing, page.WaitsYou, page.ChooseYou, page.WaitsOther, page.DueSoon, page.DueToday, page.Overdue, page.Paused,
		page.NotStarted, page.Refused, page.Declined, page.Ended, page.Lapsed, page.Withdrawn, page.Received, page.ResultSent, page.NotNeeded, page.Revoked,
	} {
		s := page.State{Code: code, N: 2, Who: "乙"}
		if w := s.Word(f); w == "" || strings.ContainsAny(w, "[]{}") {
			t.Errorf("%s: %q", code, w)
		}
		if s.Icon() == "" || !page.HasIcon(s.Icon()) || s.Tone() == "" {
			t.Errorf("%s has no icon or colour", code)
		}
	}
	for _, a := range []page.Arrival{page.Upload, page.Later, page.Commitment, page.Verified, page.Certificate, page.Result, page.Generated} {
		if w := a.Tag(f).Word; strings.ContainsAny(w, "[]") {
			t.Errorf("%s: %q", a, w)
		}
	}
}

func TestEveryErrorPageSaysWhatHappenedAndWhatToDo(t *testing.T) {
	t.Parallel()
	for _, status := range []int{403, 404, 409, 413, 422, 429, 500, 503} {
		tr := page.TroubleOf(frame(), status, nil, "n1")
		if tr.Say == "" || tr.Do == "" || strings.ContainsAny(tr.Say+tr.Do+tr.Kept, "[]{}") {
			t.Errorf("%d: %+v", status, tr)
		}
	}
	// a fault with words of its own says them; an internal one never shows its cause
	own := page.TroubleOf(frame(), http.StatusUnprocessableEntity, fault.New(fault.Invalid, "filing.not_complete"), "")
	if own.Say != lang.Chinese().Say("fault.filing.not_complete") {
		t.Error(own.Say)
	}
	if in := page.TroubleOf(frame(), 500, fault.New(fault.Internal, "internal"), ""); in.Say != lang.Chinese().Say("page.trouble.500.say") {
		t.Error(in.Say)
	}
}

func TestWidthsAreCutToClassesThatExist(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{-3: "w-0", 0: "w-0", 37: "w-37", 100: "w-100", 250: "w-100"} {
		if got := page.Width(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	if page.Start(0) != "" || page.Start(12) != "m-12" {
		t.Error("a bar that begins at the edge has no margin")
	}
}

func TestAFieldTiesItsReasonsAndErrorToItsControl(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	d := page.Field{Kind: page.Number, Name: "venue.area", Label: "面积", Unit: "平方米", Help: "看合同", Error: "填写面积", Value: "一百"}
	if err := page.FieldView(frame(), d).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`id="f-venue-area"`, `aria-describedby="f-venue-area-hint f-venue-area-error"`, `aria-invalid="true"`, `inputmode="decimal"`,
		`for="f-venue-area"`, `value="一百"`, "面积（平方米）", `govuk-form-group--error`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("missing %s in %s", want, b.String())
		}
	}
}

func TestAOneLineControlHasOneType(t *testing.T) {
	t.Parallel()
	for kind, want := range map[page.Kind]string{page.Secret: "password", page.Phone: "tel", page.Number: "text", page.Text: "text"} {
		var b bytes.Buffer
		if err := page.FieldView(frame(), page.Field{Kind: kind, Name: "x", Label: "名称"}).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		if html := b.String(); strings.Count(html, " type=") != 1 || !strings.Contains(html, ` type="`+want+`"`) || strings.Contains(html, " else") {
			t.Errorf("%s: %s", kind, html)
		}
	}
}
