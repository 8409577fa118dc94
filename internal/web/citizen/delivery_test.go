package citizen_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// toDelivery fills a draft up to the page that asks how results should arrive, and answers its form.
func (b *browser) toDelivery() (to string, values url.Values) {
	b.t.Helper()
	b.start()
	b.fillForm()
	for _, m := range uploadForm.FindAllStringSubmatch(b.html, -1) {
		b.upload(m[1], "材料.pdf", paper)
	}
	to, values, _ = b.form("/continue")
	b.post(to, values)
	b.want(http.StatusOK, "/drafts/", "怎样领取结果", "电子证照", "窗口领取", "邮寄")
	to, values, _ = b.form("/delivery/save")
	return to, values
}

func TestALetterNeedsAnAddressAndKeepsWhatWasWritten(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	to, values := b.toDelivery()
	if !strings.Contains(b.html, `value="张立春"`) || !strings.Contains(b.html, `value="13800138000"`) {
		t.Error("the person's own name and telephone number do not stand there")
	}
	values.Set("way", "post")
	values.Set("recipient", "张大哥")
	values.Set("phone", "12")
	values.Set("address", "")
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, to, "<title>错误：", `value="张大哥"`, `value="12"`, "收件地址")
	values.Set("phone", "13900001111")
	values.Set("address", "芝罘区大马路9号")
	b.post(to, values)
	b.want(http.StatusOK, "/drafts/", "核对后提交", "张大哥", "芝罘区大马路9号")
}

func TestTheWayIsChangedOnTheTrackingPage(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	b.signIn("zhang")
	at := b.file() // chooses the window
	b.open(at)
	b.want(http.StatusOK, at, "窗口领取", "改领取方式")
	b.open(at + "/change-delivery")
	b.want(http.StatusOK, at, "还没交给您的结果")
	to, values, _ := b.form("/change-delivery")
	values.Set("way", "post")
	b.post(to, values)
	b.want(http.StatusUnprocessableEntity, to, "<title>错误：")
	for name, value := range map[string]string{"recipient": "张立春", "phone": "13900001111", "address": "莱山区迎春大街170号"} {
		values.Set(name, value)
	}
	b.post(to, values)
	b.want(http.StatusOK, at, "邮寄", "莱山区迎春大街170号", "139****1111")
	b.open(at + "/journal")
	b.want(http.StatusOK, at, "您改了领取方式", "记录完整")
	if strings.Contains(b.html, "迎春大街") {
		t.Error("the record tells the address")
	}
	other := h.browser()
	other.signIn("li")
	other.post(to, values)
	other.want(http.StatusNotFound, to)
}
