package citizen_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// small is somebody who opens a small shop without a sign: two items, one after the other.
var small = url.Values{"area": {"zhifu"}, "applicant": {"owner"}, "catering_size": {"small"}, "venue_area": {"60"}, "wants_sign": {"no"}}

// start answers the guide, signs in on the way and begins the draft.
func (b *browser) start() {
	b.t.Helper()
	b.open("/scenarios/restaurant")
	b.want(http.StatusOK, "/scenarios/restaurant", "还有")
	b.post("/scenarios/restaurant/update-plan", small)
	b.want(http.StatusOK, "/scenarios/restaurant?plan=", "方案已更新", "食品小经营登记")
	to, values, _ := b.form("/drafts/start")
	b.post(to, values)
	if strings.HasPrefix(b.at, "/drafts/start?") { // one is open already
		to, values, _ = b.form("/drafts/start")
		b.post(to, values)
	}
	b.want(http.StatusOK, "/drafts/")
}

// fillForm goes through every section to the materials.
func (b *browser) fillForm() {
	b.t.Helper()
	for range 10 {
		if strings.HasSuffix(b.at, "/materials") {
			return
		}
		to, values, inside := b.form("/save")
		fill(values, inside)
		b.post(to, values)
		b.want(http.StatusOK, "/drafts/")
	}
	b.t.Fatal("the form has no end")
}

var uploadForm = regexp.MustCompile(`action="([^"]*/upload)"`)

// handInAll uploads a file for every paper that is open and goes on to the check page.
func (b *browser) handInAll() {
	b.t.Helper()
	for _, m := range uploadForm.FindAllStringSubmatch(b.html, -1) {
		b.upload(m[1], "材料.pdf", paper)
		b.want(http.StatusOK, "/drafts/")
	}
	to, values, _ := b.form("/continue")
	b.post(to, values)
	b.want(http.StatusOK, "/drafts/", "怎样领取结果")
	to, values, _ = b.form("/delivery/save")
	values.Set("way", "window")
	b.post(to, values)
	b.want(http.StatusOK, "/drafts/", "核对后提交", "窗口领取")
}

// file goes the whole way and answers the address of the case.
func (b *browser) file() string {
	b.t.Helper()
	b.start()
	b.fillForm()
	b.handInAll()
	to, values, inside := b.form("/submit")
	fill(values, inside)
	b.post(to, values)
	b.want(http.StatusOK, "/cases/", "已提交", "370602-20260310-")
	return strings.TrimSuffix(b.at, "/receipt")
}

func TestAnApplicantFilesWithPlainForms(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	at := b.file()
	b.open(at)
	b.want(http.StatusOK, at, "营业执照信息核验", "已收件", "等前一项", "收件凭证")
	for page, words := range map[string]string{
		"/journal": "记录完整", "/results": "证照和文书", "/withdraw": "确认撤回", "/items/licence_check.verify": "营业执照信息核验",
		"/items/licence_check.verify/clock": "一天一天数",
	} {
		b.open(at + page)
		b.want(http.StatusOK, at+page, words)
	}
	for page, words := range map[string]string{"/": "正在办理", "/cases": "开办餐饮店", "/me": "张*春", "/me/messages": "已提交", "/drafts": "没填完的会存在这里"} {
		b.open(page)
		b.want(http.StatusOK, page, words)
	}
	b.open(at)
	document := regexp.MustCompile(`/documents/[0-9a-f-]+`).FindString(b.html)
	b.open(document)
	b.want(http.StatusOK, document, "paper receipt")
	b.open(document + "/pdf")
	b.want(http.StatusOK, document, "%PDF-1.7 receipt")
}

