package citizen_test

import (
	"net/http"
	"net/url"
	"testing"
)

// rateForm answers what the form of C22 would bring as it is shown.
func (b *browser) rateForm() (to string, values url.Values) {
	b.t.Helper()
	to, values, _ = b.form("/rate")
	return to, values
}

func TestWhatEndedIsRatedOnceAndChangedUntilAnswered(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signIn("zhang")
	at := b.file()
	b.open(at + "/rate")
	b.want(http.StatusConflict, at+"/rate", "不能做这一步")
	b.open(at + "/withdraw")
	to, values, _ := b.form("/withdraw")
	values.Set("reason", "不开店了")
	b.post(to, values)
	b.open(at)
	b.want(http.StatusOK, at, "评价这次办事")

	b.open(at + "/rate")
	b.want(http.StatusOK, at+"/rate", "总的来说", "不让部门看到我是谁", "这次不评")
	to, values = b.rateForm()
	values.Set("words", "来了两次，打我13812345678")
	values.Set("anonymous", "yes")
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, at+"/rate", "请选总的来说满意不满意", "来了两次，打我13812345678")
	values.Set("grade", "dissatisfied")
	values.Set("reason", "came_again")
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, at+"/rate", "里面有手机号")
	values.Set("words", "来了两次")
	b.post(to, values)
	b.want(http.StatusOK, at+"/rate", "不满意", "来了不止一次", "来了两次", "部门看不到您是谁", "前答复您", "修改评价")

	b.open(at + "/rate?amend=yes")
	to, values = b.rateForm()
	values.Set("grade", "satisfied")
	values.Del("reason")
	values.Del("words")
	b.post(to, values)
	b.want(http.StatusOK, at+"/rate", "满意")
	b.open(at + "/journal")
	b.want(http.StatusOK, at+"/journal", "记录完整") // the case is as it was

	other := h.browser()
	other.signIn("li")
	other.open(at + "/rate")
	other.want(http.StatusNotFound, at+"/rate", "没有")
}
