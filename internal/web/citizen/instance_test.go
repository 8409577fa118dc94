package citizen_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// startNewborn begins a newborn with n children and answers the address of the draft.
func (b *browser) startNewborn(n string) string {
	b.t.Helper()
	b.post("/scenarios/newborn/update-plan", url.Values{
		"area": {"zhifu"}, "applicant": {"mother"}, "child": {n}, "born_in_province": {"yes"}, "household_kind": {"family"},
		"parents_married": {"no"}, "benefit_through": {"neither"},
	})
	b.want(http.StatusOK, "/scenarios/newborn")
	to, values, _ := b.form("/drafts/start")
	b.post(to, values)
	b.want(http.StatusOK, "/drafts/")
	return regexp.MustCompile(`/drafts/[0-9a-f-]+`).FindString(b.at)
}

// save fills the page that is open, with a name for the child on it.
func (b *browser) save(name, tail string) {
	b.t.Helper()
	_, values, inside := b.form("/save")
	fill(values, inside)
	for key := range values {
		switch {
		case strings.HasPrefix(key, "child_name"):
			values.Set(key, name)
		case strings.HasPrefix(key, "birth_weight"):
			values.Set(key, "3200")
		case strings.HasPrefix(key, "birth_date") && strings.HasSuffix(key, ".month"):
			values.Set(key, "1")
		case strings.Contains(key, "id_number"):
			values.Set(key, "370699199605210027")
		}
	}
	b.post(regexp.MustCompile(`/drafts/[0-9a-f-]+/[^/?#]+`).FindString(b.at)+tail, values)
}

func TestAnotherChildIsAddedFilledAndTakenOut(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	draft := b.startNewborn("1")
	b.open(draft + "/child")
	b.want(http.StatusOK, draft, "再加一个新生儿")
	if strings.Contains(b.html, "去掉") {
		t.Error("the only child can be taken out")
	}
	b.save("王大宝", "/add-instance")
	b.want(http.StatusOK, draft+"/child~2", "第2个新生儿", "再加一个新生儿", "去掉第2个新生儿")
	b.save("王二宝", "/add-instance")
	b.want(http.StatusOK, draft+"/child~3", "第3个新生儿")
	b.save("王三宝", "/add-instance")
	b.want(http.StatusOK, draft+"/child~4", "第4个新生儿")
	if strings.Contains(b.html, "再加一个新生儿") {
		t.Error("a fifth child is offered; four are the most")
	}
	b.open(draft + "/materials")
	b.want(http.StatusOK, draft, "医学记录（第1个新生儿）", "医学记录（第3个新生儿）")
	b.upload(draft+"/materials/hospital_birth_record~3/upload", "三宝.pdf", paper)
	b.want(http.StatusOK, draft, "三宝.pdf")

	b.open(draft + "/child~2/remove-instance")
	b.want(http.StatusOK, draft, "去掉第2个新生儿？", "会删除")
	to, values, _ := b.form("/remove-instance")
	b.post(to, values)
	b.want(http.StatusOK, draft+"/child~2", `value="王三宝"`)
	b.post(to, values) // the same page once more: it was looked at before
	b.want(http.StatusConflict, to)
	b.open(draft + "/child")
	b.want(http.StatusOK, draft, `value="王大宝"`)
	b.open(draft + "/check")
	b.want(http.StatusOK, draft, "王大宝", "王三宝", "第2个新生儿", "三宝.pdf")
	if strings.Contains(b.html, "王二宝") {
		t.Error("what was taken out is still there")
	}
}

func TestTwinsAreFiledAsOneCaseWithItemsForEach(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	draft := b.startNewborn("2")
	for n := range 12 {
		if strings.HasSuffix(b.at, "/materials") {
			break
		}
		b.save(fmt.Sprintf("王宝%d", n), "/save")
		b.want(http.StatusOK, "/drafts/")
	}
	b.want(http.StatusOK, draft+"/materials")
	b.handInAll()
	to, values, inside := b.form("/submit")
	fill(values, inside)
	b.post(to, values)
	b.want(http.StatusOK, "/cases/", "已提交", "出生登记（国内出生登记）（第1个新生儿）", "出生登记（国内出生登记）（第2个新生儿）")
	at := strings.TrimSuffix(b.at, "/receipt")
	b.open(at)
	b.want(http.StatusOK, at, "、", "出生医学证明签发（首次签发）（第2个新生儿）")
	b.open(at + "/items/birth_certificate.first~2")
	b.want(http.StatusOK, at, "第2个新生儿")
}

func TestTwoDevicesAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	b.startNewborn("1")
	b.open(regexp.MustCompile(`/drafts/[0-9a-f-]+`).FindString(b.at) + "/child")
	page := b.at
	b.save("王小雨", "/save") // on the telephone
	b.open(page)
	to, old, inside := b.form("/save")
	fill(old, inside)
	old.Set("birth_weight", "3200")
	old.Set("birth_date.month", "1")
	b.save("王小雨", "/save")
	old.Set("child_name", "王小雪") // on the computer, on the page of before
	b.post(to, old)
	b.want(http.StatusConflict, to, "在别处改过", `value="王小雪"`, "王小雨")
	_, again, _ := b.form("/save")
	if again.Get("version") == old.Get("version") {
		t.Error("the page still carries the version of before: it can never be saved")
	}
}