func TestWhatCannotBeUsedIsShownWithItsCureAndKept(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	wrong := url.Values{"area": {"zhifu"}, "catering_size": {"small"}, "venue_area": {"一百二"}, "wants_sign": {"no"}}
	b.post("/scenarios/restaurant/update-plan", wrong)
	b.want(http.StatusUnprocessableEntity, "/scenarios/", "<title>错误：", `value="一百二"`, "只填数字")

	b.signIn("zhang")
	b.open("/scenarios/restaurant")
	to, values, _ := b.form("/drafts/start") // no question is answered
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, "/drafts/start", "有 3 处需要修改")

	b.start()
	to, values, _ = b.form("/save")
	values.Set("contact_phone", "12")
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, to, "<title>错误：", `value="12"`, "govuk-error-summary")

	later, _ := strings.CutSuffix(to, "/save")
	b.post(later+"/save-later", values)
	b.want(http.StatusOK, "/drafts", "开办餐饮店")
	b.open(later)
	b.want(http.StatusOK, later, `value="12"`)

	b.fillForm()
	up := uploadForm.FindStringSubmatch(b.html)[1]
	b.upload(up, "", nil)
	b.want(http.StatusUnprocessableEntity, up, "先选一个文件")
	b.upload(up, "坏.exe", []byte("MZ\x90\x00 not a picture"))
	b.want(http.StatusUnprocessableEntity, up, "<title>错误：")
	b.open(strings.Split(up, "/materials/")[0] + "/check")
	b.want(http.StatusOK, "/drafts/", "没有完成", "去补完")

	b.open(strings.Split(up, "/materials/")[0] + "/materials")
	b.handInAll()
	to, values, _ = b.form("/submit")
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, to, "<title>错误：", "勾选")
	values.Set("shown", "something else")
	for _, box := range []string{"declared", "informed", "order"} {
		values.Set(box, "yes")
	}
	b.post(to, values)
	b.want(http.StatusConflict, to, "请再核对一遍")
}

func TestAnswersOfADraftCanBeChanged(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	b.start()
	draft := b.at[:strings.LastIndex(b.at, "/")]
	b.open(draft + "/plan")
	to, values, _ := b.form("/plan/save")
	for key, value := range small {
		values[key] = value
	}
	values.Set("wants_sign", "yes")
	b.post(to, values)
	b.want(http.StatusOK, draft)
	b.open(draft + "/check")
	b.want(http.StatusOK, draft, "户外招牌")
}

func TestWhatIsSomebodysIsNobodyElses(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	owner := h.browser()
	owner.signIn("zhang")
	at := owner.file()
	owner.open(at)
	document := regexp.MustCompile(`/documents/[0-9a-f-]+`).FindString(owner.html)
	owner.start()
	draft := owner.at[:strings.LastIndex(owner.at, "/")]

	other := h.browser()
	other.signIn("li")
	for _, path := range []string{at, at + "/journal", at + "/results", at + "/receipt", at + "/withdraw", at + "/archive", at + "/change-delivery", document, document + "/pdf", draft, draft + "/check", draft + "/continue-elsewhere"} {
		other.open(path)
		other.want(http.StatusNotFound, path)
	}
	other.post(at+"/withdraw", url.Values{})
	other.want(http.StatusNotFound, at)

	stranger := h.browser()
	stranger.open(at)
	stranger.want(http.StatusOK, "/login?back="+url.QueryEscape(at))
	stranger.post(draft+"/discard", url.Values{})
	stranger.want(http.StatusOK, "/login?back=")
}

func TestLoginNeedsTheNoticeAndLeadsBackOnlyInside(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.post("/login", url.Values{"person": {"zhang"}, "back": {"/cases"}})
	b.want(http.StatusUnprocessableEntity, "/login", "<title>错误：登录")
	b.post("/login", url.Values{"person": {"zhang"}, "notice": {"yes"}, "back": {"https://elsewhere.example/"}})
	b.want(http.StatusOK, "/", "您要办哪件事")
	if b.at != "/" {
		t.Errorf("led to %s", b.at)
	}
	b.open("/login?back=//elsewhere.example")
	b.want(http.StatusOK, "/")
	b.post("/logout", url.Values{})
	b.open("/me")
	b.want(http.StatusOK, "/login?back=%2Fme")
}

func TestAnswersFromTheProviderNeedOurState(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.open("/login/test?person=zhang&state=guessed")
	b.want(http.StatusOK, "/login")
	b.open("/me")
	b.want(http.StatusOK, "/login")
}

func TestAPaperIsVerifiedWithoutSayingMoreThanItDoes(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	at := b.file()
	b.open(at + "/results")
	no := regexp.MustCompile(`370602-20260310-\d+-\d-00R\d+`).FindString(b.html)
	anybody := b.house.browser()
	anybody.open("/verify?code=right&no=" + no)
	anybody.want(http.StatusOK, "/verify", "这份文书是真的", no)
	if strings.Contains(anybody.html, "张立春") {
		t.Error("the answer names the person")
	}
	anybody.post("/verify", url.Values{"no": {no}, "code": {"wrong"}})
	wrongCode := anybody.main()
	anybody.post("/verify", url.Values{"no": {"370602-20260310-99999-0-00R1"}, "code": {"wrong"}})
	if got := strings.ReplaceAll(anybody.main(), "370602-20260310-99999-0-00R1", no); got != wrongCode {
		t.Errorf("a wrong number and a wrong code get different answers:\n%s\n%s", wrongCode, got)
	}
	anybody.post("/verify", url.Values{"no": {no}})
	anybody.want(http.StatusUnprocessableEntity, "/verify", "填写查验码")
}

// officer is somebody of the market department who can do everything.
func (h *house) officer() permission.Principal {
	h.t.Helper()
	m, err := h.access.AddStaff(h.t.Context(), access.NewStaff{
		Login: "lin", Name: "林晓", Password: "long enough", Hash: "none", Department: "market", Area: "zhifu",
		Posts: []permission.Post{{Area: "zhifu", Department: "market", EveryScenario: true, Permissions: []permission.Permission{permission.Answer, permission.Handle}}},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	who, err := h.access.PrincipalOfStaff(h.t.Context(), m.ID, m.Epoch)
	if err != nil {
		h.t.Fatal(err)
	}
	return who.Principal
}

func TestASupplementIsAskedAndAnswered(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signIn("zhang")
	at := b.file()
	no, _ := ident.ParseCaseNo(strings.TrimPrefix(at, "/cases/"))
	_, err := h.handling.RequestSupplement(t.Context(), h.officer(), handling.Target{No: no, Slot: "licence_check.verify"},
		[]casework.Defect{{Material: "business_licence", Reason: "照片看不清", Rule: "《市场主体登记管理条例》第二十二条"}})
	if err != nil {
		t.Fatal(err)
	}
	b.open("/")
	b.want(http.StatusOK, "/", "需要您补充 1 份材料", "现在补充")
	b.open(at)
	b.want(http.StatusOK, at, "等您补充", "照片看不清。")
	here := at + "/supplements/licence_check.verify"
	b.open(here)
	b.want(http.StatusOK, here, "照片看不清")
	to, values, _ := b.form("/submit")
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, to, "<title>错误：")
	b.open(here)
	b.upload(uploadForm.FindStringSubmatch(b.html)[1], "执照.pdf", paper)
	b.want(http.StatusOK, here, "执照.pdf")
	to, values, _ = b.form("/submit")
	b.post(to, values)
	b.want(http.StatusOK, at, "您补充了")
	b.open(here)
	b.want(http.StatusConflict, here)
}

func TestAQuestionIsAnsweredAndAHearingAskedFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signIn("zhang")
	at := b.file()
	no, _ := ident.ParseCaseNo(strings.TrimPrefix(at, "/cases/"))
	target := handling.Target{No: no, Slot: "licence_check.verify"}
	desk := h.officer()
	for _, act := range []func() (*casework.Case, error){
		func() (*casework.Case, error) { return h.handling.Accept(t.Context(), desk, target) },
		func() (*casework.Case, error) {
			return h.handling.AskClarification(t.Context(), desk, target, casework.AskClarificationInput{Question: "后厨在哪一层？"})
		},
		func() (*casework.Case, error) {
			return h.handling.TellHearingRight(t.Context(), desk, target, casework.TellHearingRightInput{Whose: "applicant", Matter: "拟不予办理"})
		},
	} {
		if _, err := act(); err != nil {
			t.Fatal(err)
		}
	}
	b.open(at)
	b.want(http.StatusOK, at, "后厨在哪一层？", "去说明", "申请听证")
	item := at + "/items/licence_check.verify"
	b.open(item + "/clarify")
	b.want(http.StatusOK, item+"/clarify", "后厨在哪一层？", "只问这一次")
	to, values, _ := b.form("/clarify")
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, to, "<title>错误：", "写上您的说明")
	values.Set("clarification", "在一层")
	b.post(to, values)
	b.want(http.StatusOK, item, "在一层")
	b.open(item + "/request-hearing")
	b.want(http.StatusOK, item+"/request-hearing", "拟不予办理", "不收费")
	to, values, _ = b.form("/request-hearing")
	b.post(to, values)
	b.want(http.StatusOK, item, "已申请，等部门定时间")
	b.open(item + "/request-hearing")
	b.want(http.StatusConflict, item+"/request-hearing")
}

func TestAWithdrawalSaysItsEffectFirst(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	at := b.file()
	b.open(at + "/items/licence_check.verify/withdraw")
	b.want(http.StatusOK, at, "这一项停止办理", "食品小经营登记")
	b.open(at + "/withdraw")
	to, values, _ := b.form("/withdraw")
	values.Set("reason", "不开店了")
	b.post(to, values)
	b.want(http.StatusOK, at, "已撤回")
	b.open("/cases")
	b.want(http.StatusOK, "/cases", "已撤回")
}

func TestSearchFindsEverydayWords(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	for words, name := range map[string]string{"开饭店": "开办餐饮店", "我想开个饭店": "开办餐饮店", "生孩子": "新生儿出生", "新生儿": "新生儿出生"} {
		b.open("/search?q=" + url.QueryEscape(words))
		b.want(http.StatusOK, "/search", "找到", name)
	}
	b.open("/search?q=" + url.QueryEscape("造飞船"))
	b.want(http.StatusOK, "/search", "没有找到“造飞船”", "12345")
	b.open("/scenarios?audience=person&unknown=1&only=nonsense")
	b.want(http.StatusOK, "/scenarios", "新生儿出生")
	if strings.Contains(b.html, "开办餐饮店") {
		t.Error("the filter lets an enterprise's scenario through")
	}
}

func TestPagesThatAreNotThereSaySo(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	for _, path := range []string{"/nope", "/scenarios/nope", "/stages/yantai_2024/nope", "/stages/nope/birth", "/scenarios/restaurant/items/nope", "/scenarios/restaurant/materials/nope"} {
		b.open(path)
		b.want(http.StatusNotFound, path, "12345")
	}
	for _, path := range []string{"/menu", "/sitemap", "/privacy", "/accessibility", "/about-demo", "/scenarios/restaurant/items/licence_check.verify"} {
		b.open(path)
		b.want(http.StatusOK, path)
	}
}

func TestLargeTextIsRemembered(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.open("/scenarios?audience=person&size=large")
	b.want(http.StatusOK, "/scenarios?audience=person", `data-size="large"`)
	b.open("/")
	b.want(http.StatusOK, "/", `data-size="large"`, "普通版")
}

// Codes on papers cannot be guessed at for long, nor sign-ins tried; a look at the form costs nothing.
func TestGuessingCodesEnds(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	for range attempts {
		b.post("/verify", url.Values{"no": {"370602-20260310-99999-0-00R1"}, "code": {"wrong"}})
		b.open("/verify")
	}
	b.open("/verify?no=370602-20260310-99999-0-00R1&code=wrong")
	b.want(http.StatusTooManyRequests, "/verify", "操作太快了", "试的次数太多")
	b.open("/verify")
	b.want(http.StatusOK, "/verify")
	b.post("/login", url.Values{"person": {"zhang"}})
	b.want(http.StatusTooManyRequests, "/login", "试的次数太多")
	h.clock.Move(time.Minute)
	b.signIn("zhang")
}
